"""The rows of an import between the upload and the documents: kept in the site, changed cell by cell, loaded bit by bit.

What a row became stands beside it and is written in the transaction of its document, so an import that is cut off goes
on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import frappe

from frappe_standalone.core.data_import.readers import Row, Table

TABLE = "__ImportRow"
# What can be the matter with a row.
GOOD, BAD, LEFT, FILTERED, DONE, REFUSED, UNDONE = (
	"good",
	"bad",
	"left out",
	"filtered",
	"done",
	"refused",
	"undone",
)

Reasons = list[list[str | None]]  # [column or None, reason]


@dataclass(frozen=True)
class StagedRow:
	"""One row as it stands: its line in the file, its cells, its state and what is wrong with it."""

	line: int
	cells: list[str]
	state: str
	reasons: Reasons


def ensure_table() -> None:
	"""Make the table on its first use."""
	if not frappe.db.sql("SELECT 1 FROM sqlite_master WHERE name = %s", (TABLE,)):
		frappe.db.sql(
			f"CREATE TABLE IF NOT EXISTS `{TABLE}` (import TEXT NOT NULL, line INTEGER NOT NULL, cells TEXT NOT NULL, "
			"state TEXT NOT NULL, reasons TEXT, PRIMARY KEY (import, line)) WITHOUT ROWID"
		)
		frappe.db.sql(f"CREATE INDEX IF NOT EXISTS `{TABLE}_state` ON `{TABLE}` (import, state, line)")


class Rows:
	"""The rows of one import."""

	def __init__(self, name: str):
		self.name = name

	def fill(self, table: Table) -> None:
		"""Keep the rows of a file."""
		ensure_table()
		for row in table.rows:
			cells = json.dumps([row.values.get(column, "") for column in table.columns], ensure_ascii=False)
			frappe.db.sql(
				f"INSERT INTO `{TABLE}` (import, line, cells, state) VALUES (%s, %s, %s, %s)",
				(self.name, row.line, cells, GOOD),
			)

	def table(self, columns: list[str], states: Iterable[str]) -> Table:
		"""The rows of these states as a table."""
		rows = [
			Row(line, dict(zip(columns, json.loads(cells), strict=True)))
			for line, cells in self._read("line, cells", states)
		]
		return Table(columns, rows, "")

	def page(self, states: Iterable[str], after: int = 0, limit: int = 50) -> list[StagedRow]:
		"""Rows of these states below a line."""
		found = self._read("line, cells, state, reasons", states, after, limit)
		return [
			StagedRow(line, json.loads(cells), state, json.loads(reasons or "[]"))
			for line, cells, state, reasons in found
		]

	def _read(self, columns: str, states: Iterable[str], after: int = 0, limit: int = -1) -> list:
		wanted = list(states)
		marks = ", ".join(["%s"] * len(wanted))
		return frappe.db.sql(
			f"SELECT {columns} FROM `{TABLE}` WHERE import = %s AND state IN ({marks}) AND line > %s "
			"ORDER BY line LIMIT %s",
			(self.name, *wanted, after, limit),
		)

	def row(self, line: int) -> StagedRow | None:
		"""One row, or None."""
		states = (GOOD, BAD, LEFT, FILTERED, DONE, REFUSED, UNDONE)
		found = self.page(states, line - 1, 1)
		return found[0] if found and found[0].line == line else None

	def put(self, line: int, cells: list[str]) -> None:
		"""Keep the changed cells of a row."""
		frappe.db.sql(
			f"UPDATE `{TABLE}` SET cells = %s, state = %s WHERE import = %s AND line = %s",
			(json.dumps(cells, ensure_ascii=False), GOOD, self.name, line),
		)

	def mark(self, lines: Iterable[int], state: str, reasons: Reasons | None = None) -> None:
		"""Note what became of rows."""
		text = json.dumps(reasons, ensure_ascii=False) if reasons else None
		for line in lines:
			frappe.db.sql(
				f"UPDATE `{TABLE}` SET state = %s, reasons = %s WHERE import = %s AND line = %s",
				(state, text, self.name, line),
			)

	def mark_all(self, old: Iterable[str], state: str) -> None:
		"""Give all rows of these states another one, without reasons."""
		wanted = list(old)
		frappe.db.sql(
			f"UPDATE `{TABLE}` SET state = %s, reasons = NULL WHERE import = %s AND state IN "
			f"({', '.join(['%s'] * len(wanted))})",
			(state, self.name, *wanted),
		)

	def counts(self) -> dict[str, int]:
		"""State → number of rows."""
		return dict(
			frappe.db.sql(
				f"SELECT state, count(*) FROM `{TABLE}` WHERE import = %s GROUP BY state", (self.name,)
			)
		)

	def lines(self, states: Iterable[str]) -> list[int]:
		"""The lines of these states."""
		return [line for (line,) in self._read("line", states)]

	def blank(self, states: Iterable[str], columns: int) -> None:
		"""Forget the cells of rows that are loaded: their documents have them, with their protection."""
		wanted = list(states)
		frappe.db.sql(
			f"UPDATE `{TABLE}` SET cells = %s WHERE import = %s AND state IN ({', '.join(['%s'] * len(wanted))})",
			(json.dumps([""] * columns), self.name, *wanted),
		)

	def remove(self) -> None:
		"""Forget the rows."""
		ensure_table()
		frappe.db.sql(f"DELETE FROM `{TABLE}` WHERE import = %s", (self.name,))
