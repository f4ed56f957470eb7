"""Types that hold a date or a time; the empty text is stored as NULL."""

from __future__ import annotations

import datetime
import re
from typing import Any

from dateutil import parser

from frappe_standalone.core.fieldtypes.base import FieldType

ISO = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d{6})?)?$", re.ASCII)
ZERO_DATES = ("", None, "0000-00-00", "0001-01-01", "0001-01-01 00:00:00", "0001-01-01 00:00:00.000000")


def parse(text: str) -> datetime.datetime:
	"""The moment a text names; the form that forms and databases write is read without guessing.

	Raises:
		ValueError, OverflowError: if it names none.
	"""
	if ISO.match(text):
		try:
			return datetime.datetime.fromisoformat(text)
		except ValueError:
			pass  # dateutil says what is wrong with it
	return parser.parse(text)


class Moment(FieldType):
	"""Shared by the three types."""

	is_datetime = True
	checks_text = True

	def to_db(self, value: Any, df: Any = None) -> Any:
		return None if value == "" else value


class Date(Moment):
	"""A calendar day; reads give `datetime.date`."""

	sql = "DATE"

	def cast(self, value: Any) -> datetime.date | None:
		if value in ZERO_DATES:
			return None
		if isinstance(value, datetime.datetime):
			return value.date()
		return value if isinstance(value, datetime.date) else parse(str(value)).date()


class Datetime(Moment):
	"""A moment in the site's time zone; reads give a naive `datetime.datetime`."""

	sql = "DATETIME"

	def cast(self, value: Any) -> datetime.datetime | None:
		if value in ZERO_DATES:
			return None
		if isinstance(value, datetime.datetime):
			return value
		if isinstance(value, datetime.date):
			return datetime.datetime.combine(value, datetime.time())
		return parse(str(value))


class Time(Moment):
	"""A time of day; reads give `datetime.timedelta`, as v15's database does."""

	sql = "TIME"

	def cast(self, value: Any) -> datetime.timedelta | None:
		if value in ("", None):
			return None
		if isinstance(value, datetime.timedelta):
			return value
		moment = value if isinstance(value, datetime.time) else parse(str(value)).time()
		return datetime.timedelta(
			hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
		)
