"""One filter as an SQL condition.

v15 compares with NULL in two ways. `get_all` reads an empty column as the empty text (or the first date);
`frappe.db.get_value`, `count`, `delete` and `set_value` compare the column as it is. `empty_matches` chooses.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import Column, table_name
from frappe_standalone.core.db.values import (
	FALLBACK_DATE,
	FALLBACK_DATETIME,
	for_column,
	format_datetime,
)
from frappe_standalone.core.messages import throw
from frappe_standalone.core.query.filters import NESTED_SET, Filter
from frappe_standalone.core.query.parameters import Parameters
from frappe_standalone.core.query.tree import related_nodes
from frappe_standalone.core.text import cstr
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import get_datetime, getdate, nowdate
from frappe_standalone.core.utils.numbers import flt
from frappe_standalone.core.utils.timespans import get_date_range

NEVER_NULL = ("name", "modified", "creation")
FALLBACKS = {
	"text": "''",
	"number": "0",
	"date": f"'{FALLBACK_DATE}'",
	"datetime": f"'{FALLBACK_DATETIME}'",
	"time": "'00:00:00.000000'",
}
SPELLINGS = {"=<": "<=", "=>": ">="}


class Comparison:
	"""A filter with its column, and the parameters it adds to."""

	def __init__(self, filter: Filter, parameters: Parameters, empty_matches: bool):
		self.filter = filter
		self.parameters = parameters
		self.empty_matches = empty_matches
		table = table_name(filter.doctype)
		self.column: Column | None = local.db.columns(table).get(filter.field)
		self.kind = self.column.kind if self.column else "text"
		self.declared = self.column.declared if self.column else ""
		self.sql = f"`{table}`.`{filter.field}`"

	@property
	def nullable(self) -> bool:
		"""True if the column may be empty and an empty column must be read as its first value."""
		never = self.filter.field in NEVER_NULL or (self.column and self.column.not_null)
		return self.empty_matches and not never

	def read(self, fallback: str | None = None) -> str:
		"""The column with its first value in place of NULL."""
		if not self.nullable:
			return self.sql
		ignore_case = " collate nocase" if self.kind == "text" else ""  # which ifnull() loses
		return f"ifnull({self.sql}, {fallback or FALLBACKS[self.kind]}){ignore_case}"

	def typed(self, value: Any) -> Any:
		"""A value as the column stores it."""
		if self.kind == "number":
			return value if isinstance(value, int | float) else flt(value)
		if self.kind == "text":
			return "" if value is None else cstr(value)
		try:
			return for_column(self.declared, value)
		except (ValueError, OverflowError):
			throw(_("{0} is no date or time to compare {1} with").format(value, self.filter.field))


def condition(filter: Filter, parameters: Parameters, empty_matches: bool = True) -> str:
	"""The SQL of a filter."""
	comparison = Comparison(filter, parameters, empty_matches)
	operator = filter.operator
	if operator in NESTED_SET:
		return tree(comparison)
	if operator in ("timespan", "previous", "next"):
		filter = filter._replace(operator="between", value=get_date_range(operator, filter.value))
		return between(Comparison(filter, parameters, empty_matches))
	return WRITERS.get(operator, compare)(comparison)


def compare(c: Comparison) -> str:
	"""`=`, `!=` and the four orders."""
	operator, value = SPELLINGS.get(c.filter.operator, c.filter.operator), c.filter.value
	if not c.empty_matches and value is None:
		return f"{c.sql} is null"  # v15 does so for every operator
	never_empty = (operator == "=" and value) or (operator in (">", ">=") and c.kind in ("date", "datetime"))
	column = c.sql if never_empty else c.read()
	if value in (None, "") and c.kind in ("date", "datetime", "time"):
		value = FALLBACKS[c.kind].strip("'")
	return f"{column} {operator} {c.parameters.add(c.typed(value))}"


def like(c: Comparison) -> str:
	"""`like` and `not like`; a backslash escapes `%` and `_` only where v15 leaves that to MariaDB: not in lists."""
	value = "" if c.filter.value is None else cstr(c.filter.value)
	column = c.sql if c.filter.operator == "like" and value else c.read("''")
	escape = " escape '\\'" if "\\" in value and not c.empty_matches else ""
	return f"{column} {c.filter.operator} {c.parameters.add(value)}{escape}"


def membership(c: Comparison) -> str:
	"""`in` and `not in`; a text is split at commas, nothing at all means the empty value."""
	values = c.filter.value
	values = values.split(",") if isinstance(values, str) else listed(c, values)
	any_empty = not values or any(value in (None, "") for value in values)
	texts = [value if not isinstance(value, str) else value.strip() for value in values or [""]]
	column = c.read("''") if c.filter.operator == "not in" or any_empty else c.sql
	typed = [("" if value in (None, "") and c.kind != "number" else c.typed(value)) for value in texts]
	return f"{column} {c.filter.operator} {c.parameters.many(typed)}"


def listed(c: Comparison, values: Any) -> list:
	"""The values of `in`; one number stands for a list of it."""
	if isinstance(values, dict):
		throw(_("Filter {0} takes a list of values").format(c.filter.field))
	return list(values or ()) if isinstance(values, Iterable) or not values else [values]


def is_set(c: Comparison) -> str:
	"""`is` with `set` or `not set`."""
	wanted = str(c.filter.value).lower()
	if wanted not in ("set", "not set"):
		throw(_("Invalid argument for operator 'IS': {0}").format(c.filter.value))
	if not c.empty_matches:
		return f"{c.sql} is {'not ' if wanted == 'set' else ''}null"
	if c.kind == "number":
		return f"{c.sql} != 0" if wanted == "set" else f"{c.sql} is null"  # no number equals the text ''
	if wanted == "set":
		return f"{c.sql} != ''"
	return f"{c.read(chr(39) * 2)} = ''"


def between(c: Comparison) -> str:
	"""`between`; a day given for a datetime column begins or ends it."""
	value = c.filter.value
	if c.empty_matches and c.kind not in ("date", "datetime"):
		throw(_("`between` compares dates only; use >= and <= for {0}").format(c.filter.field))
	bounds = list(value) if isinstance(value, list | tuple) else []
	if any(isinstance(bound, list | tuple | dict) for bound in bounds):
		throw(_("Filter {0} takes two dates").format(c.filter.field))
	first, last = (bounds + [nowdate()] * 2)[:2] if len(bounds) < 2 else bounds[:2]
	if c.kind == "datetime":
		first = moment(first, datetime.time())
		last = moment(last, datetime.time(23, 59, 59, 999999))
	elif c.kind == "date":
		first, last = getdate(first).isoformat(), getdate(last).isoformat()
	else:
		first, last = c.typed(first), c.typed(last)
	return f"{c.sql} between {c.parameters.add(first)} and {c.parameters.add(last)}"


def moment(value: Any, clock: datetime.time) -> str:
	"""A datetime; a day gets the time given."""
	is_day = isinstance(value, str) and " " not in value.strip() and "T" not in value
	if is_day or (isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)):
		return format_datetime(datetime.datetime.combine(getdate(value), clock))
	return format_datetime(get_datetime(value))


def tree(c: Comparison) -> str:
	"""The operators of trees: the nodes are looked up, the condition is a list of them."""
	from frappe_standalone.core.meta import get_meta

	field = get_meta(c.filter.doctype).get_field(c.filter.field) if c.filter.field != "name" else None
	of = field.options if field else c.filter.doctype
	if not {"lft", "rgt"} <= local.db.columns(table_name(str(of))).keys():
		throw(_("{0} is no tree, so nothing in it is above or below {1}").format(_(of), c.filter.field))
	nodes = related_nodes(of, c.filter.operator, c.typed(c.filter.value))
	word = "not in" if c.filter.operator.startswith("not ") else "in"
	column = c.read("''") if word == "not in" or not nodes else c.sql
	return f"{column} {word} {c.parameters.many(nodes or [''])}"


def regex(c: Comparison) -> str:
	"""`regex`, without regard to case."""
	return f"{c.sql} regexp {c.parameters.add(cstr(c.filter.value))}"


WRITERS: dict[str, Callable[[Comparison], str]] = {
	"like": like,
	"not like": like,
	"in": membership,
	"not in": membership,
	"is": is_set,
	"between": between,
	"regex": regex,
}
