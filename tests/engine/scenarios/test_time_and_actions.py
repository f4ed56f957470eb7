"""Limits of time, actions and documents: capabilities 22, 23, 31 of the table, and the number that a step waits for."""

import pytest

from tests.engine.flows import Case, approval, chain, gate
from township_gov.workflows import refusals as no

PEOPLE = {"head": ["wang"], "head@1": ["zhou"], "mayor": ["zhou"], "post": ["admin"], "issue": ["office"]}
UP = [{"rule": "Role in Scope", "role": "Township Leader"}]


def timed(*rungs, **values) -> Case:
	flow = chain(approval("head", timer=list(rungs), **values), approval("mayor"))
	return Case(flow, PEOPLE).start("clerk")


LADDER = ({"after": 240, "do": "Remind"}, {"after": 480, "do": "Escalate", "to": UP})


def test_after_half_a_day_the_holder_is_reminded_and_after_a_day_his_superior_is_told():
	case = timed(*LADDER)
	with pytest.raises(no.NothingToDo):
		case.tick("wang", 200)
	assert case.tick("wang", 40).told("Reminded") == ["wang"]
	assert case.tick("wang", 240).told("Escalated") == ["zhou"]
	assert case.asked == [("head", "wang", 1)]


def test_each_rung_is_climbed_once_also_when_the_program_was_down_for_days():
	case = timed(*LADDER).tick("wang", 5000)
	assert case.kinds() == ["Reminded", "Escalated"]
	with pytest.raises(no.NothingToDo):
		case.tick("wang", 5000)


def test_time_out_never_approves():
	assert timed(*LADDER).tick("wang", 100_000).state.status == "Running"


def test_a_step_that_decides_nothing_may_be_passed_over_when_time_is_out():
	case = timed({"after": 480, "do": "Skip"}, decision=False).tick("wang", 480)
	assert case.asked == [("mayor", "zhou", 1)] and case.told("Passed") == ["wang"]


def test_the_clock_stands_while_the_approval_is_suspended():
	case = timed(*LADDER)
	case.now += 100
	case.do("suspend", "admin", opinion=True)
	case.now += 10_000
	case.do("resume", "admin")
	with pytest.raises(no.NothingToDo):
		case.tick("wang", 139)
	assert case.tick("wang", 1).told("Reminded") == ["wang"]


def test_a_transfer_does_not_set_the_clock_back_and_a_new_round_does():
	case = timed(*LADDER, allow=["transfer"])
	case.now += 200
	case.act("wang", "transfer", users=["an"])
	assert case.tick("an", 40).told("Reminded") == ["an"]
	case.act("an", "return", to="initiator").act("clerk", "resubmit")
	with pytest.raises(no.NothingToDo):
		case.tick("wang", 239)


def automatic() -> Case:
	rule = [{"rule": "Role in Scope", "role": "Township Administrator"}]
	flow = chain(
		approval("head"), gate("post", "Automatic", run="publish_notice", approvers=rule), approval("mayor")
	)
	return Case(flow, PEOPLE).start("clerk").act("wang")


def test_a_registered_action_runs_on_the_way_and_the_approval_goes_on_when_it_is_done():
	case = automatic()
	assert [e.action for e in case.effects if type(e).__name__ == "RunAction"] == ["publish_notice"]
	assert case.answer("done").asked == [("mayor", "zhou", 1)]


def test_a_failed_action_leaves_the_approval_where_it_is_with_a_task_to_mend_it():
	case = automatic()
	key = case.effects[-1].key
	case.answer("failed", error="no connection")
	assert case.asked == [("post", "admin", 1)]
	case.act("admin", "retry")
	assert case.effects[-1].key == key, "the action is told that it is the same request"
	assert case.answer("done").asked == [("mayor", "zhou", 1)]
	with pytest.raises(no.NotWaiting, match="given before"):
		case.send({"type": "done", "token": 1, "key": key})


def test_a_step_waits_until_its_document_has_a_number():
	node = gate("issue", "Issue Document", document="Notice of Acceptance", approvers=UP)
	case = Case(chain(approval("head"), node, approval("mayor")), PEOPLE).start("clerk").act("wang")
	assert case.asked == [("issue", "office", 1)]
	case.act("office", "issue")
	assert case.asked == [] and case.state.tokens[0].waiting == "Number"
	case.answer("issued", number="隆政〔2026〕1号")
	assert case.asked == [("mayor", "zhou", 1)] and case.state.marks[0].number == "隆政〔2026〕1号"


def test_who_takes_his_act_back_has_the_time_left_that_he_had_and_a_pause_in_between_does_not_count():
	flow = chain(approval("head", timer=list(LADDER), allow=["take back"]), approval("mayor"))
	case = Case(flow, PEOPLE).start("clerk").wait(100).act("wang")
	case.do("suspend", "admin", opinion=True).wait(10_000).do("resume", "admin").wait(50)
	case.do("take_back", "wang")
	with pytest.raises(no.NothingToDo):
		case.tick("wang", 139)
	assert case.tick("wang", 1).told("Reminded") == ["wang"]


def test_while_an_opinion_is_awaited_the_owners_clock_runs_on():
	case = timed(*LADDER, allow=["delegate"]).act("wang", "delegate", users=["lu"])
	assert case.tick("wang", 240).told("Reminded") == ["wang"]
