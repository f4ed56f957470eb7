"""The journal of dropped cache keys: how one process tells the others what its commit made out of date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from frappe_standalone.core.cache_store import EVERYTHING, Drop, Entry

KEPT = 1000  # entries; a process that has seen none of them starts empty
CUT_EVERY = 100  # entries between two cuts
TABLE = "__CacheDrop"


def read(connection: sqlite3.Connection, since: int) -> list[Entry]:
	"""The entries from number `since` on; all of them if the journal ends before that number."""
	sql = f"SELECT seq, key, inner, beginning FROM `{TABLE}` WHERE seq >= ? ORDER BY seq"
	rows = connection.execute(sql, (since,)).fetchall() or connection.execute(sql, (0,)).fetchall()
	return [(seq, Drop(key, inner, bool(beginning))) for seq, key, inner, beginning in rows]


def write(connection: sqlite3.Connection, drops: Iterable[Drop]) -> list[Entry]:
	"""Append what a transaction dropped, and cut the journal; returns the numbered entries."""
	before = last_number(connection)
	entries = list(enumerate(drops, before + 1))
	connection.executemany(
		f"INSERT INTO `{TABLE}` (seq, key, inner, beginning) VALUES (?, ?, ?, ?)",
		[(seq, drop.key, inner_text(drop), drop.beginning) for seq, drop in entries],
	)
	if entries[-1][0] // CUT_EVERY > before // CUT_EVERY:
		connection.execute(f"DELETE FROM `{TABLE}` WHERE seq <= ?", (entries[-1][0] - KEPT,))
	return entries


def last_number(connection: sqlite3.Connection) -> int:
	"""The number of the last entry, 0 if there is none."""
	return connection.execute(f"SELECT coalesce(max(seq), 0) FROM `{TABLE}`").fetchone()[0]


def drop_everything(connection: sqlite3.Connection, seq: int) -> None:
	"""Let every process forget all: another state of the database stands in the place of the one they know."""
	connection.execute(
		f"INSERT OR REPLACE INTO `{TABLE}` (seq, key, inner, beginning) VALUES (?, ?, ?, ?)",
		(seq, *EVERYTHING),
	)


def inner_text(drop: Drop) -> str | None:
	"""The key inside a hash; others drop the whole hash if it is no text."""
	return drop.inner if isinstance(drop.inner, str) else None
