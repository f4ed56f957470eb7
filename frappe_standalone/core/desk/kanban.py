"""A board: the records of a doctype in columns, one for each value of a Select."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import (
	CLOSED,
	days_left,
	html_of,
	is_due,
	is_light,
	is_status,
	status_pill,
	text_of,
)
from frappe_standalone.core.desk.list_bulk import NotTogetherError
from frappe_standalone.core.desk.list_counts import in_time
from frappe_standalone.core.desk.list_fields import writable_fields
from frappe_standalone.core.desk.list_frame import ListFrame
from frappe_standalone.core.desk.list_settings import ListSettings
from frappe_standalone.core.desk.list_state import ListState
from frappe_standalone.core.desk.list_tables import once
from frappe_standalone.core.desk.list_views import board_fields, options_of
from frappe_standalone.core.desk.markup import join
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import list_url, record_url
from frappe_standalone.core.desk.together import rows_together
from frappe_standalone.core.desk.wording import label_of, option_text

# Cards of a whole board, and of one column at least and at most; facts of a card
ON_A_BOARD, FEWEST, MOST, FACTS, CAP = 50, 5, 15, 3, 1000
LATEST = "9999-12-31"


class NotOnThisBoardError(frappe.ValidationError):
	"""A value that is no column of the board."""


class BoardModel(ListFrame):
	"""Everything kanban.html needs. `board` is a Kanban Board, or None for the doctype's own status."""

	view = "kanban"

	def __init__(self, doctype: str, state: ListState, settings: ListSettings, field: Any, board: Any = None):
		self.field, self.board = field, board
		super().__init__(doctype, state, settings)

	def values(self) -> list[str]:
		"""The values that have a column, in order."""
		if self.board:
			return [row.column_name for row in self.board.columns if row.status != "Archived"]
		return options_of(self.field)

	def room(self) -> int:
		"""How many cards a column shows: fewer where there are many columns."""
		return max(FEWEST, min(MOST, ON_A_BOARD // max(1, len(self.values()))))

	def fetch(self) -> list[Any]:
		"""The first cards of each column, all columns in one query."""
		known = {df.get("fieldname") for df in self.columns}
		self.facts = [
			df for df in self.columns[1:] if df.get("fieldname") not in (self.field.get("fieldname"), "name")
		]
		marks = {df.get("fieldname") for df in self.fields.values() if is_light(df)} | (
			{"status"} & set(self.fields)
		)
		names = sorted(known | {"name", self.field.get("fieldname")} | marks)
		lists = [
			{
				"doctype": self.doctype,
				"fields": names,
				"filters": [*self.state.asked(), [self.field.get("fieldname"), "=", value]],
				"or_filters": self.state.or_filters(self.meta),
				"order_by": self.order_of(value),
				"limit_page_length": self.room(),
				"group_by": once(self.doctype, self.state.asked()),
				"scoped": True,
			}
			for value in self.values()
		]
		self.found = dict(zip(self.values(), rows_together(lists), strict=True))
		return [row for rows in self.found.values() for row in rows]

	def order_of(self, value: str) -> str:
		"""What is due first stands first, then what came first; as in the list where the work is done, and when asked for
		another order.
		"""
		if self.state.sort != self.state.default_sort or self.states.get(value) in CLOSED:
			return self.state.order_by
		due = self.due()
		# What has no date waits behind what has one
		first = f"ifnull(`{due}`, '{LATEST}') asc, " if due else ""
		return f"{first}creation asc, name asc"

	def due(self) -> str | None:
		"""The field of the date that the records promise."""
		return next((df.get("fieldname") for df in self.fields.values() if is_due(df)), None)

	def counts(self) -> dict[str, int | None]:
		"""How many stand in each column, from one grouped query; None each where that takes too long."""
		name = self.field.get("fieldname")
		if self.state.asks_rows:  # a record would count once for each of its rows
			return dict.fromkeys(self.values())
		rows = in_time(
			lambda: frappe.get_list(
				self.doctype,
				fields=[name, "count(name) as n"],
				filters=self.state.asked(),
				or_filters=self.state.or_filters(self.meta),
				group_by=name,
				order_by=None,
				limit_page_length=100,
			)
		)
		found = None if rows is None else {row[name]: row["n"] for row in rows}
		return {value: None if found is None else found.get(value, 0) for value in self.values()}

	def why_fixed(self) -> str | None:
		"""Why no card of this board may be moved; None where cards may, each by its own rules."""
		label = label_of(self.field)
		for dotted in frappe.get_hooks("board_fixed"):
			reason = frappe.get_attr(dotted)(self.doctype, self.field.get("fieldname"))
			if reason:
				return reason
		if self.field.get("read_only"):
			return _("{0} is set by the program. Open a record to go on with it.").format(label)
		if not may(self.doctype, "write") or self.field.get("fieldname") not in writable_fields(self.meta):
			return _("You may look at these records, but not change {0}.").format(label)
		return None

	def card(self, row: Any) -> dict[str, Any]:
		title_df = self.columns[0]
		title = text_of(row.get(title_df.get("fieldname")), title_df, self.titles.of_field(title_df, row)[0])
		facts = []
		for df in self.facts:
			value = row.get(df.get("fieldname"))
			shown = text_of(value, df, self.titles.of_field(df, row)[0])
			if not value or not shown:
				continue
			if is_light(df) or is_status(df):
				facts.append({"html": html_of(value, df, None, None, self.states)})
			elif is_due(df):
				facts.append(
					{"label": label_of(df), "html": join([shown, days_left(value, row, self.states)])}
				)
			else:
				facts.append({"label": label_of(df), "html": shown})
		return {
			"name": row["name"],
			"title": title or row["name"],
			"url": record_url(self.doctype, row["name"]),
			"facts": facts[: FACTS + 1],
		}

	def as_dict(self) -> dict[str, Any]:
		counts, fixed, name = self.counts(), self.why_fixed(), self.field.get("fieldname")
		columns = []
		for value in self.values():
			count = counts[value]
			columns.append(
				{
					"value": value,
					"label": option_text(self.field, value),
					"pill": status_pill(value, self.states, option_text(self.field, value)),
					"count": "" if count is None else f"{CAP}+" if count > CAP else count,
					"cards": [self.card(row) for row in self.found[value]],
					"more": max(0, (count or 0) - self.room()),
					"url": self.list_state().address(filters=(*self.state.without(name), (name, "=", value))),
				}
			)
		return {
			**self.frame(),
			"count_text": str(sum(n or 0 for n in counts.values())),
			"columns": columns,
			"fixed": fixed,
			"field": name,
			"field_label": label_of(self.field),
			"fields": [
				{"value": df.get("fieldname"), "label": label_of(df), "current": df.get("fieldname") == name}
				for df in board_fields(self.fields)
			]
			if not self.board
			else [],
		}

	def list_state(self) -> ListState:
		"""The list under the same filters."""
		return replace(self.state, url=list_url(self.doctype), view={}, start=0)


@frappe.whitelist(methods=["POST"])
def move(doctype: str, name: str, fieldname: str, value: str) -> dict[str, str]:
	"""Put a record into another column: the field is set and the record saved by all its rules, or the refusal says why."""
	meta = frappe.get_meta(doctype)
	df = meta.get_field(fieldname)
	if fieldname not in writable_fields(meta):
		frappe.throw(
			_("You may not move cards here. Open the record to go on with it."),
			NotTogetherError,
		)
	if not df or df.fieldtype != "Select" or value not in options_of(df):
		frappe.throw(_("The board has no column called {0}.").format(value), NotOnThisBoardError)
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("write")
	doc.set(fieldname, value)
	doc.save()
	return {"name": str(doc.name), "value": doc.get(fieldname)}
