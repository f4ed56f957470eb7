"""Giving a task on and changing the signers: capabilities 10 to 13, 20, 24 of the table."""

import pytest

from tests.engine.flows import Case, approval, chain, gate
from township_gov.workflows import refusals as no
from township_gov.workflows.core.settings import VERBS


def desk(*people: str, **values) -> Case:
	"""One step at which these people are asked, then the mayor."""
	flow = chain(approval("head", allow=list(VERBS), **values), approval("mayor"))
	return Case(flow, {"head": list(people), "mayor": ["zhou"]}).start("clerk")


def names(case: Case) -> list[str]:
	return [who for _node, who, _round in case.asked]


def test_a_signer_added_before_me_answers_first():
	case = desk("wang").act("wang", "add before", users=["lu"])
	with pytest.raises(no.OpinionOutstanding, match="wait for them or remove them"):
		case.act("wang")
	case.act("lu")
	assert case.told("Unblocked") == ["wang"]
	assert names(case.act("wang")) == ["zhou"]


def test_a_signer_added_beside_me_decides_with_us():
	case = desk("wang", how="All").act("wang", "add beside", users=["lu"])
	assert names(case.act("wang")) == ["lu"]
	assert case.act("lu", "reject").state.status == "Rejected"


def test_a_signer_added_after_me_signs_before_the_step_is_left():
	case = desk("wang").act("wang", "add after", users=["lu"]).act("wang")
	assert names(case) == ["lu"]
	assert names(case.act("lu")) == ["zhou"]


def test_an_added_signer_adds_nobody():
	case = desk("wang", how="All").act("wang", "add beside", users=["lu"])
	with pytest.raises(no.ActionNotOffered):
		case.act("lu", "add beside", users=["an"])


def test_a_longer_roster_raises_the_threshold_of_a_share_and_removal_never_goes_below_it():
	case = desk("an", "bo", how="Vote", vote={"more_than": "1/2"})
	assert case.state.tokens[0].needed == 2
	case.act("an", "add beside", users=["chu", "du"])
	assert case.state.tokens[0].needed == 3
	case.act("an", "remove", users=["du"])
	with pytest.raises(no.SignerNotRemovable, match="too few signers left"):
		case.act("an", "remove", users=["chu"])


def test_only_signers_one_added_oneself_and_who_have_not_acted_are_removed():
	case = desk("wang", "an", how="All").act("wang", "add beside", users=["lu", "fan"])
	with pytest.raises(no.SignerNotRemovable, match="whom you added"):
		case.act("wang", "remove", users=["an"])
	case.act("lu")
	with pytest.raises(no.SignerNotRemovable, match="have not acted"):
		case.act("wang", "remove", users=["lu"])
	assert names(case.act("wang", "remove", users=["fan"])) == ["wang", "an"] or names(case) == ["an", "wang"]
	with pytest.raises(no.TaskClosed, match="taken off the list"):
		case.act("fan")


def test_a_transferred_task_takes_the_decision_along():
	case = desk("wang").act("wang", "transfer", users=["lu"])
	assert names(case) == ["lu"]
	with pytest.raises(no.TaskClosed, match="transferred"):
		case.act("wang")
	assert names(case.act("lu")) == ["zhou"]


def test_a_transfer_gives_nobody_a_second_vote_and_never_the_applicant_his_own_case():
	case = desk("wang", "an", how="All")
	with pytest.raises(no.PersonNotAllowed, match="one say"):
		case.act("wang", "transfer", users=["an"])
	with pytest.raises(no.PersonNotAllowed, match="initiator"):
		case.act("wang", "transfer", users=["clerk"])


def test_a_delegated_task_comes_back_with_an_opinion_and_the_owner_decides():
	case = desk("wang").act("wang", "delegate", users=["lu"])
	with pytest.raises(no.OpinionRequired):
		case.act("lu", "answer")
	case.act("lu", "answer", opinion=True)
	assert names(case) == ["wang"] and case.told("Unblocked") == ["wang"]
	assert names(case.act("wang")) == ["zhou"]


def test_the_owner_can_take_the_delegation_back_and_decide_alone():
	case = desk("wang").act("wang", "delegate", users=["lu"]).act("wang", "remove", users=["lu"])
	assert names(case) == ["wang"]
	assert names(case.act("wang")) == ["zhou"]


def test_a_refusal_without_a_written_reason_is_not_taken():
	case = desk("wang", opinion="On Reject or Return")
	with pytest.raises(no.OpinionRequired, match="write down why"):
		case.act("wang", "reject")
	assert case.act("wang", "reject", opinion=True).state.status == "Rejected"


def test_a_copy_informs_and_waits_for_nobody():
	flow = chain(approval("head"), gate("copies", "Copy"), approval("mayor"))
	case = (
		Case(flow, {"head": ["wang"], "copies": ["an", "bo"], "mayor": ["zhou"]}).start("clerk").act("wang")
	)
	assert case.told("CopyTo") == ["an", "bo"] and names(case) == ["zhou"]
	case = desk("wang").act("wang", "copy", users=["an"])
	assert case.told("CopyTo") == ["an"] and names(case) == ["wang"]


def test_the_clerk_urges_those_who_have_it_and_a_stranger_cannot():
	case = desk("wang", "an", how="All")
	assert sorted(case.do("urge", "clerk").told("Urged")) == ["an", "wang"]
	with pytest.raises(no.PersonNotAllowed, match="can urge"):
		case.do("urge", "stranger")
