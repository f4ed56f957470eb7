"""The fields of a list as columns of its SELECT."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.errors import DataError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model import optional_fields, table_fields
from frappe_standalone.core.query.fields import (
	FUNCTION,
	QUALIFIED,
	TOP_LEVEL_COMMA,
	WORD,
	alias_of,
	check,
	names_in,
	typed_alias,
	with_alias,
)
from frappe_standalone.core.query.filters import from_json
from frappe_standalone.core.query.joins import Joins
from frappe_standalone.core.translate import _

AGGREGATES = ("count", "sum", "avg", "max", "min")
DISTINCT = re.compile(r"^distinct\s+", re.IGNORECASE)
DOTTED = re.compile(r"^(\w+)\.(\w+)$")


class Column(NamedTuple):
	"""One column: its SQL and what it reads, as (table, field)."""

	sql: str
	reads: tuple[tuple[str, str], ...] = ()
	alias: str | None = None
	is_aggregate: bool = False
	written_alias: str | None = None  # the alias as it stands in the SQL, where it differs


class Selection(NamedTuple):
	"""The columns of a list on a DocType."""

	doctype: str
	columns: tuple[Column, ...] = ()

	@property
	def is_one_aggregate(self) -> bool:
		"""True for a single `count(*)`, `sum(x)` …: one row, so no order."""
		return len(self.columns) == 1 and self.columns[0].is_aggregate

	def aliases(self) -> dict[str, str]:
		"""The names given with `as`, as they stand in the SQL."""
		return {c.alias: c.written_alias or c.alias for c in self.columns if c.alias}


def read_fields(doctype: str, fields: Any, joins: Joins) -> Selection:
	"""Read v15's forms of fields and join the tables they name.

	Raises:
		DataError: for anything that is no field or function of fields.
	"""
	return Selection(doctype, tuple(read_field(doctype, str(f).strip(), joins) for f in listed(fields) if f))


def listed(fields: Any) -> Iterable[Any]:
	"""A list of fields; a text may be JSON or separated by commas."""
	if isinstance(fields, str) and fields.lstrip().startswith("["):
		fields = from_json(fields)
	if not isinstance(fields, str):
		if not isinstance(fields, list | tuple | set | frozenset):
			throw(_("Fields must be a list of names, not {0}").format(str(fields)[:80]), DataError)
		return fields
	return [part.strip() for part in TOP_LEVEL_COMMA.split(fields)]


def read_field(doctype: str, text: str, joins: Joins) -> Column:
	"""One field as a column."""
	if "\0" in text:
		throw(_("Invalid field name {0}").format(text.replace("\0", "")), DataError)
	field, alias = alias_of(text)
	prefix = "distinct " if DISTINCT.match(field) else ""
	field = DISTINCT.sub("", field)
	own = table_name(doctype)
	if field == "*":
		return Column(f"{prefix}`{own}`.*", ((own, "*"),))
	if WORD.match(field):
		return plain(own, field, alias, prefix)
	if found := DOTTED.match(field):
		if column := through_field(doctype, found[1], found[2], alias, joins):
			return column
	check(field)
	if found := QUALIFIED.match(field):
		return qualified(doctype, found["table"], found["field"].strip("`"), alias, joins, prefix)
	if re.match(r"^`[^`]+`$", field):
		return plain(own, field.strip("`"), alias, prefix)
	if FUNCTION.match(field) or re.match(r"^'[^']*'$", field):
		return expression(doctype, field, alias, joins)
	throw(_("Invalid field name {0}").format(text), DataError)


def plain(table: str, field: str, alias: str | None, prefix: str = "") -> Column:
	"""A field of the DocType itself; a list column that older tables lack reads as empty."""
	if field in optional_fields and field not in local.db.columns(table):
		return Column(with_alias("NULL", alias or field), (), alias)
	return Column(prefix + with_alias(f"`{table}`.`{field}`", alias), ((table, field),), alias)


def through_field(doctype: str, through: str, field: str, alias: str | None, joins: Joins) -> Column | None:
	"""`link.field` or `table.field`; None if the DocType has no such link or table."""
	from frappe_standalone.core.meta import get_meta

	df = get_meta(doctype).get_field(through)
	if not df:
		return None
	if df.fieldtype == "Link":
		table = joins.link(df.options, through)
	elif df.fieldtype in table_fields:
		table = joins.child(df.options)
	else:
		throw(
			_("{0} is neither a link nor a table, so it has no field {1}").format(through, field), DataError
		)
	return Column(with_alias(f"`{table}`.`{field}`", alias), ((table, field),), alias)


def qualified(
	doctype: str, table: str, field: str, alias: str | None, joins: Joins, prefix: str = ""
) -> Column:
	"""`` `tabX`.`field` ``: of the DocType itself, of a joined one, or of a child table."""
	if joins.doctype_of(table) is None:
		joins.child(table.removeprefix("tab"))
	column = "*" if field == "*" else f"`{field}`"
	return Column(prefix + with_alias(f"`{table}`.{column}", alias), ((table, field),), alias)


def expression(doctype: str, field: str, alias: str | None, joins: Joins) -> Column:
	"""A function of fields, e.g. `sum(amount) as total`; plain names in it are the DocType's own."""
	own = table_name(doctype)
	reads = []
	for name in names_in(FUNCTION.match(field)["arguments"] if FUNCTION.match(field) else ""):
		found = QUALIFIED.match(name)
		reads.append((found["table"], found["field"].strip("`")) if found else (own, name.strip("`")))
		if found and joins.doctype_of(found["table"]) is None:
			joins.child(found["table"].removeprefix("tab"))
	is_aggregate = field.split("(")[0].strip().lower() in AGGREGATES
	written = typed_alias(doctype, field, alias)
	return Column(with_alias(field, written), tuple(reads), alias, is_aggregate, written)
