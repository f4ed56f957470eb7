"""SQL written out in an app: would this platform's database read it?"""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache

from frappe_standalone.core.db.functions import register
from frappe_standalone.core.db.parameters import MissingParameter, prepare
from frappe_standalone.core.errors import AmbiguousQuotes

CALL = re.compile(r"\b([A-Za-z_]\w*)\s*\(")
QUOTED = re.compile(r"'(?:[^']|'')*'|`[^`]*`")
IN_PLACE = re.compile(r"\b(in)\s*%(?:\(\w+\))?s", re.IGNORECASE)
HOLE = re.compile(r"\{\w*\}|\?|%\(\w+\)s|%s")
# Words before a bracket that are no functions.
WORDS = frozenset(
	"""
	in and or not on as from where select exists values using between case when then else over union all any
	join inner left right by limit set into distinct interval like regexp with having is partition cast convert
	if
	""".split()
)
# what a problem begins with → what to write instead
ADVICE = {
	"double quotes": "write texts in single quotes and names in backticks",
	"INTERVAL": "work the date out by `frappe.utils.add_to_date` and pass it as a value",
	"ON DUPLICATE KEY": "ask `frappe.db.exists`, then insert or update",
	"SEPARATOR": "give the separator to group_concat as its second argument",
}
MARIADB_ONLY = re.compile(
	r"\b(on\s+duplicate\s+key|straight_join|use\s+index|force\s+index|sql_calc_found_rows|with\s+rollup"
	r"|interval\s+[^\s(]+\s+(day|month|year|hour|minute|second|week)\b|div\b|separator)",
	re.IGNORECASE,
)


def problem(statement: str) -> str | None:
	"""What this platform's database would not read in a statement, None if it finds nothing."""
	bare = QUOTED.sub("''", statement)
	if '"' in bare:
		return "double quotes"
	found = MARIADB_ONLY.search(bare)
	if found:
		return found.group(0).upper()
	for name in CALL.findall(bare):
		if name.lower() not in WORDS and name.lower() not in functions():
			return f"{name.upper()}()"
	return None if HOLE.search(bare) and not is_whole(bare) else syntax_error(statement)


def is_whole(statement: str) -> bool:
	"""True if the holes of a statement are values only."""
	return not re.search(r"\{\w*\}|\?", statement)


def syntax_error(statement: str) -> str | None:
	"""SQLite's own judgement of a whole statement; tables need not exist."""
	text = IN_PLACE.sub(r"\1 (1)", statement.replace("%%", "%"))
	text = re.sub(r"%\(\w+\)s|%s", "1", text)
	try:
		database().execute(f"EXPLAIN {prepare(text).sql}")
	except (sqlite3.Error, AmbiguousQuotes, MissingParameter) as error:
		return str(error) if "syntax" in str(error) else None
	return None


@lru_cache(maxsize=1)
def database() -> sqlite3.Connection:
	"""An empty database with the platform's functions."""
	connection = sqlite3.connect(":memory:")
	register(connection)
	return connection


@lru_cache(maxsize=1)
def functions() -> frozenset[str]:
	"""The functions SQL may call, in small letters."""
	found = {row[0].lower() for row in database().execute("SELECT name FROM pragma_function_list")}
	return frozenset(found | {"left", "right"})
