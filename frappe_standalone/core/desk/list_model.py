"""The model of a list page: columns, rows, filters, facets, counts."""

from __future__ import annotations

import json
import re
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
	status_pill,
	text_of,
)
from frappe_standalone.core.desk.list_counts import CAP, capped
from frappe_standalone.core.desk.list_frame import ListFrame
from frappe_standalone.core.desk.list_lights import light_facets, running_states
from frappe_standalone.core.desk.list_state import (
	GATHERED,
	SIZES,
)
from frappe_standalone.core.desk.list_tables import once
from frappe_standalone.core.desk.markup import join, tag
from frappe_standalone.core.desk.notifications import count_text
from frappe_standalone.core.desk.people import full_names
from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.desk.titles import own_title
from frappe_standalone.core.desk.wording import enumerated, label_of

WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+")
# So many columns by themselves, and so many where the user chose them
MAX_COLUMNS, MOST_COLUMNS = 8, 16
DOCSTATUS = {0: ("Draft", ""), 1: ("Submitted", "blue"), 2: ("Cancelled", "red")}


class ListModel(ListFrame):
	"""Everything list.html needs, from a doctype and the state in its address."""

	def fetch(self) -> list[Any]:
		self.running = running_states(self.doctype) if "status" in self.fields else []
		names = {df.get("fieldname") for df in self.columns} | {"name", "docstatus", "_user_tags"}
		names |= {df.get("options") for df in self.columns if df.get("fieldtype") == "Dynamic Link"} & set(
			self.fields
		)
		names |= {df.get("fieldname") for df in self.fields.values() if is_light(df)}
		names |= {"status"} & set(self.fields)
		asked = self.state.asked()
		rows = frappe.get_list(
			self.doctype,
			fields=sorted(names),
			filters=asked,
			group_by=once(self.doctype, asked),
			or_filters=self.state.or_filters(self.meta),
			order_by=self.state.order_by,
			limit_start=self.state.start,
			limit_page_length=self.state.limit + 1,
		)
		self.has_next = len(rows) > self.state.limit
		rows = rows[: self.state.limit]
		self.leave_out_codes(rows)
		return rows

	def leave_out_codes(self, rows: list[Any]) -> None:
		"""Internal names in English words (of flows, for programs) are no numbers that a Chinese reader looks for."""
		by_itself = not self.settings.columns and self.columns[-1].get("fieldname") == "name"
		if by_itself and len(self.columns) > 1 and rows and not (frappe.local.lang or "").startswith("en"):
			if all(WORDS.fullmatch(row["name"]) for row in rows):
				self.columns = self.columns[:-1]

	def count_text(self) -> str:
		"""How many there are: counted where that is quick, else “more than so many”."""
		shown = self.state.start + len(self.rows)
		if not self.has_next and (self.rows or not self.state.start):
			return str(shown)
		count = capped(self.doctype, self.state.asked(), self.state.or_filters(self.meta))
		return f"{shown}+" if count is None else count_text(count, CAP)

	# ---- cells ----
	def row_model(self, row: Any) -> dict[str, Any]:
		linked = self.titles.of_field(self.columns[0], row)[0]
		text = text_of(row.get(self.title_field()), self.columns[0], linked)
		title = own_title(self.doctype, text or row["name"])
		tags = [tag("span", {"class": "tag"}, one) for one in (row.get("_user_tags") or "").split(",") if one]
		cells = [
			{
				"html": join([tag("a", {"href": record_url(self.doctype, row["name"])}, title), *tags]),
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
		if name in GATHERED:
			return {
				"html": self.gathered(name, value),
				"cls": None if value else "blank",
				"label": label_of(df),
			}
		title, _target = self.titles.of_field(df, row)
		text = text_of(value, df, title)
		if value == row["name"]:
			text = own_title(self.doctype, text)
		html: Any = text
		if is_light(df) and value and self.has_ended(row):
			html = tag("span", {"class": "muted", "title": _("The light when it ended")}, text)
		elif is_light(df) or is_status(df):
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

	def has_ended(self, row: Any) -> bool:
		"""Whether the light of a record warns of nothing any more, as far as an app says so."""
		return bool(self.running) and row.get("status") not in self.running

	def gathered(self, name: str, value: str | None) -> str:
		"""Tags, or the names of the people a record is assigned to."""
		if name == "_user_tags":
			return enumerated(one for one in (value or "").split(",") if one)
		people = full_names(json.loads(value or "[]"))
		return enumerated(people.values())

	def column_heads(self) -> list[dict[str, Any]]:
		heads, widths = [], self.settings.widths()
		for index, df in enumerate(self.columns):
			name = df.get("fieldname")
			direction = self.state.sorted_by(name)
			heads.append(
				{
					"label": label_of(df),
					"num": df.get("fieldtype") in NUMERIC,
					"width": widths.get(name),
					"sorted": direction,
					"sort_url": self.state.address(sort=name if direction != "ascending" else "-" + name),
				}
			)
			if index == 0 and self.meta.is_submittable and "status" not in self.fields:
				heads.append({"label": _("Status"), "num": False, "sorted": None, "sort_url": None})
		return heads

	# ---- the whole ----
	def as_dict(self) -> dict[str, Any]:
		state, count = self.state, self.count_text()
		last = state.start + len(self.rows)
		return {
			**self.frame(),
			"more_than_page": self.has_next or bool(state.start),
			"rows": [self.row_model(row) for row in self.rows],
			"columns": self.column_heads(),
			"count_text": count,
			"facets": light_facets(self.doctype, self.fields.values(), state),
			"facet_label": _("By light"),
			"widths": self.column_widths(),
			"range_text": _("{0}–{1} of {2}").format(state.start + 1 if self.rows else 0, last, count),
			"sizes": [
				{"n": size, "url": state.address(limit=size), "current": size == state.limit}
				for size in SIZES
			],
			"prev_url": state.address(start=max(state.start - state.limit, 0)) if state.start else None,
			"next_url": state.address(start=state.start + state.limit) if self.has_next else None,
		}

	def column_widths(self) -> list[tuple[int, int]]:
		"""(number of the table's column, width in pixels) of those whose width was chosen; the first two are tick and title."""
		return [
			(number, head["width"]) for number, head in enumerate(self.column_heads(), 2) if head.get("width")
		]
