"""The rules of a legal clock, each as a sentence (民法典 201-203; domain contract, "How a clock counts")."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policies.calendars_2020_2026 import national
from township_gov.policies import clock_table
from township_gov.policies.day_run import Why
from township_gov.policies.deadlines import (
	BadClock,
	Clock,
	Extension,
	ExtensionNotAllowed,
	Light,
	Pause,
	PauseGround,
	PauseNotAllowed,
	Unit,
	add_months,
	compute,
)
from township_gov.policies.working_days import CalendarYearMissing, OfficeHours, WorkCalendar

CALENDAR = national()
LICENCE, CONCLUDE, AGENCY_MONTH = (clock_table.TABLE[code] for code in ("L2", "X4", "A2"))
FIVE_DAYS = replace(LICENCE, limit=5)
HOURS = Clock(
	"H",
	"Bad review: first contact",
	"received",
	10,
	Unit.HOURS,
	"local policy",
	warning=2,
	grounds=frozenset(PauseGround),
)


def day(text: str) -> date:
	return date.fromisoformat(text)


def due(clock, start, on=None, calendar=CALENDAR, **more):
	return compute(clock, day(start), calendar, day(on or start), **more)


def extension(amount, approved_on="2026-03-10", **more):
	values = {"approver": "Head", "reason": "Complex", "noticed_on": day("2026-03-10"), **more}
	return Extension(amount, approved_on=day(approved_on), **values)


class TestStart:
	def test_the_start_day_is_not_counted(self):
		assert due(replace(LICENCE, limit=1), "2026-03-02").due == day("2026-03-03")

	def test_a_limit_of_zero_is_due_on_the_spot(self):
		assert due(replace(LICENCE, limit=0), "2026-03-02").due == day("2026-03-02")


class TestWorkingDays:
	def test_a_make_up_saturday_counts_and_the_holiday_week_does_not(self):
		# Spring Festival 2026: 15 to 23 February off; 14 and 28 February are worked.
		found = due(replace(LICENCE, limit=2), "2026-02-13")
		assert found.due == day("2026-02-24")
		assert [mark.why for mark in found.days][:3] == [Why.START, Why.MAKE_UP, Why.HOLIDAY]

	def test_twenty_working_days_of_a_licence(self):
		assert due(LICENCE, "2026-03-02").due == day("2026-03-30")


class TestMonths:
	@pytest.mark.parametrize(
		("start", "months", "end"),
		[
			("2026-01-31", 1, "2026-02-28"),
			("2024-01-31", 1, "2024-02-29"),
			("2025-12-31", 2, "2026-02-28"),
			("2026-03-15", 1, "2026-04-15"),
			("2024-02-29", 12, "2025-02-28"),
		],
	)
	def test_the_same_day_of_the_month_or_its_last(self, start, months, end):
		assert add_months(day(start), months) == day(end)

	def test_paused_days_are_added_as_calendar_days(self):
		clock = replace(AGENCY_MONTH, grounds=frozenset(PauseGround), rolls=False)
		pauses = [Pause(PauseGround.INSPECTION, day("2026-03-05"), day("2026-03-09"))]
		assert due(clock, "2026-03-02", pauses=pauses).due == day("2026-04-07")


class TestRolling:
	def test_a_last_day_on_a_holiday_moves_to_the_next_working_day(self):
		found = due(replace(CONCLUDE, limit=15), "2026-09-18")
		assert (found.unrolled, found.due) == (day("2026-10-03"), day("2026-10-08"))
		assert found.days[-1].why is Why.ROLLED

	def test_a_make_up_sunday_is_no_rest_day(self):
		assert due(replace(CONCLUDE, limit=2), "2026-09-18").due == day("2026-09-20")

	def test_rolling_can_be_switched_off(self):
		assert due(replace(CONCLUDE, limit=15, rolls=False), "2026-09-18").due == day("2026-10-03")

	def test_the_light_warns_on_the_unrolled_day(self):
		clock = replace(CONCLUDE, limit=15, warning=3)
		assert due(clock, "2026-09-18", "2026-09-29").light is Light.GREEN
		assert due(clock, "2026-09-18", "2026-09-30").light is Light.YELLOW
		assert due(clock, "2026-09-18", "2026-10-08").light is Light.YELLOW
		assert due(clock, "2026-09-18", "2026-10-08").left == 0
		assert due(clock, "2026-09-18", "2026-10-09").light is Light.RED
		assert due(clock, "2026-09-18", "2026-10-09").left == -1


class TestPauses:
	def paused(self, *pairs, start="2026-03-02", on=None, clock=FIVE_DAYS):
		pauses = [Pause(PauseGround.HEARING, day(a), day(b) if b else None) for a, b in pairs]
		return due(clock, start, on, pauses=pauses)

	def test_both_ends_are_taken_out(self):
		assert self.paused(("2026-03-04", "2026-03-05")).due == day("2026-03-11")

	def test_overlapping_pauses_count_once(self):
		once = self.paused(("2026-03-04", "2026-03-06"))
		assert self.paused(("2026-03-04", "2026-03-05"), ("2026-03-05", "2026-03-06")).due == once.due

	def test_a_pause_on_the_start_day_takes_out_nothing(self):
		assert self.paused(("2026-03-02", "2026-03-02")).due == self.paused().due == day("2026-03-09")

	def test_while_a_pause_is_open_there_is_no_due_date_but_days_used(self):
		found = self.paused(("2026-03-05", None), on="2026-03-20")
		assert (found.due, found.used, found.left, found.is_paused) == (None, 2, 3, True)
		assert found.light is Light.YELLOW  # three days are left when it goes on

	def test_an_open_pause_after_the_last_day_changes_nothing(self):
		found = self.paused(("2026-03-20", None), on="2026-03-23")
		assert (found.due, found.light) == (day("2026-03-09"), Light.RED)

	def test_a_ground_outside_the_closed_list_of_the_clock_is_refused(self):
		with pytest.raises(
			PauseNotAllowed, match="Hearing is no ground that stops the clock Petition: conclude"
		):
			self.paused(("2026-03-04", "2026-03-05"), clock=CONCLUDE)

	def test_a_pause_that_ends_before_it_begins_is_refused(self):
		with pytest.raises(BadClock, match="ends \\(2026-03-04\\) before it begins \\(2026-03-05\\)"):
			self.paused(("2026-03-05", "2026-03-04"))


class TestExtension:
	def test_it_is_added_before_rolling(self):
		plain, extended = due(CONCLUDE, "2026-03-02"), due(CONCLUDE, "2026-03-02", extension=extension(30))
		assert plain.due == day("2026-05-06")  # the unrolled 1 May is a holiday
		assert extended.due == extended.unrolled + timedelta(days=1) == day("2026-06-01")

	@pytest.mark.parametrize("amount", [0, 31])
	def test_it_has_a_longest_length(self, amount):
		with pytest.raises(ExtensionNotAllowed, match="extended once, by at most 30"):
			due(CONCLUDE, "2026-03-02", extension=extension(amount))

	@pytest.mark.parametrize("missing", ["approver", "reason", "noticed_on"])
	def test_it_needs_approver_reason_and_notice(self, missing):
		with pytest.raises(ExtensionNotAllowed, match="needs its approver, its reason and the day"):
			due(CONCLUDE, "2026-03-02", extension=extension(10, **{missing: None}))

	def test_it_cannot_come_after_the_last_day(self):
		with pytest.raises(
			ExtensionNotAllowed, match="ran out on 2026-05-06; it cannot be extended afterwards"
		):
			due(CONCLUDE, "2026-03-02", extension=extension(10, approved_on="2026-05-07"))

	def test_a_clock_without_extension_cannot_have_one(self):
		with pytest.raises(ExtensionNotAllowed):
			due(clock_table.TABLE["X1"], "2026-03-02", extension=extension(1))


class TestProvisional:
	def test_a_due_day_in_a_year_not_announced_is_provisional(self):
		found = due(LICENCE, "2026-12-20")
		assert found.is_provisional
		assert not due(LICENCE, "2026-11-20").is_provisional

	def test_known_statutory_days_of_that_year_do_not_count(self):
		calendar = national(statutory_days={day("2027-01-01"): "New Year's Day"})
		assert due(LICENCE, "2026-12-31", calendar=calendar).days[1].why is Why.HOLIDAY

	def test_a_calendar_day_clock_is_provisional_only_if_the_last_day_may_move(self):
		assert due(CONCLUDE, "2026-12-01").is_provisional
		assert not due(replace(CONCLUDE, rolls=False), "2026-12-01").is_provisional

	def test_a_past_year_that_is_missing_is_an_error_that_says_how_to_load_it(self):
		calendar = national(current_year=2028)
		with pytest.raises(
			CalendarYearMissing, match="calendar of 2027 is not loaded. Open Government Calendar"
		):
			due(LICENCE, "2026-12-20", calendar=calendar)


class TestHours:
	def test_hours_run_inside_office_hours_only(self):
		# Friday 15:00 to 18:00 is three hours; Monday has eight; so ten hours end on Monday at 17:00.
		found = compute(HOURS, datetime(2026, 3, 6, 15), CALENDAR, datetime(2026, 3, 6, 16))
		assert found.due == datetime(2026, 3, 9, 17)
		assert (found.used, found.left, found.light) == (1, 9, Light.GREEN)

	def test_a_matter_that_arrives_at_night_starts_in_the_morning(self):
		found = compute(replace(HOURS, limit=1), datetime(2026, 3, 5, 23), CALENDAR, datetime(2026, 3, 5, 23))
		assert found.due == datetime(2026, 3, 6, 9, 30)

	def test_a_paused_day_is_skipped(self):
		pauses = [Pause(PauseGround.HEARING, day("2026-03-09"), day("2026-03-09"))]
		found = compute(HOURS, datetime(2026, 3, 6, 15), CALENDAR, datetime(2026, 3, 10, 18), pauses=pauses)
		assert (found.due, found.light) == (datetime(2026, 3, 10, 17), Light.RED)
		assert found.left == -1

	def test_an_open_pause_leaves_no_moment(self):
		pauses = [Pause(PauseGround.HEARING, day("2026-03-09"))]
		found = compute(HOURS, datetime(2026, 3, 6, 15), CALENDAR, datetime(2026, 3, 12, 9), pauses=pauses)
		assert (found.due, found.used) == (None, 3)

	def test_days_given_to_an_hour_clock_are_refused(self):
		with pytest.raises(BadClock, match="counts in Office Hours"):
			compute(HOURS, day("2026-03-06"), CALENDAR, day("2026-03-06"))


class TestEnd:
	def test_what_was_done_in_time_is_green_whenever_one_looks(self):
		found = due(LICENCE, "2026-03-02", "2026-06-01", ended_on=day("2026-03-30"))
		assert (found.light, found.used, found.left) == (Light.GREEN, 20, 0)

	def test_what_was_done_late_stays_red(self):
		assert due(LICENCE, "2026-03-02", "2026-06-01", ended_on=day("2026-03-31")).light is Light.RED


def test_the_derivation_names_start_limit_basis_versions_and_every_day():
	calendar = replace(CALENDAR, version="2026-01-05")
	facts = due(replace(LICENCE, limit=3, version="2019"), "2026-03-06", calendar=calendar).as_dict()
	assert facts["start_event"] == "accepted" and facts["basis"] == "行政许可法 Art. 42, 45"
	assert (facts["rule_version"], facts["calendar_version"]) == ("2019", "2026-01-05")
	assert facts["days"] == [
		["2026-03-06", "start day, not counted", None, ""],
		["2026-03-07", "rest weekend", None, ""],
		["2026-03-08", "rest weekend", None, ""],
		["2026-03-09", "working day", 1, ""],
		["2026-03-10", "working day", 2, ""],
		["2026-03-11", "working day", 3, ""],
	]


DAYS = st.dates(date(2020, 1, 1), date(2025, 6, 30))
UNITS = st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])


@given(start=DAYS, unit=UNITS, limit=st.integers(1, 90))
def test_a_longer_limit_is_never_due_earlier(start, unit, limit):
	clock = Clock("T", "t", "e", limit, unit, "")
	later = compute(replace(clock, limit=limit + 1), start, CALENDAR, start)
	assert compute(clock, start, CALENDAR, start).due <= later.due


@given(
	start=DAYS, unit=UNITS, limit=st.integers(1, 60), offset=st.integers(-5, 40), length=st.integers(0, 30)
)
def test_a_pause_never_brings_a_due_day_forward_and_the_days_used_reach_the_limit(
	start, unit, limit, offset, length
):
	clock = Clock("T", "t", "e", limit, unit, "", grounds=frozenset(PauseGround))
	first = start + timedelta(days=offset)
	pauses = [Pause(PauseGround.HEARING, first, first + timedelta(days=length))]
	plain = compute(clock, start, CALENDAR, start)
	paused = compute(clock, start, CALENDAR, plain.due + timedelta(days=100), pauses=pauses)
	assert paused.due >= plain.due
	assert compute(clock, start, CALENDAR, paused.unrolled, pauses=pauses).used == limit
	assert CALENDAR.is_workday(paused.due)


@given(start=DAYS, limit=st.integers(1, 60))
def test_the_derivation_counts_up_to_the_limit_and_ends_on_the_due_day(start, limit):
	found = compute(replace(CONCLUDE, limit=limit), start, CALENDAR, start)
	assert max(mark.number or 0 for mark in found.days) == limit
	assert found.days[-1].day == found.due


def test_office_hours_of_a_township_may_differ():
	calendar = replace(
		CALENDAR,
		office_hours=OfficeHours(((datetime(2026, 1, 1, 9).time(), datetime(2026, 1, 1, 12).time()),)),
	)
	assert isinstance(calendar, WorkCalendar)
	found = compute(replace(HOURS, limit=4), datetime(2026, 3, 5, 9), calendar, datetime(2026, 3, 5, 9))
	assert found.due == datetime(2026, 3, 6, 10)
