"""Dates as people type them, and periods of a report; v15's `frappe.utils.dateutils`."""

from __future__ import annotations

import datetime
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.defaults import get_global_default
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import add_to_date, get_datetime, getdate
from frappe_standalone.core.utils.formatting import formatdate
from frappe_standalone.core.utils.periods import (
	get_first_day,
	get_first_day_of_week,
	get_last_day,
	get_last_day_of_week,
	get_quarter_ending,
	get_quarter_start,
	get_year_ending,
	get_year_start,
)

_PARTS = {"yyyy": "%Y", "yy": "%y", "mmm": "%b", "mm": "%m", "dd": "%d"}
_SPELLINGS = (
	*("yyyy-mm-dd", "mm/dd/yyyy", "mm-dd-yyyy", "mm/dd/yy", "dd-mmm-yyyy", "dd/mm/yyyy", "dd.mm.yyyy"),
	*("dd.mm.yy", "dd-mm-yyyy", "dd/mm/yy"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STEPS = {"Daily": {"days": 1}, "Weekly": {"days": 7}, "Monthly": {"months": 1}, "Quarterly": {"months": 3}}
STEPS["Yearly"] = {"months": 1}  # v15 counts a year's periods from month to month
SPANS = {"Last Week": {"days": -7}, "Last Month": {"months": -1}, "Last Quarter": {"months": -3}}
SPANS |= {"Last Year": {"years": -1}, "All Time": {"years": -50}}


def _as_python(spelling: str) -> str:
	for part, code in _PARTS.items():
		spelling = spelling.replace(part, code)
	return spelling


dateformats = {spelling: _as_python(spelling) for spelling in _SPELLINGS}


def get_user_date_format() -> str:
	"""The date format of the site, read once in a request."""
	if getattr(local, "user_date_format", None) is None:
		local.user_date_format = get_global_default("date_format") or "yyyy-mm-dd"
	return local.user_date_format


def user_to_str(date: str, date_format: str | None = None) -> str:
	"""A typed date as `YYYY-MM-DD`.

	Raises:
		ValueError: if it is not in the format.
	"""
	if not date:
		return date
	date_format = date_format or get_user_date_format()
	try:
		return datetime.datetime.strptime(date, dateformats[date_format]).strftime("%Y-%m-%d")
	except ValueError:
		raise ValueError(f"Date {date} must be in format {date_format}") from None


def parse_date(date: str) -> str:
	"""A date typed in the site's format, or else in any known one, as `YYYY-MM-DD`."""
	date = date.split(" ", 1)[0]
	day_first = get_user_date_format().startswith("dd")
	for date_format in (None, *sorted(dateformats, reverse=not day_first)):
		try:
			return user_to_str(date, date_format)
		except ValueError:
			continue
	throw(_("Cannot understand date {0}. Write it like {1}.").format(date, get_user_date_format()))


def datetime_in_user_format(date_time: Any) -> str:
	"""A moment as the user's date and hours and minutes."""
	if not date_time:
		return ""
	moment = get_datetime(date_time)
	return f"{formatdate(moment.date())} {moment:%H:%M}"


def get_dates_from_timegrain(from_date: Any, to_date: Any, timegrain: str = "Daily") -> list[datetime.date]:
	"""The last days of the periods from one date to another."""
	dates = [get_period_ending(getdate(from_date), timegrain)]
	while dates[-1] < getdate(to_date):
		following = add_to_date(dates[-1], **STEPS.get(timegrain, {}))
		dates.append(get_period_ending(following, timegrain))
	return dates


def get_from_date_from_timespan(to_date: Any, timespan: str) -> datetime.datetime:
	"""The moment a span such as `Last Month` before a date begins."""
	return add_to_date(to_date, **SPANS.get(timespan, {}), as_datetime=True)


def get_period(date: Any, interval: str = "Monthly") -> str:
	"""The name of the period a date is in: `01-02-26`, `Feb 2026`, `Quarter 1 2026`, `2026`."""
	day = getdate(date)
	if interval in ("Daily", "Weekly"):
		return day.strftime("%d-%m-%y")
	names = {
		"Monthly": f"{MONTHS[day.month - 1]} {day.year}",
		"Quarterly": f"Quarter {(day.month - 1) // 3 + 1} {day.year}",
		"Yearly": str(day.year),
	}
	return names[interval]


def get_period_beginning(date: Any, timegrain: str, as_str: bool = True) -> datetime.date:
	"""The first day of the period a date is in."""
	first = {
		"Daily": lambda day: day,
		"Weekly": get_first_day_of_week,
		"Monthly": get_first_day,
		"Quarterly": get_quarter_start,
		"Yearly": get_year_start,
	}
	return getdate(first[timegrain](date))


def get_period_ending(date: Any, timegrain: str) -> datetime.date:
	"""The last day of the period a date is in."""
	last = {
		"Daily": lambda day: day,
		"Weekly": get_last_day_of_week,
		"Monthly": get_last_day,
		"Quarterly": get_quarter_ending,
		"Yearly": get_year_ending,
	}
	return getdate(last[timegrain](date))
