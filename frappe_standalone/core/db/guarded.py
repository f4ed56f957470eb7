"""SQL that a person wrote (Query Reports) does not reach the platform's secrets, whoever wrote it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

if TYPE_CHECKING:
	from frappe_standalone.core.db.database import Database

# Hashes and encrypted values, and the keys that set a new password.
SECRET_TABLES = frozenset(("__auth",))
SECRET_COLUMNS = frozenset((("tabuser", "reset_password_key"),))


@contextmanager
def secrets_refused(db: Database) -> Iterator[None]:
	"""While this lasts, statements that read a secret are refused by SQLite itself, through views and subqueries too.

	Raises:
		PermissionError: for such a statement.
		ValidationError: for one that SQLite does not understand, with what it says.
	"""
	db.connection.set_authorizer(_decide)
	try:
		yield
	except sqlite3.DatabaseError as error:
		if "prohibited" in str(error) or "not authorized" in str(error):
			throw(_("Passwords and other secrets cannot be read by SQL."), PermissionError)
		if isinstance(error, sqlite3.OperationalError | sqlite3.ProgrammingError):
			throw(_("The query has a mistake: {0}").format(error))
		raise
	finally:
		db.connection.set_authorizer(_allow)


def _decide(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
	if action != sqlite3.SQLITE_READ:
		return sqlite3.SQLITE_OK
	table, column = (first or "").lower(), (second or "").lower()
	secret = table in SECRET_TABLES or (table, column) in SECRET_COLUMNS
	return sqlite3.SQLITE_DENY if secret else sqlite3.SQLITE_OK


def _allow(*_asked: object) -> int:
	# Python 3.10 cannot take an authorizer away again.
	return sqlite3.SQLITE_OK
