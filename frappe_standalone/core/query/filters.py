"""Read v15's forms of filters: a name, a dictionary, a list of lists, and mixtures of them."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any, NamedTuple

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.errors import DataError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model import child_table_fields, default_fields, optional_fields
from frappe_standalone.core.translate import _

NESTED_SET = (
	"ancestors of",
	"descendants of",
	"not ancestors of",
	"not descendants of",
	"descendants of (inclusive)",
)
OPERATORS = (
	*("=", "!=", ">", "<", ">=", "<=", "like", "not like", "in", "not in", "is"),
	*("between", "timespan", "previous", "next", *NESTED_SET),
)
# What get_value, count, delete … take besides: v15 has two filter engines with two lists.
PLAIN_OPERATORS = (*OPERATORS, "=<", "=>", "regex")
STANDARD_COLUMNS = {*default_fields, *optional_fields, *child_table_fields}
NO_COLUMN = re.compile(r"[,'\"`();\s.#\x00]|--|/\*")


class Filter(NamedTuple):
	"""One comparison."""

	doctype: str
	field: str
	operator: str
	value: Any


def parse(doctype: str, filters: Any) -> list[Filter]:
	"""Read the filters of `get_all` and `get_list`; a field of a child table is found by its name.

	Raises:
		ValidationError: for an unknown operator or form.
		DataError: for a field name that could be anything else.
	"""
	if isinstance(filters, str):
		filters = from_json(filters)
	if isinstance(filters, dict):
		return [listed(doctype, key, value) for key, value in filters.items()]
	parsed: list[Filter] = []
	refuse_other_shapes(filters)
	if len(filters or ()) in (3, 4) and all(isinstance(part, str) for part in filters[:2]):
		filters = [filters]  # one comparison without the outer list
	for entry in filters or ():
		if isinstance(entry, dict):
			parsed.extend(listed(doctype, key, value) for key, value in entry.items())
		else:
			parsed.append(sequence(doctype, entry))
	return parsed


def from_json(text: str) -> Any:
	"""Filters that came as text.

	Raises:
		ValidationError: for a text that is no JSON.
	"""
	try:
		return json.loads(text) if text.strip() else None
	except (ValueError, RecursionError):
		throw(_("These filters are no valid JSON: {0}").format(escape(text[:80])))


def refuse_other_shapes(filters: Any) -> None:
	"""Refuse what is neither an object nor a list."""
	if filters and not isinstance(filters, list | tuple | set | frozenset):
		throw(_("Filters must be an object or a list, not {0}").format(escape(str(filters)[:80])))


def listed(doctype: str, key: str, value: Any) -> Filter:
	"""One entry of a dictionary: a value, or (operator, value)."""
	if isinstance(value, list | tuple):
		if len(value) != 2:
			throw(_("Filter {0} must be a value, or an operator and a value: {1}").format(key, value))
		return checked(doctype, key, value[0], value[1])
	return checked(doctype, key, "=", value)


def sequence(doctype: str, entry: Any) -> Filter:
	"""One entry of a list: (field, operator, value), with the DocType in front if it is another one."""
	if not isinstance(entry, list | tuple):
		throw(_("Filter must be a tuple or list (in a list)"))
	if len(entry) == 3:
		return checked(doctype, *entry)
	if len(entry) < 4:
		throw(_("Filter must have 4 values (doctype, fieldname, operator, value): {0}").format(entry))
	return checked(*entry[:4])


def checked(doctype: str, field: str, operator: str | None, value: Any) -> Filter:
	"""The filter, on the DocType (itself or one of its child tables) that has the field."""
	if not isinstance(doctype, str) or not isinstance(field, str) or NO_COLUMN.search(field):
		throw(_("Invalid field name {0}").format(escape(str(field)[:80])), DataError)
	operator = operator.lower() if isinstance(operator, str) and operator else operator or "="
	if not isinstance(operator, str) or operator not in OPERATORS:
		throw(_("Operator must be one of {0}").format(", ".join(OPERATORS)))
	return Filter(owner_of(doctype, field), field, operator, value)


def owner_of(doctype: str, field: str) -> str:
	"""The DocType itself, or its child table that has the field."""
	if field in STANDARD_COLUMNS or field in local.db.columns(table_name(doctype)):
		return doctype
	from frappe_standalone.core.meta import get_meta

	for table in get_meta(doctype).get_table_fields():
		if field in local.db.columns(table_name(table.options)):
			return table.options
	return doctype


def parse_plain(doctype: str, filters: Any) -> list[Filter]:
	"""Read the filters of `frappe.db.get_value`, `count`, `delete` …: fields of the table itself only.

	A text, a number or a list of them are names.
	"""
	if filters is None:
		return []
	if isinstance(filters, str | int):
		return [Filter(doctype, "name", "=", str(filters))]
	if isinstance(filters, dict):
		return [plain(doctype, field, value) for field, value in filters.items()]
	refuse_other_shapes(filters)
	if filters and all(isinstance(entry, str | int) for entry in filters):
		return [Filter(doctype, "name", "in", list(filters))]
	parsed: list[Filter] = []
	for entry in filters:
		if isinstance(entry, list | tuple):
			parsed.append(plain_sequence(doctype, entry))
		else:
			parsed.extend(parse_plain(doctype, entry))
	return parsed


def plain(doctype: str, field: str, value: Any) -> Filter:
	"""One entry of a dictionary."""
	operator = "="
	if isinstance(value, list | tuple):
		if len(value) != 2:
			throw(_("Filter {0} must be a value, or an operator and a value: {1}").format(field, value))
		operator, value = value
	return plain_checked(doctype, field, operator, value)


def plain_sequence(doctype: str, entry: list | tuple) -> Filter:
	"""One entry of a list: (field, value), (field, operator, value) or with the DocType in front."""
	if len(entry) == 2:
		return plain_checked(doctype, entry[0], "=", entry[1])
	if len(entry) == 4:
		if entry[0] != doctype:
			throw(_("Filters here take fields of {0} only, not of {1}").format(doctype, entry[0]))
		entry = entry[1:]
	if len(entry) != 3:
		throw(_("Filter must have 4 values (doctype, fieldname, operator, value): {0}").format(entry))
	return plain_checked(doctype, *entry)


def plain_checked(doctype: str, field: str, operator: str, value: Any) -> Filter:
	"""The filter, its field a plain word and its operator known."""
	if not isinstance(field, str) or re.search(r"\W", field):
		throw(_("Invalid filter: {0}").format(escape(str(field)[:80])))
	operator = operator if isinstance(operator, str) else "="
	if operator.casefold() not in PLAIN_OPERATORS:
		throw(_("Operator must be one of {0}").format(", ".join(PLAIN_OPERATORS)))
	return Filter(doctype, field, operator.casefold(), value)
