"""A clock of days let run over a calendar: which days count, and on which one it is up.

Sources: domain contract, "How a clock counts" (pauses are inclusive, overlap once, take nothing out on the
start day; an open pause leaves no due date); 民法典 Art. 203 (a last day on a rest day moves on).
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from township_gov.policies.clock_values import Pause
from township_gov.policies.working_days import ONE_DAY, DayType, WorkCalendar, days_after


class Why(str, Enum):
	"""Why a day was counted, or was not."""

	START = "start day, not counted"
	WORKDAY = "working day"
	MAKE_UP = "make-up workday"
	CALENDAR_DAY = "calendar day"
	WEEKEND = "rest weekend"
	HOLIDAY = "holiday"
	PAUSED = "clock paused"
	ROLLED = "due here: the last day was a rest day"


_WHY_OF_TYPE = {
	DayType.WORKDAY: Why.WORKDAY,
	DayType.MAKE_UP_WORKDAY: Why.MAKE_UP,
	DayType.REST_WEEKEND: Why.WEEKEND,
	DayType.HOLIDAY: Why.HOLIDAY,
}


@dataclass(frozen=True)
class DayMark:
	"""One line of the derivation: a day, why it counted or not, its number (None = not counted), its holiday."""

	day: date
	why: Why
	number: int | None = None
	note: str = ""

	def as_list(self) -> list:
		"""As plain values for JSON."""
		return [str(self.day), self.why.value, self.number, self.note]


@dataclass(frozen=True)
class Pauses:
	"""All pauses of one clock; `start` is the clock's start day, which no pause takes out."""

	pauses: tuple[Pause, ...]
	start: date

	def covers(self, day: date) -> bool:
		"""True if a pause takes the day out."""
		return day > self.start and any(
			pause.from_date <= day <= (pause.to_date or date.max) for pause in self.pauses
		)

	@cached_property
	def open_from(self) -> date | None:
		"""The first day that a pause which is still open takes out; None if all are closed."""
		begins = [pause.from_date for pause in self.pauses if pause.to_date is None]
		return max(min(begins), self.start + ONE_DAY) if begins else None


@dataclass(frozen=True)
class DayRun:
	"""`total` days counted off from the day after `start`.

	counts_rest_days: calendar days rather than working days. rolls: the last day moves off a rest day.
	"""

	start: date
	total: int
	calendar: WorkCalendar
	out: Pauses
	counts_rest_days: bool
	rolls: bool

	@cached_property
	def _counted(self) -> tuple[DayMark, ...]:
		"""The start day and every later one up to the last day, or up to an open pause."""
		marks, number, day = [DayMark(self.start, Why.START)], 0, self.start
		while number < self.total and day + ONE_DAY != self.out.open_from:
			day += ONE_DAY
			why, counts = self._look_at(day)
			number += counts
			marks.append(DayMark(day, why, number if counts else None, self._note(day)))
		return tuple(marks)

	@cached_property
	def unrolled(self) -> date | None:
		"""The last day before rolling; None while an open pause stands before it."""
		last = self._counted[-1]
		return last.day if (last.number or 0) == self.total else None

	@cached_property
	def due(self) -> date | None:
		"""The last day; None while an open pause stands before it."""
		if self.unrolled is None or not self.rolls:
			return self.unrolled
		return self.calendar.next_workday(self.unrolled)

	@property
	def marks(self) -> tuple[DayMark, ...]:
		"""The derivation: every day up to the due day, and why it counted."""
		if self.due == self.unrolled:
			return self._counted
		rolled = [
			DayMark(day, _WHY_OF_TYPE[self.calendar.day_type(day)], None, self._note(day))
			for day in days_after(self.unrolled, self.due - ONE_DAY)
		]
		return (*self._counted, *rolled, DayMark(self.due, Why.ROLLED))

	def count(self, after: date, until: date) -> int:
		"""How many days that count there are with after < d ≤ until."""
		return sum(self._look_at(day)[1] for day in days_after(after, until))

	def _look_at(self, day: date) -> tuple[Why, bool]:
		if self.out.covers(day):
			return Why.PAUSED, False
		if self.counts_rest_days:
			return Why.CALENDAR_DAY, True
		day_type = self.calendar.day_type(day)
		return _WHY_OF_TYPE[day_type], day_type.is_work

	def _note(self, day: date) -> str:
		return self.calendar.day_name(day)
