"""What columns a table has; kept per process until the schema changes."""

from __future__ import annotations

import threading
from typing import NamedTuple

from frappe_standalone.core.db.values import base_type


class Column(NamedTuple):
	"""One column of a table."""

	name: str
	declared: str
	not_null: bool
	default: str | None
	is_key: bool

	@property
	def kind(self) -> str:
		"""`date`, `datetime`, `time`, `number` or `text`: what v15 knows from the field's type."""
		kind = base_type(self.declared)
		if kind in ("DATE", "DATETIME", "TIME"):
			return kind.lower()
		return "number" if kind in ("INTEGER", "REAL", "BIGINT", "INT", "DECIMAL", "NUMERIC") else "text"


Tables = dict[str, dict[str, Column]]
_known: dict[str, tuple[int, Tables]] = {}
_lock = threading.Lock()


class Columns:
	"""The part of `frappe.db` that knows tables, columns and indexes."""

	def columns(self, table: str) -> dict[str, Column]:
		"""The columns of a table by name, in their order; empty if there is no such table."""
		tables = self._tables()
		if table not in tables:
			rows = self.connection.execute(
				"SELECT name, type, `notnull`, dflt_value, pk FROM pragma_table_info(?)", (table,)
			)
			tables[table] = {r[0]: Column(r[0], r[1], bool(r[2] or r[4]), r[3], bool(r[4])) for r in rows}
		return tables[table]

	def _tables(self) -> Tables:
		"""What is known at this version of the schema; a transaction that changes it keeps to itself."""
		if self.changed_schema:
			return self.own_tables
		if self.seen_tables is not None and self.connection.in_transaction:
			return self.seen_tables  # nobody else's change can be seen in a transaction
		version = self.connection.execute("PRAGMA schema_version").fetchone()[0]
		with _lock:
			known, tables = _known.get(self.path, (None, {}))
			if known != version:
				tables = {}
				_known[self.path] = (version, tables)
		self.seen_tables = tables if self.connection.in_transaction else None
		return tables

	def forget_columns(self) -> None:
		"""Look again: the schema changed, or the change was undone."""
		self.own_tables: Tables = {}
		self.seen_tables: Tables | None = None
		with _lock:
			_known.pop(self.path, None)

	def get_db_table_columns(self, table: str) -> list[str]:
		"""The names of a table's columns."""
		return list(self.columns(table))

	def get_table_columns(self, doctype: str) -> list[str]:
		"""The names of the columns of a DocType's table.

		Raises:
			TableMissingError: if there is no such table.
		"""
		found = self.get_db_table_columns(table_name(doctype))
		if not found:
			raise self.TableMissingError(f"no such table: {table_name(doctype)}")
		return found

	def has_column(self, doctype: str, column: str) -> bool:
		"""True if the DocType's table has the column."""
		return column in self.get_table_columns(doctype)

	def get_column_type(self, doctype: str, column: str) -> str:
		"""The declared type of a column."""
		return self.columns(table_name(doctype))[column].declared

	def get_tables(self, cached: bool = True) -> list[str]:
		"""The names of all tables."""
		return [
			row[0] for row in self.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
		]

	def table_exists(self, doctype: str, cached: bool = True) -> bool:
		"""True if the DocType has a table."""
		return bool(self.columns(table_name(doctype)))

	def has_table(self, doctype: str) -> bool:
		"""True if the DocType has a table."""
		return self.table_exists(doctype)

	def has_index(self, table_name: str, index_name: str) -> bool:
		"""True if the table has an index of this name."""
		return not {index_name, f"{table_name}.{index_name}"}.isdisjoint(self.indexes(table_name))

	def indexes(self, table: str) -> dict[str, tuple[tuple[str, ...], bool]]:
		"""Index name → (columns, unique) of a table; SQLite's own ones included."""
		found = {}
		rows = self.connection.execute("SELECT name, `unique` FROM pragma_index_list(?)", (table,)).fetchall()
		for name, unique in rows:
			columns = self.connection.execute("SELECT name FROM pragma_index_info(?)", (name,)).fetchall()
			found[name] = (tuple(column for (column,) in columns), bool(unique))
		return found

	def add_index(self, doctype: str, fields: list, index_name: str | None = None) -> None:
		"""Make an index over fields, unless there is one of that name. MariaDB's key length `(10)` is dropped."""
		self._create_index(doctype, fields, index_name or self.get_index_name(fields))

	def add_unique(self, doctype: str, fields: list | str, constraint_name: str | None = None) -> None:
		"""Make a unique index over fields, unless there is one of that name."""
		fields = [fields] if isinstance(fields, str) else fields
		self._create_index(doctype, fields, constraint_name or f"unique_{'_'.join(fields)}", unique=True)

	def _create_index(self, doctype: str, fields: list, name: str, unique: bool = False) -> None:
		table = table_name(doctype)
		full = f"{table}.{name}"  # an index name is unique in the whole file, not only in its table
		if full in self.indexes(table):
			return
		columns = ", ".join(f"`{field.split('(')[0].strip()}`" for field in fields)
		self.sql(f"create {'unique ' if unique else ''}index `{full}` on `{table}` ({columns})")

	@staticmethod
	def get_index_name(fields: list) -> str:
		"""v15's name of an index over these fields."""
		return "_".join(field.split("(")[0].strip() for field in fields) + "_index"

	def rename_column(self, doctype: str, old_column_name: str, new_column_name: str) -> None:
		"""Rename a column and keep its values."""
		self.sql(
			f"alter table `{table_name(doctype)}` rename column `{old_column_name}` to `{new_column_name}`"
		)

	def rename_table(self, old_name: str, new_name: str) -> None:
		"""Rename the table of a DocType."""
		self.sql(f"alter table `{table_name(old_name)}` rename to `{table_name(new_name)}`")


def table_name(doctype: str) -> str:
	"""`tab` and the DocType's name; the platform's own tables begin with two underscores."""
	return doctype if doctype.startswith("__") else f"tab{doctype}"
