"""The first and the last day of weeks, months, quarters and years; days of the week."""

from __future__ import annotations

import datetime
from enum import Enum
from typing import Any

from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.utils.dates import DATE_FORMAT, getdate, now_datetime


class Weekday(Enum):
	"""Days of the week as System Settings name them; Sunday is 0."""

	Sunday = 0
	Monday = 1
	Tuesday = 2
	Wednesday = 3
	Thursday = 4
	Friday = 5
	Saturday = 6


def _given(day: datetime.date, as_str: bool) -> Any:
	return day.strftime(DATE_FORMAT) if as_str else day


def get_first_day(dt: Any, d_years: int = 0, d_months: int = 0, as_str: bool = False) -> Any:
	"""The first day of the month, moved by years and months."""
	day = getdate(dt)
	years, month = divmod(day.month + d_months - 1, 12)
	return _given(datetime.date(day.year + d_years + years, month + 1, 1), as_str)


def get_last_day(dt: Any) -> datetime.date:
	"""The last day of the month."""
	return get_first_day(dt, 0, 1) - datetime.timedelta(days=1)


def is_last_day_of_the_month(dt: Any) -> bool:
	"""True on the last day of a month."""
	return getdate(dt) == get_last_day(dt)


def get_quarter_start(dt: Any, as_str: bool = False) -> Any:
	"""The first day of the quarter."""
	day = getdate(dt)
	return _given(datetime.date(day.year, (day.month - 1) // 3 * 3 + 1, 1), as_str)


def get_quarter_ending(date: Any) -> datetime.date:
	"""The last day of the quarter."""
	return get_first_day(get_quarter_start(date), d_months=3) - datetime.timedelta(days=1)


def get_year_start(dt: Any, as_str: bool = False) -> Any:
	"""The first of January."""
	return _given(datetime.date(getdate(dt).year, 1, 1), as_str)


def get_year_ending(date: Any) -> datetime.date:
	"""The last of December."""
	return datetime.date(getdate(date).year, 12, 31)


def get_first_day_of_the_week() -> str:
	"""The day the week begins on, by System Settings."""
	return get_system_settings("first_day_of_the_week") or "Sunday"


def get_first_day_of_week(dt: Any, as_str: bool = False) -> Any:
	"""The first day of the week, which begins as System Settings say."""
	day = getdate(dt)
	start = Weekday[get_first_day_of_the_week()].value
	return _given(day - datetime.timedelta(days=((day.weekday() + 1) - start) % 7), as_str)


def get_last_day_of_week(dt: Any) -> datetime.date:
	"""The last day of the week."""
	return get_first_day_of_week(dt) + datetime.timedelta(days=6)


def get_weekdays() -> list[str]:
	"""The days of the week in English, Monday first."""
	return ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def get_weekday(datetime: datetime.datetime | None = None) -> str:
	"""The day of the week in English."""
	return get_weekdays()[(datetime or now_datetime()).weekday()]
