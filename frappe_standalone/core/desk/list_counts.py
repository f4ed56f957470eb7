"""Counts beside a list that cannot keep anybody waiting: what takes too long is given up, and the page says “more than”."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any

import frappe

from frappe_standalone.core.desk.list_tables import once

# A page is there in less than this much again; on an old office PC SQLite walks some 200,000 rows in that time
SECONDS = 0.15
# How many steps of SQLite's machine pass between two looks at the clock: about 0.1 ms
STEPS = 2000
CAP = 1000


def in_time(ask: Callable[[], Any], seconds: float = SECONDS) -> Any:
	"""What `ask` finds by one query, or None where the query takes longer."""
	until = time.monotonic() + seconds
	connection = frappe.db.connection
	if connection is None:
		return ask()
	connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
	try:
		return ask()
	except sqlite3.OperationalError as error:
		if "interrupted" not in str(error):
			raise
		return None
	finally:
		connection.set_progress_handler(None, STEPS)


def capped(doctype: str, filters: list, or_filters: list, cap: int = CAP) -> int | None:
	"""How many records a user may see under these filters, counted to `cap` + 1; None where that takes too long."""
	names = in_time(
		lambda: frappe.get_list(
			doctype,
			filters=filters,
			or_filters=or_filters,
			pluck="name",
			limit_page_length=cap + 1,
			order_by=None,
			group_by=once(doctype, filters),
		)
	)
	return None if names is None else len(names)
