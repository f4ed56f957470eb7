"""The changes that a `Version` keeps, in words: 「陈建国 将 承诺时限 由 10 改为 7」."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.markup import join, tag
from frappe_standalone.core.desk.names import Names, child_of
from frappe_standalone.core.desk.wording import enumerated, label_of

QUIET = {"modified", "modified_by", "creation", "owner", "idx", "docstatus", "lft", "rgt"}
SILENT_TYPES = {"Password", "Section Break", "Column Break", "Tab Break", "HTML", "Button", "Image"}
LONGEST = 60
MOST_ROW_VALUES = 3


def when(at: Any) -> str:
	"""A moment for the margin: without the year while it is this year's."""
	text = str(at)[:16]
	return text[5:] if text[:4] == str(frappe.utils.getdate().year) else text


def plain_words(sentence: str, *values: Any) -> Markup:
	"""A translated sentence with its values put in, everything escaped that is no markup."""
	return Markup(str(escape(sentence)).format(*map(escape, values)))


def change_words(
	meta: Any, data: dict[str, Any], who: Markup, names: Names, levels: set[int]
) -> list[Markup]:
	"""The sentences of one Version: fields changed, rows added, removed and changed, states of the document.

	The first one says who, the others go on. Left out is what the reader may not read: fields above his levels, hidden
	ones, secrets.
	"""
	parts = (
		*field_words(meta, data, names, levels),
		*row_words(meta, data, names, levels),
		*row_change_words(meta, data, names, levels),
	)
	return [
		plain_words(sentence, who if number == 0 else "", *values)
		for number, (sentence, *values) in enumerate(parts)
	]


def field_words(meta: Any, data: dict, names: Names, levels: set[int]) -> Iterator[tuple]:
	for fieldname, old, new in data.get("changed") or []:
		if may_tell(meta, fieldname, levels):
			yield sentence(meta, fieldname, old, new, names)


def row_words(meta: Any, data: dict, names: Names, levels: set[int]) -> Iterator[tuple]:
	"""Rows that came and went, each by its first values."""
	texts = (("added", _("{0} added to {1}: {2}")), ("removed", _("{0} removed from {1}: {2}")))
	for key, text in texts:
		for table, row in data.get(key) or []:
			if may_tell(meta, table, levels) and (child := child_of(meta, table)):
				yield text, label(meta, table), row_text(child, row, names, levels)


def row_change_words(meta: Any, data: dict, names: Names, levels: set[int]) -> Iterator[tuple]:
	for table, index, _name, changes in data.get("row_changed") or []:
		child = child_of(meta, table) if may_tell(meta, table, levels) else None
		for fieldname, old, new in changes if child else []:
			if may_tell(child, fieldname, levels):
				yield (
					_("{0} changed {1} in row {2} of {3} from {4} to {5}"),
					label(child, fieldname),
					int(index) + 1,
					label(meta, table),
					quote(child, fieldname, old, names),
					quote(child, fieldname, new, names),
				)


def row_text(child: Any, row: dict[str, Any], names: Names, levels: set[int]) -> Markup:
	"""A row by the first values of its list columns that the reader may see; without any, by its number."""
	shown = [df for df in child.fields if may_tell(child, df.fieldname, levels) and row.get(df.fieldname)]
	shown = [df for df in shown if df.get("in_list_view")] or shown
	values = [shown_value(df, row[df.fieldname], names) for df in shown[:MOST_ROW_VALUES]]
	if not values:
		return tag("q", {}, _("Row {0}").format(row.get("idx") or ""))
	return tag("q", {}, enumerated(values)[:LONGEST])


def sentence(meta: Any, fieldname: str, old: Any, new: Any, names: Names) -> tuple:
	"""The sentence of one changed field and its values after the person's name."""
	if fieldname == "docstatus":
		text = {"1": _("{0} submitted this record"), "2": _("{0} cancelled this record")}.get(str(new))
		return (text or _("{0} reopened this record"),)
	name = label(meta, fieldname)
	if old in (None, ""):
		return _("{0} set {1} to {2}"), name, quote(meta, fieldname, new, names)
	if new in (None, ""):
		return _("{0} cleared {1} (was {2})"), name, quote(meta, fieldname, old, names)
	values = quote(meta, fieldname, old, names), quote(meta, fieldname, new, names)
	return _("{0} changed {1} from {2} to {3}"), name, *values


def may_tell(meta: Any, fieldname: str, levels: set[int]) -> bool:
	"""Whether a change may be told: a field that exists, is readable, no secret and no bookkeeping."""
	if fieldname == "docstatus":
		return True
	df = meta.get_field(fieldname)
	return (
		bool(df)
		and fieldname not in QUIET
		and df.fieldtype not in SILENT_TYPES
		and not df.hidden
		and int(df.permlevel or 0) in levels
	)


def label(meta: Any, fieldname: str) -> Markup:
	df = meta.get_field(fieldname)
	return join([label_of(df) or fieldname if df else fieldname])


def shown_value(df: Any, value: Any, names: Names) -> str:
	"""A stored value as the reader knows it; numbers in a Version are text, so they are formatted by their field."""
	if df.fieldtype == "Link" and value:
		return names.of(df.options, value)
	if df.fieldtype == "Check":
		return _("Yes") if str(value) not in ("0", "", "None", _("No")) else _("No")
	try:
		return text_of(value, df)
	except (TypeError, ValueError):
		return str(value)


def quote(meta: Any, fieldname: str, value: Any, names: Names) -> Markup:
	text = shown_value(meta.get_field(fieldname), value, names) if value not in (None, "") else _("empty")
	return tag("q", {}, text[:LONGEST] + ("…" if len(text) > LONGEST else ""))
