"""What a request asks of the database in vain is refused with its name; v15 fails with 500."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from frappe_standalone.core.db.faults import is_fault
from frappe_standalone.core.errors import DataError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

VAIN = ("missing column", "missing table", "no such place")


@contextmanager
def unknown_fields_refused(applies: bool = True) -> Iterator[None]:
	"""Refuse a field that does not exist, in what a request chose to read, compare or order by.

	Args:
		applies: False where the server's own code chose; that is a mistake to be mended, and stays an error.

	Raises:
		DataError: naming the field.
	"""
	try:
		yield
	except sqlite3.OperationalError as error:
		if not applies or not any(is_fault(error, kind) for kind in VAIN):
			raise
		name = str(error).rpartition(": ")[2].removeprefix("tab")
	else:
		return
	throw(_("Field not permitted in query: {0}").format(escape(name)), DataError)
