"""The query builder: PyPika with v15's additions, writing SQL that SQLite reads.

Names are in backticks, every text and date is a parameter. Importing this module adjusts PyPika's terms for the
whole process, as v15 does.
"""

from __future__ import annotations

import datetime
import decimal
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import pypika.queries
import pypika.terms
from pypika import Order, Query
from pypika.dialects import Dialects
from pypika.enums import Arithmetic, Matching
from pypika.queries import QueryBuilder, Schema, Table, _SetOperation
from pypika.terms import ArithmeticExpression, Criterion, Field, Function, PseudoColumn, Term, ValueWrapper
from pypika.utils import builder as chained
from pypika.utils import format_alias_sql, ignore_copy

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.db.columns import table_name as full_table_name
from frappe_standalone.core.db.values import bind, for_column, literal
from frappe_standalone.core.unsupported import NotSupported

TIME_OF_DAY = re.compile(r"\d:\d")
PARAMETERS = (str, datetime.date, datetime.time, datetime.timedelta, decimal.Decimal, bytes)


class NamedParameterWrapper:
	"""Collects values while a query is written; v15's name."""

	def __init__(self) -> None:
		self.parameters: dict[str, Any] = {}

	def get_sql(self, param_value: Any, **kwargs: Any) -> str:
		"""Keep a value and return its placeholder."""
		name = f"param{len(self.parameters) + 1}"
		self.parameters[name] = param_value
		return f"%({name})s"

	def get_parameters(self) -> dict[str, Any]:
		"""The values by name."""
		return self.parameters


class ParameterizedValueWrapper(ValueWrapper):
	"""A value: a parameter if the query collects them, otherwise a literal SQLite reads."""

	def get_sql(
		self,
		quote_char: str | None = None,
		secondary_quote_char: str = "'",
		param_wrapper: NamedParameterWrapper | None = None,
		**kwargs: Any,
	) -> str:
		if isinstance(self.value, Term):
			sql = self.value.get_sql(quote_char=quote_char, param_wrapper=param_wrapper, **kwargs)
		elif param_wrapper and isinstance(self.value, PARAMETERS):
			sql = param_wrapper.get_sql(param_value=self.value)
		else:
			sql = literal(self.value)
		return format_alias_sql(sql, self.alias, quote_char=quote_char, **kwargs)


def function_sql(self: Function, **kwargs: Any) -> str:
	"""PyPika's `Function.get_sql`, which would drop the collected parameters."""
	with_alias = kwargs.pop("with_alias", False)
	inner = {key: kwargs.get(key) for key in ("quote_char", "dialect", "param_wrapper")}
	sql = self.get_function_sql(with_namespace=kwargs.get("with_namespace", False), **inner)
	if self.schema is not None:
		sql = f"{self.schema.get_sql(**inner)}.{sql}"
	kwargs.pop("with_namespace", None)
	return format_alias_sql(sql, self.alias, **kwargs) if with_alias else sql


class SubQuery(Criterion):
	"""A query inside a condition."""

	def __init__(self, subq: QueryBuilder, alias: str | None = None) -> None:
		super().__init__(alias)
		self.subq = subq

	def get_sql(self, **kwargs: Any) -> str:
		"""The query in brackets."""
		return self.subq.get_sql(**{**kwargs, "subquery": True})


def criterion_sql(write: Callable, sides: tuple[str, ...]) -> Callable:
	"""`get_sql` of a comparison with a field: a text reads like the field's column, so that equal times are equal."""

	@wraps(write)
	def get_sql(self: Criterion, *args: Any, **kwargs: Any) -> str:
		field = getattr(self, "left", None) or getattr(self, "term", None)
		if isinstance(field, Field) and isinstance(field.table, Table):
			for side in sides:
				value = getattr(self, side)
				if isinstance(value, ValueWrapper) and isinstance(value.value, str):
					value.value = as_stored(field, value.value)
		sql = write(self, *args, **kwargs)
		return sql + " ESCAPE '\\'" if escapes(self) else sql

	return get_sql


def escapes(criterion: Criterion) -> bool:
	"""True for a LIKE whose pattern has a backslash, which MariaDB takes for an escape without being told."""
	if getattr(criterion, "comparator", None) not in (Matching.like, Matching.not_like):
		return False
	return "\\" in str(getattr(criterion.right, "value", ""))


def as_stored(field: Field, text: str) -> str:
	"""A text as the field's column stores it, if that is a DATETIME or a TIME; what is none of them stays."""
	known = local.db.columns(field.table._table_name).get(field.name) if getattr(local, "db", None) else None
	if not known or known.kind not in ("datetime", "time") or not TIME_OF_DAY.search(text):
		return text
	try:
		return for_column(known.declared, text)
	except (ValueError, OverflowError):
		return text


def adjust_pypika() -> None:
	"""Give PyPika v15's behaviour: parameters everywhere, `table.field` always a field, division as on MariaDB."""
	pypika.terms.ValueWrapper = ParameterizedValueWrapper
	pypika.queries.ValueWrapper = ParameterizedValueWrapper
	Function.get_sql = function_sql
	as_field = ignore_copy(lambda table, name: Field(name, table=table))
	pypika.queries.Selectable.__getattr__ = as_field
	pypika.queries.Selectable.__getitem__ = as_field
	pypika.queries.Selectable.field = PseudoColumn("field")
	pypika.terms.Term.__truediv__ = lambda left, right: ArithmeticExpression(
		Arithmetic.div, left * 1.0, left.wrap_constant(right)
	)
	pypika.terms.Term.__rtruediv__ = lambda right, left: ArithmeticExpression(
		Arithmetic.div, right.wrap_constant(left) * 1.0, right
	)
	pypika.terms.Term.rlike = pypika.terms.Term.regexp
	pypika.terms.BasicCriterion.get_sql = criterion_sql(pypika.terms.BasicCriterion.get_sql, ("right",))
	pypika.terms.RangeCriterion.get_sql = criterion_sql(pypika.terms.RangeCriterion.get_sql, ("start", "end"))
	pypika.terms.SubQuery = SubQuery
	pypika.terms.subqry = SubQuery
	for runnable in (QueryBuilder, _SetOperation):
		runnable.run = run
		runnable.walk = walk


def walk(query: QueryBuilder | _SetOperation) -> tuple[str, dict[str, Any]]:
	"""The SQL with `%(param1)s` placeholders, and their values."""
	collector = NamedParameterWrapper()
	sql = query.get_sql(param_wrapper=collector)
	return sql, collector.get_parameters()


def run(query: QueryBuilder | _SetOperation, *args: Any, **kwargs: Any) -> Any:
	"""Run the query; arguments as of `frappe.db.sql`."""
	sql, parameters = walk(query)
	rows = local.db.sql(sql, parameters, *args, **kwargs)
	children = query.__dict__.get("_child_queries")
	if children and rows and isinstance(rows[0], _dict):
		for child in children:
			child.attach(rows)
	return rows


class SQLiteQueryBuilder(QueryBuilder):
	"""SQLite's spelling of a query."""

	QUOTE_CHAR = "`"

	def __init__(self, **kwargs: Any) -> None:
		# SQLite takes no brackets around the queries of a union.
		bare = {"wrapper_cls": ParameterizedValueWrapper, "wrap_set_operation_queries": False}
		super().__init__(dialect=Dialects.SQLLITE, **bare, **kwargs)
		self._ignore_existing = False
		self._child_queries: list = []

	@chained
	def for_update(
		self, nowait: bool = False, skip_locked: bool = False, of: tuple[str, ...] = ()
	) -> SQLiteQueryBuilder:
		"""Take the turn to write before reading."""
		self._for_update = True

	@chained
	def ignore(self) -> SQLiteQueryBuilder:
		"""Leave out rows whose name or unique value exists."""
		self._ignore_existing = True

	def set(self, field: Field | str, value: Any) -> SQLiteQueryBuilder:
		"""Set a column, its value as the column stores it."""
		name = field if isinstance(field, str) else field.name
		return super().set(field, self._typed(self._update_table, name, value))

	def insert(self, *terms: Any) -> SQLiteQueryBuilder:
		"""Insert values, or several tuples of them, each as its column stores it."""
		rows = terms if terms and all(isinstance(term, list | tuple | set) for term in terms) else (terms,)
		return super().insert(*(tuple(self._typed_row(row)) for row in rows))

	def _typed_row(self, row: Any) -> list:
		names = [column.name for column in self._columns] or [None] * len(row)
		return [self._typed(self._insert_table, name, value) for name, value in zip(names, row, strict=True)]

	@staticmethod
	def _typed(table: Table | None, column: str | None, value: Any) -> Any:
		if table is None or column is None or isinstance(value, Term) or hasattr(value, "get_sql"):
			return value
		known = local.db.columns(table._table_name).get(column) if getattr(local, "db", None) else None
		return for_column(known.declared, value) if known else bind(value)

	def _insert_sql(self, **kwargs: Any) -> str:
		sql = super()._insert_sql(**kwargs)
		return sql.replace("INSERT ", "INSERT OR IGNORE ", 1) if self._ignore_existing else sql

	def _for_update_sql(self, **kwargs: Any) -> str:
		return " FOR UPDATE" if self._for_update else ""

	def on_duplicate_key_update(self, *args: Any, **kwargs: Any) -> None:
		"""MariaDB's own; the other databases spell it otherwise.

		Raises:
			NotSupported
		"""
		raise NotSupported("frappe.qb … .on_duplicate_key_update")


class SQLite(Query):
	"""`frappe.qb`."""

	terms = pypika.terms
	Field = Field
	desc = Order.desc
	asc = Order.asc
	Schema = Schema
	Table = Table
	_BuilderClasss = SQLiteQueryBuilder  # v15's spelling

	@classmethod
	def _builder(cls, **kwargs: Any) -> SQLiteQueryBuilder:
		return SQLiteQueryBuilder(**kwargs)

	@staticmethod
	def functions(name: str, *args: Any, **kwargs: Any) -> Function:
		"""Any SQL function by its name."""
		return Function(name, *args, **kwargs)

	@staticmethod
	def DocType(table_name: str, *args: Any, **kwargs: Any) -> Table:
		"""The table of a DocType."""
		return Table(full_table_name(table_name), *args, **kwargs)

	@classmethod
	def from_(cls, table: Any, *args: Any, **kwargs: Any) -> SQLiteQueryBuilder:
		"""Read from a DocType, a table or a query."""
		return super().from_(_table(table), *args, **kwargs)

	@classmethod
	def into(cls, table: Any, *args: Any, **kwargs: Any) -> SQLiteQueryBuilder:
		"""Insert into a DocType or a table."""
		return super().into(_table(table), *args, **kwargs)

	@classmethod
	def update(cls, table: Any, *args: Any, **kwargs: Any) -> SQLiteQueryBuilder:
		"""Update a DocType or a table."""
		return super().update(_table(table), *args, **kwargs)

	@staticmethod
	def get_query(*args: Any, **kwargs: Any) -> SQLiteQueryBuilder:
		"""A query from fields and filters, see `core.query.engine`."""
		from frappe_standalone.core.query.engine import get_query

		return get_query(*args, **kwargs)

	@staticmethod
	def max(dt: str, fieldname: str, filters: Any = None, **kwargs: Any) -> Any:
		"""The greatest value of a field, 0 without rows."""
		return _aggregate("max", dt, fieldname, filters)

	@staticmethod
	def min(dt: str, fieldname: str, filters: Any = None, **kwargs: Any) -> Any:
		"""The smallest value of a field, 0 without rows."""
		return _aggregate("min", dt, fieldname, filters)

	@staticmethod
	def avg(dt: str, fieldname: str, filters: Any = None, **kwargs: Any) -> Any:
		"""The mean of a field, 0 without rows."""
		return _aggregate("avg", dt, fieldname, filters)

	@staticmethod
	def sum(dt: str, fieldname: str, filters: Any = None, **kwargs: Any) -> Any:
		"""The sum of a field, 0 without rows."""
		return _aggregate("sum", dt, fieldname, filters)


def _table(table: Any) -> Any:
	return SQLite.DocType(table) if isinstance(table, str) else table


def _aggregate(function: str, dt: str, fieldname: str, filters: Any) -> Any:
	rows = local.db.get_values(dt, filters or {}, f"{function}({fieldname})", order_by=None)
	return rows[0][0] or 0


def doctype_table(*args: Any, **kwargs: Any) -> Table:
	"""The table of a DocType, for `from frappe.query_builder import DocType`."""
	return SQLite.DocType(*args, **kwargs)


def builder() -> type[SQLite]:
	"""The query builder of a site."""
	return SQLite


adjust_pypika()
