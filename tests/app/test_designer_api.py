"""The flow designer's server side: what it loads, offers, checks and keeps, and for whom."""

from __future__ import annotations

import copy
import json

import pytest

import frappe

from township_gov.workflows import api, designer_api, errors
from township_gov.workflows.form import definition_of


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
	with pytest.raises(frappe.PermissionError):
		designer_api.save(draft, world.FLOW, loaded["modified"])


def test_who_serves_one_township_reads_the_shared_flow_but_changes_his_own_only(world, draft, loaded):
	user = frappe.get_doc("User", world.mail("ann"))
	user.add_roles("Township Administrator")
	frappe.set_user(user.name)
	assert designer_api.load(world.FLOW)["may_write"] is False
	with pytest.raises(frappe.PermissionError):
		designer_api.save(draft, world.FLOW, loaded["modified"])
	copied = {**draft, "flow_name": "Trial Flow of Ours", "township": world.CODE}
	assert designer_api.save(copied)["may_write"] is True


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
