"""SQL functions that apps written for MariaDB expect, registered on every connection."""

from __future__ import annotations

import datetime
import math
import re
import sqlite3
import statistics
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from dateutil import parser

from frappe_standalone.core.db.values import DATE, format_datetime
from frappe_standalone.core.times import format_time, parse_time

SECONDS = "%Y-%m-%d %H:%M:%S"
# MariaDB's format letters and Python's; the rest is the same in both.
FORMATS = {"%i": "%M", "%s": "%S", "%M": "%B", "%W": "%A", "%e": "%-d", "%c": "%-m", "%k": "%-H", "%h": "%I"}
FORMATS |= {"%T": "%H:%M:%S", "%v": "%V", "%x": "%G", "%D": "%d"}


def moment(value: Any) -> datetime.datetime | None:
	"""The text of a date or datetime as a datetime."""
	if value in (None, ""):
		return None
	try:
		return datetime.datetime.fromisoformat(str(value))
	except ValueError:
		return parser.parse(str(value))


def null_in_null_out(function: Callable) -> Callable:
	"""As in MariaDB: if an argument is NULL the result is."""

	@wraps(function)
	def guarded(*args: Any) -> Any:
		return None if any(arg is None for arg in args) else function(*args)

	return guarded


def now() -> str:
	"""NOW(): the site's time, to the second."""
	from frappe_standalone.core.utils.dates import now_datetime

	return now_datetime().strftime(SECONDS)


def regexp(pattern: str, text: Any) -> bool:
	"""`text REGEXP pattern`, without regard to case."""
	return bool(compiled(pattern).search(str(text)))


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern:
	return re.compile(pattern, re.IGNORECASE)


def concat_ws(separator: Any, *parts: Any) -> str | None:
	"""CONCAT_WS skips NULL parts; a NULL separator makes NULL."""
	return (
		None if separator is None else str(separator).join(text(part) for part in parts if part is not None)
	)


def text(value: Any) -> str:
	"""A number without a fraction is written without one."""
	return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def date_format(value: Any, pattern: str) -> str:
	"""DATE_FORMAT with MariaDB's letters."""
	found = moment(value)
	formats = {**FORMATS, "%u": week_from_monday(found)} if "%u" in pattern else FORMATS
	return found.strftime(re.sub(r"%.", lambda m: formats.get(m.group(), m.group()), pattern))


def timestamp(value: Any, clock: Any = None) -> str:
	"""TIMESTAMP(date[, time])."""
	found = moment(value)
	return format_datetime(found + parse_time(str(clock)) if clock is not None else found)


def truncate(value: float, digits: int) -> float:
	"""TRUNCATE(number, digits): cut, never round."""
	scale = 10 ** int(digits)
	return math.trunc(value * scale) / scale


def locate(needle: str, text: str, start: int = 1) -> int:
	"""LOCATE: position from 1, 0 when absent, without regard to case."""
	return str(text).casefold().find(str(needle).casefold(), int(start) - 1) + 1


def part(get: Callable[[datetime.datetime], Any]) -> Callable:
	"""A function of one part of a date."""
	return null_in_null_out(lambda value: get(moment(value)))


def quarter(value: datetime.datetime) -> int:
	return (value.month + 2) // 3


def last_day(value: datetime.datetime) -> str:
	first = (value.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
	return (first - datetime.timedelta(days=1)).strftime(DATE)


def remainder(value: float, divisor: float) -> float | None:
	"""MOD: the sign is the value's; nothing for a division by zero; whole numbers stay whole."""
	if not divisor:
		return None
	if isinstance(value, int) and isinstance(divisor, int):
		return int(math.fmod(value, divisor))
	return math.fmod(float(value), float(divisor))


def insert_into_text(text: str, start: int, length: int, new: str) -> str:
	"""INSERT(text, start, length, new): counted from 1; a start outside the text changes nothing."""
	text, at = str(text), int(start) - 1
	return text[:at] + str(new) + text[at + int(length) :] if 0 <= at < len(text) else text


def week_from_monday(value: datetime.datetime) -> str:
	"""%u of DATE_FORMAT: weeks from Monday, the first with four days of the year; before it 00."""
	year, week, _day = value.isocalendar()
	return "00" if year < value.year else "53" if year > value.year else f"{week:02}"


class Deviation:
	"""STD, STDDEV: the standard deviation of a group."""

	def __init__(self) -> None:
		self.values: list[float] = []

	def step(self, value: Any) -> None:
		if value is not None:
			self.values.append(float(value))

	def finalize(self) -> float | None:
		return statistics.pstdev(self.values) if self.values else None


def add_days(value: Any, days: Any) -> str:
	"""ADDDATE(date, days): a date stays a date."""
	found = moment(value) + datetime.timedelta(days=float(days))
	return found.strftime(DATE) if len(str(value)) == 10 else format_datetime(found)


# name, number of arguments (-1 any), function, whether equal arguments always give equal results
FUNCTIONS: tuple[tuple[str, int, Callable, bool], ...] = (
	("REGEXP", 2, null_in_null_out(regexp), True),
	("NOW", 0, now, False),
	("CURDATE", 0, lambda: now()[:10], False),
	("CURTIME", 0, lambda: now()[11:], False),
	("CONCAT", -1, null_in_null_out(lambda *parts: "".join(map(text, parts))), True),
	("CONCAT_WS", -1, concat_ws, True),
	("DATE_FORMAT", 2, null_in_null_out(date_format), True),
	("DATEDIFF", 2, null_in_null_out(lambda a, b: (moment(a).date() - moment(b).date()).days), True),
	("TIMESTAMP", 1, null_in_null_out(timestamp), True),
	("TIMESTAMP", 2, null_in_null_out(timestamp), True),
	("UNIX_TIMESTAMP", 1, part(lambda d: int(d.timestamp())), True),
	("TIME_TO_SEC", 1, null_in_null_out(lambda v: int(parse_time(str(v)).total_seconds())), True),
	("TIMEDIFF", 2, null_in_null_out(lambda a, b: format_time(moment(a) - moment(b))), True),
	("YEAR", 1, part(lambda d: d.year), True),
	("QUARTER", 1, part(quarter), True),
	("MONTH", 1, part(lambda d: d.month), True),
	("MONTHNAME", 1, part(lambda d: d.strftime("%B")), True),
	("WEEK", 1, part(lambda d: int(d.strftime("%U"))), True),
	("DAY", 1, part(lambda d: d.day), True),
	("DAYOFMONTH", 1, part(lambda d: d.day), True),
	("DAYOFWEEK", 1, part(lambda d: d.isoweekday() % 7 + 1), True),
	("DAYOFYEAR", 1, part(lambda d: d.timetuple().tm_yday), True),
	("WEEKDAY", 1, part(lambda d: d.weekday()), True),
	("DAYNAME", 1, part(lambda d: d.strftime("%A")), True),
	("HOUR", 1, part(lambda d: d.hour), True),
	("MINUTE", 1, part(lambda d: d.minute), True),
	("SECOND", 1, part(lambda d: d.second), True),
	("LAST_DAY", 1, part(last_day), True),
	("ADDDATE", 2, null_in_null_out(add_days), True),
	("FLOOR", 1, null_in_null_out(math.floor), True),
	("CEIL", 1, null_in_null_out(math.ceil), True),
	("CEILING", 1, null_in_null_out(math.ceil), True),
	("MOD", 2, null_in_null_out(remainder), True),
	("REVERSE", 1, null_in_null_out(lambda value: text(value)[::-1]), True),
	("ASCII", 1, null_in_null_out(lambda value: ([*text(value).encode()] or [0])[0]), True),
	("BIN", 1, null_in_null_out(lambda value: f"{int(value):b}"), True),
	("IS_NULL", 1, lambda value: int(value is None), True),
	("INSERT_INTO_TEXT", 4, null_in_null_out(insert_into_text), True),
	("LOCATE", 2, null_in_null_out(locate), True),
	("LOCATE", 3, null_in_null_out(locate), True),
	("LEFT_", 2, null_in_null_out(lambda value, n: str(value)[: int(n)]), True),
	("RIGHT_", 2, null_in_null_out(lambda value, n: str(value)[-int(n) :] if int(n) else ""), True),
	("TRUNCATE", 2, null_in_null_out(truncate), True),
	("GREATEST", -1, null_in_null_out(max), True),
	("LEAST", -1, null_in_null_out(min), True),
	("IF", 3, lambda condition, yes, no: yes if condition else no, True),
)


def register(connection: sqlite3.Connection) -> None:
	"""Register every function on a connection."""
	for name, count, function, deterministic in FUNCTIONS:
		connection.create_function(name, count, function, deterministic=deterministic)
	for name in ("STD", "STDDEV"):
		connection.create_aggregate(name, 1, Deviation)
