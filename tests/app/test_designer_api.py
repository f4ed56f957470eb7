"""The flow designer's server side: what it loads, offers, checks and keeps, and for whom."""

from __future__ import annotations

import copy
import csv
import json
import re
from pathlib import Path

import pytest

import frappe
from frappe.permissions import add_user_permission

from township_gov.patches import tell_used_flows
from township_gov.workflows import api, designer_api, designer_panel_texts, errors, publishing, rights
from township_gov.workflows.form import definition_of

PANELS = ("ahead", "panel", "trial", "moving", "publish", "versions")


@pytest.fixture
def loaded(world):
	frappe.set_user("Administrator")
	return designer_api.load(world.FLOW)


@pytest.fixture
def draft(loaded):
	return copy.deepcopy(loaded["draft"])


def node(draft: dict, key: str) -> dict:
	return next(row for row in draft["nodes"] if row["node_key"] == key)


def saved(world, draft: dict) -> dict:
	return designer_api.save(draft, world.FLOW, designer_api.load(world.FLOW)["modified"])


# -- load and save ----------------------------------------------------------------------------------------


def test_a_flow_is_loaded_as_its_forms_own_fields(world, loaded):
	draft = loaded["draft"]
	assert definition_of(draft) == definition_of(frappe.get_doc("Approval Flow", world.FLOW))
	assert {"status", "version", "findings", "name", "owner", "modified"}.isdisjoint(draft)
	assert {"name", "parent", "idx"}.isdisjoint(draft["nodes"][0])
	assert (loaded["document_type"], loaded["status"], loaded["may_write"]) == (
		world.TRIAL,
		"Published",
		True,
	)
	assert loaded["running_version"] == frappe.db.get_value("Approval Flow", world.FLOW, "published_version")


def test_what_was_loaded_is_saved_without_a_change(world, draft):
	before = frappe.get_doc("Approval Flow", world.FLOW)
	after = saved(world, draft)
	doc = frappe.get_doc("Approval Flow", world.FLOW)
	assert after["draft"] == draft and not doc.unpublished_changes
	assert [row.name for row in doc.nodes] == [row.name for row in before.nodes], "rows keep their records"


def test_a_draft_is_sent_as_an_object_or_its_json(world, draft):
	node(draft, "office")["label"] = "Front Office"
	answer = designer_api.save(json.dumps(draft), world.FLOW, designer_api.load(world.FLOW)["modified"])
	assert node(answer["draft"], "office")["label"] == "Front Office"
	for wrong in ("[]", "no json", {"nodes": "x"}, {"nodes": [1]}, {"title": {"a": 1}}):
		with pytest.raises(errors.ApprovalRefused, match="must send the flow"):
			designer_api.save(wrong, world.FLOW, answer["modified"])


def test_saving_over_somebody_elses_changes_is_refused_in_words(world, draft):
	with pytest.raises(frappe.TimestampMismatchError, match="saved this flow at .* Nothing of yours is lost"):
		designer_api.save(draft, world.FLOW, "2020-01-01 00:00:00")
	with pytest.raises(frappe.TimestampMismatchError):
		designer_api.save(draft, world.FLOW)


def test_status_and_version_cannot_be_smuggled_in(world, draft, loaded):
	sent = {**draft, "status": "Retired", "version": 99, "published_version": None, "findings": ""}
	after = designer_api.save(sent, world.FLOW, loaded["modified"])
	assert (after["status"], after["running_version"]) == ("Published", loaded["running_version"])


def test_a_new_flow_is_made(world, draft):
	empty = designer_api.load()
	assert (empty["flow"], empty["status"], empty["draft"]["nodes"]) == ("", "Draft", [])
	made = designer_api.save({**draft, "flow_name": "Second Trial Flow", "title": "Second"})
	assert (made["flow"], made["status"], made["running_version"]) == ("Second Trial Flow", "Draft", "")
	assert len(made["draft"]["nodes"]) == len(draft["nodes"])


def test_what_a_row_cannot_do_without_is_asked_for_before_saving(world, draft, loaded):
	draft["conditions"][0]["field_name"] = ""
	node(draft, "office")["label"] = ""
	with pytest.raises(frappe.MandatoryError, match=r"row office: Label.*row 1: Field"):
		designer_api.save(draft, world.FLOW, loaded["modified"])


def test_a_half_drawn_flow_is_kept_but_not_published(world, draft):
	draft["transitions"] = []
	saved(world, draft)
	with pytest.raises(errors.FlowNotSound):
		api.publish(world.FLOW)


def test_places_on_the_drawing_make_no_new_version(world, draft):
	for number, row in enumerate(draft["nodes"], 1):
		row["position_x"], row["position_y"] = 100 * number, 40
	after = saved(world, draft)
	assert node(after["draft"], "office")["position_x"] == 200
	assert not after["unpublished_changes"]
	assert api.publish(world.FLOW)["version"] == after["running_version"]


def test_too_many_rows_are_refused(world, draft):
	draft["conditions"] = draft["conditions"] * 2001
	with pytest.raises(errors.ApprovalRefused, match="at most 2000 rows"):
		designer_api.lint(draft)
	draft["conditions"] = []
	draft["nodes"] = draft["nodes"] * 501
	with pytest.raises(errors.ApprovalRefused, match="at most 500 rows"):
		designer_api.layout(draft)


# -- rights -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ann", "cid"])
def test_who_may_not_change_flows_draws_nothing(world, draft, who):
	frappe.set_user(world.mail(who))
	for call in (
		lambda: designer_api.load(world.FLOW),
		lambda: designer_api.load(),
		lambda: designer_api.options(world.TRIAL),
		lambda: designer_api.find("User", "a"),
		lambda: designer_api.lint(draft),
		lambda: designer_api.layout(draft),
		lambda: designer_api.save(draft, world.FLOW, "x"),
		lambda: designer_api.save({**draft, "flow_name": "Mine"}),
	):
		with pytest.raises(frappe.PermissionError):
			call()


def test_an_auditor_looks_but_does_not_save(world, loaded, draft):
	user = frappe.get_doc("User", world.mail("ann"))
	user.add_roles("Auditor")
	frappe.set_user(user.name)
	assert designer_api.load(world.FLOW)["may_write"] is False
	assert designer_api.options(world.TRIAL)["fields"]
	sent = {**draft, "nodes": []}
	assert not [row for row in designer_api.lint(sent, world.FLOW) if row["severity"] == "error"]
	assert designer_api.compare(sent, world.FLOW)["unchanged"], "he is told of the flow as it is kept"
	for call in (
		lambda: designer_api.save(draft, world.FLOW, loaded["modified"]),
		lambda: designer_api.publish(world.FLOW, loaded["modified"]),
		lambda: designer_api.compare(draft),
		lambda: designer_api.lint(draft),
		lambda: designer_api.load(),
	):
		with pytest.raises(frappe.PermissionError):
			call()


def test_who_serves_one_township_reads_the_shared_flow_but_changes_his_own_only(world, draft, loaded):
	user = frappe.get_doc("User", world.mail("ann"))
	user.add_roles("Township Administrator")
	frappe.set_user(user.name)
	assert designer_api.load(world.FLOW)["may_write"] is False
	with pytest.raises(frappe.PermissionError):
		designer_api.save(draft, world.FLOW, loaded["modified"])
	copied = {**draft, "flow_name": "Trial Flow of Ours", "township": world.CODE}
	assert designer_api.save(copied)["may_write"] is True


def test_nobody_gives_his_flow_to_other_townships(world, draft):
	user = frappe.get_doc("User", world.mail("ann"))
	user.add_roles("Township Administrator")
	add_user_permission("Township", world.CODE, user.name)
	frappe.set_user(user.name)
	kept = designer_api.save({**draft, "flow_name": "Trial Flow of Ours", "township": world.CODE})
	for township in ("", "999126002"):
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			designer_api.save({**kept["draft"], "township": township}, kept["flow"], kept["modified"])
	assert frappe.db.get_value("Approval Flow", kept["flow"], "township") == world.CODE


# -- what it offers ---------------------------------------------------------------------------------------


def test_the_document_types_fields_are_offered_with_their_labels_and_options(world):
	frappe.set_user("Administrator")
	found = designer_api.options(world.TRIAL)
	fields = {row["fieldname"]: row for row in found["fields"]}
	assert fields["amount"]["fieldtype"] == "Int" and fields["subject"]["reqd"] == 1
	assert {"value": "Checking", "label": "Checking"} in fields["status"]["options"]
	assert [row["label"] for row in fields["rows"]["table"]] == ["Item", "Amount"] and not fields["amount"][
		"table"
	]
	assert fields["township"]["options"] == "Township"


def test_choices_speak_the_readers_language(world):
	frappe.set_user("Administrator")
	frappe.local.lang = "zh"
	found = designer_api.options(world.TRIAL)
	kinds = {row["value"]: row for row in found["node_types"]}
	assert kinds["Parallel Split"]["label"] == "并行分支" and "同时" in kinds["Parallel Split"]["hint"]
	how = next(row for row in found["node_meta"]["Approval Flow Node"] if row["fieldname"] == "how")
	assert {"value": "All", "label": "会签（全部同意）"} in how["options"]
	texts = [
		row[name]
		for kind in ("node_types", "ways", "acts")
		for row in found[kind]
		for name in ("label", "hint")
		if row.get(name)
	]
	texts += [row["label"] for rows in found["node_meta"].values() for row in rows if row["label"]]
	texts += [
		row["description"] for rows in found["node_meta"].values() for row in rows if row["description"]
	]
	assert [text for text in texts if not any("一" <= one <= "鿿" for one in text)] == []


def test_records_are_found_by_what_people_call_them(world):
	frappe.set_user("Administrator")
	assert designer_api.find("User", "Bob")[0]["value"] == world.mail("bob")
	assert {row["label"] for row in designer_api.find("Township", "试验")} == {"试验乡"}
	assert designer_api.find("Approval Log", "") == [], "only what a flow may name"
	assert len(designer_api.find("DocType", "", limit=5)) == 5


# -- lint and layout --------------------------------------------------------------------------------------


def test_an_unsaved_draft_is_checked_and_each_problem_placed(world, draft):
	stored = frappe.db.get_value("Approval Flow", world.FLOW, "modified")
	node(draft, "office")["editable_fields"] = "no_such"
	draft["conditions"][0]["value"] = "much"
	draft["approvers"] = [row for row in draft["approvers"] if row["node_key"] != "one"]
	found = [row for row in designer_api.lint(draft, world.FLOW) if row["severity"] == "error"]
	by_node = {row.get("node") or row.get("transition"): row for row in found}
	assert by_node["one"]["message"] == "One Leader: say who decides."
	assert by_node["office"]["what_to_do"] == "Choose one of the document type."
	assert by_node["t3"]["message"] == "A condition compares the number Amount with much, which is none."
	assert by_node["t3"]["what_to_do"] == "Write a number."
	assert frappe.db.get_value("Approval Flow", world.FLOW, "modified") == stored


def test_a_setting_that_cannot_be_meant_is_placed_and_the_rest_still_checked(world, draft):
	node(draft, "all").update({"how": "Vote", "vote_passes": "At Least", "vote_value": "two of three"})
	draft["timers"].append({"node_key": "one", "after_minutes": 0, "act": "Remind"})
	draft["transitions"] = [row for row in draft["transitions"] if row["from_node"] != "office"]
	found = [
		(row.get("node"), row["message"]) for row in designer_api.lint(draft) if row["severity"] == "error"
	]
	assert any(where == "all" and "two of three" in said for where, said in found)
	assert any(where == "one" and "whole number" in said for where, said in found)
	assert any(where == "office" and "no way out" in said for where, said in found)


def test_an_empty_draft_is_checked(world):
	frappe.set_user("Administrator")
	said = [row["message"] for row in designer_api.lint({})]
	assert "Give the flow a name." in said and any("exactly one Start" in one for one in said)
	assert designer_api.layout({}) == {}


def test_a_flow_in_which_nobody_decides_is_warned_of(world, draft):
	draft["nodes"] = [row for row in draft["nodes"] if row["node_type"] in ("Start", "End")]
	draft["transitions"] = [
		{"transition_key": "t1", "from_node": "start", "to_node": "end", "decision": "approve"}
	]
	draft["conditions"] = []
	found = next(row for row in designer_api.lint(draft) if row["what_to_do"] == "Insert an Approval.")
	assert (found["severity"], found["message"][:14]) == ("warning", "Nobody decides")


# -- which flow is used -----------------------------------------------------------------------------------


@pytest.fixture
def alone(world, draft):
	"""No other flow in force for the trial documents, whatever other tests have left."""
	others = {"applies_to": world.TRIAL, "status": "Published", "name": ("!=", world.FLOW)}
	for name in frappe.get_all("Approval Flow", others, pluck="name"):
		publishing.retire(frappe.get_doc("Approval Flow", name))


def second(draft: dict, **changes) -> dict:
	"""Another flow for the same documents, kept and published."""
	changes.setdefault("flow_name", "Second Trial Flow")
	kept = designer_api.save({**draft, "title": changes["flow_name"], **changes})
	return designer_api.publish(kept["flow"], kept["modified"])


def started_by(world, **values) -> str:
	"""The flow by which the engine starts a newly made document."""
	doc = world.started(**values)
	frappe.set_user("Administrator")
	return frappe.db.get_value("Approval Instance", {"reference_name": doc.name}, "flow")


def used(flow: str) -> str:
	return frappe.db.get_value("Approval Flow", flow, "used_for_new")


def test_a_flow_alone_takes_every_new_document(world, draft, alone):
	choice = designer_api.compare(draft, world.FLOW)["choice"]
	assert (choice["share"], choice["others"]) == ("Used", [])
	assert "No other flow is in force" in choice["lines"][0]


def test_before_publishing_it_is_told_that_another_flow_comes_first(world, draft, alone):
	choice = designer_api.compare({**draft, "flow_name": "Second Trial Flow"})["choice"]
	assert choice["share"] == "Not Used"
	assert choice["lines"][0].endswith("this flow would not be used.")
	assert [(one["name"], one["first"]) for one in choice["others"]] == [(world.FLOW, True)]
	assert choice["others"][0]["url"].endswith("flow=Approval%20Trial%20Flow")


def test_what_was_told_is_what_the_engine_does(world, draft, alone):
	second(draft)
	assert started_by(world) == world.FLOW
	assert (used(world.FLOW), used("Second Trial Flow")) == ("Used", "Not Used")


def test_publishing_before_the_others_makes_it_the_one_used(world, draft, alone):
	kept = second(draft)
	older = world.started()
	frappe.set_user("Administrator")
	after = designer_api.publish("Second Trial Flow", kept["modified"], first=True)
	assert after["draft"]["priority"] == 1 and after["running_version"].endswith("-v2")
	assert (used(world.FLOW), used("Second Trial Flow")) == ("Not Used", "Used")
	assert started_by(world) == "Second Trial Flow"
	running = frappe.db.get_value("Approval Instance", {"reference_name": older.name}, ["flow", "status"])
	assert running == (world.FLOW, "Running"), "what runs goes on by its own flow"
	lines = designer_api.compare(after["draft"], "Second Trial Flow")["choice"]["lines"]
	assert lines[0].endswith("is not used for new documents any more.")


def test_a_flow_with_conditions_leaves_the_other_documents_to_the_next(world, draft, alone):
	rows = [{"belongs_to": "", "group_no": 1, "field_name": "amount", "operator": ">", "value": "1000"}]
	made = second(draft, priority=5, conditions=[*draft["conditions"], *rows])
	choice = designer_api.compare(made["draft"], "Second Trial Flow")["choice"]
	assert choice["share"] == "Used" and "the others go on starting by" in choice["lines"][0]
	assert (used(world.FLOW), used("Second Trial Flow")) == ("Used in Part", "Used")
	below = designer_api.compare(designer_api.load(world.FLOW)["draft"], world.FLOW)["choice"]
	assert below["share"] == "Used in Part" and "only the others start by this flow" in below["lines"][0]
	assert started_by(world, amount=2000) == "Second Trial Flow"
	assert started_by(world, amount=10) == world.FLOW


def test_a_flow_of_one_township_says_that_the_others_keep_theirs(world, draft, alone):
	made = second(draft, township="999126001", priority=9)
	line = designer_api.compare(made["draft"], "Second Trial Flow")["choice"]["lines"][0]
	assert "those of other townships go on starting by" in line


def test_an_end_that_leaves_the_status_as_it_was_is_told(world, draft):
	said = "the document's status does not change"
	assert not [row for row in designer_api.lint(draft) if said in row["message"]]
	draft["status_approved"] = ""
	(found,) = (row for row in designer_api.lint(draft) if said in row["message"])
	assert (found["severity"], found["node"]) == ("warning", "end")
	node(draft, "end")["status"] = "Approved"
	assert not [row for row in designer_api.lint(draft) if said in row["message"]]


def test_a_field_is_called_as_on_its_form(world):
	"""“Total” is 申报合计 on an expense claim, and something else elsewhere."""
	frappe.local.lang = "zh"
	doc = frappe._dict(meta=frappe.get_meta("Expense Request"))
	assert rights.label(doc, "total_amount") == "申报合计"


def test_a_flow_of_another_township_is_beside_the_point(world, draft, alone):
	second(draft, township="999126001", priority=9)
	assert used(world.FLOW) == "Used in Part"
	others = designer_api.compare({**draft, "flow_name": "Third", "township": "999126002"})["choice"][
		"others"
	]
	assert [one["name"] for one in others] == [world.FLOW]


def test_a_retired_flow_is_used_for_nothing_and_leaves_all_to_the_next(world, draft, alone):
	made = second(draft, priority=5)
	assert used(world.FLOW) == "Not Used"
	publishing.retire(frappe.get_doc("Approval Flow", made["flow"]))
	assert (used(world.FLOW), used(made["flow"])) == ("Used", "")


def test_which_flow_is_used_is_not_written_by_hand(world, draft, alone):
	doc = frappe.get_doc("Approval Flow", world.FLOW)
	doc.used_for_new = "Not Used"
	doc.save()
	assert used(world.FLOW) == "Used"


def test_flows_published_before_the_list_told_it_are_told_by_the_patch(world, draft, alone):
	second(draft)
	for flow in (world.FLOW, "Second Trial Flow"):
		frappe.db.set_value("Approval Flow", flow, "used_for_new", "")
	tell_used_flows.execute()
	assert (used(world.FLOW), used("Second Trial Flow")) == ("Used", "Not Used")


def test_who_may_not_change_the_flow_does_not_put_it_first(world, loaded):
	for who in ("ann", "cid"):
		frappe.set_user(world.mail(who))
		with pytest.raises(frappe.PermissionError):
			designer_api.publish(world.FLOW, loaded["modified"], first=True)


def test_every_node_gets_a_place_of_its_own(world, draft):
	draft["nodes"].append({**node(draft, "one"), "node_key": "lost", "label": "Lost"})
	draft["nodes"] += [{**node(draft, "one"), "node_key": key, "label": key} for key in ("round", "about")]
	ways = [("round", "about"), ("about", "round"), ("lost", "nowhere")]
	draft["transitions"] += [
		{"transition_key": f"x{number}", "from_node": source, "to_node": target, "decision": "approve"}
		for number, (source, target) in enumerate(ways)
	]
	places = designer_api.layout(draft)
	assert set(places) == {row["node_key"] for row in draft["nodes"]}
	assert len({(one["x"], one["y"]) for one in places.values()}) == len(places)
	assert places["start"] == {"x": 0, "y": 0, "rank": 0, "lane": 0}
	assert places["size"]["rank"] == 2 and places["end"]["rank"] == 4


# -- what a draft changes ---------------------------------------------------------------------------------


def changes(world, draft: dict) -> dict[str, list[str]]:
	"""Each change as `sign label`, with its lines."""
	signs = {"added": "+", "removed": "-", "changed": "~"}
	found = designer_api.compare(draft, world.FLOW)
	return {
		f"{signs[one['kind']]} {one['label']}": [line["text"] for line in one["lines"]]
		for one in found["changes"]
	}


def test_without_a_change_nothing_is_told(world, draft):
	found = designer_api.compare(draft, world.FLOW)
	assert (found["changes"], found["unchanged"]) == ([], True)
	draft["nodes"][0]["position_x"] = 400
	assert designer_api.compare(draft, world.FLOW)["unchanged"]


def test_steps_and_ways_added_and_taken_away_are_told(world, draft):
	draft["nodes"] = [row for row in draft["nodes"] if row["node_key"] != "one"]
	draft["nodes"].append({**node(draft, "all"), "node_key": "law", "label": "Lawyer", "how": "Any One"})
	draft["approvers"].append({**draft["approvers"][0], "node_key": "law"})
	draft["transitions"] = [
		row for row in draft["transitions"] if row["to_node"] != "one" and row["from_node"] != "one"
	]
	draft["transitions"].append(
		{"transition_key": "t9", "from_node": "size", "to_node": "law", "decision": "approve", "label": ""}
	)
	found = changes(world, draft)
	assert found["+ Lawyer"] == ["Who Decides: holders of the role Office Head", "How Many Decide: Any One"]
	assert found["- One Leader"] == []
	assert "+ Size → Lawyer" in found and "- Size → One Leader" in found and "- One Leader → End" in found


@pytest.mark.parametrize(
	("change", "said"),
	[
		({"label": "Front"}, "Label: Office → Front"),
		({"how": "All"}, "How Many Decide: Any One → All"),
		(
			{"how": "Vote", "vote_passes": "At Least", "vote_value": "2/3"},
			"How Many Decide: Any One → Vote, at least 2/3",
		),
		({"opinion": "Always"}, "Opinion: On Reject or Return → Always"),
		({"skip_repeat": 1}, "Skip Who Signed Just Before: No → Yes"),
		({"allow_reject": 0}, "Actions: taken away Do Not Accept"),
		({"reject_label": "Refuse"}, "Actions: added Refuse; taken away Do Not Accept"),
		({"return_to": "initiator\n*"}, "May Return To: added any earlier step"),
		({"after_return": "Straight Back"}, "After a Return: Step by Step → Straight Back"),
		({"allow_transfer": 1, "allow_copy": 1}, "Further Acts: added May Transfer, May Send Copies"),
		({"apart_earlier": 1}, "Duties Apart: added Not Who Acted at Another Node"),
		(
			{"editable_fields": "remark\namount"},
			"Editable Fields: added Amount; taken away Rows: Amount, Rows (new rows)",
		),
		({"required_fields": "remark"}, "Required Fields: added Remark"),
		({"hidden_fields": "amount"}, "Hidden Fields: added Amount"),
		({"status": "Deciding"}, "Status of the Document: Checking → Deciding"),
	],
)
def test_a_changed_setting_of_a_step_is_told_in_words(world, draft, change, said):
	node(draft, "office").update(change)
	(label, lines) = next(iter(changes(world, draft).items()))
	assert label == f"~ {change.get('label', 'Office')}"
	assert any(line.startswith(said) for line in lines), lines


def test_other_people_are_told(world, draft):
	draft["approvers"][0].update({"rule": "Named User", "user": world.mail("bob")})
	draft["approvers"] += [
		{**draft["approvers"][0], "rule": "Head of Office", "field_name": "office"},
		{**draft["approvers"][0], "rule": "Initiator", "purpose": "Ladder", "rung": 1},
	]
	assert changes(world, draft)["~ Office"] == [
		"Who Decides: added Bob, the head of the office in Office; taken away holders of the role Office Head",
		"If nobody is left: (none) → 1. who started it",
	]


def test_other_time_limits_are_told(world, draft):
	draft["timers"].append({"node_key": "office", "after_minutes": 480, "act": "Escalate", "hand_over": 1})
	draft["approvers"].append({**draft["approvers"][0], "purpose": "Escalation", "rung": 1})
	assert changes(world, draft)["~ Office"] == [
		"Time Limits: added after 1 working days: Escalate to holders of the role Office Head, and hand the task over"
	]


def test_other_conditions_are_told(world, draft):
	draft["conditions"][0].update({"operator": ">=", "value": "1000"})
	assert changes(world, draft) == {
		"~ Size → All Leaders": ["Conditions: Amount above 100 → Amount at least 1000"]
	}


def test_a_way_that_leads_elsewhere_and_another_order_are_told(world, draft):
	ways = {row["transition_key"]: row for row in draft["transitions"]}
	ways["t5"]["to_node"] = "all"
	found = changes(world, draft)
	assert found == {"~ One Leader → All Leaders": ["To: End → All Leaders"]}
	ways["t5"]["to_node"] = "end"
	rows = draft["transitions"]
	rows[2], rows[3] = rows[3], rows[2]
	assert changes(world, draft)["~ Size"] == [
		"Order of the ways: All Leaders / One Leader → One Leader / All Leaders"
	]


def test_settings_of_the_whole_flow_are_told(world, draft):
	draft.update(
		{"withdraw": "Never", "priority": 5, "status_rejected": "Draft", "fields_after_end": "remark\namount"}
	)
	assert changes(world, draft) == {
		"~ The whole flow": [
			"Priority: 0 → 5",
			"Value When Rejected: Rejected → Draft",
			"Withdrawing: Before First Decision → Never",
			"Editable After the End: added Amount",
		]
	}


def test_a_difference_without_a_word_is_told_all_the_same(world, draft):
	draft["approvers"][0]["township_field"] = "other"
	assert changes(world, draft)["~ Office"] == [
		"A setting that reads the same and is another: look at its values on the form."
	]
	draft["approvers"][0]["township_field"] = "township"
	draft["nodes"] = [*draft["nodes"][1:], draft["nodes"][0]]
	assert changes(world, draft) == {
		"~ The whole flow": ["Only the order in which steps or ways are written."]
	}


def test_the_diff_of_a_flow_that_is_not_published_is_all_of_it(world, draft):
	found = designer_api.compare({**draft, "flow_name": "Never Kept"})
	assert {one["kind"] for one in found["changes"]} == {"added"} and found["next"] == 1
	assert not found["running"] and not found["unchanged"]


def test_what_the_site_lost_meanwhile_is_told_not_failed_on(world, draft):
	draft["applies_to"] = "Gone Doctype"
	draft["approvers"][0].update({"rule": "Named User", "user": "gone@example.org"})
	draft["approvers"][1].update({"rule": "Holder of a Post", "post": "gone"})
	draft["conditions"][0]["field_name"] = "gone_field"
	found = designer_api.compare(draft, world.FLOW)
	assert any("does not exist" in row["message"] for row in found["findings"])
	draft["applies_to"] = world.TRIAL
	said = [row["message"] for row in designer_api.lint(draft) if row["severity"] == "error"]
	assert "Office: there is no account gone@example.org." in said
	assert "One Leader: the post gone does not exist." in said
	assert any(one["kind"] == "changed" for one in found["changes"])


# -- publishing -------------------------------------------------------------------------------------------


def test_what_was_looked_at_is_published(world, draft):
	running = world.started()
	frappe.set_user("Administrator")
	node(draft, "office")["label"] = "Front Office"
	kept = saved(world, draft)
	before = designer_api.compare(draft, world.FLOW)
	assert sum(row["count"] for row in before["running"]) >= 1 and before["next"] == before["number"] + 1
	after = designer_api.publish(world.FLOW, kept["modified"])
	assert after["published"] == after["running_version"] == f"{world.FLOW}-v{before['next']}"
	assert designer_api.compare(draft, world.FLOW)["unchanged"]
	assert (
		frappe.db.get_value("Approval Instance", {"reference_name": running.name}, "flow_version")
		== before["version"]
	)


def test_what_somebody_else_changed_meanwhile_is_not_published(world, draft, loaded):
	node(draft, "office")["label"] = "Front Office"
	saved(world, draft)
	with pytest.raises(frappe.TimestampMismatchError, match="saved this flow"):
		designer_api.publish(world.FLOW, loaded["modified"])


def test_only_who_may_change_the_flow_publishes_it(world, loaded):
	for who in ("ann", "cid"):
		frappe.set_user(world.mail(who))
		for call in (
			lambda: designer_api.publish(world.FLOW, loaded["modified"]),
			lambda: designer_api.compare({}, world.FLOW),
			lambda: designer_api.versions(world.FLOW),
			lambda: designer_api.version(world.FLOW, loaded["running_version"]),
		):
			with pytest.raises(frappe.PermissionError):
				call()


def test_an_earlier_version_is_looked_at_and_taken_back_as_a_draft(world, draft, loaded):
	node(draft, "office").update({"label": "Front Office", "position_x": 7})
	designer_api.publish(world.FLOW, saved(world, draft)["modified"])
	newest, older = designer_api.versions(world.FLOW)[:2]
	assert newest["in_force"] and not older["in_force"] and older["name"] == loaded["running_version"]
	old = designer_api.version(world.FLOW, older["name"])
	assert old["changes"][0]["lines"][0]["text"] == "Label: Front Office → Office" and not old["labels"]
	assert definition_of(old["draft"]) == definition_of(loaded["draft"])
	assert node(old["draft"], "office")["position_x"] == 7, "it stands where it stood"
	saved(world, old["draft"])
	assert designer_api.compare(old["draft"], world.FLOW)["changes"][0]["label"] == "Office"


def test_a_version_of_another_flow_is_not_looked_at_through_this_one(world, draft):
	designer_api.save({**draft, "flow_name": "Second Trial Flow"})
	with pytest.raises(errors.ApprovalRefused, match="no version of this flow"):
		designer_api.version("Second Trial Flow", f"{world.FLOW}-v1")


# -- looking ahead through the unsaved draft --------------------------------------------------------------


def test_an_unsaved_draft_is_walked_and_replayed(world, draft):
	doc = world.started(amount=200)
	frappe.set_user("Administrator")
	draft["conditions"][0]["value"] = "1000"
	found = api.simulate(world.FLOW, world.TRIAL, doc.name, draft=draft)
	assert [step["node"] for step in found["steps"]] == ["start", "office", "size", "one", "end"]
	stored = api.simulate(world.FLOW, world.TRIAL, doc.name)
	assert "all" in [step["node"] for step in stored["steps"]]
	assert api.replay(world.FLOW, frappe.utils.today(), frappe.utils.today(), draft=json.dumps(draft))[
		"totals"
	]["documents"]
	assert {"amount"} <= {row["name"] for row in api.samples(world.FLOW, draft)["fields"]}


def test_a_flow_that_was_never_kept_is_walked(world, draft):
	found = api.simulate(
		"", doc={"township": world.CODE, "amount": 5}, draft={**draft, "flow_name": "Never Kept"}
	)
	assert found["outcome"] == "Approved"
	given = api.samples("", {**draft, "flow_name": "Never Kept"})
	assert not given["has_published"] and not given["may_migrate"]


def test_a_draft_with_errors_is_not_walked(world, draft):
	draft["transitions"] = []
	with pytest.raises(errors.FlowNotSound, match="Mend the flow first"):
		api.simulate(world.FLOW, doc={"township": world.CODE}, draft=draft)


def test_who_only_reads_flows_walks_no_draft_of_his_own(world, draft):
	frappe.get_doc("User", world.mail("ann")).add_roles("Auditor")
	frappe.set_user(world.mail("ann"))
	assert api.samples(world.FLOW)
	with pytest.raises(frappe.PermissionError):
		api.samples(world.FLOW, draft)


# -- the page's words -------------------------------------------------------------------------------------


def test_every_text_of_the_tabs_is_given_to_the_page_and_translated():
	folder = Path(designer_api.__file__).parents[1]
	files = [folder / "public" / "js" / f"designer_{name}.js" for name in PANELS]
	shown = {text for file in files for text in re.findall(r'\bt\("([^"]+)"', file.read_text("utf-8"))}
	shown |= {"Who", "How", "Rights", "Time", "Conditions"}
	assert shown - {"Loading…"} == set(designer_panel_texts.TEXTS)
	with (folder / "translations" / "zh.csv").open(encoding="utf-8", newline="") as rows:
		known = {row[0] for row in csv.reader(rows) if row[2:] == ["Flow Designer"]}
	assert shown <= known
