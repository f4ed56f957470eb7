"""Spans of days by name, such as "last month"."""

from __future__ import annotations

import datetime

from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import add_to_date, getdate
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

Span = tuple[datetime.date, datetime.date]

UNITS = {
	"week": (get_first_day_of_week, get_last_day_of_week, {"days": 7}),
	"month": (get_first_day, get_last_day, {"months": 1}),
	"quarter": (get_quarter_start, get_quarter_ending, {"months": 3}),
	"year": (get_year_start, get_year_ending, {"years": 1}),
}
DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
STEPS = {"last": -1, "this": 0, "next": 1}
# v15's half years are quarters: the last two complete ones, or the next two.
HALF_YEARS = {"last 6 months": (-6, -3), "next 6 months": (3, 6)}
PERIODS = {
	"1 week": "week",
	"1 month": "month",
	"3 months": "quarter",
	"6 months": "6 months",
	"1 year": "year",
}
OPERATORS = {"previous": "last", "next": "next"}


def get_timespan_date_range(timespan: str) -> Span | None:
	"""First and last day of a span such as "this week"; None for a name that is no span."""
	day = getdate()
	if timespan in DAYS:
		found = add_to_date(day, days=DAYS[timespan])
		return found, found
	if timespan in HALF_YEARS:
		first, last = HALF_YEARS[timespan]
		return get_quarter_start(add_to_date(day, months=first)), get_quarter_ending(
			add_to_date(day, months=last)
		)
	step, _space, unit = timespan.partition(" ")
	if step not in STEPS or unit not in UNITS:
		return None
	start, end, length = UNITS[unit]
	inside = add_to_date(day, **{name: STEPS[step] * amount for name, amount in length.items()})
	return start(inside), end(inside)


def get_date_range(operator: str, value: str) -> Span:
	"""The days that a filter's `timespan`, `previous` or `next` means.

	Raises:
		ValidationError: for a value that is no span.
	"""
	value = value if isinstance(value, str) else ""
	name = value if operator == "timespan" else f"{OPERATORS[operator]} {PERIODS.get(value)}"
	found = get_timespan_date_range(name)
	if not found:
		throw(_("{0} is no time span. Use one such as: last week, this month, next year").format(value))
	return found
