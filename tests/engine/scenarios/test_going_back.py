"""Going back: capabilities 15 to 19 of the table, as an official would tell them."""

import pytest

from tests.engine.flows import Case, approval, chain, drawn, gate
from tests.engine.scenarios.test_how_it_is_decided import joint
from township_gov.workflows import engine
from township_gov.workflows import refusals as no

PEOPLE = {"check": ["an"], "head": ["wang"], "mayor": ["zhou"], "finance": ["fan"], "legal": ["lu"]}


def three(**mayor) -> Case:
	flow = chain(
		approval("check", allow=["take back"]),
		approval("head", allow=["take back"]),
		approval("mayor", **mayor),
	)
	return Case(flow, PEOPLE).start("clerk")


def test_it_is_returned_to_any_earlier_step_and_goes_on_from_there():
	case = three().act("an").act("wang").act("zhou", "return", to="check")
	assert case.asked == [("check", "an", 2)]
	assert case.act("an").asked == [("head", "wang", 2)]


def test_who_is_asked_a_second_time_gets_a_new_task_and_is_told_again():
	case = three().act("an").act("wang", "return", to="initiator")
	assert case.told("OpenTask") == ["clerk"]
	case.act("clerk", "resubmit")
	assert case.told("OpenTask") == ["an"] and case.asked == [("check", "an", 2)]


def test_inside_a_parallel_branch_a_return_reopens_only_that_branch():
	nodes = [
		gate("split", "Parallel Split"), gate("join", "Join"), approval("check"), approval("finance"),
		approval("legal"), approval("mayor"),
	]  # fmt: skip
	flow = drawn(nodes, "start > split > check > finance > join > mayor > end", "split > legal > join")
	case = Case(flow, PEOPLE).start("clerk").act("an")
	task = next(task for task in case.state.open_tasks() if task.person == "fan")
	assert engine.return_targets(flow, case.state, task) == ["initiator", "check"]
	case.act("fan", "return", to="check")
	assert sorted(case.asked) == [("check", "an", 2), ("legal", "lu", 1)]
	with pytest.raises(no.TargetNotAllowed):
		case.act("lu", "return", to="check")


def test_a_return_to_before_the_split_cancels_the_other_branches_and_the_log_shows_it():
	case = Case(joint(), PEOPLE).start("clerk").act("fan", "return", to="initiator")
	assert case.asked == [("start", "clerk", 2)] and "BranchCancelled" in case.kinds()
	with pytest.raises(no.TaskClosed, match="returned or withdrawn"):
		case.act("lu")
	assert sorted(case.act("clerk", "resubmit").asked) == [("finance", "fan", 2), ("legal", "lu", 2)]


def test_the_clerk_withdraws_before_the_first_decision_and_not_after_it():
	assert three().withdraw("clerk").state.status == "Withdrawn"
	with pytest.raises(no.WithdrawRefused, match="return it to you"):
		three().act("an").withdraw("clerk")


def test_an_issued_number_is_voided_when_the_approval_is_withdrawn():
	flow = chain(
		gate("number", "Issue Document", document="Notice"), approval("head"), withdraw="Until Finished"
	)
	case = Case(flow, PEOPLE).start("clerk").answer("issued", number="隆政〔2026〕1号")
	case.withdraw("clerk")
	assert [e.number for e in case.effects if type(e).__name__ == "VoidNumber"] == ["隆政〔2026〕1号"]


def test_i_take_my_act_back_while_the_next_has_not_acted():
	case = three().act("an").do("take_back", "an")
	assert case.asked == [("check", "an", 1)] and case.state.task(3).status == "Taken Back"
	case.act("an").act("wang")
	with pytest.raises(no.TakeBackRefused, match="somebody has acted since"):
		case.do("take_back", "an")


def test_i_cannot_take_back_what_a_join_has_merged():
	flow = joint("Any One", allow=["take back"])
	case = Case(flow, PEOPLE).start("clerk").act("fan")
	assert ("finance", "fan", 1) in case.do("take_back", "fan").asked
	case.act("fan").act("lu")
	with pytest.raises(no.TakeBackRefused, match="branches were joined"):
		case.do("take_back", "fan")


def test_i_cannot_take_back_once_a_number_is_asked_for():
	flow = chain(approval("head", allow=["take back"]), gate("number", "Issue Document", document="Notice"))
	case = Case(flow, PEOPLE).start("clerk").act("wang")
	with pytest.raises(no.TakeBackRefused, match="number was issued"):
		case.do("take_back", "wang")


def test_nothing_leads_back_past_an_issued_number():
	flow = chain(
		approval("check"),
		gate("number", "Issue Document", document="Notice"),
		approval("head"),
		approval("mayor"),
	)
	case = Case(flow, PEOPLE).start("clerk").act("an").answer("issued", number="1").act("wang")
	task = case.state.open_tasks()[0]
	assert engine.return_targets(flow, case.state, task) == ["head"]


def test_a_suspended_approval_rests_until_it_is_resumed():
	case = three().do("suspend", "admin", opinion=True)
	with pytest.raises(no.Resting, match="suspended"):
		case.act("an")
	assert case.do("resume", "admin").act("an").asked == [("head", "wang", 1)]


def test_an_approval_is_terminated_with_a_reason_only():
	case = three()
	with pytest.raises(no.OpinionRequired, match="Say why"):
		case.do("terminate", "admin")
	case.do("terminate", "admin", opinion=True)
	assert case.state.status == "Terminated" and case.asked == []


def test_a_return_never_leads_ahead_over_a_step_that_would_be_left_out():
	flow = chain(approval("check"), approval("head"), approval("mayor"))
	case = Case(flow, PEOPLE).start("clerk").act("an").act("wang").act("zhou", "return", to="check")
	task = case.state.open_tasks()[0]
	assert engine.return_targets(flow, case.state, task) == ["initiator"]
	with pytest.raises(no.TargetNotAllowed):
		case.act("an", "return", to="mayor")
	case.act("an")
	assert engine.return_targets(flow, case.state, case.state.open_tasks()[0]) == ["initiator", "check"]


def test_a_return_never_leads_into_a_branch_that_was_left():
	flow = drawn(
		[gate("split", "Parallel Split"), gate("join", "Join"), approval("check"), approval("finance"), approval("legal")],
		"start > check > split > finance > join > end", "split > legal > join",
	)  # fmt: skip
	case = Case(flow, PEOPLE).start("clerk").act("an").act("fan", "return", to="check")
	assert engine.return_targets(flow, case.state, case.state.open_tasks()[0]) == ["initiator"]
	with pytest.raises(no.TargetNotAllowed):
		case.act("an", "return", to="finance")


def test_after_a_return_straight_back_a_rejection_takes_the_way_that_is_drawn_for_it():
	flow = drawn(
		[approval("check"), approval("head", after_return="Straight Back"), approval("mayor"), approval("legal")],
		"start > check > head > mayor > end", "legal > mayor",
	).dump()  # fmt: skip
	flow["transitions"].append({"key": "no", "from": "check", "to": "legal", "on": "reject"})
	case = Case(type(joint()).parse(flow), PEOPLE).start("clerk").act("an").act("wang", "return", to="check")
	case.act("an", "reject")
	assert case.act("lu").asked == [("mayor", "zhou", 2)]


def test_who_is_asked_again_after_a_refusal_that_leads_back_votes_anew():
	flow = drawn(
		[gate("copies", "Copy"), approval("board", how="All")], "start > copies > board > end",
	).dump()  # fmt: skip
	flow["transitions"].append({"key": "no", "from": "board", "to": "copies", "on": "reject"})
	case = (
		Case(type(joint()).parse(flow), {"board": ["an", "bo"]}).start("clerk").act("an").act("bo", "reject")
	)
	assert sorted(case.asked) == [("board", "an", 1), ("board", "bo", 1)]
	assert case.act("an").act("bo").state.status == "Approved"


def test_i_cannot_take_back_what_ended_the_approval():
	case = Case(chain(approval("head", allow=["take back"])), PEOPLE).start("clerk").act("wang")
	with pytest.raises(no.NotRunning):
		case.do("take_back", "wang")


def test_i_cannot_take_back_once_an_action_was_asked_for():
	post = gate("post", "Automatic", run="publish", approvers=[{"rule": "Initiator"}])
	case = Case(chain(approval("head", allow=["take back"]), post), PEOPLE).start("clerk").act("wang")
	with pytest.raises(no.TakeBackRefused):
		case.do("take_back", "wang")


def test_where_the_flow_says_so_the_clerk_withdraws_later_and_nobody_else_does():
	flow = chain(approval("check"), approval("head"), withdraw="Until Finished")
	case = Case(flow, PEOPLE).start("clerk").act("an")
	with pytest.raises(no.WithdrawRefused, match="Only the person who started"):
		case.withdraw("an")
	assert case.withdraw("clerk").state.status == "Withdrawn"
