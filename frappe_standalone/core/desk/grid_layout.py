"""The model of a child table on a form: its columns, its first rows, and what is drawn when somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe

from frappe_standalone.core.desk.formatters import NUMERIC
from frappe_standalone.core.desk.wording import label_of

if TYPE_CHECKING:
	from frappe_standalone.core.desk.layout import FormLayout

BREAKS = ("Tab Break", "Section Break", "Column Break")
TABLES = ("Table", "Table MultiSelect")
# What the server sets in a row by itself; which doctype its rows are of, the table says
NOT_SENT = ("doctype", "creation", "modified", "modified_by", "parent", "parentfield", "parenttype")
# So many rows come with the page, and so many more each time somebody scrolls to the last one
FIRST_ROWS, MORE_ROWS = 20, 100
# Where so many tables of one form are longer than this, each begins with no more rows than this
SEVERAL, SHORT = 3, 5
# With more fields than these behind its rows, a table's rows send them when they are opened
MOST_DETAILS = 20
# The same for the blank row to copy
MOST_BLANK = 5


class GridLayout:
	"""One child table of a form; `editable` says whether the table itself may be changed."""

	def __init__(self, layout: FormLayout, df: Any, editable: bool):
		self.layout, self.editable, self.required = layout, editable, df.get("reqd")
		self.table = df.get("fieldname")
		self.child = frappe.get_meta(df.get("options"))
		self.rows = layout.doc.get(self.table) or []
		left_out = layout.access.editing.hidden
		self.readable = [
			df
			for df in self.child.fields
			if layout.access.may_read(df) and f"{self.table}.{df.get('fieldname')}" not in left_out
		]
		shown = [df for df in self.readable if df.get("fieldtype") not in BREAKS and not df.get("hidden")]
		self.listed = [df for df in shown if df.get("in_list_view")] or [
			df for df in shown if df.get("fieldtype") not in TABLES
		][:4]
		self.more = [df for df in shown if df not in self.listed]

	def model(self) -> dict[str, Any]:
		"""The table with its first rows (all of a new document's) and one blank row to copy."""
		first = len(self.rows) if self.layout.is_new else self.first_rows()
		model = {
			**self.frame(),
			"rows": self.drawn(0, first),
			"left": max(0, len(self.rows) - first),
		}
		if model["may_add"]:
			more = self.more if len(self.more) <= MOST_BLANK else []
			model["blank"] = self.row(self.blank(), "__n__", more, is_new=True)
		return model

	def first_rows(self) -> int:
		"""How many rows come with the page: few where the form has several long tables, which nobody reads at once."""
		meta, doc = self.layout.meta, self.layout.doc
		tables = (doc.get(df.get("fieldname")) or () for df in meta.fields if df.get("fieldtype") in TABLES)
		return SHORT if sum(len(rows) > SHORT for rows in tables) >= SEVERAL else FIRST_ROWS

	def frame(self) -> dict[str, Any]:
		"""The table without its rows: its columns, and what may be done with it."""
		opens = self.layout.access.editing.opens
		return {
			"doctype": self.child.name,
			"editable": self.editable,
			"may_add": self.editable and opens(self.table, ":add"),
			"may_remove": self.editable and opens(self.table, ":delete"),
			"more": bool(self.more),
			"required": bool(self.required),
			"columns": [
				{
					"label": label_of(df),
					"num": df.get("fieldtype") in NUMERIC,
					"required": df.get("reqd"),
				}
				for df in self.listed
			],
		}

	def drawn(self, start: int, count: int) -> list[dict[str, Any]]:
		"""The models of some rows, in their order."""
		later = not self.layout.is_new and len(self.rows) * len(self.more) > MOST_DETAILS
		more = [] if later else self.more
		told: set[str] = set()
		rows = list(enumerate(self.rows, 1))[start : start + count]
		return [self.row(row, number, more, told=told) for number, row in rows]

	def details(self, name: str) -> dict[str, Any] | None:
		"""The model of one stored row with all its fields (of a blank one for ""); None where there is no such row."""
		if not name:
			may_add = self.frame()["may_add"]
			return self.row(self.blank(), "__n__", self.more, is_new=True) if may_add else None
		for number, row in enumerate(self.rows, 1):
			if row.name == name:
				return self.row(row, number, self.more)
		return None

	def blank(self) -> dict[str, Any]:
		values = frappe.new_doc(self.child.name).as_dict()
		values = {key: value for key, value in values.items() if not key.startswith("__")}
		return frappe._dict(values, doctype=self.child.name, name=None)

	def row(
		self, row: Any, number: Any, more: list, *, is_new: bool = False, told: set[str] | None = None
	) -> dict[str, Any]:
		"""A row's values, its cells, and the fields behind it; whoever may add a row fills all of it.

		`told` are the columns whose choices a row above has told; this row's are added.
		"""
		prefix, told = f"f-{self.table}-{number}", set() if told is None else told
		cells = []
		for df in self.listed:
			opens, name = self.opens(df, is_new), df.get("fieldname")
			cells.append(self.layout.field(df, row, prefix, True, opens, brief=name in told))
			if cells[-1]["editable"]:
				told.add(name)
		return {
			"idx": number,
			"data": self.values(row),
			"cells": cells,
			"more": [self.layout.field(df, row, prefix, False, self.opens(df, is_new)) for df in more],
		}

	def values(self, row: Any) -> dict[str, Any]:
		"""What the browser keeps of a row: the fields that may be read, shown or not, and who the row is."""
		data = dict(row) if isinstance(row, dict) else row.as_dict()
		closed = {df.get("fieldname") for df in self.child.fields if df not in self.readable}
		left_out = closed.union(NOT_SENT)
		return {key: value for key, value in data.items() if value is not None and key not in left_out}

	def opens(self, df: Any, is_new: bool) -> bool:
		"""Whether a cell may be changed."""
		part = f"{self.table}:add" if is_new else self.table
		return self.editable and self.layout.access.may_edit(df, self.layout.doc, part)
