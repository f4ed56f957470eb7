"""Values on their way to SQLite and back.

Dates are stored as text that sorts in time order: `YYYY-MM-DD`, `YYYY-MM-DD HH:MM:SS.ffffff`, `HH:MM:SS.ffffff`.
A column declared DATE, DATETIME or TIME reads as `date`, `datetime` or `timedelta`, as in v15.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import sqlite3
import uuid
from functools import lru_cache
from typing import Any

from dateutil import parser
from werkzeug.local import LocalProxy

from frappe_standalone.core.errors import ValidationError
from frappe_standalone.core.times import TIME, format_time, parse_time

DATE = "%Y-%m-%d"
DATETIME = f"{DATE} {TIME}"
FALLBACK_DATETIME = "0001-01-01 00:00:00.000000"
FALLBACK_DATE = "0001-01-01"

PLAIN = (type(None), str, int, float, bytes)


class UnsupportedValue(TypeError):
	"""A value of a type that no column holds."""

	http_status_code = 417


class UnreadableDate(ValidationError, ValueError):
	"""A text that is no date or time, for a column of such."""


def register() -> None:
	"""Tell the sqlite3 module how the declared types read; it keeps one table for the whole process."""
	sqlite3.register_converter("DATE", to_date)
	sqlite3.register_converter("DATETIME", to_datetime)
	sqlite3.register_converter("TIME", to_timedelta)
	sqlite3.register_converter("JSON", bytes.decode)  # SQLite would make a number of a text like 5
	sqlite3.register_converter("SUM", float)  # a sum of whole numbers is a decimal on MariaDB


def to_date(stored: bytes) -> datetime.date | None:
	"""A DATE column; text longer than a date is cut, as MariaDB does."""
	return datetime.date.fromisoformat(stored[:10].decode()) if stored else None


def to_datetime(stored: bytes) -> datetime.datetime | None:
	"""A DATETIME column."""
	return datetime.datetime.fromisoformat(stored.decode()) if stored else None


def to_timedelta(stored: bytes) -> datetime.timedelta | None:
	"""A TIME column: hours, minutes and seconds since midnight."""
	return parse_time(stored.decode()) if stored else None


def format_datetime(value: datetime.datetime) -> str:
	"""The text of a DATETIME column."""
	return value.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def bind(value: Any) -> Any:
	"""The value as a parameter of a statement.

	Raises:
		UnsupportedValue: for lists, dictionaries and other types no column holds.
	"""
	if type(value) in PLAIN:
		return value
	for kind, convert in CONVERSIONS:
		if isinstance(value, kind):
			return convert(value)
	raise UnsupportedValue(
		f"A {type(value).__name__} cannot be stored or compared: {value!r}. Pass text, a number or a date; a list "
		"only where SQL takes one (`in`)."
	)


def _conversions() -> tuple:
	from frappe_standalone.core.translate import LazyTranslate

	return (
		(enum.Enum, lambda value: bind(value.value)),
		(bool, int),
		(datetime.datetime, format_datetime),
		(datetime.date, datetime.date.isoformat),
		((datetime.timedelta, datetime.time), format_time),
		(decimal.Decimal, float),
		(LocalProxy, lambda value: bind(value._get_current_object())),
		((uuid.UUID, LazyTranslate), str),
		(str, str.__str__),
		(int, int),
		(float, float),
	)


CONVERSIONS = _conversions()


def for_column(declared: str, value: Any) -> Any:
	"""The value as a column of this declared type stores it, so that equal moments are equal texts."""
	bound = bind(value)
	if not isinstance(bound, str):
		return bound
	spell = SPELLINGS.get(base_type(declared))
	if not spell:
		return bound
	if not bound.strip():
		return None
	try:
		return spell(bound)
	except (ValueError, OverflowError) as error:
		raise UnreadableDate(f"{bound[:80]!r} is no date or time. Write dates as YYYY-MM-DD.") from error


@lru_cache(maxsize=256)
def base_type(declared: str) -> str:
	"""`DATETIME(6) NOT NULL` → `DATETIME`."""
	return (declared or "").split("(")[0].split(" ")[0].upper()


def date_text(text: str) -> str:
	"""Any date text as the DATE column stores it."""
	if len(text) >= 10 and text[4] == "-" and text[7] == "-":
		return text[:10]
	return parser.parse(text).date().isoformat()


def datetime_text(text: str) -> str:
	"""Any date or datetime text as the DATETIME column stores it."""
	if text.startswith(("0001-01-01", "0000-00-00")):
		return FALLBACK_DATETIME
	try:
		return format_datetime(datetime.datetime.fromisoformat(text))
	except ValueError:
		return format_datetime(parser.parse(text))


def time_text(text: str) -> str:
	"""Any time text as the TIME column stores it."""
	try:
		return format_time(parse_time(text))
	except ValueError:
		return format_time(parser.parse(text).time())


SPELLINGS = {"DATE": date_text, "DATETIME": datetime_text, "TIME": time_text}


def literal(value: Any) -> str:
	"""The value written into SQL. SQLite knows one escape: a single quote is doubled."""
	bound = bind(value)
	if bound is None:
		return "NULL"
	if isinstance(bound, bytes):
		return f"X'{bound.hex()}'"
	if isinstance(bound, str):
		return "'" + bound.replace("\0", "").replace("'", "''") + "'"
	return repr(bound)
