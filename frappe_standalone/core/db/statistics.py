"""What SQLite knows about the spread of values; by it the planner chooses among indexes."""

from __future__ import annotations

from frappe_standalone.core.context import local

ROWS_PER_INDEX = 10_000  # looked at; enough to tell a status from a name, and quick on a table of any size


def refresh() -> None:
	"""Look at every table again: after a migration, and daily. The caller commits; needs the turn to write."""
	local.db.begin()
	local.db.connection.execute(f"PRAGMA analysis_limit = {ROWS_PER_INDEX}")
	local.db.connection.execute("ANALYZE")
