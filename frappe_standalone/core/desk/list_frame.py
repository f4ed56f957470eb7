"""What list, board and calendar of a doctype share: its filters in words, saved filters, views, what the user may do."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import is_light, is_status, states_of
from frappe_standalone.core.desk.list_empty import empty_words
from frappe_standalone.core.desk.list_filters import Chips, FilterBar
from frappe_standalone.core.desk.list_messages import page_messages
from frappe_standalone.core.desk.list_settings import ListSettings
from frappe_standalone.core.desk.list_state import (
	GATHERED,
	STANDARD,
	ListState,
	readable_fields,
	search_columns,
	standard_field,
)
from frappe_standalone.core.desk.list_tables import with_tables
from frappe_standalone.core.desk.list_views import views_of
from frappe_standalone.core.desk.people import full_names
from frappe_standalone.core.desk.rights import may, no_export_words
from frappe_standalone.core.desk.slugs import list_url, making_url
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.wording import enumerated, label_of
from frappe_standalone.core.doctype.list_filter.list_filter import may_share

# So many columns by themselves, and so many where the user chose them
MAX_COLUMNS, MOST_COLUMNS = 8, 16
ACTS = ("create", "write", "delete", "print", "export", "import", "report")


class ListFrame:
	"""A doctype's records in some view; `fetch` gets those that the view shows."""

	view = "list"

	def __init__(self, doctype: str, state: ListState, settings: ListSettings | None = None):
		self.doctype, self.state = doctype, state
		self.settings = settings or ListSettings()
		self.meta = frappe.get_meta(doctype)
		self.fields = {df.get("fieldname"): df for df in readable_fields(self.meta)}
		self.states = states_of(self.meta)
		self.columns = self.choose_columns()
		self.bar = FilterBar(doctype, self.fields, state)
		self.rows = self.fetch()
		if any(df.get("fieldname") == "_assign" for df in self.columns):
			full_names(user for row in self.rows for user in json.loads(row.get("_assign") or "[]"))
		self.titles = Titles()
		self.titles.want_fields(self.columns, self.rows)
		self.titles.want_fields(self.bar.shown, [self.bar.values])
		self.chips = Chips(with_tables(self.meta, self.fields, state.filters), state)
		self.chips.want(self.titles)
		self.titles.load()

	def title_field(self) -> str:
		field = self.meta.title_field
		return field if field in self.fields else "name"

	def choose_columns(self) -> list[Any]:
		"""Title first, then status and light, then in_list_view, then the name where the title is another field."""
		title = self.title_field()
		if self.settings.columns:
			return self.own_columns(title)
		marks = [df for df in self.fields.values() if is_light(df) or is_status(df)]
		listed = [df for df in self.fields.values() if df.get("in_list_view")]
		chosen = [self.fields.get(title) or standard_field("name"), *sorted(marks, key=is_light), *listed]
		columns = list({df.get("fieldname"): df for df in chosen}.values())[: MAX_COLUMNS - 1]
		return columns if title == "name" else [*columns, standard_field("name")]

	def own_columns(self, title: str) -> list[Any]:
		"""Title first, then what the user or his administrator chose, as far as he may still read it."""
		names = [title, *(row["fieldname"] for row in self.settings.columns)]
		known = [name for name in dict.fromkeys(names) if name in self.fields or name in STANDARD]
		return [self.fields.get(name) or standard_field(name) for name in known[:MOST_COLUMNS]]

	def fetch(self) -> list[Any]:
		"""The records of this view."""
		raise NotImplementedError

	def filters(self) -> list[list[Any]]:
		return [list(row) for row in self.state.filters]

	def frame(self) -> dict[str, Any]:
		"""What the head and the filter bar need."""
		state = self.state
		can = {kind: may(self.doctype, kind) for kind in ACTS}
		can["import"] = can["import"] and bool(self.meta.allow_import)
		can["rule"] = "System Manager" in frappe.get_roles()
		can["create"] = can["create"] and not self.meta.get("in_create")
		return {
			"doctype": self.doctype,
			"view": self.view,
			"url": state.url,
			"new_url": making_url(self.doctype),
			"new_label": self.new_label(),
			"report_url": self.report_url(),
			"no_export": no_export_words(self.doctype),
			"empty": None if self.rows else empty_words(self, can["create"], self.view),
			"can": can,
			"q": state.q,
			"sort": state.sort,
			"default_sort": state.default_sort,
			"limit": state.limit,
			"default_limit": state.default_limit,
			"kept": state.view,
			"no_text_url": state.address(q=""),
			"views": views_of(self.doctype, self.fields, state, self.view),
			"order_by": state.order_by,
			"facets": [],
			"standard": self.bar.controls(self.titles),
			"chips": self.chips.all(self.titles),
			"saved": self.saved(),
			"all_url": self.all_url(),
			"filtered": bool(state.filters or state.q),
			"search_hint": self.search_hint(),
			"client": self.client(),
		}

	def all_url(self) -> str:
		"""The address of this view without filters; the list needs a word against its default filter."""
		bare = replace(self.state, filters=(), q="").address()
		asks = self.settings.default_filter and self.view == "list"
		return f"{self.state.url}?_all=1" if asks else bare

	def new_label(self) -> str:
		"""What the button says that makes a record."""
		return _("Make a Form") if self.doctype == "DocType" else _("New {0}").format(_(self.doctype))

	def report_url(self) -> str:
		"""The report builder with what this list shows: its columns, its filters, its order."""
		column, order = self.state.sort.lstrip("-"), "desc" if self.state.sort.startswith("-") else "asc"
		settings = {
			"filters": [row if len(row) == 4 else [self.doctype, *row] for row in self.asked_by_report()],
			"fields": [[df.get("fieldname"), self.doctype] for df in self.report_columns()],
			"order_by": f"`tab{self.doctype}`.`{column}` {order}",
		}
		url = f"{list_url(self.doctype)}/view/report"
		return (
			f"{url}?_settings={quote(json.dumps(settings, ensure_ascii=False))}"
			if self.state.filters
			else url
		)

	def asked_by_report(self) -> list[Any]:
		"""The list's filters as a report keeps them: a period stays a period, tags and people are looked for in their texts."""
		state = self.state
		return [
			asked
			for row in state.filters
			for asked in (
				replace(state, filters=(row,)).asked() if row[0] in GATHERED or "." in row[0] else [list(row)]
			)
		]

	def report_columns(self) -> list[Any]:
		"""The columns of the list that a report can have."""
		return [df for df in self.columns if df.get("fieldname") not in GATHERED]

	def search_hint(self) -> str:
		labels = [
			label_of(self.fields[name]) if name in self.fields else _("ID")
			for name in search_columns(self.meta)[:4]
		]
		return _("Search: {0}").format(enumerated(labels[1:] + labels[:1]))

	def saved(self) -> list[dict[str, Any]]:
		"""The saved filters with the addresses they stand for; the one in use is marked."""
		default = self.settings.default_filter
		return [
			{
				**row,
				"url": replace(self.state, q="", start=0).address(
					filters=known_rows(row["rows"], with_tables(self.meta, self.fields, row["rows"]))
				),
				"current": bool(self.state.filters) and row["rows"] == [tuple(f) for f in self.state.filters],
				"default": bool(default) and default["name"] == row["name"],
				"may_delete": not row["shared"] or may_share(self.doctype),
			}
			for row in self.settings.filters
		]

	def client(self) -> dict[str, Any]:
		return {
			"doctype": self.doctype,
			"title": _(self.doctype),
			"filters": self.filters(),
			"asked": self.state.asked(),
			"or_filters": self.state.or_filters(self.meta),
			"titles": self.chips.titles(self.titles),
			"advanced": [list(row) for row in self.bar.advanced],
			"has_default": bool(self.settings.default_filter),
			"order_by": self.state.order_by,
			"messages": page_messages(),
			"columns": [df.get("fieldname") for df in self.columns],
			"widths": self.settings.widths(),
			"own": self.settings.is_own_choice,
			"sort": self.state.default_sort,
			"size": self.state.default_limit,
			"may_share": may_share(self.doctype),
			"may_set": "System Manager" in frappe.get_roles(),
		}


def known_rows(rows: list[tuple[str, str, Any]], fields: dict[str, Any]) -> tuple:
	"""The comparisons of a saved filter that this user may make; another may have had more rights."""
	return tuple(row for row in rows if row[0] in fields or row[0] in STANDARD)
