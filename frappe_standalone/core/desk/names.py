"""Names of people and of linked records on one page, all asked for in one query."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.slugs import is_doctype
from frappe_standalone.core.desk.titles import TRANSLATED, is_translatable, may_know, title_field
from frappe_standalone.core.desk.together import rows_together


class Names:
	"""Collect (doctype, name) pairs, then look them up together; people are known by their full name."""

	def __init__(self) -> None:
		self.wanted: dict[str, set[str]] = defaultdict(set)
		self.found: dict[tuple[str, str], str] = {}

	def want(self, doctype: str | None, name: Any) -> None:
		if doctype and name and doctype not in TRANSLATED:
			self.wanted[doctype].add(str(name))

	def want_changes(self, meta: Any, data: dict[str, Any], levels: set[int]) -> None:
		"""Want the records that a Version's values name, in fields the reader may read."""
		for fieldname, *values in data.get("changed") or []:
			self.want_values(meta, fieldname, values, levels)
		for table, _index, _name, changes in data.get("row_changed") or []:
			child = child_of(meta, table)
			for fieldname, *values in changes if child else []:
				self.want_values(child, fieldname, values, levels)
		for table, row in [*(data.get("added") or []), *(data.get("removed") or [])]:
			child = child_of(meta, table)
			for df in child.fields if child else []:
				self.want_values(child, df.fieldname, [row.get(df.fieldname)], levels)

	def want_values(self, meta: Any, fieldname: str, values: list[Any], levels: set[int]) -> None:
		df = meta.get_field(fieldname)
		if df and df.fieldtype == "Link" and int(df.permlevel or 0) in levels:
			for value in values:
				self.want(df.options, value)

	def load(self) -> Names:
		titled = [(doctype, field) for doctype in sorted(self.wanted) if (field := shown_field(doctype))]
		lists = [
			{
				"doctype": doctype,
				"fields": ["name", f"{field} as title"],
				"filters": {"name": ["in", sorted(self.wanted[doctype])]},
				"scoped": doctype != "User",
			}
			for doctype, field in titled
		]
		for (doctype, field), rows in zip(titled, rows_together(lists), strict=True):
			shown = _ if doctype != "User" and is_translatable(doctype, field) else str
			self.found.update({(doctype, row["name"]): shown(row["title"]) for row in rows if row["title"]})
		return self

	def of(self, doctype: str | None, name: Any) -> str:
		"""What people call a record; its own name where it has no title or the reader may not know it."""
		if doctype in TRANSLATED and name:
			return _(str(name))
		return self.found.get((doctype or "", str(name)), str(name or ""))


def shown_field(doctype: str) -> str | None:
	if doctype == "User":
		return "full_name"
	if not is_doctype(doctype):
		return None
	field = title_field(doctype)
	return field if field and may_know(doctype, field) else None


def child_of(meta: Any, table: str) -> Any:
	"""The meta of a table field's rows, or None where there is no such field any more."""
	df = meta.get_field(table)
	return frappe.get_meta(df.options) if df and df.options else None
