"""Answers kept while nothing is written: a report that is asked again is not computed again.

A SELECT of columns, constants and pure functions depends on the database alone. SQLite tells each connection whether
anybody has committed since (`data_version`), so an answer is kept per connection and for exactly as long. Only
requests that read take part; they see one snapshot from their first statement on.
"""

from __future__ import annotations

import re
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.db.parameters import Statement, prepare
from frappe_standalone.core.db.transactions import READ

MOST_ANSWERS, MOST_ROWS = 16, 1000  # per connection
CALLED = re.compile(r"(\w+)\s*\(")
PURE = frozenset(
	"count sum avg min max total round abs ifnull coalesce nullif if iif cast lower upper length trim concat substr "
	"in and or not as on from where join when then else union all exists values over select by distinct".split()
)
CLOCK = "current_"  # CURRENT_DATE and its like need no brackets

Answer = tuple[list[str], list[tuple]]


def select(query: str, values: Any = None) -> list[_dict]:
	"""The rows of a SELECT, as `frappe.db.sql(query, values, as_dict=True)` gives them."""
	statement = prepare(query, values)
	if local.db.mode == READ and is_pure(statement.sql):
		names, rows = kept_or_run(statement)
	else:
		names, rows = run(statement)
	return [_dict(zip(names, row, strict=True)) for row in rows]


def is_pure(sql: str) -> bool:
	"""True if the answer depends on nothing but the database: no clock, no chance, no function we do not know."""
	text = sql.lower()
	return CLOCK not in text and PURE.issuperset(CALLED.findall(text))


def kept_or_run(statement: Statement) -> Answer:
	"""The kept answer, if nobody has written since."""
	local.db.ensure_transaction(writing=False)
	connection = local.db.connection
	version = (
		*pragma(connection, "data_version"),
		*pragma(connection, "schema_version"),
		connection.total_changes,
	)
	if connection.answers is None or connection.answers[0] != version:
		connection.answers = (version, {})
	answers = connection.answers[1]
	key = (statement.sql, repr(statement.values))
	if key not in answers:
		answer = run(statement)
		if len(answers) >= MOST_ANSWERS or len(answer[1]) > MOST_ROWS:
			return answer
		answers[key] = answer
	return answers[key]


def run(statement: Statement) -> Answer:
	"""Names of the columns, and the rows."""
	cursor = local.db.execute(statement)
	return [column[0] for column in cursor.description or ()], cursor.fetchall()


def pragma(connection: Any, name: str) -> tuple:
	"""A number that SQLite keeps."""
	return connection.execute(f"PRAGMA {name}").fetchone()
