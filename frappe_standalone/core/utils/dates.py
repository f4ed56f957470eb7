"""Dates and times in the site's time zone, as in v15: naive `datetime` objects and ISO texts."""

from __future__ import annotations

import datetime
import time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser
from dateutil.parser import ParserError
from dateutil.relativedelta import relativedelta
from dateutil.zoneinfo import get_zonefile_instance

from frappe_standalone.core.context import flag
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.settings import raw_system_setting
from frappe_standalone.core.times import parse_time
from frappe_standalone.core.translate import _

DATE_FORMAT = "%Y-%m-%d"
TIME_FORMAT = "%H:%M:%S.%f"
DATETIME_FORMAT = f"{DATE_FORMAT} {TIME_FORMAT}"
DEFAULT_TIME_ZONE = "Asia/Kolkata"  # v15's; the app sets Asia/Shanghai in System Settings
NO_DATE = ("0001-01-01", "0000-00-00")

DateTimeLikeObject = str | datetime.date | datetime.datetime


# Now


def get_system_timezone() -> str:
	"""The site's time zone, e.g. `Asia/Shanghai`."""
	return raw_system_setting("time_zone") or DEFAULT_TIME_ZONE


@lru_cache(maxsize=32)
def zone(name: str) -> datetime.tzinfo:
	"""A time zone by its name; an unknown name means UTC, as in v15.

	Windows has no time zones that Python reads: there dateutil's own copy serves.
	"""
	try:
		return ZoneInfo(name)
	except (ZoneInfoNotFoundError, ValueError):
		return get_zonefile_instance().get(name) or datetime.timezone.utc


def convert_utc_to_timezone(utc_timestamp: datetime.datetime, time_zone: str) -> datetime.datetime:
	"""A moment in another time zone; one without a zone is taken for UTC."""
	if utc_timestamp.tzinfo is None:
		utc_timestamp = utc_timestamp.replace(tzinfo=datetime.timezone.utc)
	return utc_timestamp.astimezone(zone(time_zone))


def get_datetime_in_timezone(time_zone: str) -> datetime.datetime:
	"""Now, in a time zone."""
	return datetime.datetime.now(zone(time_zone))


def convert_utc_to_system_timezone(utc_timestamp: datetime.datetime) -> datetime.datetime:
	"""A moment in the site's time zone."""
	return convert_utc_to_timezone(utc_timestamp, get_system_timezone())


def now_datetime() -> datetime.datetime:
	"""Now in the site's time zone, without zone information."""
	return datetime.datetime.now(zone(get_system_timezone())).replace(tzinfo=None)


def now() -> str:
	"""Now as text; `frappe.flags.current_date` replaces the day."""
	moment = now_datetime()
	if current := flag("current_date"):
		return f"{getdate(current).strftime(DATE_FORMAT)} {moment.strftime(TIME_FORMAT)}"
	return moment.strftime(DATETIME_FORMAT)


def nowdate() -> str:
	"""Today as text."""
	return now_datetime().strftime(DATE_FORMAT)


def today() -> str:
	"""Today as text."""
	return nowdate()


def nowtime() -> str:
	"""The time of day as text."""
	return now_datetime().strftime(TIME_FORMAT)


# Conversion


def is_invalid_date_string(date_string: Any) -> bool:
	"""True for no text, an empty one, and the dates that mean "none"."""
	return not isinstance(date_string, str) or not date_string or date_string.startswith(NO_DATE)


def getdate(
	string_date: DateTimeLikeObject | None = None, parse_day_first: bool = False
) -> datetime.date | None:
	"""A date; today if nothing is given.

	Raises:
		ValidationError: for a text that is no date.
	"""
	if not string_date:
		return now_datetime().date()
	if isinstance(string_date, datetime.datetime):
		return string_date.date()
	if isinstance(string_date, datetime.date):
		return string_date
	if is_invalid_date_string(string_date):
		return None
	try:
		return _parse(string_date, parse_day_first).date()
	except ParserError:
		throw(_("{} is not a valid date string.").format(bold(string_date)), title=_("Invalid Date"))


def _parse(text: str, day_first: bool = False) -> datetime.datetime:
	try:
		return datetime.datetime.fromisoformat(text)
	except ValueError:
		return parser.parse(text, dayfirst=day_first)


def get_datetime(datetime_str: Any = None) -> datetime.datetime | None:
	"""A datetime; now if nothing is given. A timedelta is returned as it is."""
	if datetime_str is None:
		return now_datetime()
	if isinstance(datetime_str, datetime.datetime | datetime.timedelta):
		return datetime_str
	if isinstance(datetime_str, list | tuple):
		return datetime.datetime(*datetime_str)
	if isinstance(datetime_str, datetime.date):
		return datetime.datetime.combine(datetime_str, datetime.time())
	if is_invalid_date_string(datetime_str):
		return None
	return _parse(datetime_str)


def get_timedelta(time: Any = None) -> datetime.timedelta | None:
	"""A time of day as a timedelta; None for a text that is no time."""
	if isinstance(time, datetime.timedelta):
		return time
	try:
		return to_timedelta(time or "0:0:0")
	except (ParserError, ValueError):
		return None


def to_timedelta(time_str: Any) -> Any:
	"""A time of day as a timedelta; anything but a text or a time is returned as it is."""
	if not isinstance(time_str, str | datetime.time):
		return time_str
	text = str(time_str)
	if "day" in text:
		return parse_timedelta(text)
	try:
		return parse_time(text)
	except ValueError:
		moment = parser.parse(text)
		return moment - datetime.datetime.combine(moment.date(), datetime.time())


def parse_timedelta(s: str) -> datetime.timedelta:
	"""`[n day[s], ]h:mm:ss[.f]` as a timedelta."""
	days, _comma, clock = s.rpartition(", ")
	return datetime.timedelta(days=float(days.split(" ")[0]) if days else 0) + parse_time(clock)


def get_time(time_str: Any) -> datetime.time:
	"""A time of day."""
	if isinstance(time_str, datetime.datetime):
		return time_str.time()
	if isinstance(time_str, datetime.time):
		return time_str
	if not isinstance(time_str, datetime.timedelta):
		time_str = to_timedelta(time_str)
	return (datetime.datetime.min + time_str).time()


def get_datetime_str(datetime_obj: Any) -> str:
	"""A datetime as text."""
	return (get_datetime(datetime_obj) if isinstance(datetime_obj, str) else datetime_obj).strftime(
		DATETIME_FORMAT
	)


def get_date_str(date_obj: Any) -> str:
	"""A date as text."""
	return (get_datetime(date_obj) if isinstance(date_obj, str) else date_obj).strftime(DATE_FORMAT)


def get_time_str(timedelta_obj: Any) -> str:
	"""A time of day as `h:m:s`."""
	seconds = to_timedelta(timedelta_obj).seconds
	return f"{seconds // 3600}:{seconds % 3600 // 60}:{seconds % 60}"


def get_timestamp(date: Any) -> float:
	"""Seconds since 1970 of the beginning of a day, by the server's clock."""
	return time.mktime(getdate(date).timetuple())


# Arithmetic


def add_to_date(
	date: Any,
	years: float = 0,
	months: float = 0,
	weeks: float = 0,
	days: float = 0,
	hours: float = 0,
	minutes: float = 0,
	seconds: float = 0,
	as_string: bool = False,
	as_datetime: bool = False,
) -> Any:
	"""A date moved. Text in gives text out: a date, or a datetime if there is a time in it or hours are added."""
	if date is None:
		date = now_datetime()
	as_datetime = bool(as_datetime or hours)
	if isinstance(date, str):
		as_string = True
		as_datetime = as_datetime or " " in date
		try:
			date = _parse(date)
		except ParserError:
			throw(_("Please select a valid date filter"), title=_("Invalid Date"))
	moved = date + relativedelta(
		years=years, months=months, weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds
	)
	return moved.strftime(DATETIME_FORMAT if as_datetime else DATE_FORMAT) if as_string else moved


def add_days(date: Any, days: float) -> Any:
	"""A date moved by days."""
	return add_to_date(date, days=days)


def add_months(date: Any, months: float) -> Any:
	"""A date moved by months; the last day of a shorter month stands in for one it lacks."""
	return add_to_date(date, months=months)


def add_years(date: Any, years: float) -> Any:
	"""A date moved by years."""
	return add_to_date(date, years=years)


def date_diff(string_ed_date: Any, string_st_date: Any) -> int:
	"""Calendar days from the second date to the first."""
	return (getdate(string_ed_date) - getdate(string_st_date)).days


def month_diff(string_ed_date: Any, string_st_date: Any) -> int:
	"""Months from the second date to the first, both counted: the same month gives 1."""
	end, start = getdate(string_ed_date), getdate(string_st_date)
	return (end.year - start.year) * 12 + end.month - start.month + 1


def time_diff(string_ed_date: Any, string_st_date: Any) -> datetime.timedelta:
	"""The time from the second moment to the first."""
	return get_datetime(string_ed_date) - get_datetime(string_st_date)


def time_diff_in_seconds(string_ed_date: Any, string_st_date: Any) -> float:
	"""Seconds from the second moment to the first."""
	return time_diff(string_ed_date, string_st_date).total_seconds()


def time_diff_in_hours(string_ed_date: Any, string_st_date: Any) -> float:
	"""Hours from the second moment to the first, to six digits."""
	return round(time_diff_in_seconds(string_ed_date, string_st_date) / 3600, 6)
