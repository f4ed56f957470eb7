"""How a step is decided: capabilities 5 to 9 of the table, as an official would tell them."""

import pytest

from tests.engine.flows import Case, approval, chain, drawn, gate, person
from township_gov.workflows import refusals as no

FIVE = ["an", "bo", "chu", "du", "e"]


def committee(people=FIVE, **values):
	values = {"vote": {"more_than": "1/2"}, "actions": ["approve", "reject", "abstain"], **values}
	return Case(chain(approval("board", how="Vote", **values)), {"board": people}).start("clerk")


def joint(how="Any One", **values):
	"""Finance and legal review at the same time, then the mayor."""
	nodes = [
		gate("split", "Parallel Split"), gate("join", "Join"),
		approval("finance", how=how, **values), approval("legal"), approval("mayor"),
	]  # fmt: skip
	return drawn(nodes, "start > split > finance > join > mayor > end", "split > legal > join")


def test_two_offices_review_at_the_same_time_and_the_mayor_is_asked_once_both_have_agreed():
	case = Case(joint(), {"finance": ["fan"], "legal": ["lu"], "mayor": ["zhou"]}).start("clerk")
	assert case.asked == [("finance", "fan", 1), ("legal", "lu", 1)]
	case.act("lu")
	assert case.asked == [("finance", "fan", 1)] and "Arrived" in case.kinds()
	case.act("fan")
	assert case.asked == [("mayor", "zhou", 1)] and case.kinds().count("Joined") == 1
	assert case.act("zhou").state.status == "Approved"


def test_a_branch_whose_condition_does_not_hold_is_not_waited_for():
	flow = joint().dump()
	flow["transitions"][5]["when"] = [{"field": "contract", "operator": "is set"}]
	flow = type(joint()).parse(flow)
	people = {"finance": ["fan"], "legal": ["lu"], "mayor": ["zhou"]}
	case = Case(flow, people).start("clerk")
	assert case.asked == [("finance", "fan", 1)]
	assert case.act("fan").asked == [("mayor", "zhou", 1)]
	assert len(Case(flow, people, values={"contract": "HT-1"}).start("clerk").asked) == 2


def test_all_must_sign_and_one_refusal_ends_it_at_once():
	flow = chain(approval("offices", how="All"))
	case = Case(flow, {"offices": ["an", "bo", "chu"]}).start("clerk").act("an").act("bo", "reject")
	assert case.state.status == "Rejected"
	with pytest.raises(no.NotRunning):
		case.act("chu")


def test_a_step_that_collects_all_opinions_hears_everybody_before_it_refuses():
	flow = chain(approval("offices", how="All", collect_all=True))
	case = Case(flow, {"offices": ["an", "bo", "chu"]}).start("clerk").act("an", "reject").act("bo")
	assert case.state.status == "Running"
	assert case.act("chu").state.status == "Rejected"


def test_one_of_many_is_enough_and_the_others_are_told_that_they_are_not_needed():
	flow = chain(approval("window"), approval("head"))
	case = Case(flow, {"window": ["an", "bo"], "head": ["wang"]}).start("clerk").act("an")
	assert case.asked == [("head", "wang", 1)]
	with pytest.raises(no.TaskClosed, match="Not needed any more"):
		case.act("bo")


def test_three_of_five_pass_a_vote_and_a_late_vote_is_refused_with_words():
	case = committee()
	case.act("an").act("bo", "reject").act("chu")
	assert case.state.status == "Running"
	assert case.act("du").state.status == "Approved"
	assert next(task for task in case.state.tasks if task.person == "e").status == "Not Needed"


def test_abstentions_stay_in_the_roster():
	case = committee().act("an").act("bo").act("chu", "abstain").act("du", "abstain")
	assert case.state.status == "Running"
	assert case.act("e", "abstain").state.status == "Rejected"


def test_a_vote_that_cannot_be_won_any_more_ends():
	assert (
		committee().act("an", "reject").act("bo", "reject").act("chu", "abstain").state.status == "Rejected"
	)


def test_a_vote_by_count_and_by_two_thirds():
	assert committee(vote={"count": 2}).act("an").act("bo").state.status == "Approved"
	case = committee(vote={"at_least": "2/3"}).act("an").act("bo").act("chu")
	assert case.state.status == "Running"
	assert case.act("du").state.status == "Approved"


def test_a_tie_does_not_pass_unless_the_chair_has_a_casting_vote():
	four = FIVE[:4]
	case = committee(four).act("an").act("bo").act("chu", "reject")
	assert case.act("du", "reject").state.status == "Rejected"
	vote = {"more_than": "1/2", "chair": {"rule": "Named User", "user": "an"}}
	flow = chain(approval("board", how="Vote", vote=vote))
	people = {"board": four, "board#chair": ["an"]}
	case = Case(flow, people).start("clerk").act("an").act("bo").act("chu", "reject")
	assert case.act("du", "reject").state.status == "Approved"
	case = Case(flow, people).start("clerk").act("an", "reject").act("bo").act("chu", "reject")
	assert case.state.status == "Rejected", "two against one, and the chair is not among those who agree"


def test_who_takes_over_the_chairs_task_takes_the_chair():
	vote = {"more_than": "1/2", "chair": {"rule": "Named User", "user": "an"}}
	flow = chain(approval("board", how="Vote", vote=vote, allow=["transfer"]))
	case = Case(flow, {"board": FIVE[:2], "board#chair": ["an"]}).start("clerk")
	case.act("an", "transfer", users=["zhou"])
	assert case.act("bo", "reject").act("zhou").state.status == "Approved"


def test_an_empty_roster_never_passes_and_says_openly_that_nobody_may_vote():
	case = committee(["clerk"])
	assert case.asked == [] and case.state.tokens[0].waiting == "No Approver"
	case = committee(["an"], vote={"count": 2})
	assert case.asked == [] and case.state.status == "Running"
	case.people["board"] = ["an", "bo"]
	assert len(case.reassign().asked) == 2


def test_the_roster_is_frozen_when_the_vote_begins():
	case = committee(FIVE[:3]).act("an")
	case.people["board"] = FIVE
	with pytest.raises(no.NothingToDo):
		case.reassign()
	case.people["board"] = ["an", "bo", "du", "e"]
	assert [who for _node, who, _round in case.reassign().asked] == ["bo", "du"]


def test_signers_sign_one_after_another_in_the_order_of_the_list():
	line = [person("wang", order=1), person("an", order=2), person("zhou", order=3)]
	case = Case(chain(approval("signers", how="In Order")), {"signers": line}).start("clerk")
	for who in ("wang", "an", "zhou"):
		assert case.asked == [("signers", who, 1)]
		case.act(who)
	assert case.state.status == "Approved"
