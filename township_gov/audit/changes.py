"""What a save changed, value by value, in one canonical text for each.

A path is `field`, `table.row` for a row that came or went (its values as one JSON object) or `table.row.field`.
Empty and zero values of a new record are left out: what is not named was empty. Every save pays for this module: it is
written for speed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import frappe
from frappe.utils import cint, cstr, flt, get_datetime, getdate

from township_gov.audit.hashing import Change, quoted
from township_gov.audit.kinds import IGNORED_FIELDS

_TABLES = ("Table", "Table MultiSelect")
_NO_VALUE = frozenset(
	(
		*(
			"Section Break",
			"Column Break",
			"Tab Break",
			"HTML",
			"Button",
			"Image",
			"Fold",
			"Heading",
			"Password",
		),
		*_TABLES,
	)
)


class Plan(NamedTuple):
	"""How the values of a doctype are read."""

	values: tuple[
		tuple[str, Callable[[Any], str], str], ...
	]  # fieldname, its canonical text, its name in JSON
	tables: tuple[tuple[str, str], ...]  # fieldname, doctype of the rows


def of(doc, before, known: dict[str, str | None]) -> list[Change]:
	"""Changes of a saved document against `before` (None: it is new).

	`known`: what earlier entries of the same save have told already, by path; it is brought up to date.
	"""
	found = _inserted(doc) if before is None else list(_changed(doc, before))
	if known:
		found = [Change(path, known.get(path, old), new) for path, old, new in found]
		found = [change for change in found if change.old != change.new]
	known.update((change[0], change[2]) for change in found)
	return found


def of_deleted(doc) -> list[Change]:
	"""The last values of a document that is gone."""
	return [Change(path, new, None) for path, _old, new in _inserted(doc)]


def _inserted(doc) -> list[tuple[str, None, str]]:
	plan, values, found = plan_of(doc.doctype), doc.__dict__, []
	for fieldname, text_of, _key in plan.values:
		value = values.get(fieldname)
		if value and (text := text_of(value)) != "0":
			found.append((fieldname, None, text))
	for fieldname, doctype in plan.tables:
		columns = plan_of(doctype).values
		found += [
			(f"{fieldname}.{row.name}", None, _row(row, columns)) for row in values.get(fieldname) or ()
		]
	return found


def _changed(doc, before) -> Iterator[tuple[str, str | None, str | None]]:
	plan = plan_of(doc.doctype)
	yield from _compared("", (*plan.values, *_STANDARD), before.__dict__, doc.__dict__)
	for fieldname, doctype in plan.tables:
		yield from _changed_rows(fieldname, doctype, before.get(fieldname) or (), doc.get(fieldname) or ())


def _compared(place: str, columns: Iterable, old: dict, new: dict) -> Iterator[tuple[str, str, str]]:
	for fieldname, text_of, _key in columns:
		first, second = old.get(fieldname), new.get(fieldname)
		if first is second or first == second:
			continue
		first, second = text_of(first), text_of(second)
		if first != second:
			yield place + fieldname, first, second


def _changed_rows(table: str, doctype: str, before, now) -> Iterator[tuple[str, str | None, str | None]]:
	columns = plan_of(doctype).values
	stored = {row.name: row for row in before}
	for row in now:
		old = stored.pop(row.name, None)
		if old is None:
			yield f"{table}.{row.name}", None, _row(row, columns)
		else:
			yield from _compared(f"{table}.{row.name}.", columns, old.__dict__, row.__dict__)
	for name, row in stored.items():
		yield f"{table}.{name}", _row(row, columns), None


def _row(row, columns: Iterable) -> str:
	"""A row as a JSON object of texts, in the order of its fields."""
	values = row.__dict__
	parts = [
		f"{key}:{quoted(text_of(values[fieldname]))}"
		for fieldname, text_of, key in columns
		if values.get(fieldname)
	]
	return "{" + ",".join(parts) + "}"


_PLANS: dict[str, tuple[Any, Plan]] = {}


def plan_of(doctype: str) -> Plan:
	"""The values of a doctype and its tables; kept as long as its meta is the same object.

	Secret numbers are left out: their mask is a field of its own and tells that they changed; and so is their keyed hash.
	"""
	meta = frappe.get_meta(doctype)
	kept = _PLANS.get(doctype)
	if kept is None or kept[0] is not meta:
		kept = _PLANS[doctype] = (meta, _plan(meta))
	return kept[1]


def _plan(meta) -> Plan:
	fields = [field for field in meta.fields if not field.get("is_virtual")]
	left_out = {f"{field.fieldname}_hash" for field in fields if field.fieldtype == "Password"}
	left_out |= IGNORED_FIELDS.get(meta.name, frozenset())
	return Plan(
		tuple(
			(field.fieldname, _TEXTS.get(field.fieldtype, _plain), quoted(field.fieldname))
			for field in fields
			if field.fieldtype not in _NO_VALUE and field.fieldname not in left_out
		),
		tuple((field.fieldname, field.options) for field in fields if field.fieldtype in _TABLES),
	)


# The canonical text of a value: the same whether it comes from a request, a rule or the database


def _plain(value: Any) -> str:
	text = value if type(value) is str else cstr(value)
	return text.replace("\r\n", "\n") if "\r" in text else text


def _whole(value: Any) -> str:
	return str(cint(value))


def _number(value: Any) -> str:
	return f"{round(flt(value), 9):.15g}"


def _date(value: Any) -> str:
	return (value if type(value) is str and len(value) == 10 else str(getdate(value))) if value else ""


def _datetime(value: Any) -> str:
	return str(get_datetime(value)) if value else ""


_CLOCK = re.compile(r"(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?")


def _time(value: Any) -> str:
	if value in (None, ""):
		return ""
	if not isinstance(value, str):
		return str(value)
	# By hand: the platform's own reading stops at 24 hours, while a Time column takes more
	if clock := _CLOCK.fullmatch(value.strip()):
		hours, minutes, seconds = (float(part or 0) for part in clock.groups())
		return str(timedelta(hours=hours, minutes=minutes, seconds=seconds))
	return value


def _json(value: Any) -> str:
	return (
		_plain(value)
		if value is None or isinstance(value, str)
		else json.dumps(value, ensure_ascii=False, sort_keys=True)
	)


_TEXTS: dict[str, Callable[[Any], str]] = {
	**dict.fromkeys(("Check", "Int"), _whole),
	**dict.fromkeys(("Float", "Currency", "Percent", "Rating", "Duration"), _number),
	"Date": _date,
	"Datetime": _datetime,
	"Time": _time,
	"JSON": _json,
}
_STANDARD = (("docstatus", _whole, '"docstatus"'), ("owner", _plain, '"owner"'))
