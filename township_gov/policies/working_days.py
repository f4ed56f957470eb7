"""The working-day calendar of a township: a plain value, holidays in, dates out.

Sources: 国务院关于职工工作时间的规定 Art. 7 (Saturday and Sunday rest); 全国年节及纪念日放假办法 Art. 2, 6,
7 (statutory days, make-up workdays by the yearly arrangement). Half-day festivals for part of the citizens
stop no clock and are not in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum

from township_gov.policies.refusal import RuleError

ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class CalendarYearMissing(RuleError):
	"""A past year's arrangement is not in the calendar, so working days of that year cannot be counted."""


class BadCalendar(RuleError):
	"""The calendar contradicts itself (a day both holiday and workday, office hours that overlap …)."""


class DayType(Enum):
	"""What a day is. Three types are stored (rest weekend, holiday, make-up workday); the fourth is every
	other weekday."""

	WORKDAY = "Workday"
	REST_WEEKEND = "Rest Weekend"
	HOLIDAY = "Holiday"
	MAKE_UP_WORKDAY = "Make-up Workday"

	@property
	def is_work(self) -> bool:
		"""True for days on which the office is open."""
		return self in (DayType.WORKDAY, DayType.MAKE_UP_WORKDAY)


@dataclass(frozen=True)
class OfficeHours:
	"""The sessions of an office day, in order, each (from, to). The default is 8.5 less a lunch break,
	eight hours in all."""

	sessions: tuple[tuple[time, time], ...] = ((time(8, 30), time(12, 0)), (time(13, 30), time(18, 0)))

	def __post_init__(self):
		edges = [edge for session in self.sessions for edge in session]
		if not edges or edges != sorted(set(edges)):
			raise BadCalendar(
				"office hours",
				"Office hours must be sessions in order that do not overlap, for instance 08:30-12:00 and "
				"13:30-18:00.",
			)

	def on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
		"""The sessions of one day as moments."""
		for begin, end in self.sessions:
			yield datetime.combine(day, begin), datetime.combine(day, end)


@dataclass(frozen=True)
class WorkCalendar:
	"""Which days the office works.

	years: the years whose arrangement is known.
	holidays, make_up_workdays: exceptions of these years, day → what it is called.
	statutory_days: known public holidays of later years, day → name; they make a date provisional.
	current_year: the year in which the question is asked; an earlier year that is not in `years` is an
	error, this one and later ones are provisional.
	version: names the state of the calendar in a derivation.
	"""

	years: frozenset[int]
	current_year: int
	holidays: Mapping[date, str] = field(default_factory=dict)
	make_up_workdays: Mapping[date, str] = field(default_factory=dict)
	statutory_days: Mapping[date, str] = field(default_factory=dict)
	office_hours: OfficeHours = field(default_factory=OfficeHours)
	version: str = ""

	def __post_init__(self):
		for day in sorted(set(self.holidays) & set(self.make_up_workdays)):
			raise BadCalendar(
				"government calendar",
				"{0} is entered both as a holiday and as a make-up workday. Remove one row.",
				str(day),
			)

	def day_type(self, day: date) -> DayType:
		"""What `day` is. Raises `CalendarYearMissing` for a past year that is not loaded."""
		if self.is_provisional(day):
			return DayType.HOLIDAY if day in self.statutory_days else _plain(day)
		if day in self.make_up_workdays:
			return DayType.MAKE_UP_WORKDAY
		return DayType.HOLIDAY if day in self.holidays else _plain(day)

	def is_provisional(self, day: date) -> bool:
		"""True if the year of `day` is not announced yet. Raises `CalendarYearMissing` for a past year that
		is not loaded."""
		if day.year in self.years:
			return False
		if day.year < self.current_year:
			raise CalendarYearMissing(
				"government calendar",
				"The working-day calendar of {0} is not loaded. Open Government Calendar, add {0} and "
				"choose Load National Calendar, or enter its holidays by hand.",
				day.year,
			)
		return True

	def is_workday(self, day: date) -> bool:
		"""True on a weekday that is no holiday, and on a make-up workday."""
		return self.day_type(day).is_work

	def day_name(self, day: date) -> str:
		"""The name of the holiday, or of the holiday that the make-up workday pays for; "" on plain days."""
		for named in (self.make_up_workdays, self.holidays, self.statutory_days):
			if day in named:
				return named[day]
		return ""

	def next_workday(self, day: date) -> date:
		"""`day` itself if it is a working day, else the first one after it."""
		while not self.is_workday(day):
			day += ONE_DAY
		return day

	def add_working_days(self, start: date, days: int) -> date:
		"""The `days`-th working day after `start`; `start` is not counted (民法典 Art. 201)."""
		day = start
		for _ in range(days):
			day = self.next_workday(day + ONE_DAY)
		return day

	def working_days_between(self, start: date, end: date) -> int:
		"""How many working days d there are with start < d ≤ end; 0 if `end` is not after `start`."""
		return sum(self.is_workday(day) for day in days_after(start, end))


def days_after(start: date, end: date) -> Iterator[date]:
	"""Every day d with start < d ≤ end."""
	for offset in range(1, (end - start).days + 1):
		yield start + timedelta(days=offset)


def _plain(day: date) -> DayType:
	return DayType.REST_WEEKEND if day.weekday() >= _SATURDAY else DayType.WORKDAY
