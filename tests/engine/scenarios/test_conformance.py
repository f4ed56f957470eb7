"""The table of what an approval engine can do, and where each line is shown. Sub-processes and approval by a link in
an e-mail (25, 35) are not wanted. `engine` lines are shown by a scenario; `open` ones wait for what is named.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HERE = "tests.engine.scenarios."
# number: (capability, where it is shown: module.test, a path of an app test, or "open: …")
TABLE: dict[int, tuple[str, str]] = {
	1: ("a visual designer", "open: the designer"),
	2: ("a condition on a way", "test_flow_as_data.test_dear_things_go_to_the_mayor_and_cheap_ones_do_not"),
	3: ("several roles for one step", "test_who_decides.test_one_step_asks_the_holders_of_several_roles"),
	4: (
		"an approver found from the document",
		"test_who_decides.test_the_approver_is_found_from_the_document_and_not_written_into_the_flow",
	),
	5: (
		"parallel branches and their join",
		"test_how_it_is_decided.test_two_offices_review_at_the_same_time_and_the_mayor_is_asked_once_both_have_agreed",
	),
	6: ("all must sign", "test_how_it_is_decided.test_all_must_sign_and_one_refusal_ends_it_at_once"),
	7: (
		"one of many",
		"test_how_it_is_decided.test_one_of_many_is_enough_and_the_others_are_told_that_they_are_not_needed",
	),
	8: (
		"a vote with a quorum",
		"test_how_it_is_decided.test_three_of_five_pass_a_vote_and_a_late_vote_is_refused_with_words",
	),
	9: (
		"one after another",
		"test_how_it_is_decided.test_signers_sign_one_after_another_in_the_order_of_the_list",
	),
	10: ("adding signers", "test_giving_on.test_a_signer_added_before_me_answers_first"),
	11: (
		"removing signers",
		"test_giving_on.test_only_signers_one_added_oneself_and_who_have_not_acted_are_removed",
	),
	12: ("transfer", "test_giving_on.test_a_transferred_task_takes_the_decision_along"),
	13: (
		"delegation",
		"test_giving_on.test_a_delegated_task_comes_back_with_an_opinion_and_the_owner_decides",
	),
	14: (
		"standing substitution",
		"test_who_decides.test_a_leader_on_leave_and_his_substitute_both_see_the_task_and_the_first_act_wins",
	),
	15: (
		"return to any earlier step",
		"test_going_back.test_it_is_returned_to_any_earlier_step_and_goes_on_from_there",
	),
	16: (
		"asked again after a return",
		"test_going_back.test_who_is_asked_a_second_time_gets_a_new_task_and_is_told_again",
	),
	17: (
		"withdrawal",
		"test_going_back.test_the_clerk_withdraws_before_the_first_decision_and_not_after_it",
	),
	18: ("take back", "test_going_back.test_i_take_my_act_back_while_the_next_has_not_acted"),
	19: (
		"suspend, resume, terminate",
		"test_going_back.test_a_suspended_approval_rests_until_it_is_resumed",
	),
	20: ("a mandatory opinion", "test_giving_on.test_a_refusal_without_a_written_reason_is_not_taken"),
	21: ("field rights at each step", "tests/app/test_approval_guard.py"),
	22: (
		"reminder and escalation",
		"test_time_and_actions.test_after_half_a_day_the_holder_is_reminded_and_after_a_day_his_superior_is_told",
	),
	23: (
		"time by the office calendar",
		"test_time_and_actions.test_the_clock_stands_while_the_approval_is_suspended",
	),
	24: ("urging and copies", "test_giving_on.test_a_copy_informs_and_waits_for_nobody"),
	26: (
		"several flows for one type",
		"test_flow_as_data.test_which_flow_applies_is_said_by_conditions_of_the_flow",
	),
	27: ("pinned versions", "test_flow_as_data.test_a_running_case_stays_on_the_rules_it_began_with"),
	28: ("moving running cases", "open: migrate_instances"),
	29: (
		"a trial before publishing",
		"test_flow_as_data.test_an_approval_can_be_walked_through_on_paper_without_touching_anything",
	),
	30: (
		"checks of the drawing",
		"test_flow_as_data.test_what_is_wrong_with_a_flow_is_said_before_it_is_published",
	),
	31: (
		"actions on the way",
		"test_time_and_actions.test_a_registered_action_runs_on_the_way_and_the_approval_goes_on_when_it_is_done",
	),
	32: (
		"duties apart",
		"test_who_decides.test_duties_apart_look_at_the_substitute_and_at_the_one_he_acts_for",
	),
	33: (
		"the history",
		"test_flow_as_data.test_the_history_says_who_did_what_for_whom_from_where_to_where",
	),
	34: ("many decisions at once", "open: the inbox"),
	36: ("all of it over REST", "tests/app/test_approval_rest.py"),
}


def test_every_line_but_the_two_that_are_not_wanted_is_there():
	assert set(TABLE) == set(range(1, 37)) - {25, 35}


@pytest.mark.parametrize("number", sorted(TABLE))
def test_each_line_is_shown_by_a_test_that_exists(number):
	_capability, where = TABLE[number]
	if where.startswith("open: "):
		return
	if where.endswith(".py"):
		assert (ROOT / where).exists()
		return
	module, _dot, test = where.partition(".")
	assert callable(getattr(importlib.import_module(HERE + module), test))
