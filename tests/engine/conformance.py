"""What an approval engine can do, and where each line is shown: for `docs/conformance.md` and its test.

Numbers as in a comparison of engines made before this one was written. Sub-processes and approval by a link in an e-mail
(25, 35) are not wanted. A place is a scenario of the engine (`module.test`), a test on the platform (`app:file::test`, `browser:file::test`), or
`open:` with what it waits for.

	python -m tests.engine.conformance > docs/conformance.md
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).resolve().parents[1] / "recorded"
TABLE: dict[int, tuple[str, ...]] = {
	1: (
		"a visual designer",
		"open: the next step; today a flow is written in its form or as JSON and drawn as BPMN",
	),
	2: (
		"a condition on a way",
		"test_flow_as_data.test_dear_things_go_to_the_mayor_and_cheap_ones_do_not",
		"app:test_incoming_document.py::test_what_is_only_read_goes_to_the_end_at_once",
	),
	3: (
		"several roles for one step",
		"test_who_decides.test_one_step_asks_the_holders_of_several_roles",
	),
	4: (
		"an approver found from the document",
		"test_who_decides.test_the_approver_is_found_from_the_document_and_not_written_into_the_flow",
		"app:test_approval_nodes.py::test_further_rules_name_their_people_and_say_why",
	),
	5: (
		"parallel branches and their join",
		"test_how_it_is_decided.test_two_offices_review_at_the_same_time_and_the_mayor_is_asked_once_both_have_agreed",
		"app:test_approval_nodes.py::test_branches_go_side_by_side_and_the_join_waits_for_both",
	),
	6: (
		"all must sign",
		"test_how_it_is_decided.test_all_must_sign_and_one_refusal_ends_it_at_once",
		"app:test_approval_runtime.py::test_big_amounts_need_all_leaders_and_each_decides_once",
	),
	7: (
		"one of many",
		"test_how_it_is_decided.test_one_of_many_is_enough_and_the_others_are_told_that_they_are_not_needed",
	),
	8: (
		"a vote with a quorum",
		"test_how_it_is_decided.test_three_of_five_pass_a_vote_and_a_late_vote_is_refused_with_words",
		"app:test_approval_nodes.py::test_a_vote_passes_with_its_threshold_and_the_rest_is_not_needed",
	),
	9: (
		"one after another",
		"test_how_it_is_decided.test_signers_sign_one_after_another_in_the_order_of_the_list",
		"app:test_approval_nodes.py::test_people_sign_in_the_order_of_the_rules",
	),
	10: (
		"adding signers",
		"test_giving_on.test_a_signer_added_before_me_answers_first",
		"app:test_approval_acts.py::test_added_signers_sign_where_they_were_added",
	),
	11: (
		"removing signers",
		"test_giving_on.test_only_signers_one_added_oneself_and_who_have_not_acted_are_removed",
		"app:test_approval_acts.py::test_signers_one_has_added_are_removed_while_they_have_not_acted",
	),
	12: (
		"transfer",
		"test_giving_on.test_a_transferred_task_takes_the_decision_along",
		"app:test_approval_acts.py::test_a_transferred_task_goes_to_another_with_its_reason",
	),
	13: (
		"delegation",
		"test_giving_on.test_a_delegated_task_comes_back_with_an_opinion_and_the_owner_decides",
		"app:test_approval_acts.py::test_an_opinion_is_asked_and_comes_back_to_the_owner_who_decides",
	),
	14: (
		"standing substitution",
		"test_who_decides.test_a_leader_on_leave_and_his_substitute_both_see_the_task_and_the_first_act_wins",
		"app:test_approval_substitutes.py::test_both_see_it_and_the_first_act_wins",
	),
	15: (
		"return to any earlier step",
		"test_going_back.test_it_is_returned_to_any_earlier_step_and_goes_on_from_there",
	),
	16: (
		"asked again after a return",
		"test_going_back.test_who_is_asked_a_second_time_gets_a_new_task_and_is_told_again",
		"app:test_approval_runtime.py::test_a_return_opens_a_new_round_with_new_tasks",
	),
	17: (
		"withdrawal",
		"test_going_back.test_the_clerk_withdraws_before_the_first_decision_and_not_after_it",
		"app:test_approval_runtime.py::test_the_initiator_withdraws_before_a_decision_and_may_start_anew",
	),
	18: (
		"take back",
		"test_going_back.test_i_take_my_act_back_while_the_next_has_not_acted",
		"app:test_approval_acts.py::test_an_act_is_taken_back_while_nobody_has_acted_on_it",
	),
	19: (
		"suspend, resume, terminate",
		"test_going_back.test_a_suspended_approval_rests_until_it_is_resumed",
		"app:test_approval_whole.py::test_an_administrator_lets_it_rest_and_go_on",
	),
	20: (
		"a mandatory opinion",
		"test_giving_on.test_a_refusal_without_a_written_reason_is_not_taken",
		"app:test_approval_runtime.py::test_an_opinion_is_demanded_and_kept",
	),
	21: (
		"field rights at each step",
		"app:test_approval_guard.py::test_in_approval_nobody_changes_fields_outside_the_rights_of_the_step",
		"app:test_approval_nodes.py::test_each_branch_gives_the_rights_of_its_own_step",
	),
	22: (
		"reminder and escalation",
		"test_time_and_actions.test_after_half_a_day_the_holder_is_reminded_and_after_a_day_his_superior_is_told",
		"app:test_approval_timers.py::test_after_downtime_all_missed_rungs_are_climbed_in_their_order_each_once",
	),
	23: (
		"time by the office calendar",
		"test_time_and_actions.test_the_clock_stands_while_the_approval_is_suspended",
		"app:test_approval_timers.py::test_weekends_and_lunch_breaks_are_left_out",
	),
	24: (
		"urging and copies",
		"test_giving_on.test_a_copy_informs_and_waits_for_nobody",
		"app:test_approval_acts.py::test_copies_are_sent_and_read",
		"app:test_approval_whole.py::test_who_started_it_urges_those_who_have_it",
	),
	26: (
		"several flows for one type",
		"test_flow_as_data.test_which_flow_applies_is_said_by_conditions_of_the_flow",
		"app:test_approval_flow.py::test_the_fitting_flow_of_highest_priority_is_used",
	),
	27: (
		"pinned versions",
		"test_flow_as_data.test_a_running_case_stays_on_the_rules_it_began_with",
		"app:test_approval_runtime.py::test_a_running_approval_keeps_its_version",
	),
	28: (
		"moving running cases",
		"app:test_migrate_instances.py::test_an_approval_goes_on_by_the_new_version",
		"app:test_migrate_instances.py::test_a_forecast_writes_nothing",
	),
	29: (
		"a trial before publishing",
		"test_flow_as_data.test_an_approval_can_be_walked_through_on_paper_without_touching_anything",
		"app:test_foresight.py::test_a_simulation_leaves_no_trace_even_where_controllers_would_write",
		"app:test_foresight.py::test_a_limit_that_is_moved_sends_documents_another_way",
	),
	30: (
		"checks of the drawing",
		"test_flow_as_data.test_what_is_wrong_with_a_flow_is_said_before_it_is_published",
		"app:test_approval_flow.py::test_where_a_township_has_nobody_to_decide_it_is_said_with_its_name",
	),
	31: (
		"actions on the way",
		"test_time_and_actions.test_a_registered_action_runs_on_the_way_and_the_approval_goes_on_when_it_is_done",
		"app:test_approval_nodes.py::test_an_automatic_node_runs_its_action_and_goes_on",
	),
	32: (
		"duties apart",
		"test_who_decides.test_duties_apart_look_at_the_substitute_and_at_the_one_he_acts_for",
		"app:test_approval_runtime.py::test_the_person_the_document_is_about_and_his_kin_do_not_decide",
	),
	33: (
		"the history",
		"test_flow_as_data.test_the_history_says_who_did_what_for_whom_from_where_to_where",
		"app:test_approval_panel.py::test_the_history_names_capacity_and_time",
	),
	34: (
		"many decisions at once",
		"browser:test_approval_panel.py::test_many_are_approved_together_and_each_result_is_told",
		"app:test_approval_inbox.py::test_a_task_that_demands_an_opinion_or_fields_says_so_for_deciding_many_at_once",
	),
	36: (
		"all of it over REST",
		"app:test_approval_rest.py::test_the_whole_approval_runs_over_rest",
	),
}

INTRO = """# What the approval engine can do, and what shows it

Written by `python -m tests.engine.conformance > docs/conformance.md`; a test holds it equal to the code.

Each line names tests whose names read as sentences: scenarios of the pure engine in `tests/engine/scenarios/`, and tests
of the same thing on the platform in `tests/app/`. Sub-processes and approval by a link in an e-mail are left out on purpose.
"""


def sentence(place: str) -> str:
	"""A place as people read it: the test's name in words, and its file."""
	if place.startswith("open: "):
		return f"*open: {place.removeprefix('open: ')}*"
	folder, _colon, rest = place.partition(":")
	if folder in ("app", "browser"):
		path, _colons, name = rest.partition("::")
		file = f"tests/{folder}/{path}"
	else:
		module, _dot, name = place.partition(".")
		file = f"tests/engine/scenarios/{module}.py"
	words = name.removeprefix("test_").replace("_", " ")
	return f"{words[:1].upper()}{words[1:]}. (`{file}`)"


def recorded(name: str) -> Any:
	"""A table that a long run has written."""
	return json.loads((RECORDED / name).read_text(encoding="utf-8"))


def page() -> str:
	"""The whole page."""
	lines = [INTRO, "| # | capability | shown by |", "|---|---|---|"]
	for number, (capability, *places) in sorted(TABLE.items()):
		lines.append(f"| {number} | {capability} | {'<br>'.join(sentence(place) for place in places)} |")
	return "\n".join([*lines, "", *_walks(), "", *_linter(), "", *_speed(), ""])


def _walks() -> list[str]:
	data = recorded("walks.json")
	cells = data["cells"]
	least = min(row["walks"] for row in cells)
	lines = [
		"## Random walks",
		"",
		f"Random acts on random flows; after each of them every promise of `tests/engine/invariants.py` is held. "
		f"{len(cells)} cells (node type × act × inside or outside of a parallel block), each met in at least "
		f"{least:,} walks (`python -m tests.engine.coverage {data['asked']}`). {data.get('note', '')} Outside / inside:",
		"",
		"| node type | act | outside | inside |",
		"|---|---|---:|---:|",
	]
	table = {(row["node"], row["act"], row["inside"]): row["walks"] for row in cells}
	for node, act, inside in table:
		if not inside:
			other = table.get((node, act, True))
			lines.append(
				f"| {node} | {act} | {table[node, act, False]:,} | {'–' if other is None else f'{other:,}'} |"
			)
	return lines


def _linter() -> list[str]:
	rows = recorded("linter_judged.json")
	names = ("mutants", "wrong", "found", "sound", "vain")
	total = {name: sum(row[name] for row in rows["operators"].values()) for name in names}
	lines = [
		"## The linter, judged",
		"",
		f"{rows['flows']} sound flows broken on purpose in {total['mutants']:,} ways; what is wrong in truth comes from "
		f"taking every course with the engine (`tests/engine/truth.py`). Found {total['found']:,} of {total['wrong']:,} "
		f"({total['found'] / total['wrong']:.1%}), {total['vain']} false alarms among {total['sound']:,} sound ones "
		f"(`python -m tests.engine.mutations {rows['flows']}`). The operators and the linter were written together: what "
		"nobody thought of, neither breaks nor finds.",
		"",
		"| broken by | mutants | wrong | found | sound | in vain |",
		"|---|---:|---:|---:|---:|---:|",
	]
	for name, row in rows["operators"].items():
		cells = " | ".join(str(row[one]) for one in names)
		lines.append(f"| {name.replace('_', ' ')} | {cells} |")
	return lines


def _speed() -> list[str]:
	lines = [
		"## Speed",
		"",
		"Human steps per second beside SpiffWorkflow 3.2 on the same flows, both in turns on one core of a machine that does "
		"other things too (`python -m benchmarks.engine_spiff`):",
		"",
		"| flow | ours | SpiffWorkflow | ratio |",
		"|---|---:|---:|---:|",
	]
	for name, row in recorded("engine_spiff.json").items():
		lines.append(f"| {name} | {row['ours']:,} | {row['spiff']:,} | {row['ratio']} |")
	return lines


if __name__ == "__main__":
	print(page(), end="")
