"""The model of a list page: columns, rows, filters, facets, counts."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import (
	NUMERIC,
	days_left,
	html_of,
	is_due,
	is_light,
	is_status,
	states_of,
	status_pill,
	text_of,
)
from frappe_standalone.core.desk.list_filters import FilterBar, filter_choices, light_facets
from frappe_standalone.core.desk.list_state import (
	SIZES,
	ListState,
	readable_fields,
	search_columns,
	standard_field,
)
from frappe_standalone.core.desk.markup import join, tag
from frappe_standalone.core.desk.notifications import count_text
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import new_url, record_url
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.wording import enumerated, label_of

MAX_COLUMNS, CAP = 8, 1000
DOCSTATUS = {0: ("Draft", ""), 1: ("Submitted", "blue"), 2: ("Cancelled", "red")}


class ListModel:
	"""Everything list.html needs, from a doctype and the state in its address."""

	def __init__(self, doctype: str, state: ListState):
		self.doctype, self.state = doctype, state
		self.meta = frappe.get_meta(doctype)
		self.fields = {df.get("fieldname"): df for df in readable_fields(self.meta)}
		self.states = states_of(self.meta)
		self.columns = self.choose_columns()
		self.bar = FilterBar(doctype, self.fields, state)
		self.rows = self.fetch()
		self.titles = Titles()
		self.titles.want_fields(self.columns, self.rows)
		self.titles.want_fields(self.bar.shown, [self.bar.values])
		self.titles.load()

	# ---- what is shown ----
	def title_field(self) -> str:
		field = self.meta.title_field
		return field if field in self.fields else "name"

	def choose_columns(self) -> list[Any]:
		"""Title first, then status and light, then in_list_view, then the name where the title is another field."""
		title = self.title_field()
		marks = [df for df in self.fields.values() if is_light(df) or is_status(df)]
		listed = [df for df in self.fields.values() if df.get("in_list_view")]
		chosen = [self.fields.get(title) or standard_field("name"), *sorted(marks, key=is_light), *listed]
		columns = list({df.get("fieldname"): df for df in chosen}.values())[: MAX_COLUMNS - 1]
		return columns if title == "name" else [*columns, standard_field("name")]

	def fetch(self) -> list[Any]:
		names = {df.get("fieldname") for df in self.columns} | {"name", "docstatus"}
		names |= {df.get("options") for df in self.columns if df.get("fieldtype") == "Dynamic Link"} & set(
			self.fields
		)
		names |= {df.get("fieldname") for df in self.fields.values() if is_light(df)}
		rows = frappe.get_list(
			self.doctype,
			fields=sorted(names),
			filters=self.filters(),
			or_filters=self.state.or_filters(self.meta),
			order_by=self.state.order_by,
			limit_start=self.state.start,
			limit_page_length=self.state.limit + 1,
		)
		self.has_next = len(rows) > self.state.limit
		return rows[: self.state.limit]

	def filters(self) -> list[list[Any]]:
		return [list(row) for row in self.state.filters]

	def count(self) -> int:
		if not self.has_next and (self.rows or not self.state.start):
			return self.state.start + len(self.rows)
		return len(
			frappe.get_list(
				self.doctype,
				filters=self.filters(),
				or_filters=self.state.or_filters(self.meta),
				pluck="name",
				limit_page_length=CAP + 1,
				order_by=None,
			)
		)

	# ---- cells ----
	def row_model(self, row: Any) -> dict[str, Any]:
		title = (
			text_of(
				row.get(self.title_field()), self.columns[0], self.titles.of_field(self.columns[0], row)[0]
			)
			or row["name"]
		)
		cells = [
			{
				"html": tag("a", {"href": record_url(self.doctype, row["name"])}, title),
				"cls": "title",
				"tip": title if len(title) > 18 else None,
			}
		]
		if self.meta.is_submittable and "status" not in self.fields:
			label, colour = DOCSTATUS[int(row.get("docstatus") or 0)]
			cells.append({"html": status_pill(label, {label: colour})})
		return {
			"name": row["name"],
			"title": title,
			"cells": cells + [self.cell(df, row) for df in self.columns[1:]],
		}

	def cell(self, df: Any, row: Any) -> dict[str, Any]:
		name, value = df.get("fieldname"), row.get(df.get("fieldname"))
		if name == "name":
			return {"html": value, "cls": "muted mono"}
		title, _target = self.titles.of_field(df, row)
		text = text_of(value, df, title)
		html: Any = text
		if is_light(df) or is_status(df):
			html = html_of(value, df, title, None, self.states)
		elif is_due(df):
			html = join([text, days_left(value, row, self.states)])
		elif df.get("fieldtype") == "Check":
			html = "✓" if value else ""
		return {
			"html": html,
			"cls": "blank" if not text else "num" if df.get("fieldtype") in NUMERIC else None,
			"label": None if is_light(df) or is_status(df) else label_of(df),
			"tip": text if len(text) > 22 else None,
		}

	def column_heads(self) -> list[dict[str, Any]]:
		heads = []
		for index, df in enumerate(self.columns):
			name = df.get("fieldname")
			direction = self.state.sorted_by(name)
			heads.append(
				{
					"label": label_of(df),
					"num": df.get("fieldtype") in NUMERIC,
					"sorted": direction,
					"sort_url": self.state.address(sort=name if direction != "ascending" else "-" + name),
				}
			)
			if index == 0 and self.meta.is_submittable and "status" not in self.fields:
				heads.append({"label": _("Status"), "num": False, "sorted": None, "sort_url": None})
		return heads

	# ---- the whole ----
	def as_dict(self) -> dict[str, Any]:
		state, count = self.state, self.count()
		last = state.start + len(self.rows)
		can = {kind: may(self.doctype, kind) for kind in ("create", "delete", "export", "import")}
		can["import"] = can["import"] and bool(self.meta.allow_import)
		can["rule"] = "System Manager" in frappe.get_roles()
		can["create"] = can["create"] and not self.meta.get("in_create")
		return {
			"doctype": self.doctype,
			"url": state.url,
			"new_url": new_url(self.doctype),
			"can": can,
			"q": state.q,
			"sort": state.sort,
			"default_sort": state.default_sort,
			"limit": state.limit,
			"order_by": state.order_by,
			"rows": [self.row_model(row) for row in self.rows],
			"columns": self.column_heads(),
			"count_text": count_text(count, CAP),
			"facets": light_facets(self.doctype, self.fields.values(), state),
			"facet_label": _("By light"),
			"standard": self.bar.controls(self.titles),
			"advanced": self.bar.advanced,
			"filtered": bool(state.filters or state.q),
			"search_hint": self.search_hint(),
			"range_text": _("{0}–{1} of {2}").format(
				state.start + 1 if self.rows else 0, last, count_text(count, CAP)
			),
			"sizes": [
				{"n": size, "url": state.address(limit=size), "current": size == state.limit}
				for size in SIZES
			],
			"prev_url": state.address(start=max(state.start - state.limit, 0)) if state.start else None,
			"next_url": state.address(start=state.start + state.limit) if self.has_next else None,
			"client": self.client(),
		}

	def search_hint(self) -> str:
		labels = [
			label_of(self.fields[name]) if name in self.fields else _("ID")
			for name in search_columns(self.meta)[:4]
		]
		return _("Search: {0}").format(enumerated(labels[1:] + labels[:1]))

	def client(self) -> dict[str, Any]:
		return {
			"doctype": self.doctype,
			"title": _(self.doctype),
			"fields": filter_choices(self.fields.values()),
			"advanced": self.bar.advanced,
			"filters": self.filters(),
			"or_filters": self.state.or_filters(self.meta),
			"order_by": self.state.order_by,
			"export_fields": list(dict.fromkeys(["name", *(df.get("fieldname") for df in self.columns)])),
		}
