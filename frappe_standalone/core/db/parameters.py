"""v15's placeholders (`%s`, `%(name)s`) as SQLite's, and what a statement is by its first word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from frappe_standalone.core.db.values import PLAIN as PLAIN_TYPES
from frappe_standalone.core.db.values import bind
from frappe_standalone.core.errors import AmbiguousQuotes

# A quoted string or name, a comment, a double quote, a placeholder, or LEFT( and RIGHT(, which SQLite takes
# for the beginning of a join: those functions are registered as LEFT_ and RIGHT_.
TOKEN = re.compile(
	r"""(?P<quoted>'(?:[^']|'')*'|`[^`]*`)|(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<double>")|(?P<percent>%%)"""
	r"""|(?P<named>%\((?P<name>\w+)\)s)|(?P<next>%s)|(?P<side>\b(?:left|right)(?=\s*\())""",
	re.DOTALL | re.IGNORECASE,
)
FOR_UPDATE = re.compile(r"\s+for\s+update(\s+(nowait|skip\s+locked|wait\s+\d+))?\s*;?\s*$", re.IGNORECASE)
PLAIN = frozenset(PLAIN_TYPES)
WRITES = ("insert", "update", "delete", "replace", "create", "alter", "drop", "reindex", "truncate")
DDL = ("create", "alter", "drop", "truncate", "reindex")
TRUNCATE = re.compile(r"^truncate(\s+table)?\s+", re.IGNORECASE)
WRITE_AFTER_WITH = re.compile(r"\)\s*(insert|update|delete|replace)\s", re.IGNORECASE)


class MissingParameter(KeyError):
	"""A statement names a value that was not given."""


class Statement(NamedTuple):
	"""SQL ready for SQLite with its values."""

	sql: str
	values: tuple | dict
	word: str
	locks: bool  # ended in FOR UPDATE: the reader is about to write

	@property
	def writes(self) -> bool:
		if self.word == "with":
			return bool(WRITE_AFTER_WITH.search(self.sql))
		return self.word in WRITES

	@property
	def is_ddl(self) -> bool:
		return self.word in DDL


def prepare(query: str, values: Any = None) -> Statement:
	"""Turn a v15 query into a SQLite one.

	Args:
		values: None (then `%` is an ordinary character, as with pymysql), one value, a sequence for `%s`, or a
			mapping for `%(name)s`. A list or tuple among them becomes `(?, ?, …)`.

	Raises:
		AmbiguousQuotes: for a double quote outside a string.
		MissingParameter: for a value that was not given.
	"""
	if isinstance(values, tuple) and PLAIN.issuperset(map(type, values)):
		known = in_order(query)
		if known and known[1] == len(values):
			return Statement(known[0], values, *known[2:])
	if isinstance(values, Mapping):
		sql, bound = fill_named(query, values)
	elif values is None:
		sql, bound = "".join(piece for _kind, piece in split(query, False)), ()
	else:
		sql, bound = fill_in_order(query, values if isinstance(values, tuple | list) else (values,))
	word = first_word(sql)
	locks = bool(FOR_UPDATE.search(sql))
	if locks:
		sql = FOR_UPDATE.sub("", sql)
	if word == "truncate":
		sql = TRUNCATE.sub("delete from ", sql)
	return Statement(sql, bound, word, locks)


def named(query: str, values: Any) -> tuple[str, dict]:
	"""The query with a name for each of its values, and the values by name."""
	if values is None or isinstance(values, Mapping):
		return (
			fill_named(query, values)
			if values
			else ("".join(piece for _kind, piece in split(query, False)), {})
		)
	return fill_in_order(query, values if isinstance(values, tuple | list) else (values,))


def fill_named(query: str, values: Mapping) -> tuple[str, dict]:
	"""Fill `%(name)s` from a mapping."""
	sql: list[str] = []
	bound: dict[str, Any] = {}
	for kind, piece in split(query, True):
		if kind == "named":
			if piece not in values:
				raise MissingParameter(f"the query names %({piece})s, but no value was given for it")
			sql.append(expand(values[piece], lambda n, piece=piece: f":{piece}{n}", bound))
		else:
			sql.append(piece)
	return "".join(sql), bound


@lru_cache(maxsize=1024)
def in_order(query: str) -> tuple[str, int, str, bool] | None:
	"""A query that names no value, with SQLite's own placeholders: the SQL, their number, its first word, whether it locks."""
	pieces = split(query, True)
	if any(kind == "named" for kind, _piece in pieces):
		return None
	sql = "".join("?" if kind == "next" else piece for kind, piece in pieces)
	if first_word(sql) == "truncate" or FOR_UPDATE.search(sql):
		return None
	return sql, sum(kind == "next" for kind, _piece in pieces), first_word(sql), False


def fill_in_order(query: str, values: tuple | list) -> tuple[str, dict]:
	"""Fill `%s` one after the other."""
	sql: list[str] = []
	bound: dict[str, Any] = {}
	left = iter(values)
	for kind, piece in split(query, True):
		if kind == "next":
			try:
				value = next(left)
			except StopIteration:
				raise MissingParameter(f"the query has more %s than the {len(values)} values given") from None
			prefix = f"v{len(bound)}_"
			sql.append(expand(value, lambda n, prefix=prefix: f":{prefix}{n}", bound))
		else:
			sql.append(piece)
	return "".join(sql), bound


def expand(value: Any, name: Any, bound: dict[str, Any]) -> str:
	"""One placeholder, or a list of them in brackets for a sequence."""
	if isinstance(value, list | tuple | set | frozenset):
		names = [name(f"_{index}") for index, _item in enumerate(value)]
		bound.update((n[1:], bind(item)) for n, item in zip(names, value, strict=True))
		return f"({', '.join(names)})"
	placeholder = name("")
	bound[placeholder[1:]] = bind(value)
	return placeholder


@lru_cache(maxsize=1024)
def split(query: str, has_values: bool) -> tuple[tuple[str, str], ...]:
	"""The query in pieces: ("text", sql), ("named", name) or ("next", "").

	With values `%%` means `%` everywhere, in quotes too; without values nothing is a placeholder.
	"""
	pieces: list[tuple[str, str]] = []
	end = 0
	for found in TOKEN.finditer(query):
		kind = found.lastgroup if found.lastgroup != "name" else "named"
		if kind == "double":
			raise AmbiguousQuotes(
				"SQL with double quotes means a text on MariaDB and a name elsewhere. Write texts in single quotes and "
				f"names in backticks: {query.strip()[:200]}"
			)
		if not has_values and kind not in ("comment", "side"):
			continue
		pieces.append(("text", query[end : found.start()]))
		pieces.append(piece(kind, found))
		end = found.end()
	return (*pieces, ("text", query[end:]))


def piece(kind: str | None, found: re.Match) -> tuple[str, str]:
	"""One special piece of a query."""
	if kind == "named":
		return "named", found["name"]
	if kind == "next":
		return "next", ""
	if kind == "percent":
		return "text", "%"
	if kind == "side":
		return "text", f"{found.group()}_"
	return "text", " " if kind == "comment" else found.group().replace("%%", "%")


def first_word(sql: str) -> str:
	"""The first word in lower case, `select` for a statement in brackets."""
	words = sql.lstrip(" \t\r\n(").split(None, 1)
	return words[0].lower().rstrip(";") if words else ""
