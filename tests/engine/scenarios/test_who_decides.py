"""Who decides: capabilities 3, 4, 14, 32 of the table, as an official would tell them."""

import pytest

from tests.engine.flows import Case, approval, chain, drawn, person
from township_gov.workflows import refusals as no
from township_gov.workflows.definition import Flow


def on_leave(name: str, *substitutes: str) -> dict:
	"""A person whose substitution is in force today."""
	return person(name, substitutes=[person(one) for one in substitutes])


def test_one_step_asks_the_holders_of_several_roles():
	roles = [{"rule": "Role in Scope", "role": role} for role in ("Office Head", "Finance Officer")]
	flow = chain(approval("check", approvers=roles))
	case = Case(flow, {"check": ["head", "accountant"]}).start("clerk")
	assert case.asked == [("check", "accountant", 1), ("check", "head", 1)]


def test_the_approver_is_found_from_the_document_and_not_written_into_the_flow():
	flow = chain(approval("head", approvers=[{"rule": "Head of Office", "field": "office"}]))
	assert Case(flow, {"head": ["wang"]}).start("clerk").asked == [("head", "wang", 1)]
	assert Case(flow, {"head": ["zhao"]}).start("clerk").asked == [("head", "zhao", 1)]


def test_a_leader_on_leave_and_his_substitute_both_see_the_task_and_the_first_act_wins():
	flow = chain(approval("leader"), approval("mayor"))
	case = Case(flow, {"leader": [on_leave("liu", "chen")], "mayor": ["zhou"]}).start("clerk")
	assert case.told("OpenTask") == ["liu"] and case.told("ShowTask") == ["chen"]
	case.act("chen")
	assert case.asked == [("mayor", "zhou", 1)]
	acted = case.effects[-1]
	assert (acted.principal, acted.actor) == ("liu", "chen")
	with pytest.raises(no.TaskClosed, match="decided this task already"):
		case.act("liu")


def test_what_is_unfinished_is_the_leaders_alone_when_his_leave_ends():
	case = Case(chain(approval("leader")), {"leader": [on_leave("liu", "chen")]}).start("clerk")
	number = case.state.open_tasks()[0].id
	case.send({"type": "stand_in", "task": number, "substitutes": []})
	assert case.told("HideTask") == ["chen"]
	with pytest.raises(no.NotYourTask):
		case.act("chen")
	assert case.act("liu").state.status == "Approved"


def test_a_leave_that_begins_while_a_task_is_open_opens_it_to_the_substitute():
	case = Case(chain(approval("leader")), {"leader": ["liu"]}).start("clerk")
	number = case.state.open_tasks()[0].id
	case.send({"type": "stand_in", "task": number, "substitutes": [person("chen")]})
	assert case.told("ShowTask") == ["chen"]
	assert case.act("chen").state.status == "Approved"


def test_nobody_approves_his_own_application_as_somebodys_substitute():
	case = Case(chain(approval("leader")), {"leader": [on_leave("liu", "clerk")]}).start("clerk")
	assert case.told("ShowTask") == [] and case.told("PassedOver") == ["clerk"]


def test_a_substitute_has_no_second_vote_beside_his_own():
	flow = chain(approval("board", how="All"))
	case = Case(flow, {"board": [on_leave("liu", "chen"), "chen"]}).start("clerk")
	lius = next(task for task in case.state.open_tasks() if task.person == "liu")
	with pytest.raises(no.PersonNotAllowed, match="a person has one"):
		case.send({"type": "act", "actor": person("chen"), "task": lius.id, "action": "approve"})


def test_duties_apart_look_at_the_substitute_and_at_the_one_he_acts_for():
	flow = chain(approval("check"), approval("decide", apart={"earlier": True}))
	people = {"check": [on_leave("liu", "chen")], "decide": ["chen", "liu", "zhou"]}
	case = Case(flow, people).start("clerk").act("chen")
	assert case.told("PassedOver") == ["chen", "liu"] and case.asked == [("decide", "zhou", 1)]


def test_where_nobody_is_left_the_next_rung_of_the_ladder_decides_and_no_rule_is_relaxed():
	flow = chain(approval("leader", ladder=[{"rule": "Role in Scope", "role": "County Leader"}]))
	case = Case(flow, {"leader": ["mayor"], "leader#1": ["county"]}).start("mayor")
	assert case.asked == [("leader", "county", 1)]


def test_who_has_just_signed_is_not_asked_again_where_the_flow_says_so_and_the_log_shows_it():
	flow = chain(approval("head"), approval("portfolio", skip_repeat=True), approval("mayor"))
	case = Case(flow, {"head": ["wang"], "portfolio": ["wang"], "mayor": ["zhou"]}).start("clerk").act("wang")
	assert case.asked == [("mayor", "zhou", 1)] and case.told("Passed") == ["wang"]
	flow = chain(approval("head"), approval("portfolio"))
	case = Case(flow, {"head": ["wang"], "portfolio": ["wang"]}).start("clerk").act("wang")
	assert case.asked == [("portfolio", "wang", 1)]


def test_who_agreed_where_the_others_refused_has_not_signed_what_follows_the_refusal():
	flow = drawn(
		[approval("board", how="All", collect_all=True), approval("explain", skip_repeat=True)],
		"start > board > end", "explain > end",
	).dump()  # fmt: skip
	flow["transitions"].append({"key": "no", "from": "board", "to": "explain", "on": "reject"})
	case = Case(Flow.parse(flow), {"board": ["an", "bo"], "explain": ["an"]}).start("clerk")
	assert case.act("an").act("bo", "reject").asked == [("explain", "an", 1)]


def test_a_substitutes_own_substitute_has_nothing_to_say():
	away = person("liu", substitutes=[on_leave("chen", "du")])
	case = Case(chain(approval("leader")), {"leader": [away]}).start("clerk")
	assert case.told("ShowTask") == ["chen"]
	with pytest.raises(no.NotYourTask):
		case.act("du")


def test_relatives_of_the_applicant_and_of_those_concerned_do_not_decide():
	flow = chain(approval("check", apart={"initiator": True, "fields": ["cadre"], "kin": True}))
	people = [person("brother", kin=["clerk"]), person("wife", kin=["li"]), person("zhou")]
	case = Case(flow, {"check": people}, subjects={"check": ["li"]}).start("clerk")
	assert case.told("PassedOver") == ["brother", "wife"] and case.asked == [("check", "zhou", 1)]


def test_people_are_those_of_the_day_on_which_the_task_opens():
	case = Case(chain(approval("head"), approval("mayor")), {"head": ["wang"], "mayor": ["old"]}).start(
		"clerk"
	)
	case.people["mayor"] = ["new"]
	assert case.act("wang").asked == [("mayor", "new", 1)]
