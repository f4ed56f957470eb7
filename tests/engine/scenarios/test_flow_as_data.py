"""The flow as data: capabilities 2, 26, 27, 29, 30, 33 of the table, as far as they need no document."""

import pytest

from tests.engine.flows import Case, approval, chain, drawn, gate
from township_gov.workflows import engine
from township_gov.workflows.conditions import holds
from township_gov.workflows.definition import BadValue, DefinitionError, Flow
from township_gov.workflows.linter import lint
from township_gov.workflows.state import canonical

DEAR = [[{"field": "amount", "operator": ">=", "value": 10000}]]
PEOPLE = {"head": ["wang"], "mayor": ["zhou"]}


def spending() -> Flow:
	flow = drawn(
		[approval("head"), gate("size", "Exclusive Split"), approval("mayor")],
		"start > head > size > mayor > end", "size > end",
	).dump()  # fmt: skip
	flow["transitions"][2]["when"] = DEAR
	return Flow.parse(flow)


def test_dear_things_go_to_the_mayor_and_cheap_ones_do_not():
	assert (
		Case(spending(), PEOPLE, values={"amount": 20000}).start("clerk").act("wang").asked[0][0] == "mayor"
	)
	assert (
		Case(spending(), PEOPLE, values={"amount": 900}).start("clerk").act("wang").state.status == "Approved"
	)


def test_which_flow_applies_is_said_by_conditions_of_the_flow():
	flow = chain(approval("head"), when=DEAR)
	assert holds(flow.when, {"amount": 12000}) and not holds(flow.when, {"amount": 12})


def test_a_running_case_stays_on_the_rules_it_began_with():
	case = Case(spending(), PEOPLE, values={"amount": 20000}).start("clerk")
	Flow.parse(spending().dump() | {"withdraw": "Never"})  # a newer version is another value
	assert case.act("wang").asked[0][0] == "mayor" and case.flow == spending()


def test_an_approval_can_be_walked_through_on_paper_without_touching_anything():
	real = Case(spending(), PEOPLE, values={"amount": 20000}).start("clerk")
	before = canonical(real.state.dump())
	trial = Case(real.flow, PEOPLE, values={"amount": 20000})
	trial.state = real.state
	assert trial.act("wang").act("zhou").state.status == "Approved"
	assert canonical(real.state.dump()) == before and real.asked == [("head", "wang", 1)]


def test_what_is_wrong_with_a_flow_is_said_before_it_is_published():
	open_ended = drawn(
		[gate("split", "Parallel Split"), gate("join", "Join"), approval("head"), approval("mayor")],
		"start > split > head > join > end", "split > mayor > end",
	)  # fmt: skip
	found = " ".join(str(problem) for problem in lint(open_ended))
	assert "End ends the approval inside a parallel block" in found


def test_a_join_without_a_split_and_a_branch_that_leaves_its_block_are_named():
	lonely = chain(approval("head"), gate("join", "Join"))
	assert "joins nothing" in str(lint(lonely)[0])
	leaking = drawn(
		[gate("split", "Parallel Split"), gate("join", "Join"), approval("head"), approval("mayor"), approval("law")],
		"start > split > head > join > mayor > end", "split > law > mayor",
	)  # fmt: skip
	assert any("different parallel branches" in str(one) for one in lint(leaking))


def test_a_way_back_to_what_cannot_be_undone_is_named():
	flow = drawn(
		[gate("number", "Issue Document", document="Notice"), approval("head")],
		"start > number > head > end",
	).dump()
	flow["transitions"].insert(2, {"key": "back", "from": "head", "to": "number", "on": "reject"})
	found = " ".join(str(problem) for problem in lint(Flow.parse(flow)))
	assert "cannot be undone, but a way leads back" in found


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"vote": {}}, "count, at_least or more_than"),
		({"vote": {"at_least": "3/2"}}, "at most one"),
		({"vote": {"count": 0}}, "above nought"),
		({"timer": {"after": 5}}, "list of rungs"),
		({"timer": [{"after": 5, "do": "Approve"}]}, "Remind, Escalate, Skip"),
		({"timer": [{"after": 9, "do": "Remind"}, {"after": 5, "do": "Remind"}]}, "order of time"),
		({"allow": ["approve"]}, "choose from transfer"),
		({"approvers": {"rule": "Initiator"}}, "list of approver rules"),
	],
)
def test_a_value_that_cannot_be_meant_is_refused_with_what_to_write_instead(values, message):
	with pytest.raises(BadValue, match=message):
		chain(approval("head", **values))


def test_a_flow_of_the_first_schema_is_written_as_such_and_a_newer_one_is_refused():
	assert chain(approval("head")).dump()["schema"] == 1
	assert chain(approval("head", allow=["copy"])).dump()["schema"] == 2
	with pytest.raises(DefinitionError, match="upgrade the program"):
		Flow.parse({"schema": 3})


@pytest.mark.parametrize(
	("node", "message"),
	[
		(approval("x", how="Vote"), "says when it passes"),
		(approval("x", actions=["approve", "abstain"]), "only in a vote"),
		(approval("x", collect_all=True), "How to All or Vote"),
		(approval("x", how="Vote", vote={"count": 1}, skip_repeat=True), "cannot be skipped"),
		(approval("x", timer=[{"after": 1, "do": "Skip"}]), "a time-out never approves"),
		(approval("x", timer=[{"after": 1, "do": "Escalate"}]), "to whom it escalates"),
		(gate("x", "Automatic", approvers=[{"rule": "Initiator"}]), "registered action"),
		(gate("x", "Automatic", run="act"), "who mends it"),
		(gate("x", "Copy"), "who gets the copy"),
		(gate("x", "Issue Document"), "kind of document"),
		(gate("x", "Copy", approvers=[{"rule": "Initiator"}], allow=["copy"]), "belong to Approval nodes"),
	],
)
def test_settings_that_do_not_fit_each_other_are_named(node, message):
	assert any(message in str(problem) for problem in lint(chain(node)))


def test_the_history_says_who_did_what_for_whom_from_where_to_where():
	case = Case(spending(), PEOPLE, values={"amount": 20000}).start("clerk").act("wang", opinion=True)
	event, facts = case.log[-1]
	assert event["actor"]["person"] == "wang" and event["opinion"] is True
	assert facts["values"] == {"amount": 20000} and facts["people"]["mayor"][0]["person"] == "zhou"
	moved = next(e for e in case.effects if type(e).__name__ == "Moved")
	assert (moved.source, moved.target) == ("head", "mayor")
	assert engine.replay(case.flow, case.log) == case.state
