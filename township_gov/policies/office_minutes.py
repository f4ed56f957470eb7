"""Working minutes: how many lie between two moments, and the moment after so many of them.

They are the minutes of the office hours on working days that no legal pause takes out (domain contract, rule 11 of the
approval engine: timers count remaining working minutes).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from township_gov.policies.clock_values import Pause
from township_gov.policies.working_days import ONE_DAY, WorkCalendar

_MINUTE = timedelta(minutes=1)
_NOTHING = timedelta()


def minutes_between(
	calendar: WorkCalendar, start: datetime, end: datetime, pauses: Iterable[Pause] = ()
) -> int:
	"""Whole working minutes between two moments; 0 where `end` is not after `start`.

	Raises `CalendarYearMissing` for a past year that is not loaded.
	"""
	spans = _office_time(calendar, start, end.date(), tuple(pauses))
	total = sum((max(min(stop, end) - begin, _NOTHING) for begin, stop in spans), _NOTHING)
	return total // _MINUTE


def moment_after(
	calendar: WorkCalendar, start: datetime, minutes: int, pauses: Iterable[Pause] = ()
) -> datetime | None:
	"""The first moment at which `minutes` (at least nought) working minutes have passed since `start`.

	None while an open pause stands before it: nobody knows how long that lasts. Raises `CalendarYearMissing`.
	"""
	rest = minutes * _MINUTE
	if rest <= _NOTHING:
		return start
	pauses = tuple(pauses)
	for begin, stop in _office_time(calendar, start, _open_from(pauses), pauses):
		if stop - begin >= rest:
			return begin + rest
		rest -= stop - begin
	return None


def _open_from(pauses: tuple[Pause, ...]) -> date:
	"""The day from which an open pause takes out everything; without one the end of all days."""
	return min((pause.from_date for pause in pauses if pause.to_date is None), default=date.max)


def _office_time(
	calendar: WorkCalendar, start: datetime, last: date, pauses: tuple[Pause, ...]
) -> Iterator[tuple[datetime, datetime]]:
	"""Stretches of office time after `start`, up to and with the day `last`."""
	day = start.date()
	while day <= last:
		if calendar.is_workday(day) and not any(_covers(pause, day) for pause in pauses):
			for begin, stop in calendar.office_hours.on(day):
				if stop > start:
					yield max(begin, start), stop
		if day == date.max:
			return
		day += ONE_DAY


def _covers(pause: Pause, day: date) -> bool:
	return pause.from_date <= day and (pause.to_date is None or day <= pause.to_date)
