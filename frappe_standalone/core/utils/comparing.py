"""Compare values in Python as a filter does in the database."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from frappe_standalone.core.data import _dict
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.casting import cast


def sql_like(value: Any, pattern: str) -> bool:
	"""`like` with `%` at the ends; without any, the pattern may stand anywhere."""
	value = value or ""
	if pattern.startswith("%") == pattern.endswith("%"):
		return pattern.strip("%") in value
	if pattern.startswith("%"):
		return value.endswith(pattern.lstrip("%"))
	return value.startswith(pattern.rstrip("%"))


def filter_operator_is(value: Any, pattern: str) -> bool:
	"""`is` with `set` or `not set`."""
	wanted = pattern.lower()
	if wanted not in ("set", "not set"):
		throw(_("Invalid argument for operator 'IS': {0}").format(pattern))
	return (value is not None and value != "") == (wanted == "set")


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
	"^": lambda a, b: (a or "").startswith(b),
	"in": lambda a, b: operator.contains(b, a),
	"not in": lambda a, b: not operator.contains(b, a),
	"=": operator.eq,
	"!=": operator.ne,
	">": operator.gt,
	"<": operator.lt,
	">=": operator.ge,
	"<=": operator.le,
	"not None": lambda a, b: a is not None,
	"None": lambda a, b: a is None,
	"like": sql_like,
	"not like": lambda a, b: not sql_like(a, b),
	"is": filter_operator_is,
}


def compare(val1: Any, condition: str, val2: Any, fieldtype: str | None = None) -> bool:
	"""Compare two values, in the type of a field if given; an unknown operator gives False, as in v15."""
	if fieldtype:
		val1, val2 = cast(fieldtype, val1), cast(fieldtype, val2)
	return condition in OPERATORS and OPERATORS[condition](val1, val2)


def evaluate_filters(doc: Any, filters: dict | list | tuple) -> bool:
	"""True if a document matches all filters."""
	if isinstance(filters, dict):
		entries = [make_filter_tuple(None, key, value)[1:] for key, value in filters.items()]
	else:
		entries = [entry[-3:] for entry in filters]
	return all(compare(doc.get(field), condition, value) for field, condition, value in entries)


def make_filter_tuple(doctype: str | None, key: str, value: Any) -> list:
	"""[DocType, field, operator, value] of an entry of a filter dictionary."""
	if isinstance(value, list | tuple):
		return [doctype, key, value[0], value[1]]
	return [doctype, key, "=", value]


def make_filter_dict(filters: list) -> _dict:
	"""{field: (operator, value)} of a list of four-part filters."""
	return _dict((f[1], (f[2], f[3])) for f in filters)
