"""Times in cron's five fields: minute, hour, day, month, day of the week."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import NamedTuple

LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
NAMES = (
	{},
	{},
	{},
	dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True)),
	dict(zip("sun mon tue wed thu fri sat".split(), range(7), strict=True)),
)
SEARCH_YEARS = 5  # the rarest time there is (29 February on a given weekday apart) comes within


class BadCron(ValueError):
	"""A time that is not written in cron's five fields."""


class Cron(NamedTuple):
	"""A time that comes again and again."""

	minutes: frozenset[int]
	hours: frozenset[int]
	days: frozenset[int]
	months: frozenset[int]
	weekdays: frozenset[int]
	any_day: bool
	any_weekday: bool

	def matches_day(self, day: datetime.date) -> bool:
		"""Cron's rule: if day and weekday are both given, one of them is enough."""
		if day.month not in self.months:
			return False
		by_day, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
		return (by_day or by_weekday) if not (self.any_day or self.any_weekday) else (by_day and by_weekday)

	def after(self, moment: datetime.datetime) -> datetime.datetime:
		"""The first time after a moment.

		Raises:
			BadCron: if there is none, e.g. on 30 February.
		"""
		start = moment.replace(second=0, microsecond=0) + datetime.timedelta(minutes=1)
		for offset in range(366 * SEARCH_YEARS):
			day = start.date() + datetime.timedelta(days=offset)
			if not self.matches_day(day):
				continue
			for hour in sorted(self.hours):
				for minute in sorted(self.minutes):
					found = datetime.datetime.combine(day, datetime.time(hour, minute))
					if found >= start:
						return found
		raise BadCron("this time never comes")


@lru_cache(maxsize=128)
def parse(text: str) -> Cron:
	"""Read a time, e.g. `30 8 * * mon-fri`.

	Raises:
		BadCron: naming the field.
	"""
	fields = text.split()
	if len(fields) != len(LIMITS):
		raise BadCron(f"{text!r}: write five fields: minute hour day month weekday")
	sets = [
		read_field(field, limits, names) for field, limits, names in zip(fields, LIMITS, NAMES, strict=True)
	]
	weekdays = frozenset(day % 7 for day in sets[4])  # 7 is Sunday too
	return Cron(sets[0], sets[1], sets[2], sets[3], weekdays, fields[2] == "*", fields[4] == "*")


def read_field(field: str, limits: tuple[int, int], names: dict[str, int]) -> frozenset[int]:
	"""One field: `*`, numbers, names, ranges, steps, separated by commas."""
	found: set[int] = set()
	for part in field.lower().split(","):
		span, _slash, step = part.partition("/")
		try:
			first, last = limits if span == "*" else read_span(span, names, limits[1] if step else None)
			numbers = range(first, last + 1, int(step or 1))
		except ValueError:
			raise BadCron(f"{part!r} is no number, name or range") from None
		if not numbers or first < limits[0] or last > limits[1]:
			raise BadCron(f"{part!r} is outside {limits[0]}-{limits[1]}")
		found.update(numbers)
	return frozenset(found)


def read_span(span: str, names: dict[str, int], open_end: int | None) -> tuple[int, int]:
	"""`5` or `1-5`; with a step a single number begins a range."""
	first, dash, last = span.partition("-")
	start = names.get(first) if first in names else int(first)
	if not dash:
		return start, open_end if open_end is not None else start
	return start, names.get(last) if last in names else int(last)
