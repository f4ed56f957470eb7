"""What changed between a stored document and the one a person sent, and which rights cover it.

A change is named like a right: `field`, `table.column`, `table:add`, `table:delete`, `table:order` (needs the whole
table); `table:foreign` is a row of another document, taken over by its name, for which there is no right. Computed fields are no input: display fields,
and fields the platform fetches over a link.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt, get_datetime, getdate

_DISPLAY = frozenset(
	"Section Break,Column Break,Tab Break,HTML,Table,Table MultiSelect,Button,Image,Fold,Heading".split(",")
)
_TABLES = ("Table", "Table MultiSelect")
_KEPT = ("owner", "creation")
_FOREIGN = ":foreign"
_ROW_WORDS = {
	"add": "new rows",
	"delete": "deleted rows",
	"foreign": "rows of another document",
	"order": "order of rows",
}
_NUMBERS = ("Float", "Currency", "Percent", "Rating", "Duration")


def changes(stored, sent) -> set[str]:
	"""Names of everything a person changed; both are documents of the same doctype."""
	found = _changed_fields(stored, sent)
	found |= {name for name in _KEPT if cstr(stored.get(name)) != cstr(sent.get(name))}
	for df in sent.meta.fields:
		if df.fieldtype in _TABLES:
			found |= _changed_rows(df.fieldname, stored.get(df.fieldname) or [], sent.get(df.fieldname) or [])
	return found


def uncovered(changed: Iterable[str], rights: Collection[str], never: Collection[str] = ()) -> list[str]:
	"""The changes that no right covers, sorted; names in `never` are covered by nothing, `*` included."""
	return sorted(
		name for name in changed if name in never or name.endswith(_FOREIGN) or not _covers(rights, name)
	)


def above_level(doc, changed: Iterable[str]) -> list[str]:
	"""The changes to fields of a permission level that the session's user may not write, sorted."""
	levels = {0, *doc.meta.get_permlevel_access("write")}
	return sorted(name for name in changed if _level(doc, name) - levels)


def _level(doc, name: str) -> set[int]:
	"""The permission levels of what a change touches; new rows touch the columns that they fill."""
	table, _sep, column = name.replace(":", ".").partition(".")
	df = doc.meta.get_field(table)
	if df is None:
		return {0}
	found = {cint(df.permlevel)}
	if column and df.fieldtype in _TABLES:
		child = frappe.get_meta(df.options)
		rows = [row for row in doc.get(table) or () if row.is_new()] if ":" in name else ()
		filled_in = {one.fieldname for one in child.fields for row in rows if row.get(one.fieldname)}
		columns = filled_in if ":" in name else {column}
		found |= {cint(one.permlevel) for one in child.fields if one.fieldname in columns}
	return found


def filled(doc, name: str) -> bool:
	"""Whether a field (a table: any row; `table.column`: every row) holds a value; numbers start as 0, which is none."""
	table, _dot, column = name.partition(".")
	value = doc.get(table)
	if column:
		return bool(value) and all(row.get(column) for row in value)
	return bool(value)


def label(doc, name: str) -> str:
	"""What people read for a change or a field, in their language."""
	table, _sep, column = name.replace(":", ".").partition(".")
	df = doc.meta.get_field(table)
	text = _(df.label, context=doc.meta.name) if df and df.label else table
	if ":" in name:
		return f"{text} ({_(_ROW_WORDS[column])})"
	child = frappe.get_meta(df.options).get_field(column) if df and column else None
	return f"{text}: {_(child.label, context=df.options)}" if child and child.label else text


def _covers(rights: Collection[str], name: str) -> bool:
	table = name.replace(":", ".").split(".")[0]
	return name in rights or table in rights or ("*" in rights and name not in _KEPT)


def _changed_fields(stored, sent) -> set[str]:
	return {
		df.fieldname
		for df in sent.meta.fields
		if df.fieldtype not in _DISPLAY
		and not (df.fetch_from and not df.fetch_if_empty)
		and not df.is_virtual
		and _plain(df.fieldtype, stored.get(df.fieldname)) != _plain(df.fieldtype, sent.get(df.fieldname))
	}


def _changed_rows(table: str, stored: Iterable[Any], sent: Iterable[Any]) -> set[str]:
	before = {row.name: row for row in stored}
	found: set[str] = {f"{table}:order"} if _reordered(stored, sent) else set()
	for row in sent:
		old = before.pop(row.name, None) if row.name else None
		if old is None:
			found.add(f"{table}:add" if row.is_new() else table + _FOREIGN)
		else:
			found |= {f"{table}.{column}" for column in _changed_fields(old, row)}
	if before:
		found.add(f"{table}:delete")
	return found


def _reordered(stored: Iterable[Any], sent: Iterable[Any]) -> bool:
	"""Whether the rows that both have stand in another order."""
	before, after = (
		[row.name for row in sorted(rows, key=lambda row: cint(row.idx))] for rows in (stored, sent)
	)
	return [name for name in before if name in after] != [name for name in after if name in before]


def _plain(fieldtype: str, value: Any) -> Any:
	"""A value in the one form in which stored and sent values compare."""
	if fieldtype in ("Check", "Int"):
		return cint(value)
	if fieldtype in _NUMBERS:
		return round(flt(value), 9)
	if value in (None, ""):
		return ""
	if fieldtype == "Date":
		return getdate(value)
	if fieldtype == "Datetime":
		return get_datetime(value)
	if fieldtype == "JSON" and not isinstance(value, str):
		return json.dumps(value)
	return cstr(value).replace("\r\n", "\n").strip()
