"""Run statements: `frappe.db.sql` and its relatives."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from typing import Any

from frappe_standalone.core import messages
from frappe_standalone.core.data import _dict
from frappe_standalone.core.db.faults import is_fault
from frappe_standalone.core.db.parameters import Statement, named, prepare
from frappe_standalone.core.db.transactions import READ, Transactions
from frappe_standalone.core.db.values import UnsupportedValue, literal
from frappe_standalone.core.errors import (
	ImplicitCommitError,
	QueryDeadlockError,
	TooManyWritesError,
	WriteInReadRequest,
)
from frappe_standalone.core.translate import _

NO_VALUES = object()
BATCH = 100  # rows fetched at once by an iterator
MAX_WRITES = 200_000  # v15's limit for one transaction
CONTROL = ("commit", "rollback", "begin", "start", "savepoint", "release")


class Statements(Transactions):
	"""The part of `frappe.db` that runs SQL."""

	MAX_WRITES_PER_TRANSACTION = MAX_WRITES
	auto_commit_on_many_writes = 0
	last_query = ""

	def sql(
		self,
		query: Any,
		values: Any = NO_VALUES,
		*,
		as_dict: Any = 0,
		as_list: Any = 0,
		debug: Any = 0,
		ignore_ddl: Any = 0,
		auto_commit: Any = 0,
		update: dict | None = None,
		explain: bool = False,
		run: bool = True,
		pluck: bool = False,
		as_iterator: bool = False,
	) -> Any:
		"""Run a statement and fetch all rows: tuples, or `as_dict`, `as_list`, or the first column (`pluck`).

		Args:
			query: SQL with `%s` or `%(name)s`, names in backticks, texts in single quotes.
			values: a value, a sequence, a mapping; a list among them becomes `(…, …)`.
			ignore_ddl: a missing table or column gives no rows instead of an error.
			auto_commit: commit before and after.
			update: added to every row of `as_dict`.
			run: False returns the query instead of running it.
			as_iterator: fetch while iterating; needs `as_dict`, `as_list` or `pluck`.
		"""
		query = str(query).strip()
		if not run:
			return query
		if auto_commit:
			self.commit()
		started = time.monotonic()
		try:
			cursor = self.execute(prepare(query, None if values is NO_VALUES else values))
		except sqlite3.OperationalError as error:
			if not (ignore_ddl and self.is_missing_table_or_column(error)):
				raise
			return ()
		if debug:
			messages.log(f"{query} {'' if values is NO_VALUES else values}")
			messages.log(f"Execution time: {time.monotonic() - started:.2f} sec")
		if auto_commit:
			rows = cursor.fetchall()
			self.commit()
			return shape(rows, cursor, as_dict, as_list, pluck, update)
		if not cursor.description:
			return ()
		if as_iterator:
			return iterate(cursor, as_dict, as_list, pluck, update)
		return shape(cursor.fetchall(), cursor, as_dict, as_list, pluck, update)

	def execute(self, statement: Statement) -> sqlite3.Cursor:
		"""Run a prepared statement inside the transaction that the mode asks for.

		Raises:
			WriteInReadRequest: for a write in a request that only reads.
			TooManyWritesError: beyond 200,000 writes in one transaction.
		"""
		if statement.word in CONTROL:
			return self._control(statement)
		if statement.writes:
			self._count_write(statement)
		self.ensure_transaction(writing=statement.writes or (statement.locks and self.mode != READ))
		self.last_query = statement.sql
		try:
			return self.connection.execute(statement.sql, statement.values)
		except sqlite3.Error as error:
			self._explain(error)
			raise
		except (OverflowError, UnicodeEncodeError) as error:  # a number beyond 64 bits, half a character
			raise UnsupportedValue("A value is too large, or no text, so no column can hold it.") from error
		finally:
			if self.holds_turn and not self.connection.in_transaction:
				self._release()  # SQLite gave the transaction up (disk full, I/O error)

	def execute_many(self, sql: str, rows: list) -> None:
		"""Run one statement for many rows of values."""
		self.ensure_transaction(writing=True)
		self.transaction_writes += 1
		try:
			self.connection.executemany(sql, rows)
		except sqlite3.Error as error:
			self._explain(error)
			raise

	def _control(self, statement: Statement) -> sqlite3.Cursor:
		"""Transactions asked for in SQL go the same way as the methods; their callbacks do not run, as in v15."""
		if statement.word in ("commit", "rollback") and " to " not in statement.sql.lower():
			self._end(statement.word.upper())
		elif statement.word in ("savepoint", "release", "rollback"):
			self.ensure_transaction(writing=True)
			return self.connection.execute(statement.sql)
		return self.connection.cursor()

	def _count_write(self, statement: Statement) -> None:
		self.transaction_writes += 1
		if statement.is_ddl:
			self.changed_schema = True
			self.forget_columns()
		if self.transaction_writes <= self.MAX_WRITES_PER_TRANSACTION:
			return
		if not self.auto_commit_on_many_writes:
			raise TooManyWritesError(
				_("Too many changes to database in single action.")
				+ " "
				+ _("The changes have been reverted.")
			)
		self.commit()

	def _explain(self, error: sqlite3.Error) -> None:
		"""Raise what v15 raises for errors that have a name of their own."""
		if self.mode == READ and is_fault(error, "read only"):
			raise WriteInReadRequest(
				_("This request may only read. Send it with POST to change something.")
			) from error
		if is_fault(error, "locked"):
			raise QueryDeadlockError(error) from error
		self._note_fault(error)

	def sql_list(self, query: str, values: Any = (), debug: bool = False, **kwargs: Any) -> list:
		"""The first column of all rows."""
		return self.sql(query, values or NO_VALUES, **kwargs, debug=debug, pluck=True)

	def sql_ddl(self, query: str, debug: bool = False) -> None:
		"""Commit, then change the schema."""
		self.commit()
		self.sql(query, debug=debug)

	def multisql(self, sql_dict: dict[str, str], values: Any = (), **kwargs: Any) -> Any:
		"""Run the query written for this database: `sqlite`, or else the one for MariaDB."""
		query = sql_dict.get("sqlite") or sql_dict["mariadb"]
		return self.sql(query, values or NO_VALUES, **kwargs)

	def check_implicit_commit(self, query: str) -> None:
		"""Refuse DDL after uncommitted writes, for code that must run the same way on MariaDB."""
		if self.transaction_writes and prepare(query).is_ddl:
			raise ImplicitCommitError("This statement can cause implicit commit")

	@staticmethod
	def escape(s: Any, percent: bool = True) -> str:
		"""A value as an SQL literal; `percent` doubles `%` for a query that also has values."""
		escaped = literal(s)
		return escaped.replace("%", "%%") if percent else escaped

	def mogrify(self, query: str, values: Any) -> str:
		"""The query with its values written in, for logs."""
		sql, bound = named(query, values or None)
		for name in sorted(bound, key=len, reverse=True):
			sql = sql.replace(f":{name}", literal(bound[name]))
		return sql


def shape(
	rows: list[tuple], cursor: sqlite3.Cursor, as_dict: Any, as_list: Any, pluck: Any, update: Any
) -> Any:
	"""The rows in the form the caller wants."""
	if pluck:
		return [row[0] for row in rows]
	if as_dict:
		names = [column[0] for column in cursor.description or ()]
		found = [_dict(zip(names, row, strict=True)) for row in rows]
		return [row.update(update) for row in found] if update else found
	return [list(row) for row in rows] if as_list else tuple(rows)


def iterate(cursor: sqlite3.Cursor, as_dict: Any, as_list: Any, pluck: Any, update: Any) -> Iterator:
	"""The rows one by one, fetched in batches."""
	if not (as_dict or as_list or pluck):
		messages.throw(_("`as_iterator` only works with `as_list=True` or `as_dict=True`"))
	while batch := cursor.fetchmany(BATCH):
		yield from shape(batch, cursor, as_dict, as_list, pluck, update)
