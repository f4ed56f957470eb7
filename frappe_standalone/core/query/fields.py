"""Fields and orders as v15 lets them be written, and nothing else: the places where SQL could be smuggled in."""

from __future__ import annotations

import re
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.errors import DataError, ValidationError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

WORD = re.compile(r"^\w+$")
ALIAS = re.compile(r"^(?P<field>.+?)\s+as\s+(?P<alias>`[^`]+`|'[^']+'|\w+)$", re.IGNORECASE | re.DOTALL)
QUALIFIED = re.compile(r"^`?(?P<table>tab[^`.]+)`?\.(?P<field>`[^`]+`|\w+|\*)$")
EXTREME = re.compile(r"^(?:max|min)\s*\(\s*`?(?P<field>\w+)`?\s*\)$", re.IGNORECASE)
SUM = re.compile(r"^sum\s*\([^()]*\)$", re.IGNORECASE)
FUNCTION = re.compile(r"^(?P<name>\w+)\s*\((?P<arguments>.*)\)$", re.DOTALL)
ORDER = re.compile(r"^(?P<field>.+?)(?:\s+(?P<direction>asc|desc))?$", re.IGNORECASE | re.DOTALL)
TOP_LEVEL_COMMA = re.compile(r",\s*(?![^()]*\))")
# `tab…`.`field`, `name`, word — not followed by a bracket, which would make it a function
NAME = re.compile(r"(?:`[^`]+`|\b[A-Za-z_]\w*)(?:\.(?:`[^`]+`|\w+|\*))?(?!\s*\(|\w)")
KEYWORDS = {"distinct", "as", "and", "or", "not", "null", "is", "in", "like", "between", "case", "when"}
KEYWORDS |= {
	"then",
	"else",
	"end",
	"interval",
	"separator",
	"asc",
	"desc",
	"over",
	"partition",
	"by",
	"order",
}

FORBIDDEN_WORDS = (
	*("select", "create", "insert", "delete", "drop", "update", "case", "show", "union", "attach", "from"),
	*(
		"where",
		"filter",
		"over",
		"having",
		"join",
		"limit",
		"returning",
		"pragma",
		"values",
		"exists",
		"with",
	),
)
FORBIDDEN_FUNCTIONS = (
	*("concat", "concat_ws", "if", "ifnull", "nullif", "coalesce", "connection_id", "current_user"),
	*("database", "last_insert_id", "session_user", "system_user", "user", "version", "global"),
	*("load_extension", "readfile", "writefile", "sleep"),
)
INJECTION = re.compile(r"/\*|--|;|@|#")


def alias_of(field: str) -> tuple[str, str | None]:
	"""`sum(x) as total` → (`sum(x)`, `total`)."""
	found = ALIAS.match(field.strip())
	return (found["field"].strip(), found["alias"].strip("`'")) if found else (field.strip(), None)


def with_alias(sql: str, alias: str | None) -> str:
	"""The column under its alias."""
	return f"{sql} as `{alias}`" if alias else sql


def typed_alias(doctype: str, expression: str, alias: str | None) -> str | None:
	"""The alias of `max(date)` or `min(date)` with the column's type, so that the value reads as a date; a sum is a float."""
	if SUM.match(expression):
		return f"{(alias or expression).replace('`', '``')} [SUM]"
	found = EXTREME.match(expression)
	column = found and local.db.columns(table_name(doctype)).get(found["field"])
	if not column or column.kind not in ("date", "datetime", "time"):
		return alias
	return f"{(alias or expression).replace('`', '``')} [{column.kind.upper()}]"


def check(field: str, any_function: bool = False) -> None:
	"""Refuse subqueries and comments; and, unless `any_function`, functions that could reach the server's own state.

	Raises:
		DataError: naming what is not allowed.
	"""
	lowered = field.lower()
	words = set(re.findall(r"\w+", re.sub(r"`[^`]*`", "", lowered)))
	if INJECTION.search(re.sub(r"`[^`]*`", "", lowered)) or not words.isdisjoint(FORBIDDEN_WORDS):
		throw(_("Use of sub-query or function is restricted"), DataError)
	for function in re.findall(r"(\w+)\s*\(", lowered) if not any_function else ():
		if function in FORBIDDEN_FUNCTIONS:
			throw(_("Use of function {0} in field is restricted").format(function), DataError)


def plain_field(doctype: str, field: Any) -> str:
	"""One column of a query on one table: `*`, a field, or a function of fields, with or without alias."""
	field, alias = alias_of(str(field))
	if field == "*":
		return f"`{table_name(doctype)}`.*"
	if WORD.match(field):
		return with_alias(f"`{table_name(doctype)}`.`{field}`", alias)
	check(field, any_function=True)  # server code names these fields, not a request
	if QUALIFIED.match(field) or FUNCTION.match(field) or re.match(r"^`[^`]+`$", field):
		return with_alias(field, typed_alias(doctype, field, alias))
	throw(_("Invalid field name {0}").format(field), DataError)


def names_in(expression: str) -> list[str]:
	"""The columns an expression reads, e.g. `sum(a * b)` → a, b; texts, numbers and functions left out."""
	without_texts = re.sub(r"'[^']*'", "", expression)
	return [n for n in NAME.findall(without_texts) if n.lower() not in KEYWORDS]


def order_terms(order: str, default_direction: str = "") -> str:
	"""An ORDER BY or GROUP BY list, each part checked and plain fields quoted.

	Raises:
		ValidationError: for anything that is no field, position or function of fields.
	"""
	terms = []
	for part in TOP_LEVEL_COMMA.split(order):
		if not part.strip():
			continue
		found = ORDER.match(part.strip())
		field, direction = found["field"].strip(), found["direction"] or default_direction
		terms.append(f"{order_field(field)} {direction}".strip())
	return ", ".join(terms)


def order_field(field: str) -> str:
	"""One part of an order."""
	if re.search(r"\bselect\b.*\bfrom\b", field, re.IGNORECASE | re.DOTALL):
		throw(_("Cannot use sub-query in order by"))
	if field.isdigit():
		return field
	if WORD.match(field):
		return f"`{field}`"
	if re.match(r"^`[^`]+`$", field) or QUALIFIED.match(field):
		return field
	found = FUNCTION.match(field)
	if not found or re.search(r"[^\w\s,`'.()*+\-/]", field):
		throw(_("Illegal SQL Query"), ValidationError)
	if found["name"].lower() in ("sleep", "load_extension"):
		throw(_("Cannot use {0} in order/group by").format(field))
	return field
