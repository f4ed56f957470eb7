"""The working-day calendars of the townships, kept as `Government Calendar` records that an administrator may edit.

The national ones are built from the library `chinesecalendar`, which carries the State Council's yearly arrangements
(2004 to 2026 in version 1.11). A year that the library does not know stays provisional: its statutory days are
computed (`policies/statutory_days.py`) until somebody loads it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chinese_calendar.constants import holidays as announced_holidays
from chinese_calendar.constants import workdays as announced_workdays

import frappe
from frappe import _
from frappe.utils import get_time

from township_gov import caching, clock, form_actions, language
from township_gov.policies.statutory_days import statutory_days
from township_gov.policies.working_days import OfficeHours, WorkCalendar

FIRST_YEAR = 2020
NATIONAL = "CN"
# How many years ahead a due date may fall on statutory days of a year that nobody has announced.
_YEARS_AHEAD = 5
_CACHE_KEY = "township_work_calendars"
_DRAFT = "township_calendar_draft"


class CalendarNotAnnouncedError(frappe.ValidationError):
	"""The library holds no arrangement for the year."""


def calendar_for(township: str | None) -> WorkCalendar:
	"""The calendar a township works by, as of today; its own calendar of a year stands in for the national one.

	Kept as long as no Government Calendar is changed.
	"""
	year = clock.today().year
	part = f"{township or NATIONAL}|{year}"
	kept = caching.kept(_CACHE_KEY, "Government Calendar", lambda: _build(township, year), part)
	draft = frappe.flags.get(_DRAFT)
	return draft.over(kept, township) if draft else kept


@dataclass(frozen=True)
class Draft:
	"""A year's arrangement that is tried out before it is saved: its days by type, for one township or for all."""

	scope: str
	year: int
	holidays: dict[date, str]
	make_up: dict[date, str]

	def over(self, calendar: WorkCalendar, township: str | None) -> WorkCalendar:
		"""The calendar as it would be with this draft; a township's own one stands before a national draft."""
		if self.scope not in (NATIONAL, township):
			return calendar
		own = {"scope": township, "year": self.year, "is_announced": 1}
		if self.scope == NATIONAL and township and frappe.db.exists("Government Calendar", own):
			return calendar
		return replace(
			calendar,
			years=calendar.years | {self.year},
			holidays=self._without_year(calendar.holidays) | self.holidays,
			make_up_workdays=self._without_year(calendar.make_up_workdays) | self.make_up,
			statutory_days=self._without_year(calendar.statutory_days),
		)

	def _without_year(self, days) -> dict[date, str]:
		return {day: name for day, name in days.items() if day.year != self.year}


@contextmanager
def drafted(draft: Draft) -> Iterator[None]:
	"""Count a block's working days as if a draft were saved; nothing is written or kept."""
	frappe.flags[_DRAFT] = draft
	try:
		yield
	finally:
		frappe.flags.pop(_DRAFT, None)


def missing_years(scope: str = NATIONAL) -> list[int]:
	"""The years that somebody should load now, for all or for a township that has none of its own: this one, and from November
	on the next (the notice appears then)."""
	today = clock.today()
	wanted = [today.year, *([today.year + 1] if today.month >= 11 else [])]
	there = frappe.get_all(
		"Government Calendar",
		{"scope": ("in", [scope, NATIONAL]), "is_announced": 1, "year": ("in", wanted)},
		pluck="year",
	)
	return [year for year in wanted if year not in there]


def forget() -> None:
	"""Build the calendars again, because one is being changed."""
	caching.changed(_CACHE_KEY, "Government Calendar")


def _build(township: str | None, current_year: int) -> WorkCalendar:
	records = _records(township)
	days = _days([record.name for record in records.values()])
	ahead = range(current_year, current_year + _YEARS_AHEAD)
	return WorkCalendar(
		years=frozenset(records),
		current_year=current_year,
		holidays=days["Holiday"],
		make_up_workdays=days["Make-up Workday"],
		statutory_days={
			day: language.stored(name)
			for year in ahead
			if year not in records
			for day, name in statutory_days(year).items()
		},
		office_hours=_office_hours(records, current_year),
		version=_version(records),
	)


def _days(calendars: list[str]) -> dict[str, dict[date, str]]:
	"""Type of day → the days of these calendars and their names."""
	days: dict[str, dict[date, str]] = {"Holiday": {}, "Make-up Workday": {}}
	rows = frappe.get_all(
		"Government Calendar Day",
		filters={
			"parent": ["in", calendars or [""]],
			"day_type": ["in", list(days)],
		},
		fields=["holiday_date", "day_type", "description"],
	)
	for row in rows:
		days[row.day_type][row.holiday_date] = row.description or ""
	return days


def _records(township: str | None) -> dict[int, dict]:
	"""Year → the announced calendar that holds for the township."""
	found = frappe.get_all(
		"Government Calendar",
		filters={"is_announced": 1, "scope": ["in", [NATIONAL, township or NATIONAL]]},
		fields=["*"],
	)
	own_last = sorted(found, key=lambda record: record.scope != NATIONAL)
	return {record.year: record for record in own_last}


def _office_hours(records: dict[int, dict], current_year: int) -> OfficeHours:
	"""The hours of the current year's calendar, or of the latest one; the default where there is none."""
	record = records.get(current_year) or (records[max(records)] if records else None)
	if not record:
		return OfficeHours()
	edges = [
		get_time(record[edge]) for edge in ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
	]
	return OfficeHours(((edges[0], edges[1]), (edges[2], edges[3])))


def _version(records: dict[int, dict]) -> str:
	"""Names the state of the calendars: the last change of any of them."""
	return max((str(record.modified) for record in records.values()), default="")


def national_days(year: int) -> list[dict]:
	"""Rows of a year's national arrangement: its holidays and make-up workdays, in order.

	Raises `CalendarNotAnnouncedError` if the installed library does not know the year.
	"""
	holidays = {day: name for day, name in announced_holidays.items() if day.year == year}
	if not holidays:
		frappe.throw(
			_(
				"The arrangement of {0} is not in the installed calendar library ({1}). "
				"Update the library, or enter the days of the State Council's notice by hand."
			).format(year, f"chinesecalendar {_library_version()}"),
			CalendarNotAnnouncedError,
		)
	make_up = {day: name for day, name in announced_workdays.items() if day.year == year}
	rows = [(day, "Holiday", name) for day, name in holidays.items()]
	rows += [(day, "Make-up Workday", name) for day, name in make_up.items()]
	return [
		{"holiday_date": day, "day_type": day_type, "description": language.stored(name)}
		for day, day_type, name in sorted(rows)
	]


def _library_version() -> str:
	from importlib.metadata import version

	return version("chinesecalendar")


def last_announced_year() -> int:
	"""The last year whose arrangement the library knows."""
	return max(announced_holidays).year


def ensure_national_calendars() -> None:
	"""Create the national calendars of 2020 up to the last announced year that do not exist yet; touch no other."""
	for year in range(FIRST_YEAR, last_announced_year() + 1):
		if not frappe.db.exists("Government Calendar", f"{NATIONAL}-{year}"):
			record = frappe.new_doc("Government Calendar", year=year, is_announced=1)
			record.source = language.stored(
				"Notice of the General Office of the State Council for {0}"
			).format(year)
			record.extend("holidays", national_days(year))
			record.insert(ignore_permissions=True)


@frappe.whitelist(methods=["POST"])
def load_national_calendar(doc: str | dict):
	"""Replace the days of a calendar with the national arrangement of its year and mark it announced (form button)."""
	record = form_actions.stored(doc, "Government Calendar")
	record.set("holidays", [])
	record.extend("holidays", national_days(record.year))
	record.is_announced = 1
	return record.save()


def weekends(year: int) -> list[date]:
	"""Every Saturday and Sunday of a year."""
	first = date(year, 1, 1)
	days = (first + timedelta(days=offset) for offset in range(366))
	return [day for day in days if day.year == year and day.weekday() >= 5]
