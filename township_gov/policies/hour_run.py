"""A clock of hours let run inside the office hours of a calendar.

Sources: 民法典 Art. 201 (hours run from the moment fixed); domain contract, "Hours are counted inside the
township's office hours".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from township_gov.policies.day_run import DayMark, Pauses, Why
from township_gov.policies.working_days import ONE_DAY, WorkCalendar

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class HourRun:
	"""`total` office hours counted off from the moment `start`. It has no rolling: it can only end in
	office time."""

	start: datetime
	total: float
	calendar: WorkCalendar
	out: Pauses

	@cached_property
	def due(self) -> datetime | None:
		"""The moment the hours are used up; None while an open pause stands before it."""
		if not self.total:
			return self.start
		rest = self.total * _HOUR
		for begin, stop in self._office_time(self.start):
			if stop - begin >= rest:
				return begin + rest
			rest -= stop - begin
		return None

	@property
	def unrolled(self) -> datetime | None:
		"""The same as `due`."""
		return self.due

	@property
	def marks(self) -> tuple[DayMark, ...]:
		"""The derivation: each session of office time that was counted; the number is the hours counted up
		to its end."""
		marks, used = [], timedelta()
		for begin, stop in self._office_time(self.start, self.due or self._open_end()):
			used += stop - begin
			note = f"{begin:%H:%M}-{stop:%H:%M}"
			marks.append(DayMark(begin.date(), Why.WORKDAY, round(used / _HOUR, 2), note))
		return tuple(marks)

	def count(self, after: datetime, until: datetime) -> float:
		"""How many office hours that count lie between two moments."""
		return round(
			sum((stop - begin for begin, stop in self._office_time(after, until)), timedelta()) / _HOUR, 2
		)

	def _open_end(self) -> datetime:
		return datetime.combine(self.out.open_from, datetime.min.time())

	def _office_time(
		self, after: datetime, until: datetime | None = None
	) -> Iterator[tuple[datetime, datetime]]:
		"""Stretches of office time that count, after one moment; without `until` endless, but not past an
		open pause."""
		day = after.date()
		while day != self.out.open_from and (until is None or day <= until.date()):
			if self.calendar.is_workday(day) and not self.out.covers(day):
				for begin, stop in self.calendar.office_hours.on(day):
					begin, stop = max(begin, after), min(stop, until or stop)
					if begin < stop:
						yield begin, stop
			day += ONE_DAY
