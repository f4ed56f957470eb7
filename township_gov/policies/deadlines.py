"""How a clock counts: the day a decision is due, and how that day came about.

Sources: 民法典 Art. 201 (start day not counted), 202 (months), 203 (last day on a rest day), 1259 (limits
are inclusive); domain contract, "How a clock counts". Every due date that a document shows or a light
depends on comes from `compute`.
"""

import calendar as month_lengths
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from township_gov.policies.clock_values import (
	ROLLING_UNITS,
	BadClock,
	Clock,
	Extension,
	ExtensionNotAllowed,
	Light,
	Pause,
	PauseGround,
	PauseNotAllowed,
	Unit,
)
from township_gov.policies.day_run import DayMark, DayRun, Pauses
from township_gov.policies.hour_run import HourRun
from township_gov.policies.working_days import WorkCalendar, days_after

__all__ = [
	"ROLLING_UNITS",
	"BadClock",
	"Clock",
	"DayMark",
	"Deadline",
	"Extension",
	"ExtensionNotAllowed",
	"Light",
	"Pause",
	"PauseGround",
	"PauseNotAllowed",
	"Unit",
	"add_months",
	"compute",
]


@dataclass(frozen=True)
class Deadline:
	"""The answer of `compute`.

	due: None while a pause is open. unrolled: the last day before it moved off a rest day.
	total, used, left: in the clock's unit (months: in calendar days); left below zero = overdue by so much.
	days: the derivation. Hour clocks have moments for `start`, `due` and `unrolled`.
	"""

	clock: Clock
	start: date | datetime
	due: date | datetime | None
	unrolled: date | datetime | None
	total: float
	used: float
	left: float
	light: Light
	is_paused: bool
	is_provisional: bool
	calendar_version: str
	extension: Extension | None = None
	pauses: tuple[Pause, ...] = ()
	days: tuple[DayMark, ...] = field(default=(), repr=False)

	def as_dict(self) -> dict:
		"""The derivation as plain values, for storing beside the record and for showing it."""
		return {
			"clock": self.clock.code,
			"title": self.clock.title,
			"start_event": self.clock.start_event,
			"start": self.start.isoformat(),
			"unit": self.clock.unit.value,
			"limit": self.clock.limit,
			"extension": self.extension.amount if self.extension else 0,
			"due": self.due.isoformat() if self.due else None,
			"unrolled": self.unrolled.isoformat() if self.unrolled else None,
			"is_provisional": self.is_provisional,
			"is_paused": self.is_paused,
			"basis": self.clock.basis,
			"rule_version": self.clock.version,
			"calendar_version": self.calendar_version,
			"pauses": [pause.as_list() for pause in self.pauses],
			"days": [mark.as_list() for mark in self.days],
		}


def compute(
	clock: Clock,
	start: date | datetime,
	calendar: WorkCalendar,
	on: date | datetime,
	*,
	pauses: Iterable[Pause] = (),
	extension: Extension | None = None,
	ended_on: date | datetime | None = None,
) -> Deadline:
	"""When the clock that started on `start` is due, seen from `on`; `ended_on` is when the awaited act was
	done.

	An hour clock takes moments (datetime) for `start`, `on` and `ended_on`; the others take days (date).
	Raises `BadClock`, `PauseNotAllowed`, `ExtensionNotAllowed`, `CalendarYearMissing`.
	"""
	pauses = tuple(sorted(pauses, key=lambda pause: pause.from_date))
	_check_clock(clock, start, on)
	_check_pauses(clock, pauses)
	out = Pauses(pauses, _day(start))
	run = _run(clock, start, calendar, out, clock.limit)
	if extension:
		_check_extension(clock, extension, run.due)
		run = _run(clock, start, calendar, out, clock.limit + extension.amount)
	seen = min(on, ended_on) if ended_on else on
	used, left = _used_and_left(run, start, seen)
	return Deadline(
		clock=clock,
		start=start,
		due=run.due,
		unrolled=run.unrolled,
		total=run.total,
		used=used,
		left=left,
		light=_light(clock, run, seen, left, bool(ended_on)),
		is_paused=not ended_on and out.covers(_day(on)),
		is_provisional=_is_provisional(clock, run, start, calendar),
		calendar_version=calendar.version,
		extension=extension,
		pauses=pauses,
		days=run.marks,
	)


def _run(clock: Clock, start, calendar: WorkCalendar, out: Pauses, limit: int) -> DayRun | HourRun:
	if clock.unit is Unit.HOURS:
		return HourRun(start, limit, calendar, out)
	if clock.unit is Unit.MONTHS:
		total = (add_months(start, limit) - start).days
	else:
		total = limit
	consults = clock.unit is Unit.WORKING_DAYS
	return DayRun(
		start, total, calendar, out, counts_rest_days=not consults, rolls=clock.rolls and not consults
	)


def add_months(start: date, months: int) -> date:
	"""The same day of a later month, or that month's last day (民法典 Art. 202)."""
	year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
	return date(year, month + 1, min(start.day, month_lengths.monthrange(year, month + 1)[1]))


def _used_and_left(run: DayRun | HourRun, start, seen) -> tuple[float, float]:
	used = run.count(start, seen)
	if run.due is None or seen <= run.unrolled:
		return used, max(run.total - used, 0)
	return used, -run.count(run.due, seen)


def _light(clock: Clock, run: DayRun | HourRun, seen, left: float, has_ended: bool) -> Light:
	if run.due is not None and seen > run.due:
		return Light.RED
	return Light.YELLOW if left <= clock.warning and not has_ended else Light.GREEN


def _is_provisional(clock: Clock, run: DayRun | HourRun, start, calendar: WorkCalendar) -> bool:
	"""True if the due date rests on a day of a year that is not announced yet."""
	if run.due is None or (clock.unit in ROLLING_UNITS and not clock.rolls):
		return False
	consulted_from = _day(run.unrolled) if clock.unit in ROLLING_UNITS else _day(start)
	consulted = (_day(run.due), *days_after(consulted_from, _day(run.due)))
	return any(calendar.is_provisional(day) for day in consulted)


def _day(moment: date | datetime) -> date:
	return moment.date() if isinstance(moment, datetime) else moment


def _check_clock(clock: Clock, start: date | datetime, on: date | datetime) -> None:
	if clock.limit < 0:
		raise BadClock(clock.code, "The limit of {0} is below zero. Correct the setting.", clock.title)
	wants_moment = clock.unit is Unit.HOURS
	if isinstance(start, datetime) != wants_moment or isinstance(on, datetime) != wants_moment:
		raise BadClock(
			clock.code,
			"{0} counts in {1}: give days to a day clock and moments to an hour clock.",
			clock.title,
			clock.unit.value,
		)


def _check_pauses(clock: Clock, pauses: tuple[Pause, ...]) -> None:
	for pause in pauses:
		if pause.ground not in clock.grounds:
			raise PauseNotAllowed(
				clock.code,
				"{0} is no ground that stops the clock {1}. Choose one of the listed grounds.",
				pause.ground.value,
				clock.title,
			)
		if pause.to_date and pause.to_date < pause.from_date:
			raise BadClock(
				clock.code,
				"A pause ends ({0}) before it begins ({1}). Correct its dates.",
				str(pause.to_date),
				str(pause.from_date),
			)


def _check_extension(clock: Clock, extension: Extension, due: date | datetime | None) -> None:
	if not 0 < extension.amount <= clock.extension_limit:
		raise ExtensionNotAllowed(
			clock.code,
			"{0} may be extended once, by at most {1} ({2}).",
			clock.title,
			clock.extension_limit,
			clock.unit.value,
		)
	if not (extension.approver and extension.reason and extension.noticed_on):
		raise ExtensionNotAllowed(
			clock.code,
			"An extension of {0} needs its approver, its reason and the day the party was told.",
			clock.title,
		)
	if due and extension.approved_on > _day(due):
		raise ExtensionNotAllowed(
			clock.code,
			"{0} ran out on {1}; it cannot be extended afterwards. Decide it now and record why it is late.",
			clock.title,
			str(due),
		)
