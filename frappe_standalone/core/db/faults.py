"""What kind of error the database raised: v15's questions, answered for SQLite."""

from __future__ import annotations

import sqlite3

FAULTS = {
	"duplicate": ("UNIQUE constraint failed", "PRIMARY KEY constraint failed"),
	"missing column": ("no such column", "has no column named"),
	"missing table": ("no such table",),
	"syntax": ("syntax error", "unrecognized token"),
	"no such place": (
		"BY term out of range",
		"ambiguous column name",
		"aggregate functions are not allowed",
		"misuse of aggregate",
	),
	"read only": ("attempt to write a readonly database",),
	"locked": ("database is locked", "database table is locked"),
	"full": ("database or disk is full",),
	"damaged": ("database disk image is malformed", "file is not a database", "malformed database schema"),
	"not openable": ("unable to open database file",),
	"disk error": ("disk I/O error",),
}
# The database's surroundings failed, not the statement: its connection is not used again.
OF_THE_SITE = ("read only", "full", "damaged", "not openable", "disk error")


def is_fault(error: object, kind: str) -> bool:
	"""True if the error's message is one of this kind."""
	message = str(error)
	return isinstance(error, sqlite3.Error) and any(part in message for part in FAULTS[kind])


def is_fault_of_site(error: object) -> bool:
	"""True if the disk or the file is at fault."""
	return any(is_fault(error, kind) for kind in OF_THE_SITE)


class Faults:
	"""The part of `frappe.db` that classifies errors."""

	Error = sqlite3.Error
	SQLError = ProgrammingError = TableMissingError = OperationalError = sqlite3.OperationalError
	InternalError = sqlite3.InternalError
	DataError = sqlite3.DataError
	IntegrityError = sqlite3.IntegrityError
	InterfaceError = sqlite3.InterfaceError

	@staticmethod
	def is_duplicate_entry(e: Exception) -> bool:
		return is_fault(e, "duplicate")

	@staticmethod
	def is_primary_key_violation(e: Exception) -> bool:
		"""True for a second row of the same name (the primary key of every DocType's table)."""
		return is_fault(e, "duplicate") and str(e).endswith(".name")

	@staticmethod
	def is_unique_key_violation(e: Exception) -> bool:
		return is_fault(e, "duplicate") and not str(e).endswith(".name")

	@staticmethod
	def is_missing_column(e: Exception) -> bool:
		return is_fault(e, "missing column")

	@staticmethod
	def is_table_missing(e: Exception) -> bool:
		return is_fault(e, "missing table")

	def is_missing_table_or_column(self, e: Exception) -> bool:
		return self.is_missing_column(e) or self.is_table_missing(e)

	@staticmethod
	def is_syntax_error(e: Exception) -> bool:
		return is_fault(e, "syntax")

	@staticmethod
	def is_read_only_mode_error(e: Exception) -> bool:
		return is_fault(e, "read only")

	@staticmethod
	def is_deadlocked(e: Exception) -> bool:
		return is_fault(e, "locked")

	@staticmethod
	def is_timedout(e: Exception) -> bool:
		"""Statements have no time limit here."""
		return False
