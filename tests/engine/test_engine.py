"""The rules of the engine, one test for each sentence."""

import pytest

from tests.engine.flows import Case, approval, chain, person
from township_gov.workflows import engine
from township_gov.workflows import refusals as no
from township_gov.workflows.effects import PassedOver
from township_gov.workflows.state import State

BOTH = {"office": ["bob"], "leader": ["cid"]}


def two_steps(**leader):
	return chain(approval("office", status="Checking"), approval("leader", status="Deciding", **leader))


def test_an_approval_goes_from_node_to_node_to_its_end():
	case = Case(two_steps(), BOTH).start()
	assert case.asked == [("office", "bob", 1)] and case.written == ["Checking"]
	case.act("bob")
	assert case.asked == [("leader", "cid", 1)] and case.written == ["Deciding"]
	case.act("cid")
	assert case.state.status == "Approved" and case.asked == [] and case.written == ["Done"]
	assert case.effects[-1].submit is True


def test_any_one_approval_settles_the_node_and_the_late_one_is_told():
	case = Case(chain(approval("office")), {"office": ["bob", "cid"]}).start().act("bob")
	assert case.state.status == "Approved"
	with pytest.raises(no.NotRunning, match="has ended"):
		case.act("cid")
	case = Case(two_steps(), {"office": ["bob", "cid"], "leader": ["dan"]}).start().act("bob")
	with pytest.raises(no.TaskClosed, match="others have decided"):
		case.act("cid")


def test_all_must_sign_and_one_rejection_ends_it_at_once():
	flow = chain(approval("office", how="All"))
	case = Case(flow, {"office": ["bob", "cid", "dan"]}).start().act("bob")
	assert [who for _node, who, _round in case.asked] == ["cid", "dan"]
	with pytest.raises(no.TaskClosed, match="decided this task already"):
		case.act("bob")
	case.act("cid", "reject")
	assert case.state.status == "Rejected" and case.written == ["Refused"] and case.asked == []


def test_a_rejection_takes_its_own_way_where_the_flow_draws_one():
	flow = chain(
		approval("office"),
		approval("notice"),
		transitions=[
			{"from": "start", "to": "office"},
			{"from": "office", "to": "end"},
			{"from": "office", "to": "notice", "on": "reject"},
			{"from": "notice", "to": "end"},
		],
	)
	case = Case(flow, {"office": ["bob"], "notice": ["cid"]}).start().act("bob", "reject")
	assert case.asked == [("notice", "cid", 1)]


def test_a_return_to_the_initiator_opens_a_new_round_and_new_tasks_step_by_step():
	case = Case(two_steps(), BOTH).start().act("bob").act("cid", "return", to="initiator")
	assert case.asked == [("start", "ann", 2)] and case.written == ["Draft"]
	case.act("ann", "resubmit")
	assert case.asked == [("office", "bob", 2)]
	case.act("bob")
	assert case.asked == [("leader", "cid", 2)]


def test_a_return_goes_straight_back_to_the_returner_where_the_node_says_so():
	flow = two_steps(after_return="Straight Back")
	case = Case(flow, BOTH).start().act("bob").act("cid", "return", to="initiator").act("ann", "resubmit")
	assert case.asked == [("leader", "cid", 2)]
	case.act("cid", "return", to="office").act("bob")
	assert case.asked == [("leader", "cid", 3)]


def test_a_return_goes_only_where_the_node_allows_and_only_to_nodes_that_were_asked():
	flow = chain(approval("office"), approval("leader", return_to=["office"]), approval("mayor"))
	case = Case(flow, BOTH | {"mayor": ["dan"]}).start().act("bob")
	for target in ("initiator", "mayor", "end", ""):
		case.act("cid", "return", to="office") if target == "" else None
		if target:
			with pytest.raises(no.TargetNotAllowed, match="office"):
				case.act("cid", "return", to=target)
	assert case.asked == [("office", "bob", 2)]


def test_a_return_cancels_the_open_tasks_of_the_others():
	flow = chain(approval("office"), approval("leader", how="All"))
	case = Case(flow, {"office": ["bob"], "leader": ["cid", "dan"]}).start().act("bob")
	case.act("cid", "return", to="office")
	with pytest.raises(no.TaskClosed, match="returned or withdrawn"):
		case.act("dan")


def test_only_the_owner_decides_his_task():
	case = Case(two_steps(), BOTH).start()
	with pytest.raises(no.NotYourTask, match="another person"):
		case.act("eve")


def test_an_action_that_is_not_offered_is_refused_with_those_that_are():
	case = Case(chain(approval("office", actions={"approve": "Sign"})), {"office": ["bob"]}).start()
	with pytest.raises(no.ActionNotOffered, match="approve"):
		case.act("bob", "reject")


@pytest.mark.parametrize(
	("setting", "action", "refused"),
	[
		("Never", "reject", False),
		("On Reject or Return", "approve", False),
		("On Reject or Return", "reject", True),
		("On Reject or Return", "return", True),
		("Always", "approve", True),
	],
)
def test_an_opinion_is_demanded_as_the_node_says(setting, action, refused):
	case = Case(chain(approval("office", opinion=setting)), {"office": ["bob"]}).start()
	if refused:
		with pytest.raises(no.OpinionRequired, match="write down why"):
			case.act("bob", action, to="initiator")
	case.act("bob", action, to="initiator", opinion=True)


def test_the_initiator_withdraws_before_the_first_decision_only():
	case = Case(two_steps(), BOTH).start()
	with pytest.raises(no.WithdrawRefused, match="person who started"):
		case.withdraw("bob")
	assert case.withdraw().state.status == "Withdrawn" and case.written == ["Draft"]
	case = Case(two_steps(), BOTH).start().act("bob")
	with pytest.raises(no.WithdrawRefused, match="no longer"):
		case.withdraw()
	case.act("cid", "return", to="initiator")
	assert case.withdraw().state.status == "Withdrawn"


@pytest.mark.parametrize(("setting", "allowed"), [("Until Finished", True), ("Never", False)])
def test_a_flow_says_how_long_it_may_be_withdrawn(setting, allowed):
	flow = chain(approval("office"), approval("leader"), withdraw=setting)
	case = Case(flow, BOTH).start().act("bob")
	assert engine.may_withdraw(flow, case.state, "ann") is allowed


def test_the_first_way_whose_condition_holds_is_taken_through_splits():
	flow = chain(
		approval("office"),
		approval("leader"),
		nodes=[
			{"key": "start", "type": "Start"},
			{"key": "size", "type": "Exclusive Split"},
			approval("office"),
			approval("leader"),
			{"key": "end", "type": "End"},
		],
		transitions=[
			{"from": "start", "to": "size"},
			{
				"from": "size",
				"to": "leader",
				"when": [[{"field": "amount", "operator": ">", "value": "1000"}]],
			},
			{"from": "size", "to": "office"},
			{"from": "office", "to": "end"},
			{"from": "leader", "to": "end"},
		],
	)
	assert Case(flow, BOTH, values={"amount": 1000.5}).start().asked[0][0] == "leader"
	assert Case(flow, BOTH, values={"amount": 999}).start().asked[0][0] == "office"


def test_one_natural_person_with_two_accounts_is_asked_once():
	twins = [person("bob", user="b1"), person("bob", user="b2"), person("cid")]
	case = Case(chain(approval("office", how="All")), {"office": twins}).start()
	assert [task.user for task in case.state.open_tasks()] == ["b1", "cid@x"]


@pytest.mark.parametrize(
	("apart", "people", "subjects", "passed"),
	[
		({}, ["ann", "bob"], [], ("ann", "initiator")),
		({"fields": ["cadre"]}, ["bob", "cid"], ["cid"], ("cid", "subject")),
		({"fields": ["cadre"], "kin": True}, [person("bob", kin=["sub"]), "dan"], ["sub"], ("bob", "kin")),
		({"kin": True}, [person("bob", kin=["ann"]), "dan"], [], ("bob", "kin")),
	],
)
def test_duties_apart_pass_a_candidate_over_and_say_why(apart, people, subjects, passed):
	case = Case(
		chain(approval("office", apart=apart)), {"office": people}, subjects={"office": subjects}
	).start()
	assert PassedOver("office", *passed) in case.effects
	assert passed[0] not in [who for _node, who, _round in case.asked] and len(case.asked) == 1


def test_an_earlier_actor_is_kept_apart_but_may_act_again_at_his_own_node():
	flow = chain(approval("office"), approval("leader", apart={"earlier": True}))
	case = Case(flow, {"office": ["bob"], "leader": ["bob", "cid"]}).start().act("bob")
	assert PassedOver("leader", "bob", "earlier actor") in case.effects
	case.act("cid", "return", to="initiator").act("ann", "resubmit").act("bob")
	assert case.asked == [("leader", "cid", 2)]


def test_duties_apart_are_looked_at_again_when_he_decides():
	flow = chain(approval("office", apart={"fields": ["cadre"]}))
	case = Case(flow, {"office": ["bob"]}).start()
	case.subjects["office"] = ["bob"]
	with pytest.raises(no.DutiesApart, match="subject"):
		case.act("bob")


def test_when_nobody_is_left_the_ladder_is_climbed_and_then_the_case_stands_openly_still():
	flow = chain(approval("office", ladder=[{"rule": "Named User", "user": "deputy"}]))
	case = Case(flow, {"office": ["ann"], "office#1": ["dep"]}).start()
	assert case.asked == [("office", "dep", 1)] and case.effects[-1].source == "office#1"
	case = Case(flow, {"office": ["ann"]}).start()
	assert case.asked == [] and case.kinds()[-1] == "NobodyLeft"
	assert case.state.tokens[0].waiting == "No Approver" and case.state.status == "Running"
	case.people["office"] = ["ann", "bob"]
	assert case.reassign().asked == [("office", "bob", 1)] and case.state.tokens[0].waiting == ""


def test_who_left_hands_over_to_his_successor_with_a_logged_reassignment():
	case = Case(two_steps(), BOTH).start()
	with pytest.raises(no.NothingToDo):
		case.reassign()
	case.people["office"] = ["dan"]
	assert case.reassign().asked == [("office", "dan", 1)]
	with pytest.raises(no.TaskClosed, match="given to another"):
		case.act("bob")


def test_the_state_survives_its_json_and_the_log_replays_to_it():
	case = Case(two_steps(), BOTH).start().act("bob").act("cid", "return", to="office").act("bob").act("cid")
	assert State.load(case.state.dump()) == case.state
	assert engine.replay(case.flow, case.log) == case.state


def test_a_document_that_fits_no_way_out_is_refused_openly():
	when = [[{"field": "kind", "operator": "=", "value": "A"}]]
	flow = chain(
		approval("office"),
		transitions=[{"from": "start", "to": "office", "when": when}, {"from": "office", "to": "end"}],
	)
	with pytest.raises(no.NoWayOut, match="ask the administrator"):
		Case(flow, {"office": ["bob"]}, values={"kind": "B"}).start()
