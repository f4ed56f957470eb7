"""Values as people read them: dates, durations, money."""

from __future__ import annotations

import datetime
import re
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.text import cstr
from frappe_standalone.core.translate import _, _lt
from frappe_standalone.core.utils.dates import get_datetime, get_time, getdate, now_datetime
from frappe_standalone.core.utils.numbers import cint, flt

DURATION = re.compile(r"^(?:(\d+d)?((^|\s)\d+h)?((^|\s)\d+m)?((^|\s)\d+s)?)$")
DATE_PARTS = re.compile(r"yyyy|yy|y|QQQ|MMMM|MMM|MM|mm|M|dd|d|HH|H|hh|h|ss|s|a|EEEE", re.ASCII)
# The styles a date or a datetime may ask for by name, as Unicode patterns.
DATE_STYLES = {
	"short": _lt("M/d/yy"),
	"medium": _lt("MMM d, y"),
	"long": _lt("MMMM d, y"),
	"full": _lt("EEEE, MMMM d, y"),
}
DATETIME_STYLES = {"short": _lt("M/d/yy, h:mm\u202fa"), "medium": _lt("MMM d, y, h:mm:ss\u202fa")}
MONTHS = tuple(
	_lt(name)
	for name in (
		*("January", "February", "March", "April", "May", "June", "July", "August", "September"),
		*("October", "November", "December"),
	)
)
WEEKDAYS = tuple(map(_lt, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
# The unit below which a difference is told: seconds in the unit, one, many, in the past and in the future.
SPANS = (
	(31536000, _lt("{0} year ago"), _lt("{0} years ago"), _lt("in {0} year"), _lt("in {0} years")),
	(2592000, _lt("{0} month ago"), _lt("{0} months ago"), _lt("in {0} month"), _lt("in {0} months")),
	(604800, _lt("{0} week ago"), _lt("{0} weeks ago"), _lt("in {0} week"), _lt("in {0} weeks")),
	(86400, _lt("{0} day ago"), _lt("{0} days ago"), _lt("in {0} day"), _lt("in {0} days")),
	(3600, _lt("{0} hour ago"), _lt("{0} hours ago"), _lt("in {0} hour"), _lt("in {0} hours")),
	(60, _lt("{0} minute ago"), _lt("{0} minutes ago"), _lt("in {0} minute"), _lt("in {0} minutes")),
	(1, _lt("{0} second ago"), _lt("{0} seconds ago"), _lt("in {0} second"), _lt("in {0} seconds")),
)
ROUND_UP_FROM = 0.85  # 0.85 of a unit is told as one of it, as v15's library does

# format → (decimal mark, thousands mark, digits)
NUMBER_FORMATS = {
	"#,###.##": (".", ",", 2),
	"#.###,##": (",", ".", 2),
	"# ###.##": (".", " ", 2),
	"# ###,##": (",", " ", 2),
	"#'###.##": (".", "'", 2),
	"#, ###.##": (".", ", ", 2),
	"#,##,###.##": (".", ",", 2),
	"#,###.###": (".", ",", 3),
	"#.###": ("", ".", 0),
	"#,###": ("", ",", 0),
	"#.########": (".", "", 8),
}
number_format_info = NUMBER_FORMATS


def get_user_date_format() -> str:
	"""The date format of the site, e.g. `yyyy-mm-dd`."""
	return local.db.get_default("date_format") or "yyyy-mm-dd"


def get_user_time_format() -> str:
	"""The time format of the site, e.g. `HH:mm:ss`."""
	return local.db.get_default("time_format") or "HH:mm:ss"


def render(moment: datetime.datetime, pattern: str) -> str:
	"""A moment by a Unicode date pattern (`yyyy-MM-dd HH:mm:ss`)."""
	hour12 = moment.hour % 12 or 12
	parts = {
		"yyyy": f"{moment.year:04}",
		"yy": f"{moment.year % 100:02}",
		"y": str(moment.year),
		"QQQ": f"Q{(moment.month + 2) // 3}",
		"MMMM": str(MONTHS[moment.month - 1]),
		"MMM": str(MONTHS[moment.month - 1])[:3],
		"MM": f"{moment.month:02}",
		"M": str(moment.month),
		"dd": f"{moment.day:02}",
		"d": str(moment.day),
		"HH": f"{moment.hour:02}",
		"H": str(moment.hour),
		"hh": f"{hour12:02}",
		"h": str(hour12),
		"mm": f"{moment.minute:02}",
		"ss": f"{moment.second:02}",
		"s": str(moment.second),
		"a": "AM" if moment.hour < 12 else "PM",
		"EEEE": str(WEEKDAYS[moment.weekday()]),
	}
	return DATE_PARTS.sub(lambda found: parts[found.group()], pattern)


def date_pattern(pattern: str) -> str:
	"""v15 writes months in a date format as `mm`; the Unicode pattern says `MM`."""
	return pattern.replace("mm", "MM").replace("Y", "y")


def format_date(
	string_date: Any = None, format_string: str | None = None, parse_day_first: bool = False
) -> str:
	"""A date in the site's format, or in the one given (`yyyy-mm-dd`); nothing gives an empty text."""
	if not string_date:
		return ""
	day = getdate(string_date, parse_day_first)
	moment = datetime.datetime.combine(day, datetime.time())
	style = DATE_STYLES.get(format_string)
	return render(moment, str(style) if style else date_pattern(format_string or get_user_date_format()))


formatdate = format_date


def format_time(time_string: Any = None, format_string: str | None = None) -> str:
	"""A time in the site's format, or in the one given; nothing gives an empty text."""
	if not time_string:
		return ""
	moment = datetime.datetime.combine(datetime.date.min, get_time(time_string))
	return render(moment, format_string or get_user_time_format())


def format_datetime(datetime_string: Any, format_string: str | None = None) -> str | None:
	"""A datetime in the site's format, or in the one given (a Unicode pattern); nothing gives None."""
	if not datetime_string:
		return None
	style = DATETIME_STYLES.get(format_string)
	pattern = format_string or f"{date_pattern(get_user_date_format())} {get_user_time_format()}"
	return render(get_datetime(datetime_string), str(style) if style else pattern)


def global_date_format(date: Any, format: str = "long") -> str:
	"""A date in full: `2026年3月1日`, `March 1, 2026`; or in another style or pattern."""
	return format_date(getdate(date), format)


def format_duration(seconds: Any, hide_days: bool = False) -> str:
	"""Seconds as `3h 34m 45s`."""
	minutes, second = divmod(cint(seconds), 60)
	hours, minute = divmod(minutes, 60)
	days, hour = (0, hours) if hide_days else divmod(hours, 24)
	parts = ((days, "d"), (hour, "h"), (minute, "m"), (second, "s"))
	return " ".join(f"{amount}{unit}" for amount, unit in parts if amount)


def duration_to_seconds(duration: str) -> int:
	"""`3h 34m 45s` as seconds."""
	validate_duration_format(duration)
	units = {"d": 86400, "h": 3600, "m": 60, "s": 1}
	return sum(int(amount) * units[unit] for amount, unit in re.findall(r"(\d+)([dhms])", duration))


def validate_duration_format(duration: str) -> None:
	"""Refuse what is no duration.

	Raises:
		ValidationError
	"""
	if not DURATION.match(duration):
		throw(_("Value {0} must be in the valid duration format: d h m s").format(bold(duration)))


def pretty_date(iso_datetime: Any) -> str:
	"""How long ago, or ahead: `2 days ago`."""
	if not iso_datetime:
		return ""
	seconds = (get_datetime(iso_datetime) - now_datetime()).total_seconds()
	for size, one_ago, many_ago, one_ahead, many_ahead in SPANS:
		if abs(seconds) >= size * ROUND_UP_FROM or size == 1:
			count = max(1, round(abs(seconds) / size)) if size > 1 else round(abs(seconds))
			one, many = (one_ahead, many_ahead) if seconds > 0 else (one_ago, many_ago)
			return str(one if count == 1 else many).format(count)
	return ""


def format_timedelta(o: datetime.timedelta) -> str:
	"""A time of day as `h:mm:ss`, with its fraction if there is one."""
	hours, rest = divmod(o.total_seconds(), 3600)
	minutes, seconds = divmod(rest, 60)
	seconds = round(seconds, 6)
	seconds = int(seconds) if seconds == int(seconds) else seconds
	return f"{int(hours):01}:{int(minutes):02}:{seconds:02}"


def get_number_format_info(format: str) -> tuple[str, str, int]:
	"""Decimal mark, thousands mark and digits of a number format."""
	return NUMBER_FORMATS.get(format) or (".", ",", 2)


def fmt_money(
	amount: Any, precision: int | None = None, currency: str | None = None, format: str | None = None
) -> str:
	"""An amount with thousands marks, `1,234.50`, and the sign of its currency if given."""
	number_format = format or local.db.get_default("number_format") or "#,###.##"
	decimal_mark, thousands_mark, digits = get_number_format_info(number_format)
	if precision is None:
		precision = cint(local.db.get_default("currency_precision")) or digits
	value = round(flt(amount), precision)
	whole, _point, decimals = f"{abs(value):.{precision}f}".partition(".")
	text = group(whole, thousands_mark, 2 if number_format == "#,##,###.##" else 3)
	if precision and decimal_mark:
		text += decimal_mark + trimmed(decimals, digits)
	if value < 0 and text != "0":
		text = f"-{text}"
	return with_symbol(text, currency) if currency else text


def trimmed(decimals: str, digits: int) -> str:
	"""Digits beyond the usual ones are shown only as far as they say something."""
	kept = decimals.rstrip("0")
	return decimals[: max(len(kept), min(digits, len(decimals)))]


def group(whole: str, mark: str, size: int) -> str:
	"""Thousands marks into a whole number; from the second group on `size` digits each."""
	parts = [whole[-3:]]
	rest = whole[:-3]
	while rest:
		parts.append(rest[-size:])
		rest = rest[:-size]
	return mark.join(reversed(parts))


def with_symbol(text: str, currency: str) -> str:
	"""The amount with the sign of its currency on the side the currency says."""
	symbol, on_right = currency, False
	if local.db.table_exists("Currency"):
		found = local.db.get_value("Currency", currency, ["symbol", "symbol_on_right"], cache=True)
		symbol, on_right = (found[0] or currency, found[1]) if found else (currency, False)
	return f"{text} {_(cstr(symbol))}" if on_right else f"{_(cstr(symbol))} {text}"
