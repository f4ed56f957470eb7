"""Each sentence of the sixteen rules, and the test or promise that shows it: the rules read beside the code.

A sentence is shown by a scenario, by a promise that the random walks hold after every step (`invariants.PROMISES`), by
the linter's judge, or by a test on the platform. Nothing here is run twice; what is named must exist.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from tests.engine import invariants

ROOT = Path(__file__).resolve().parents[2]
PROMISES = {promise.__name__ for promise in invariants.PROMISES}
BACK, HOW, WHO, GIVE, TIME, DATA = (
	"scenarios.test_going_back:", "scenarios.test_how_it_is_decided:", "scenarios.test_who_decides:",
	"scenarios.test_giving_on:", "scenarios.test_time_and_actions:", "scenarios.test_flow_as_data:",
)  # fmt: skip

# rule: [(what it says, where it is shown)]; `promise:` names one of the walks' promises, `app:` a test on the platform
RULES: dict[int, list[tuple[str, str]]] = {
	1: [
		("parallel blocks are well nested", DATA + "test_a_join_without_a_split_and_a_branch_that_leaves_its_block_are_named"),
		("branches may carry conditions", HOW + "test_a_branch_whose_condition_does_not_hold_is_not_waited_for"),
		("the join waits for the branches activated at its split", "promise:a_join_fires_once"),
	],
	2: [
		("inside a branch it reopens only that branch", BACK + "test_inside_a_parallel_branch_a_return_reopens_only_that_branch"),
		("to before the split it cancels the siblings, logged", "promise:a_return_inside_a_branch_leaves_the_others_alone"),
		("into a sibling it is refused", BACK + "test_inside_a_parallel_branch_a_return_reopens_only_that_branch"),
		("into a branch that was left it is refused", BACK + "test_a_return_never_leads_into_a_branch_that_was_left"),
		("to an earlier node, never ahead", BACK + "test_a_return_never_leads_ahead_over_a_step_that_would_be_left_out"),
		("each return starts a new round", "promise:a_return_opens_a_new_round"),
		("resubmission goes step by step", BACK + "test_it_is_returned_to_any_earlier_step_and_goes_on_from_there"),
		("or straight back to the returner", "test_engine:test_a_return_goes_straight_back_to_the_returner_where_the_node_says_so"),
	],
	3: [
		("roster and threshold freeze on entry", HOW + "test_the_roster_is_frozen_when_the_vote_begins"),
		("share = approvals ÷ roster", HOW + "test_a_vote_by_count_and_by_two_thirds"),
		("abstentions stay in the roster", HOW + "test_abstentions_stay_in_the_roster"),
		("a tie is not passed unless the chair has a casting vote", HOW + "test_a_tie_does_not_pass_unless_the_chair_has_a_casting_vote"),
		("one reject ends a 会签 at once", HOW + "test_all_must_sign_and_one_refusal_ends_it_at_once"),
		("unless the node collects all", HOW + "test_a_step_that_collects_all_opinions_hears_everybody_before_it_refuses"),
		("once decided the rest close as not needed", HOW + "test_one_of_many_is_enough_and_the_others_are_told_that_they_are_not_needed"),
		("a late vote is refused saying so", HOW + "test_three_of_five_pass_a_vote_and_a_late_vote_is_refused_with_words"),
		("an empty roster never passes", HOW + "test_an_empty_roster_never_passes_and_says_openly_that_nobody_may_vote"),
		("every count, counted a second time", "promise:a_node_is_decided_as_it_says"),
	],
	4: [
		("before blocks my task until answered", GIVE + "test_a_signer_added_before_me_answers_first"),
		("and nothing gets around it", "promise:a_block_of_helpers_is_respected"),
		("beside joins the roster while undecided", GIVE + "test_a_signer_added_beside_me_decides_with_us"),
		("after runs before the node is left", GIVE + "test_a_signer_added_after_me_signs_before_the_step_is_left"),
		("depth one", GIVE + "test_an_added_signer_adds_nobody"),
		("remove: only those who have not acted", GIVE + "test_only_signers_one_added_oneself_and_who_have_not_acted_are_removed"),
		("never below the threshold", GIVE + "test_a_longer_roster_raises_the_threshold_of_a_share_and_removal_never_goes_below_it"),
		("the threshold never falls", "promise:a_threshold_never_falls"),
	],
	5: [
		("transfer moves decision and vote", GIVE + "test_a_transferred_task_takes_the_decision_along"),
		("delegate brings back an opinion; the owner decides", GIVE + "test_a_delegated_task_comes_back_with_an_opinion_and_the_owner_decides"),
		("the clock runs on", TIME + "test_while_an_opinion_is_awaited_the_owners_clock_runs_on"),
		("substitute: both see the task, the first act wins", WHO + "test_a_leader_on_leave_and_his_substitute_both_see_the_task_and_the_first_act_wins"),
		("what is unfinished returns when the leave ends", WHO + "test_what_is_unfinished_is_the_leaders_alone_when_his_leave_ends"),
		("dates, scope and consent", "app:test_approval_substitutes.py"),
		("no chain", WHO + "test_a_substitutes_own_substitute_has_nothing_to_say"),
		("never to the applicant", WHO + "test_nobody_approves_his_own_application_as_somebodys_substitute"),
	],
	6: [
		("one natural person has one vote per node", "promise:a_person_has_one_vote"),
		("whatever the substitutes", WHO + "test_a_substitute_has_no_second_vote_beside_his_own"),
		("whatever the transfers", GIVE + "test_a_transfer_gives_nobody_a_second_vote_and_never_the_applicant_his_own_case"),
		("at the next node he is asked again unless the flow says skip", WHO + "test_who_has_just_signed_is_not_asked_again_where_the_flow_says_so_and_the_log_shows_it"),
		("a refusal of the others is no signature of his", WHO + "test_who_agreed_where_the_others_refused_has_not_signed_what_follows_the_refusal"),
		("a node entered again counts anew", BACK + "test_who_is_asked_again_after_a_refusal_that_leads_back_votes_anew"),
	],
	7: [
		("actor and principal are compared", WHO + "test_duties_apart_look_at_the_substitute_and_at_the_one_he_acts_for"),
		("with the initiator", "promise:nobody_decides_his_own_case"),
		("with subject", "test_engine:test_duties_apart_pass_a_candidate_over_and_say_why"),
		("and kin", WHO + "test_relatives_of_the_applicant_and_of_those_concerned_do_not_decide"),
		("with earlier actors and their principals", "promise:who_decided_earlier_is_kept_apart"),
		("if nobody is left, a configured ladder", WHO + "test_where_nobody_is_left_the_next_rung_of_the_ladder_decides_and_no_rule_is_relaxed"),
		("never a silent relaxation", "promise:a_standstill_is_said_openly"),
	],
	8: [
		("take back while nobody has acted on what it made", BACK + "test_i_take_my_act_back_while_the_next_has_not_acted"),
		("the join has not fired", BACK + "test_i_cannot_take_back_what_a_join_has_merged"),
		("no number has happened", BACK + "test_i_cannot_take_back_once_a_number_is_asked_for"),
		("no submit", BACK + "test_i_cannot_take_back_what_ended_the_approval"),
		("no outside effect", BACK + "test_i_cannot_take_back_once_an_action_was_asked_for"),
	],
	9: [
		("withdraw before the first decision", BACK + "test_the_clerk_withdraws_before_the_first_decision_and_not_after_it"),
		("setting: later", BACK + "test_where_the_flow_says_so_the_clerk_withdraws_later_and_nobody_else_does"),
		("numbers are voided", BACK + "test_an_issued_number_is_voided_when_the_approval_is_withdrawn"),
		("a new start links to it", "app:test_approval_runtime.py::test_the_initiator_withdraws_before_a_decision_and_may_start_anew"),
	],
	10: [
		("a version pins the rules", DATA + "test_a_running_case_stays_on_the_rules_it_began_with"),
		("people are resolved when a task opens", WHO + "test_people_are_those_of_the_day_on_which_the_task_opens"),
		("a holder who leaves triggers a logged reassignment", "app:test_approval_leaving.py::test_whoever_leaves_gives_his_seat_to_todays_people"),
		("a field used by a live version cannot be deleted", "app:test_approval_leaving.py::test_a_field_of_a_flow_in_force_is_not_taken_out_of_its_doctype"),
	],
	11: [
		("working minutes per task and round", TIME + "test_a_transfer_does_not_set_the_clock_back_and_a_new_round_does"),
		("a suspension stops them", TIME + "test_the_clock_stands_while_the_approval_is_suspended"),
		("also for who takes his act back", TIME + "test_who_takes_his_act_back_has_the_time_left_that_he_had_and_a_pause_in_between_does_not_count"),
		("always", "promise:what_was_paused_is_not_counted"),
		("delegation does not", TIME + "test_while_an_opinion_is_awaited_the_owners_clock_runs_on"),
		("each rung fires once, also after downtime", TIME + "test_each_rung_is_climbed_once_also_when_the_program_was_down_for_days"),
		("a time-out never approves", "promise:time_never_approves"),
		("or skips a node marked non-decision", TIME + "test_a_step_that_decides_nothing_may_be_passed_over_when_time_is_out"),
	],
	12: [
		("of two at once one wins, under locks", "app:test_approval_together.py::test_of_two_people_on_one_step_one_wins_and_the_other_is_told"),
		("he approves what he read", "app:test_approval_runtime.py::test_he_approves_what_he_has_read"),
		("a repeated key returns the first result", "app:test_approval_runtime.py::test_a_repeated_key_gives_the_first_result"),
	],
	13: [
		("docstatus stays 0; End submits through the engine", "app:test_approval_runtime.py::test_it_runs_from_start_to_end_and_end_submits"),
		("nobody submits by hand", "app:test_approval_guard.py::test_nobody_submits_by_hand"),
		("nobody holds submit or cancel", "app:test_approval_flow.py::test_nobody_should_hold_submit_or_cancel_on_what_an_approval_submits"),
		("no transition leads back past an irreversible effect", DATA + "test_a_way_back_to_what_cannot_be_undone_is_named"),
		("nor does a return", BACK + "test_nothing_leads_back_past_an_issued_number"),
		("nor a taking back", "promise:nothing_leads_back_past_it"),
	],
	14: [
		("default read-only", "app:test_approval_guard.py::test_in_approval_nobody_changes_fields_outside_the_rights_of_the_step"),
		("table, table.column, table:add, table:delete", "app:test_approval_guard.py::test_rights_on_rows_go_by_column_and_by_adding_and_deleting"),
		("the user's input is compared before controllers compute", "app:test_approval_runtime.py::test_values_are_set_within_the_rights_of_the_step_only"),
		("secrecy is a permission level", "app:test_approval_acts.py::test_a_task_gives_no_right_to_fields_of_a_higher_permission_level"),
	],
	15: [
		("every event with the facts used", DATA + "test_the_history_says_who_did_what_for_whom_from_where_to_where"),
		("the engine's version", "test_old_logs:test_each_step_of_an_old_log_has_the_same_state_and_effects"),
		("the state rebuilt equals the stored state", "promise:the_log_rebuilds_the_state"),
	],
	16: [
		("registered actions by name", TIME + "test_a_registered_action_runs_on_the_way_and_the_approval_goes_on_when_it_is_done"),
		("a failure leaves the token with a repair task", TIME + "test_a_failed_action_leaves_the_approval_where_it_is_with_a_task_to_mend_it"),
		("idempotent", "promise:what_is_done_for_good_stays"),
		("never half-applied", "app:test_approval_nodes.py::test_a_failed_action_leaves_nothing_half_done_and_asks_somebody_to_mend_it"),
	],
}  # fmt: skip


def test_all_sixteen_rules_are_read():
	assert list(RULES) == list(range(1, 17))


@pytest.mark.parametrize(
	("rule", "says", "where"), [(n, says, where) for n, rows in RULES.items() for says, where in rows]
)
def test_each_sentence_is_shown_where_it_is_said_to_be(rule, says, where):
	if where.startswith("promise:"):
		assert where.removeprefix("promise:") in PROMISES
	elif where.startswith("app:"):
		path, _colons, name = where.removeprefix("app:").partition("::")
		text = (ROOT / "tests" / "app" / path).read_text(encoding="utf-8")
		assert re.search(rf"^def {name or 'test_'}", text, re.MULTILINE)
	else:
		module, _colon, name = where.partition(":")
		assert callable(getattr(importlib.import_module(f"tests.engine.{module}"), name)), (rule, says)
