"""Days of leave, how many there are, and what forbids them."""

from datetime import date
from decimal import Decimal

import pytest

from township_gov.policies.leave import (
	AnnualRules,
	Taken,
	amount_refusals,
	balance,
	count_days,
	date_refusals,
	entitlement,
	full_years,
	overlap_refusals,
	year_refusals,
)
from township_gov.policies.spans import Span
from township_gov.policies.working_days import WorkCalendar

RULES = AnnualRules()
CALENDAR = WorkCalendar(
	years=frozenset({2026}),
	current_year=2026,
	holidays={date(2026, 4, 6): "清明节"},
	make_up_workdays={date(2026, 3, 7): "调休"},
)


def span(first: str, last: str) -> Span:
	return Span(date.fromisoformat(first), date.fromisoformat(last))


def taken(kind: str, days: int, first: str = "2026-01-05", last: str = "2026-01-06") -> Taken:
	return Taken("LR-1", kind, Decimal(days), span(first, last))


@pytest.mark.parametrize(
	("first", "last", "working", "days"),
	[
		("2026-03-02", "2026-03-06", True, 5),
		("2026-03-06", "2026-03-09", True, 3),  # the Saturday is a make-up workday
		("2026-03-06", "2026-03-09", False, 4),
		("2026-04-04", "2026-04-07", True, 1),
		("2026-03-08", "2026-03-08", True, 0),
	],
)
def test_days_are_counted_as_the_kind_of_leave_says(first, last, working, days):
	assert count_days(span(first, last), CALENDAR, working=working) == days


def test_half_a_day_counts_half_but_on_a_rest_day_nothing():
	week = span("2026-03-02", "2026-03-08")
	assert count_days(week, CALENDAR, working=True, half_day=date(2026, 3, 3)) == Decimal("5.5")
	assert count_days(week, CALENDAR, working=True, half_day=date(2026, 3, 8)) == 6


@pytest.mark.parametrize(
	("joined", "on", "years"),
	[
		("2025-03-02", "2026-03-01", 0),
		("2025-03-02", "2026-03-02", 1),
		("2024-02-29", "2026-02-28", 1),
		("2024-02-29", "2026-03-01", 2),
		("2027-01-01", "2026-03-01", 0),
	],
)
def test_a_year_of_work_is_full_on_its_day(joined, on, years):
	assert full_years(date.fromisoformat(joined), date.fromisoformat(on)) == years


@pytest.mark.parametrize(("years", "days"), [(0, 0), (1, 5), (9, 5), (10, 10), (19, 10), (20, 15), (40, 15)])
def test_five_ten_fifteen_days_by_years_of_work(years, days):
	assert entitlement(RULES, years, 2026, ()) == days


@pytest.mark.parametrize(("years", "sick", "days"), [(5, 60, 5), (5, 61, 0), (12, 90, 10), (12, 91, 0), (25, 121, 0)])  # fmt: skip
def test_more_than_two_three_or_four_months_of_sickness_take_it_away(years, sick, days):
	assert entitlement(RULES, years, 2026, [taken("Sick", sick)]) == days


def test_twenty_days_of_private_leave_take_it_away_but_not_next_year():
	assert entitlement(RULES, 5, 2026, [taken("Personal", 20)]) == 0
	assert entitlement(RULES, 5, 2027, [taken("Personal", 20)]) == 5


def test_the_balance_is_of_one_year_and_never_below_nought():
	joined = date(2010, 1, 1)
	assert balance(RULES, joined, date(2026, 5, 1), [taken("Annual", 4)]) == 6
	assert balance(RULES, joined, date(2027, 5, 1), [taken("Annual", 4)]) == 10
	assert balance(RULES, joined, date(2026, 5, 1), [taken("Annual", 14)]) == 0
	assert balance(RULES, None, date(2026, 5, 1), []) == 0


def test_leave_that_meets_other_leave_is_named():
	(refusal,) = overlap_refusals(span("2026-01-06", "2026-01-09"), [taken("Sick", 2)])
	assert refusal.text().startswith("LR-1 is leave from 2026-01-05 to 2026-01-06 already.")
	assert overlap_refusals(span("2026-01-07", "2026-01-09"), [taken("Sick", 2)]) == ()


def test_amounts_are_refused_with_what_there_is():
	assert amount_refusals("Annual", Decimal("5.5"), Decimal(0), Decimal(5))[0].text().startswith("5.5 days")
	assert (
		amount_refusals("Marriage", Decimal(4), Decimal(3))[0].text().startswith("4 days are asked for; this")
	)
	assert amount_refusals("Sick", Decimal(400), Decimal(0)) == ()
	assert "rest days only" in amount_refusals("Annual", Decimal(0), Decimal(0))[0].text()


def test_dates_in_order_and_within_one_year():
	assert date_refusals(span("2026-01-02", "2026-01-01"), None)
	assert date_refusals(span("2026-01-02", "2026-01-03"), date(2026, 1, 4))
	assert not date_refusals(span("2026-01-02", "2026-01-03"), date(2026, 1, 3))
	assert year_refusals("Annual", span("2026-12-31", "2027-01-01"))
	assert not year_refusals("Sick", span("2026-12-31", "2027-01-01"))
