"""Open a connection to a site's database file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from frappe_standalone.core.db import functions, values
from frappe_standalone.core.errors import IncorrectSitePath

PRAGMAS = (
	(
		"busy_timeout",
		5000,
	),  # ms; first, so that the next ones wait too. Writers queue at the ticket, not here
	("journal_mode", "WAL"),  # readers never wait for the writer
	(
		"synchronous",
		"FULL",
	),  # a committed approval survives a power cut: WAL with NORMAL may lose the last ones
	("foreign_keys", "ON"),  # for the platform's own tables; DocTypes check links in Python
	("temp_store", "MEMORY"),  # sorting never waits for a slow disk
	("cache_size", -2000),  # 2 MB per connection: more is no faster, the system keeps the file in memory
	("trusted_schema", "OFF"),  # a restored file cannot call our functions from a view or a trigger
)
DOUBLE_QUOTED_STRINGS = ("SQLITE_DBCONFIG_DQS_DDL", "SQLITE_DBCONFIG_DQS_DML")
CACHED_STATEMENTS = 256  # a request uses well below that many different statements


def open_connection(path: str | Path, create: bool = False) -> sqlite3.Connection:
	"""Open the file with every pragma and function set.

	Args:
		create: make the file if it does not exist.

	Raises:
		IncorrectSitePath: if the file is missing.
	"""
	values.register()
	try:
		connection = sqlite3.connect(
			address(path, create),
			uri=True,
			isolation_level=None,  # BEGIN is ours: the module would begin late and deferred
			check_same_thread=False,  # the pool hands a connection from thread to thread, one at a time
			# column types of tables, and `name [DATE]` for what lists compute from dates
			detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES,
			cached_statements=CACHED_STATEMENTS,
		)
	except sqlite3.OperationalError as error:
		raise IncorrectSitePath(
			f"The database {path} cannot be opened ({error}). Check the site's folder, or restore a backup into it."
		) from error
	try:
		for pragma, value in pragmas_for(path):
			connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
	except sqlite3.Error:  # damaged, or held by another program: the file is closed again
		connection.close()
		raise
	refuse_double_quoted_strings(connection)
	functions.register(connection)
	return connection


def address(path: str | Path, create: bool = False) -> str:
	"""The URI of a database file.

	Where nothing may be written, SQLite can make no `-wal` and `-shm` beside the file and refuses even to read. If nothing
	waits in a `-wal` the file alone is the whole database, and is opened as one that nobody changes.
	"""
	uri = Path(path).absolute().as_uri()
	if create:
		return f"{uri}?mode=rwc"
	return f"{uri}?mode=ro&immutable=1" if is_at_rest_on_read_only_disk(path) else f"{uri}?mode=rw"


def is_at_rest_on_read_only_disk(path: str | Path) -> bool:
	"""True if the file's folder takes no files and no change waits beside it."""
	beside = Path(f"{path}-wal")
	return (
		os.path.isfile(path)
		and not os.access(Path(path).absolute().parent, os.W_OK)
		and not (beside.exists() and beside.stat().st_size)
	)


def pragmas_for(path: str | Path) -> tuple[tuple[str, Any], ...]:
	"""The pragmas, without the one that would write to a file which cannot be written."""
	if is_at_rest_on_read_only_disk(path):
		return tuple(pair for pair in PRAGMAS if pair[0] != "journal_mode")
	return PRAGMAS


def refuse_double_quoted_strings(connection: sqlite3.Connection) -> None:
	"""Switch off SQLite's habit of reading an unknown "name" as a string.

	Python 3.12 can; before that `core.db.parameters` alone refuses double quotes in our statements.
	"""
	if hasattr(connection, "setconfig"):
		for name in DOUBLE_QUOTED_STRINGS:
			connection.setconfig(getattr(sqlite3, name), False)
