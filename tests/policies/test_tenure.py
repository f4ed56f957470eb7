"""Who is due for rotation (S46): ten years for heads and deputies, five for others, technical staff exempt from the five."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township_gov.policies.deadlines import add_months
from township_gov.policies.spans import Span
from township_gov.policies.tenure import MUST, SHOULD, Service, TenureRules, decide, years_between

AS_OF = date(2026, 3, 1)
RULES = TenureRules()


def day(text):
	return date.fromisoformat(text)


def serves(since, until=None, level="Director", cadre="Lan", post="DZ-01", office="DZ", **more):
	span = Span(day(since), day(until) if until else None)
	return Service(cadre=cadre, post=post, office=office, level=level, span=span, **more)


def due(*services, as_of=AS_OF, rules=RULES, ahead=0):
	return decide(services, as_of, rules, ahead)


@pytest.mark.parametrize(
	("level", "since", "technical", "rule"),
	[
		("Director", "2016-03-01", False, MUST),
		("Director", "2016-03-02", False, None),
		("Deputy", "2016-02-29", False, MUST),
		("Deputy", "2010-01-01", True, MUST),
		("General", "2021-03-01", False, SHOULD),
		("General", "2021-03-02", False, None),
		("General", "2010-01-01", True, None),
		("Director", "2021-03-01", False, None),
	],
)
def test_the_rule_by_level_years_and_technical_staff(level, since, technical, rule):
	found = due(serves(since, level=level, is_technical=technical))
	assert [decision.rule for decision in found] == ([rule] if rule else [])


def test_the_decision_says_since_when_by_which_rule_and_when_the_years_are_full():
	(found,) = due(serves("2015-09-01"))
	assert (found.since, found.due_on, found.limit_years) == (day("2015-09-01"), day("2025-09-01"), 10)
	assert (found.tenure_years, found.is_due) == (10.49, True)


def test_an_interruption_starts_the_years_anew():
	assert not due(serves("2010-01-01", "2019-12-31"), serves("2020-02-01"))


def test_assignments_that_touch_or_overlap_are_continuous():
	touching = due(serves("2010-01-01", "2019-12-31"), serves("2020-01-01"))
	overlapping = due(serves("2010-01-01", "2020-06-30"), serves("2020-01-01"))
	assert touching[0].since == overlapping[0].since == day("2010-01-01")


def test_a_short_gap_may_be_forgiven_by_setting():
	services = serves("2010-01-01", "2019-12-31"), serves("2020-01-15")
	assert due(*services, rules=replace(RULES, gap_days=14))[0].since == day("2010-01-01")
	assert not due(*services, rules=replace(RULES, gap_days=13))


def test_an_ended_assignment_counts_for_nobody_today():
	assert not due(serves("2000-01-01", "2026-02-28"))


def test_deputy_and_head_years_add_up_only_by_setting():
	services = (
		serves("2012-01-01", "2019-12-31", level="Deputy", post="DZ-02"),
		serves("2020-01-01", level="Director", post="DZ-01"),
	)
	assert not due(*services)
	(found,) = due(*services, rules=replace(RULES, adds_deputy_and_head=True))
	assert (found.post, found.since) == ("DZ-01", day("2012-01-01"))


def test_acting_counts_only_by_setting_and_secondment_never():
	services = serves("2014-01-01", "2017-12-31", kind="Acting"), serves("2018-01-01")
	assert not due(*services)
	assert due(*services, rules=replace(RULES, counts_acting=True))[0].since == day("2014-01-01")
	assert not due(serves("2010-01-01", kind="Secondment"))


def test_a_secondment_elsewhere_leaves_the_own_post_running():
	away = serves("2024-01-01", "2025-12-31", post="VILLAGE", office="V", kind="Secondment", level="General")
	assert [found.post for found in due(serves("2015-01-01"), away)] == ["DZ-01"]


@pytest.mark.parametrize(
	("due_on", "warning"),
	[
		("2026-03-01", 0),
		("2026-05-31", 3),
		("2026-06-01", 3),
		("2026-06-02", 6),
		("2026-12-01", 12),
		("2027-04-01", None),
	],
)
def test_a_case_is_announced_twelve_six_and_three_months_ahead(due_on, warning):
	(found,) = due(serves(str(add_months(day(due_on), -120))), ahead=24)
	assert (found.due_on, found.warning) == (day(due_on), warning)


def test_must_comes_before_should_and_the_longest_overdue_first():
	found = due(
		serves("2015-01-01", cadre="B"),
		serves("2019-01-01", cadre="C", post="P3", level="General"),
		serves("2012-01-01", cadre="A", post="P2"),
	)
	assert [(decision.rule, decision.cadre) for decision in found] == [
		(MUST, "A"),
		(MUST, "B"),
		(SHOULD, "C"),
	]


@given(since=st.dates(date(1990, 1, 1), date(2020, 1, 1)), days=st.integers(0, 12000))
def test_ten_years_are_shown_exactly_from_the_anniversary_on(since, days):
	until = since + timedelta(days=days)
	assert (years_between(since, until) >= 10) == (until >= add_months(since, 120))


@given(
	cuts=st.lists(st.integers(1, 5000), min_size=1, max_size=5, unique=True),
	level=st.sampled_from(["Director", "General"]),
)
def test_how_the_service_is_cut_into_assignments_does_not_matter(cuts, level):
	first = date(2010, 1, 1)
	starts = [first, *(first + timedelta(days=cut) for cut in sorted(cuts))]
	ends = [start - timedelta(days=1) for start in starts[1:]]
	pieces = [serves(str(start), str(end), level) for start, end in zip(starts, ends, strict=False)]
	pieces.append(serves(str(starts[-1]), level=level))
	assert due(*pieces) == due(serves("2010-01-01", level=level))
