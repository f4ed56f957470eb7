"""Working minutes of the approvals' timers, held against counting them one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies.calendars_2020_2026 import national
from township_gov.policies.clock_values import Pause, PauseGround
from township_gov.policies.office_minutes import minutes_between, moment_after
from township_gov.policies.working_days import CalendarYearMissing, OfficeHours

CALENDAR = national()
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
	return datetime.fromisoformat(text)


def pause(begin: str, end: str | None = None) -> Pause:
	return Pause(PauseGround.HEARING, date.fromisoformat(begin), end and date.fromisoformat(end))


def works(calendar, moment: datetime, pauses=()) -> bool:
	"""Whether the minute that begins at this moment is a working minute."""
	day = moment.date()
	if not calendar.is_workday(day):
		return False
	if any(one.from_date <= day <= (one.to_date or date.max) for one in pauses):
		return False
	return any(begin <= moment.time() < end for begin, end in calendar.office_hours.sessions)


def counted(calendar, start: datetime, end: datetime, pauses=()) -> int:
	"""The same number, minute by minute."""
	total, moment = 0, start
	while moment < end:
		total += works(calendar, moment, pauses)
		moment += MINUTE
	return total


class TestOffice:
	def test_an_office_day_has_eight_hours(self):
		assert minutes_between(CALENDAR, at("2026-03-02 00:00"), at("2026-03-03 00:00")) == 480

	def test_the_lunch_break_does_not_count(self):
		assert minutes_between(CALENDAR, at("2026-03-02 11:50"), at("2026-03-02 13:40")) == 20

	def test_a_task_of_friday_evening_waits_for_monday(self):
		assert moment_after(CALENDAR, at("2026-03-06 17:30"), 60) == at("2026-03-09 09:00")

	def test_a_rung_may_fall_on_the_last_minute_of_a_session(self):
		assert moment_after(CALENDAR, at("2026-03-02 08:30"), 210) == at("2026-03-02 12:00")
		assert moment_after(CALENDAR, at("2026-03-02 08:30"), 211) == at("2026-03-02 13:31")

	def test_no_minutes_are_over_at_once_whatever_the_hour(self):
		assert moment_after(CALENDAR, at("2026-03-07 03:00"), 0) == at("2026-03-07 03:00")

	def test_a_holiday_stops_the_clock_and_a_make_up_workday_runs_it(self):
		"""Spring Festival 2026: 15 to 23 February off; Saturday 28 February is worked."""
		assert minutes_between(CALENDAR, at("2026-02-13 18:00"), at("2026-02-24 08:30")) == 480
		assert minutes_between(CALENDAR, at("2026-02-28 00:00"), at("2026-03-01 00:00")) == 480
		assert moment_after(CALENDAR, at("2026-02-27 17:30"), 60) == at("2026-02-28 09:00")

	def test_seconds_are_no_minute_yet(self):
		assert minutes_between(CALENDAR, at("2026-03-02 09:00:01"), at("2026-03-02 09:01:00")) == 0

	def test_a_past_year_that_is_not_loaded_is_said(self):
		with pytest.raises(CalendarYearMissing):
			minutes_between(CALENDAR, at("2018-03-01 09:00"), at("2018-03-02 09:00"))


class TestPause:
	def test_paused_days_do_not_count(self):
		away = (pause("2026-03-03", "2026-03-04"),)
		assert minutes_between(CALENDAR, at("2026-03-02 17:00"), at("2026-03-05 09:30"), away) == 120
		assert moment_after(CALENDAR, at("2026-03-02 17:00"), 120, away) == at("2026-03-05 09:30")

	def test_pauses_that_overlap_count_once(self):
		twice = (pause("2026-03-03", "2026-03-04"), pause("2026-03-04", "2026-03-04"))
		assert minutes_between(CALENDAR, at("2026-03-02 17:00"), at("2026-03-05 09:30"), twice) == 120

	def test_while_a_pause_is_open_nobody_knows_when(self):
		assert moment_after(CALENDAR, at("2026-03-02 09:00"), 600, (pause("2026-03-03"),)) is None

	def test_what_is_due_before_an_open_pause_stays_due(self):
		soon = moment_after(CALENDAR, at("2026-03-02 09:00"), 60, (pause("2026-03-03"),))
		assert soon == at("2026-03-02 10:00")


def calendars():
	"""The national calendar with one of several office hours."""
	sessions = st.sampled_from(
		[
			((time(8, 30), time(12)), (time(13, 30), time(18))),
			((time(9), time(17)),),
			((time(8), time(8, 7)), (time(8, 9), time(23, 59))),
		]
	)
	return st.builds(lambda hours: replace(CALENDAR, office_hours=OfficeHours(hours)), sessions)


# Spring Festival and the make-up workdays around it, to the minute
moments = st.integers(0, 20 * 24 * 60).map(lambda n: datetime(2026, 2, 9) + n * MINUTE)
pauses = st.lists(
	st.builds(
		lambda start, days: Pause(
			PauseGround.HEARING,
			date(2026, 2, 9) + timedelta(start),
			date(2026, 2, 9) + timedelta(start + days),
		),
		st.integers(-2, 22),
		st.integers(0, 6),
	),
	max_size=3,
)


@settings(max_examples=150, deadline=None)
@given(calendars(), moments, moments, pauses)
def test_it_equals_counting_minutes_one_by_one(calendar, one, other, out):
	start, end = min(one, other), max(one, other)
	assert minutes_between(calendar, start, end, out) == counted(calendar, start, end, out)


@settings(max_examples=300, deadline=None)
@given(calendars(), moments, st.integers(1, 2000), pauses)
def test_the_moment_after_is_the_first_at_which_they_have_passed(calendar, start, minutes, out):
	moment = moment_after(calendar, start, minutes, out)
	assert minutes_between(calendar, start, moment, out) == minutes
	assert minutes_between(calendar, start, moment - MINUTE, out) == minutes - 1


@settings(max_examples=200, deadline=None)
@given(calendars(), moments, moments, moments, pauses)
def test_counting_in_two_stretches_makes_no_difference(calendar, one, two, three, out):
	first, middle, last = sorted((one, two, three))
	parts = minutes_between(calendar, first, middle, out) + minutes_between(calendar, middle, last, out)
	assert parts == minutes_between(calendar, first, last, out)


@settings(max_examples=200, deadline=None)
@given(calendars(), moments, st.integers(1, 900), st.integers(1, 900), pauses)
def test_a_rung_falls_due_at_the_same_moment_however_often_the_clock_was_read(
	calendar, start, read, more, out
):
	seen = moment_after(calendar, start, read, out)
	assert moment_after(calendar, seen, more, out) == moment_after(calendar, start, read + more, out)
