"""How long a task took, in minutes of the township's office hours."""

from __future__ import annotations

import datetime

from township_gov import calendars
from township_gov.policies.refusal import RuleError
from township_gov.policies.working_days import ONE_DAY, WorkCalendar


def minutes_used(township: str | None, start: datetime.datetime, end: datetime.datetime) -> int | None:
	"""Whole minutes of office time between two moments; None where the calendar of a past year is missing."""
	try:
		return minutes_between(calendars.calendar_for(township), start, end)
	except RuleError:
		return None


def minutes_between(calendar: WorkCalendar, start: datetime.datetime, end: datetime.datetime) -> int:
	"""Whole minutes of the calendar's office hours between two moments.

	Raises `CalendarYearMissing` for a past year that is not loaded.
	"""
	total = datetime.timedelta()
	day = start.date()
	while day <= end.date():
		if calendar.is_workday(day):
			for opening, closing in calendar.office_hours.on(day):
				total += max(min(closing, end) - max(opening, start), datetime.timedelta())
		day += ONE_DAY
	return int(total.total_seconds() // 60)
