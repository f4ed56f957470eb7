"""For how long and for what one person stands in for another (rule 5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from township_gov.policies.standing_in import DOCTYPES, EVERYTHING, FLOWS, TOWNSHIP, Scope, Term

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
APPLIES_TO = {"Leave": "Leave Request", "Seal": "Seal Use", "Long Leave": "Leave Request"}


def moment(text: str) -> datetime:
	return datetime.fromisoformat(text)


class TestTerm:
	def test_whole_days_hold_from_midnight_to_midnight(self):
		term = Term.of(MONDAY, False, FRIDAY, False)
		assert not term.has(moment("2026-03-01 23:59:59")) and term.has(moment("2026-03-02 00:00"))
		assert term.has(moment("2026-03-06 23:59:59")) and not term.has(moment("2026-03-07 00:00"))

	def test_half_days_turn_at_noon(self):
		term = Term.of(MONDAY, True, FRIDAY, True)
		assert not term.has(moment("2026-03-02 11:59:59")) and term.has(moment("2026-03-02 12:00"))
		assert term.has(moment("2026-03-06 11:59:59")) and not term.has(moment("2026-03-06 12:00"))

	def test_one_may_end_at_noon_and_the_next_begin_there(self):
		morning, afternoon = Term.of(MONDAY, False, MONDAY, True), Term.of(MONDAY, True, MONDAY, False)
		assert not morning.meets(afternoon) and not afternoon.meets(morning)

	def test_a_term_that_ends_before_it_begins_never_holds(self):
		assert not Term.of(FRIDAY, False, MONDAY, False).has(moment("2026-03-04 09:00"))


class TestScope:
	def test_everything_covers_everything(self):
		assert Scope().covers("Leave", "Leave Request", "331")

	def test_chosen_flows_cover_these_only(self):
		scope = Scope(FLOWS, frozenset({"Leave"}))
		assert scope.covers("Leave", "Leave Request", "331")
		assert not scope.covers("Seal", "Seal Use", "331")

	def test_a_flow_meets_the_type_it_is_for(self):
		flow, other = Scope(FLOWS, frozenset({"Seal"})), Scope(DOCTYPES, frozenset({"Seal Use"}))
		assert flow.meets(other, APPLIES_TO) and other.meets(flow, APPLIES_TO)
		assert not Scope(FLOWS, frozenset({"Leave"})).meets(other, APPLIES_TO)


names = {
	EVERYTHING: st.just(frozenset()),
	FLOWS: st.frozensets(st.sampled_from(sorted(APPLIES_TO)), min_size=1),
	DOCTYPES: st.frozensets(st.sampled_from(sorted(set(APPLIES_TO.values()))), min_size=1),
	TOWNSHIP: st.frozensets(st.sampled_from(["331", "332"]), min_size=1, max_size=1),
}
scopes = st.sampled_from(sorted(names)).flatmap(
	lambda kind: names[kind].map(lambda chosen: Scope(kind, chosen))
)
tasks = st.tuples(st.sampled_from(sorted(APPLIES_TO)), st.sampled_from(["331", "332"])).map(
	lambda pair: (pair[0], APPLIES_TO[pair[0]], pair[1])
)


@given(scopes, scopes, tasks)
def test_scopes_that_cover_one_task_meet(one, other, task):
	if one.covers(*task) and other.covers(*task):
		assert one.meets(other, APPLIES_TO) and other.meets(one, APPLIES_TO)


@given(scopes, scopes)
def test_scopes_that_meet_cover_some_task_together(one, other):
	everything = [(flow, kind, place) for flow, kind in APPLIES_TO.items() for place in ("331", "332")]
	common = any(one.covers(*task) and other.covers(*task) for task in everything)
	assert one.meets(other, APPLIES_TO) == common


halves = st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 9), st.booleans()).map(
	lambda row: Term.of(MONDAY + timedelta(row[0]), row[1], MONDAY + timedelta(row[2]), row[3])
)


@given(halves, halves)
def test_terms_meet_exactly_where_some_half_day_is_in_both(one, other):
	start = datetime.combine(MONDAY, datetime.min.time())
	both = any(
		one.has(start + timedelta(hours=12 * n)) and other.has(start + timedelta(hours=12 * n))
		for n in range(24)
	)
	assert one.meets(other) == both
