"""What the panel tells a person: where it stands, who has it and why, what he may do, and his own phrases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import frappe

from township_gov.workflows import api, errors, panel_texts, phrases, sheet

PUBLIC = Path(frappe.get_app_path("township_gov")) / "public"
SCRIPTS = "act_dialogs approval_history approval_holders approval_inbox approval_panel dialogs dom drafts flow_drawing".split()


def states(shown) -> dict[str, str]:
	return {node["key"]: node["state"] for node in shown["drawing"]["nodes"]}


def whole(shown) -> list[str]:
	return [one["action"] for one in shown["whole"]]


def test_each_person_sees_his_own_buttons(world):
	doc = world.trial()
	shown = api.actions(world.TRIAL, doc.name)
	assert shown["can_start"] and set(states(shown).values()) == {"todo"}
	api.start(world.TRIAL, doc.name)
	shown = api.actions(world.TRIAL, doc.name)
	assert "withdraw" in whole(shown) and not shown["tasks"] and not shown["can_start"]
	frappe.set_user(world.mail("bob"))
	shown = api.actions(world.TRIAL, doc.name)
	assert "withdraw" not in whole(shown)
	offered = {one["action"]: one["group"] for one in shown["tasks"][0]["actions"]}
	assert offered == {"approve": "primary", "reject": "secondary", "return": "secondary"}
	assert states(shown)["start"] == "done" and states(shown)["office"] == "current"
	frappe.set_user("Guest")
	with pytest.raises(frappe.PermissionError):
		api.actions(world.TRIAL, doc.name)


def test_it_says_who_has_it_and_why_with_post_and_light(world):
	doc = world.started()
	one = api.actions(world.TRIAL, doc.name)["now"][0]
	assert (one["name"], one["post"], one["light"], one["step"]) == ("Bob", "岗位2", "green", "Office")
	assert "Office Head" in one["why"] and not one["mine"]


def test_the_way_not_taken_is_told_with_its_condition_in_words(world):
	doc = world.started(amount=500)
	world.act("bob", doc)
	frappe.set_user(world.mail("ann"))
	shown = api.actions(world.TRIAL, doc.name)
	words = {way["target"]: (way["words"], way["state"]) for way in shown["drawing"]["ways"]}
	assert words["all"] == ("Amount above 100", "taken")
	assert words["one"] == ("Otherwise", "not taken")
	assert states(shown)["one"] == "not taken"


def test_returning_says_what_will_happen(world):
	doc = world.started(amount=500)
	world.act("bob", doc)
	frappe.set_user(world.mail("dan"))
	targets = api.actions(world.TRIAL, doc.name)["tasks"][0]["targets"]
	told = {one["key"]: one["then"] for one in targets}
	assert told["initiator"].startswith("Round 2 begins: Initiator (Ann) is asked again.")
	assert "comes straight back" in told["office"] and "(Bob)" in told["office"]


def test_refusing_for_good_is_confirmed_first(world):
	doc = world.started()
	frappe.set_user(world.mail("bob"))
	task = api.actions(world.TRIAL, doc.name)["tasks"][0]
	confirmed = {one["action"]: one["confirm"] for one in task["actions"]}
	assert "ends the whole approval" in confirmed["reject"]
	assert confirmed["approve"] == confirmed["return"] == ""


def test_returns_are_told_in_words_with_their_round(world):
	doc = world.started()
	world.act("bob", doc, "return", to_node="initiator", opinion="Add the plan.")
	frappe.set_user(world.mail("ann"))
	told = api.actions(world.TRIAL, doc.name)["returns"]
	assert [(one["actor_name"], one["from_label"], one["to_label"], one["opinion"]) for one in told] == [
		("Bob", "Office", "Draft", "Add the plan.")
	]


def test_an_administrator_is_offered_what_mends_an_approval(world):
	doc = world.started()
	frappe.set_user("Administrator")
	shown = api.actions(world.TRIAL, doc.name)
	assert {"suspend", "terminate", "reassign"} <= set(whole(shown))
	assert {one["action"]: one["reason"] for one in shown["whole"]}["terminate"]
	assert not {"suspend", "terminate"} & set(whole(_seen_by(world, doc, "ann")))


def _seen_by(world, doc, who):
	frappe.set_user(world.mail(who))
	return api.actions(world.TRIAL, doc.name)


def test_the_history_names_capacity_and_time(world):
	doc = world.started()
	world.act("bob", doc, opinion="Fine.")
	rows = api.history(world.TRIAL, doc.name)
	assert rows[-1]["post_name"] == "岗位2" and rows[-1]["opinion"] == "Fine."
	assert rows[-1]["named"] == [] and rows[-1]["acting_for_name"] == ""


def test_a_person_keeps_phrases_of_his_own(world):
	frappe.set_user(world.mail("bob"))
	assert api.keep_phrase("  同意，请  抓紧落实。 ") == ["同意，请 抓紧落实。"]
	assert api.keep_phrase("Second") == ["Second", "同意，请 抓紧落实。"]
	assert api.keep_phrase("同意，请 抓紧落实。")[0] == "同意，请 抓紧落实。"
	frappe.set_user(world.mail("dan"))
	assert phrases.own() == []
	frappe.set_user(world.mail("bob"))
	assert api.drop_phrase("Second") == ["同意，请 抓紧落实。"]
	for refused in ("", "x" * (phrases.LONGEST + 1)):
		with pytest.raises(phrases.PhraseRefused, match="shorten"):
			api.keep_phrase(refused)
	for number in range(phrases.MOST - 1):
		api.keep_phrase(f"phrase {number}")
	with pytest.raises(phrases.PhraseRefused, match="remove one"):
		api.keep_phrase("one too many")


def test_only_the_holder_of_a_task_attaches_files_to_it(world):
	doc = world.started()
	task = world.task_of("bob", doc)
	with pytest.raises(errors.ApprovalNotYours):
		_upload(world, "dan", task)
	file = frappe.get_doc("File", _upload(world, "bob", task)["name"])
	assert (file.attached_to_name, file.is_private) == (doc.name, 1)
	world.act("bob", doc, attachments=[{"name": file.name}])
	assert api.history(world.TRIAL, doc.name)[-1]["attachments"][0]["file_name"] == file.file_name


def _upload(world, who, task):
	"""What the platform's upload leaves for the method it calls."""
	frappe.set_user(world.mail(who))
	frappe.local.uploaded_file, frappe.local.uploaded_filename = b"quote", "quote.txt"
	frappe.form_dict["task"] = task
	return api.attach()


def test_a_refusal_for_want_of_a_right_is_recorded_whichever_call_refuses(world):
	"""Each as a request: what was refused is undone, the record of the refusal stays."""
	from tests.app.approval_steps import moment, propose
	from township_gov import clock
	from township_gov.workflows.substitution_terms import NotYourSubstitutionError

	doc = world.started()
	task = world.task_of("bob", doc)
	about = {"reference_doctype": doc.doctype, "reference_name": doc.name}
	sent = {"user": world.mail("cid"), "person": "cadre:somebody-else", **about}
	frappe.get_doc({"doctype": "Approval Copy", "name": "T-COPY", **sent}).db_insert()
	with clock.set_to(moment("2026-03-01 09:00")):
		term = propose(world).name
	calls = {
		(doc.name, "attach"): lambda: _upload(world, "dan", task),
		(doc.name, "read_copy"): lambda: api.read_copy("T-COPY"),
		(term, "answer"): lambda: api.answer_substitution(term, 1),
		(term, "end"): lambda: api.end_substitution(term),
	}
	for (name, action), call in calls.items():
		frappe.set_user(world.mail("ann"))
		with pytest.raises((errors.ApprovalNotYours, NotYourSubstitutionError)):
			call()
		frappe.db.before_commit.run()
		frappe.db.after_rollback.reset()
		kept = frappe.get_all("Refusal Record", {"reference_name": name, "action": action}, ["kind", "user"])
		assert [row.kind for row in kept] in (["ApprovalNotYours"], ["NotYourSubstitutionError"]), action


def test_the_sheet_holds_the_main_fields_and_every_opinion(world):
	doc = world.started(subject="Roof repair")
	world.act("bob", doc, opinion="Leaks badly.")
	shown = sheet.sheet(doc)
	assert {one["label"]: one["value"] for one in shown["fields"]}["Subject"] == "Roof repair"
	steps = {step["step"]: step["rows"] for step in shown["opinions"]}
	row = steps["Office"][0]
	assert (row["name"], row["post"], row["opinion"], row["label"]) == (
		"Bob",
		"岗位2",
		"Leaks badly.",
		"Accept",
	)
	assert shown["running"] and shown["title"].endswith("Approval Form") and "试验乡" in shown["organ"]


def test_printing_the_sheet_is_recorded(world):
	doc = world.started()
	api.printed(world.TRIAL, doc.name)
	row = frappe.get_last_doc("Access Log", {"reference_document": doc.name})
	assert (row.user, row.method, row.export_from) == (world.mail("ann"), "Print", world.TRIAL)
	entry = {"kind": "Print", "record_name": doc.name, "user": world.mail("ann")}
	assert frappe.get_all("Audit Entry", entry, pluck="action") == ["Approval Form"]
	frappe.set_user("Guest")
	with pytest.raises(frappe.PermissionError):
		api.printed(world.TRIAL, doc.name)


def test_every_text_of_the_scripts_is_known_to_the_server():
	"""The browser shows a text it was not given in English; none may be missing, none left over."""
	scripts = "\n".join((PUBLIC / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
	called = set(re.findall(r'\bt\(\s*"((?:[^"\\]|\\.)*)"', scripts))
	assert called <= set(panel_texts.TEXTS), called - set(panel_texts.TEXTS)
	unused = [
		text for text in panel_texts.TEXTS if f'"{text}"' not in scripts and not text.startswith("How: ")
	]
	assert not unused
