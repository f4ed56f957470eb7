"""`frappe.qb.get_query`: a query of the query builder from fields and filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypika.functions
from pypika import Order
from pypika.queries import QueryBuilder, Table
from pypika.terms import Criterion, Field, Function, PseudoColumn, Term

from frappe_standalone.core.db.reading import DEFAULT_ORDER
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model import table_fields
from frappe_standalone.core.qb import SQLite
from frappe_standalone.core.query.fields import (
	FUNCTION,
	ORDER,
	QUALIFIED,
	TOP_LEVEL_COMMA,
	alias_of,
	check,
	order_field,
)
from frappe_standalone.core.query.filters import NESTED_SET
from frappe_standalone.core.query.tree import related_nodes
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.timespans import get_date_range

OPERATORS: dict[str, Callable[[Field, Any], Criterion]] = {
	"=": lambda field, value: field == value,
	"!=": lambda field, value: field != value,
	"<": lambda field, value: field < value,
	">": lambda field, value: field > value,
	"<=": lambda field, value: field <= value,
	"=<": lambda field, value: field <= value,
	">=": lambda field, value: field >= value,
	"=>": lambda field, value: field >= value,
	"in": lambda field, value: field.isin(listed(value)),
	"not in": lambda field, value: field.notin(listed(value)),
	"like": lambda field, value: field.like(value),
	"not like": lambda field, value: field.not_like(value),
	"regex": lambda field, value: field.regexp(value),
	"between": lambda field, value: field[slice(*value)],
	"is": lambda field, value: field.isnotnull() if value.lower() == "set" else field.isnull(),
	"timespan": lambda field, value: field[slice(*get_date_range("timespan", value))],
}


def listed(value: Any) -> list:
	"""The values of `in`; a text is split at commas, nothing means the empty text."""
	return value.split(",") if isinstance(value, str) else list(value or [""])


class Query:
	"""A query while it is put together."""

	def __init__(self, table: str | Table):
		self.table = table if isinstance(table, Table) else SQLite.DocType(table)
		self.doctype = self.table._table_name.removeprefix("tab")
		self.query: QueryBuilder = SQLite.from_(self.table)
		self.joined: set[tuple[str, str]] = set()

	# fields

	def select(self, fields: Any) -> None:
		"""Select fields; a dictionary {table: fields} adds child rows to each row."""
		if not isinstance(fields, list | tuple | set):
			fields = TOP_LEVEL_COMMA.split(fields) if isinstance(fields, str) else [fields]
		chosen = [field for field in fields if field] or ["name"]
		children = []
		for field in chosen:
			if isinstance(field, dict):
				children += [ChildRows(self.doctype, name, inner) for name, inner in field.items()]
			else:
				term = (
					field if isinstance(field, Term) else self.column(field.strip())
				)  # this may join a table
				self.query = self.query.select(term)
		self.query._child_queries = children

	def column(self, text: str) -> Any:
		"""One field as a term."""
		if text == "*":
			return self.table.star
		text, alias = alias_of(text)
		term = self.expression(text)
		return term.as_(alias) if alias else term

	def expression(self, text: str) -> Any:
		"""A field, `link.field`, `` `tabX`.`y` `` or a function."""
		if found := QUALIFIED.match(text):
			other = found["table"].removeprefix("tab")
			table = self.table if other == self.doctype else self.child_table(other)
			return table[found["field"].strip("`")]
		check(text)
		if found := FUNCTION.match(text):
			return function(found["name"], found["arguments"], self)
		return self.through(*text.split(".")) if "." in text else self.table[text.strip("`")]

	def through(self, fieldname: str, other: str) -> Field:
		"""`link.field` or `table.field`, with its join."""
		from frappe_standalone.core.meta import get_meta

		df = get_meta(self.doctype).get_field(fieldname)
		if df and df.fieldtype == "Link":
			linked = SQLite.DocType(df.options)
			self.join(linked, linked.name == self.table[fieldname])
			return linked[other]
		if df and df.fieldtype in table_fields:
			return self.child_table(df.options)[other]
		throw(_("Invalid field name {0}").format(f"{fieldname}.{other}"))

	def child_table(self, doctype: str) -> Table:
		"""A child table, joined."""
		child = SQLite.DocType(doctype)
		self.join(child, (child.parent == self.table.name) & (child.parenttype == self.doctype))
		return child

	def join(self, table: Table, on: Criterion) -> None:
		"""Join a table once."""
		key = (table._table_name, on.get_sql())
		if key not in self.joined:
			self.joined.add(key)
			self.query = self.query.left_join(table).on(on)

	# filters

	def where(self, filters: Any) -> None:
		"""Add filters in any of v15's forms."""
		if filters is None:
			return
		if isinstance(filters, Criterion):
			self.query = self.query.where(filters)
		elif isinstance(filters, str | int):
			self.compare("name", "=", str(filters))
		elif isinstance(filters, dict):
			for field, value in filters.items():
				operator, value = value if isinstance(value, list | tuple) else ("=", value)
				self.compare(field, operator, value)
		elif filters and all(isinstance(entry, str | int) for entry in filters):
			self.compare("name", "in", filters)
		else:
			for entry in filters:
				self.where_entry(entry)

	def where_entry(self, entry: Any) -> None:
		"""One entry of a list of filters."""
		if not isinstance(entry, list | tuple):
			self.where(entry)
		elif len(entry) == 2:
			self.compare(entry[0], "=", entry[1])
		elif len(entry) == 3:
			self.compare(*entry)
		else:
			doctype, field, operator, value = entry
			table = self.table if doctype == self.doctype else self.child_table(doctype)
			self.compare(table[field], operator, value)

	def compare(self, field: Any, operator: str, value: Any) -> None:
		"""One comparison; None means "is null" whatever the operator, as in v15."""
		name = field if isinstance(field, str) else field.name
		term = self.expression(field) if isinstance(field, str) else field
		operator = operator.casefold()
		if isinstance(value, bool):
			value = int(value)
		if operator in NESTED_SET:
			value = related_nodes(self.tree_of(name), operator, value)
			operator = "not in" if operator.startswith("not") else "in"
		elif operator not in OPERATORS:
			throw(_("Operator must be one of {0}").format(", ".join(OPERATORS)))
		self.query = self.query.where(term.isnull() if value is None else OPERATORS[operator](term, value))

	def tree_of(self, fieldname: str) -> str:
		"""The tree a field links to, or the DocType itself for its name."""
		from frappe_standalone.core.meta import get_meta

		df = get_meta(self.doctype).get_field(fieldname)
		return df.options if df else self.doctype

	# order

	def order(self, order_by: str | None) -> None:
		"""Order by fields; a field without direction descends, as in v15."""
		if not order_by or order_by == DEFAULT_ORDER:
			return
		for part in TOP_LEVEL_COMMA.split(order_by):
			found = ORDER.match(part.strip())
			direction = Order.asc if (found["direction"] or "").lower() == "asc" else Order.desc
			term = PseudoColumn(order_field(found["field"].strip()))
			self.query = self.query.orderby(term, order=direction)


def function(name: str, arguments: str, query: Query) -> Function:
	"""A function of fields, numbers, texts and `*`."""
	terms = []
	for argument in TOP_LEVEL_COMMA.split(arguments):
		argument = argument.strip()
		if argument == "*" or argument.lstrip("-").replace(".", "", 1).isdigit():
			terms.append(PseudoColumn(argument))
		elif argument.startswith("'"):
			terms.append(argument.strip("'"))
		elif argument:
			terms.append(query.expression(argument))
	if name.lower() == "count" and terms:
		return pypika.functions.Count(terms[0])
	return Function(name, *terms)


class ChildRows:
	"""Rows of a child table to put into each row of a result."""

	def __init__(self, doctype: str, fieldname: str, fields: list[str]):
		from frappe_standalone.core.meta import get_meta

		df = get_meta(doctype).get_field(fieldname)
		if not df or df.fieldtype not in table_fields:
			throw(_("{0} is no table of {1}").format(fieldname, doctype))
		self.parenttype = doctype
		self.fieldname = fieldname
		self.fields = fields
		self.doctype = df.options

	def attach(self, rows: list) -> None:
		"""Put the child rows into their parents' rows."""
		filters = {
			"parenttype": self.parenttype,
			"parentfield": self.fieldname,
			"parent": ["in", [row.name for row in rows]],
		}
		fields = [*self.fields, "parent"] if "parent" not in self.fields else self.fields
		found = get_query(self.doctype, fields=fields, filters=filters, order_by="idx asc").run(as_dict=True)
		for row in rows:
			row[self.fieldname] = [child for child in found if str(child.parent) == str(row.name)]
		if "parent" not in self.fields:
			for child in found:
				del child["parent"]


def get_query(
	table: str | Table,
	fields: Any = None,
	filters: Any = None,
	order_by: str | None = None,
	group_by: str | None = None,
	limit: int | None = None,
	offset: int | None = None,
	distinct: bool = False,
	for_update: bool = False,
	update: bool = False,
	into: bool = False,
	delete: bool = False,
	*,
	validate_filters: bool = False,
	skip_locked: bool = False,
	wait: bool = True,
) -> QueryBuilder:
	"""A query from v15's fields and filters; run it with `.run()`. Permissions are not asked."""
	made = Query(table)
	if update:
		made.query = SQLite.update(made.table)
	elif into:
		made.query = SQLite.into(made.table)
	elif delete:
		made.query = made.query.delete()
	else:
		made.select(fields)
	made.where(filters)
	made.order(order_by)
	query = made.query
	if limit:
		query = query.limit(limit)
	if offset:
		query = query.offset(offset)
	if distinct:
		query = query.distinct()
	if for_update:
		query = query.for_update(skip_locked=skip_locked, nowait=not wait)
	return query.groupby(PseudoColumn(order_field(group_by))) if group_by else query
