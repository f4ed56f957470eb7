"""Past approvals told again under another flow: what would have gone otherwise, and what nobody can know."""

from __future__ import annotations

from random import Random

import pytest

from tests.engine import walker, worlds
from tests.engine.flows import Case, approval, chain, drawn, gate, person
from township_gov.workflows.core.rerunning import Logged, Rerun, past, rerun
from township_gov.workflows.definition import Flow

PEOPLE = {"office": ["bob"], "leaders": ["cid", "dan"], "money": ["eve"]}
BIG = [{"field": "size", "operator": ">", "value": 5}]
OLD = chain(approval("office"), approval("leaders"))


class Recorder(Case):
	"""A case that keeps its effects too, as the Approval Log does."""

	def __init__(self, *args, **values):
		super().__init__(*args, **values)
		self.rows: list[Logged] = []

	def send(self, event: dict) -> Case:
		super().send(event)
		self.rows.append(Logged(*self.log[-1], [one.dump() for one in self.effects]))
		return self


def ran(flow: Flow = OLD, *acts: tuple[str, str], **values) -> Recorder:
	case = Recorder(flow, PEOPLE, **values).start()
	for who, action in acts:
		case.act(who, action)
	return case


def again(case: Recorder, draft: Flow, **known) -> Rerun:
	"""Rerun it; what the log lacks is `known` by kind and key, or nobody."""
	return rerun(draft, case.flow, case.rows, lambda kind, key, _state: known.get(kind, {}).get(key, []))


def told(found: Rerun) -> list[tuple[str, ...]]:
	return [(visit.node, *visit.people) for visit in found.story.asked]


ALL = (("bob", "approve"), ("cid", "approve"))


def test_the_same_flow_gives_the_same_story():
	case = ran(OLD, *ALL)
	found = again(case, OLD)
	assert found.story == past(case.rows)
	assert (found.presumed, found.missing, found.unused) == ([], [], 0)


def test_random_approvals_are_told_again_as_they_were():
	for seed in range(150):
		base = worlds.case(Random(seed))
		case = Recorder(base.flow, base.people, values=base.values)
		list(walker.walk(case, Random(seed), 25))
		found = again(case, case.flow)
		assert (found.story, found.presumed, found.unused) == (past(case.rows), [], 0), seed


def test_a_step_that_is_left_out_is_not_asked_for():
	found = again(ran(OLD, *ALL), chain(approval("leaders")))
	assert told(found) == [("leaders", "cid", "dan")]
	assert found.story.outcome == "Approved"
	assert found.unused == 1


def test_a_new_step_is_presumed_and_its_people_are_not_in_the_log():
	found = again(
		ran(OLD, *ALL),
		chain(approval("office"), approval("money"), approval("leaders")),
		people={"money": [person("eve")]},
	)
	assert told(found) == [("office", "bob"), ("money", "eve"), ("leaders", "cid", "dan")]
	assert found.presumed == ["money"]
	assert found.missing == [("people", "money")]


def test_the_people_of_a_renamed_step_are_known_by_its_rules():
	draft = chain(approval("desk", approvers=OLD.by_key["office"].dump()["approvers"]), approval("leaders"))
	found = again(ran(OLD, *ALL), draft)
	assert told(found)[0] == ("desk", "bob")
	assert found.missing == []
	assert found.presumed == ["desk"]


def test_all_instead_of_one_leaves_the_outcome_open():
	found = again(ran(OLD, *ALL), chain(approval("office"), approval("leaders", how="All")))
	assert found.presumed == ["leaders"]


def test_another_way_through_a_split_is_found_by_the_logged_values():
	lines = ("start > office > size > leaders > end", "money > end")
	flow = drawn(
		[approval("office"), gate("size", "Exclusive Split"), approval("leaders"), approval("money")], *lines
	).dump()
	flow["transitions"] += [{"key": "small", "from": "size", "to": "money"}]
	next(way for way in flow["transitions"] if way["to"] == "leaders")["when"] = [BIG]
	draft = Flow.parse(flow)
	found = again(ran(OLD, *ALL), draft, values={"size": 3}, people={"money": [person("eve")]})
	assert told(found) == [("office", "bob"), ("money", "eve")]
	assert found.missing == [("values", "size"), ("people", "money")]
	assert told(again(ran(OLD, *ALL, values={"size": 9}), draft)) == [
		("office", "bob"),
		("leaders", "cid", "dan"),
	]


def test_what_runs_is_told_as_far_as_it_has_come():
	found = again(
		ran(OLD, ("bob", "approve")),
		chain(approval("office"), approval("money"), approval("leaders")),
		people={"money": [person("eve")]},
	)
	assert told(found) == [("office", "bob"), ("money", "eve")]
	assert (found.story.outcome, found.presumed) == ("", [])


def test_a_return_and_its_second_round_are_told_again():
	case = ran(OLD, ("bob", "approve"))
	case.act("cid", "return", to="initiator")
	assert case.act("ann", "resubmit") is case
	case.act("bob").act("dan")
	assert again(case, OLD).story == past(case.rows)


def test_a_decision_that_the_draft_does_not_offer_is_dropped_and_presumed():
	case = ran(OLD, ("bob", "reject"))
	found = again(case, chain(approval("office", actions=["approve"])))
	assert (found.unused, found.presumed) == (1, ["office"])


def test_what_others_decided_at_the_step_is_presumed_of_whoever_is_asked_now():
	case = ran(OLD, ("bob", "reject"))
	draft = chain(approval("office", approvers=[{"rule": "Initiator"}]), approval("leaders"))
	found = again(case, draft, people={"office": [person("eve")]})
	assert (found.story.outcome, found.presumed, found.unused) == ("Rejected", ["office"], 0)


def test_a_withdrawal_ends_it_there_too():
	case = ran(OLD)
	case.withdraw()
	assert again(case, chain(approval("office"), approval("money"))).story.outcome == "Withdrawn"


def test_a_draft_without_a_way_out_says_so():
	flow = chain(approval("office")).dump()
	flow["transitions"][-1]["when"] = [BIG]
	found = again(ran(OLD, *ALL), Flow.parse(flow), values={"size": 1})
	assert "No way out of Office fits" in str(found.problem) or found.unused


@pytest.mark.parametrize("kind", ["Automatic", "Issue Document"])
def test_what_the_program_does_by_itself_is_taken_for_done(kind):
	found = again(
		ran(OLD, *ALL), chain(approval("office"), gate("extra", kind, run="post", document="Notice"))
	)
	assert found.story.outcome == "Approved"
	assert found.presumed == []
