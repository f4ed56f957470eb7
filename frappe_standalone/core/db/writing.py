"""Write values without loading documents: no controller runs, no permission is asked."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from frappe_standalone.core.data import _dict
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.db.parameters import Statement
from frappe_standalone.core.db.singles import Singles
from frappe_standalone.core.db.values import for_column
from frappe_standalone.core.document_cache import clear_document_cache

CHUNK = 10_000  # rows inserted between two fetches from the iterator


class Writing(Singles):
	"""The part of `frappe.db` that writes values."""

	def set_value(
		self,
		dt: str,
		dn: Any,
		field: str | dict,
		val: Any = None,
		modified: Any = None,
		modified_by: str | None = None,
		update_modified: bool = True,
		debug: bool = False,
	) -> None:
		"""Set fields of one row, or of all rows that match filters.

		Args:
			dn: a name, filters, or None for a single DocType.
			field: a field (its value is `val`), or a dictionary of fields and values.
			update_modified: also set `modified` and `modified_by`.
		"""
		if dn is None or dt == dn:
			self.set_single_value(
				dt, field, val, modified=modified, modified_by=modified_by, update_modified=update_modified
			)
			return
		changes = self._changes(field, val, modified, modified_by, update_modified)
		clear_document_cache(dt, dn if isinstance(dn, str) else None)
		self._update(dt, dn, changes)
		self.value_cache.pop(dt, None)

	def _update(self, doctype: str, filters: Any, changes: dict[str, Any]) -> None:
		from frappe_standalone.core.query.parameters import Parameters
		from frappe_standalone.core.query.table import where

		parameters = Parameters()
		columns = self.columns(table_name(doctype))
		assignments = ", ".join(
			f"`{column_name(name)}` = {parameters.add(typed(columns, name, value))}"
			for name, value in changes.items()
		)
		condition = where(doctype, filters, parameters)
		sql = f"update `{table_name(doctype)}` set {assignments}{condition}"
		self.execute(Statement(sql, parameters.values, "update", False))

	def delete(self, doctype: str, filters: Any = None, debug: bool = False, **kwargs: Any) -> None:
		"""Delete the rows that match; without filters, all rows."""
		from frappe_standalone.core.query.parameters import Parameters
		from frappe_standalone.core.query.table import where

		parameters = Parameters()
		condition = where(doctype, filters or kwargs.get("conditions"), parameters)
		sql = f"delete from `{table_name(doctype)}`{condition}"
		self.execute(Statement(sql, parameters.values, "delete", False))
		self.value_cache.pop(doctype, None)

	def truncate(self, doctype: str) -> None:
		"""Delete all rows. As in v15 what was pending is committed first."""
		self.sql_ddl(f"truncate `{table_name(doctype)}`")

	def bulk_insert(
		self,
		doctype: str,
		fields: list[str],
		values: Iterable[Sequence[Any]],
		ignore_duplicates: bool = False,
		*,
		chunk_size: int = CHUNK,
	) -> None:
		"""Insert many rows; `ignore_duplicates` leaves out those whose name or unique value exists."""
		table = table_name(doctype)
		columns = self.columns(table)
		sql = (
			f"insert {'or ignore ' if ignore_duplicates else ''}into `{table}` "
			f"({', '.join(f'`{column_name(field)}`' for field in fields)}) "
			f"values ({', '.join('?' * len(fields))})"
		)
		rows = iter(values)
		while chunk := list(itertools.islice(rows, chunk_size)):
			stored = [[typed(columns, f, v) for f, v in zip(fields, row, strict=True)] for row in chunk]
			self.execute_many(sql, stored)
		self.value_cache.pop(doctype, None)

	def insert_row(self, table: str, row: dict[str, Any]) -> None:
		"""Insert one row; the base of documents' insert.

		Args:
			table: the table's own name, e.g. `tabToDo`.
			row: column → value.
		"""
		columns = self.columns(table)
		values = tuple([typed(columns, name, value) for name, value in row.items()])
		self.execute(Statement(insert_sql(table, tuple(row)), values, "insert", False))

	def update_row(self, table: str, name: str, row: dict[str, Any]) -> int:
		"""Update the row of this name and return how many rows there were (0 or 1)."""
		columns = self.columns(table)
		values = (*[typed(columns, field, value) for field, value in row.items()], name)
		return self.execute(Statement(update_sql(table, tuple(row)), values, "update", False)).rowcount

	# Defaults: rows of tabDefaultValue, by parent

	@staticmethod
	def set_default(key: str, val: Any, parent: str = "__default", parenttype: str | None = None) -> None:
		"""Set a default of the site (`__default`), or of another parent such as a user."""
		from frappe_standalone.core import defaults

		defaults.set_default(key, val, parent, parenttype)

	@staticmethod
	def add_default(key: str, val: Any, parent: str = "__default", parenttype: str | None = None) -> None:
		"""Add one more value to a default."""
		from frappe_standalone.core import defaults

		defaults.add_default(key, val, parent, parenttype)

	@staticmethod
	def get_defaults(key: str | None = None, parent: str = "__default") -> Any:
		"""All defaults of a parent, or one of them (its scrubbed spelling counts too)."""
		from frappe_standalone.core import defaults

		found = defaults.get_defaults_for(parent)
		if not key:
			return _dict(found)
		return found[key] if key in found else found.get(defaults.scrub(key))

	def get_default(self, key: str, parent: str = "__default") -> Any:
		"""One default; of several values the first."""
		found = self.get_defaults(key, parent)
		return found[0] if isinstance(found, list) and found else found

	def set_global(self, key: str, val: Any, user: str = "__global") -> None:
		"""Set a global value."""
		self.set_default(key, val, user)

	def get_global(self, key: str, user: str = "__global") -> Any:
		"""One global value."""
		return self.get_default(key, user)


@lru_cache(maxsize=512)
def insert_sql(table: str, columns: tuple[str, ...]) -> str:
	"""The statement that inserts one row."""
	names = ", ".join(f"`{column_name(name)}`" for name in columns)
	return f"insert into `{table}` ({names}) values ({', '.join('?' * len(columns))})"


@lru_cache(maxsize=512)
def update_sql(table: str, columns: tuple[str, ...]) -> str:
	"""The statement that updates the row of a name."""
	assignments = ", ".join(f"`{column_name(name)}` = ?" for name in columns)
	return f"update `{table}` set {assignments} where name = ?"


def typed(columns: dict, name: str, value: Any) -> Any:
	"""A value as its column stores it."""
	column = columns.get(name)
	return for_column(column.declared if column else "", value)


def column_name(name: str) -> str:
	"""The name of a column, refused if it could close its quotes."""
	if "`" in name:
		raise ValueError(f"{name!r} is no name of a column")
	return name
