"""Looking ahead: a document walked through a flow, last month's through a draft, BPMN to download; nothing is written."""

from __future__ import annotations

import csv
import json
import re
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import frappe
from frappe.utils import add_days, today

from tests.app.test_approval_acts import publish
from tests.app.test_approval_nodes import named
from township_gov import clock
from township_gov.workflows import api, bpmn, errors, foresight, foresight_api

WATCHED = (
	"Email Queue",
	"Notification Log",
	"File",
	"Series",
	"Version",
	"Comment",
	"Scheduled Job Log",
	"Error Log",
)


def in_all() -> dict[str, int]:
	"""How many records of every kind there are."""
	tables = [row for row in frappe.db.get_tables() if row.startswith("tab") or row.startswith("__")]
	return {name: frappe.db.sql(f"select count(*) from `{name}`")[0][0] for name in tables}


def contents(doctypes: tuple[str, ...]) -> dict[str, list]:
	"""The rows themselves of what a simulation could touch."""
	return {one: frappe.db.sql(f"select * from `tab{one}` order by name") for one in doctypes}


@contextmanager
def untouched(world):
	"""Fail if the block wrote a row, a file, a job, a message or a naming series, or changed what is cached."""
	import os

	from township_gov.workflows import published

	before, rows = in_all(), contents((world.TRIAL, "Approval Instance", "Approval Task", "Approval Flow"))
	series, writes = frappe.db.sql("select * from `tabSeries` order by name"), frappe.db.transaction_writes
	folder = frappe.get_site_path("private", "files")
	files, jobs = sorted(os.listdir(folder)), _after_commit()
	guarded, version = published.guarded(), published.parse.cache_info().currsize
	yield
	assert in_all() == before
	assert contents(tuple(rows)) == rows
	assert frappe.db.sql("select * from `tabSeries` order by name") == series
	assert frappe.db.transaction_writes == writes
	assert sorted(os.listdir(folder)) == files
	assert _after_commit() == jobs, "a job or a message waits for the commit"
	assert published.guarded() == guarded
	assert published.parse.cache_info().currsize == version
	assert not frappe.message_log


def _after_commit() -> int:
	"""How many functions wait for the commit."""
	manager = frappe.db.after_commit
	return len(getattr(manager, "_functions", None) or getattr(manager, "functions", None) or ())


def path(found: dict) -> list[str]:
	return [step["node"] for step in found["steps"]]


def names(step: dict) -> list[str]:
	return [row["user"].split(".")[0] for row in step["people"]]


def step_of(found: dict, node: str) -> dict:
	return next(step for step in found["steps"] if step["node"] == node)


# -- simulate ---------------------------------------------------------------------------------------------


def test_a_stored_document_is_walked_with_its_people_and_the_reasons(world):
	doc = world.trial(amount=200)
	frappe.set_user("Administrator")
	found = api.simulate(world.FLOW, world.TRIAL, doc.name)
	assert path(found) == ["start", "office", "size", "all", "end"]
	assert found["outcome"] == "Approved"
	office = step_of(found, "office")
	assert names(office) == ["bob", "cid"]
	assert office["people"][0]["why_full"].startswith("Holds the role Office Head in 试验乡 since ")
	big, other = step_of(found, "size")["ways"]
	assert (big["when"], big["met"], big["taken"]) == ("Amount above 100", ["Amount: 200"], True)
	assert (other["when"], other["taken"]) == ("in every other case", False)


def test_a_field_of_a_level_that_the_reader_does_not_have_shows_no_value(world, monkeypatch):
	doc = world.trial(amount=200)
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("ann")).add_roles("Auditor")
	frappe.set_user(world.mail("ann"))
	monkeypatch.setattr(frappe.get_meta(world.TRIAL).get_field("amount"), "permlevel", 3)
	big = step_of(api.simulate(world.FLOW, world.TRIAL, doc.name), "size")["ways"][0]
	assert big["met"] == ["Amount: (not open to you)"]


def test_a_sample_is_walked_without_a_document(world):
	found = api.simulate(world.FLOW, doc={"township": world.CODE, "amount": 5}, initiator=world.mail("ann"))
	assert path(found) == ["start", "office", "size", "one", "end"]
	assert names(step_of(found, "start")) == ["ann"]


def test_a_number_typed_into_a_sample_is_compared_as_a_number(world):
	"""The flow asks for more than 100: as text, 20 would come after it, and 1000 before 200."""
	for typed, way in (("20", "one"), ("100", "one"), ("1000", "all"), ("200", "all")):
		found = api.simulate(
			world.FLOW, doc={"township": world.CODE, "amount": typed}, initiator=world.mail("ann")
		)
		assert way in path(found), typed


def test_a_sample_offers_who_may_start_it_with_what_he_brings(world):
	people = foresight_api.samples(world.FLOW)["people"]
	ann = next(one for one in people if one["value"] == world.mail("ann"))
	office = frappe.db.get_value("Cadre", {"user_id": world.mail("ann")}, "department")
	assert ann["brings"] == {"Township Office": office, "Township": world.CODE}


def test_who_is_passed_over_is_told_with_the_reason(world):
	doc = world.trial(by="bob")
	frappe.set_user("Administrator")
	office = step_of(api.simulate(world.FLOW, world.TRIAL, doc.name), "office")
	assert [(row["name"], row["reason"]) for row in office["passed_over"]] == [
		("Bob", "Started the approval")
	]
	assert names(office) == ["cid"]


def test_decisions_are_chosen_and_the_alternatives_told(world):
	doc = world.trial(amount=200)
	frappe.set_user("Administrator")
	found = api.simulate(world.FLOW, world.TRIAL, doc.name, choices={"all": "return:office"})
	assert path(found) == ["start", "office", "size", "all", "office", "all", "end"]
	rejected = next(row for row in step_of(found, "all")["alternatives"] if row["action"] == "reject")
	assert (rejected["label"], rejected["outcome"]) == ("Reject", "Rejected")
	ended = api.simulate(world.FLOW, world.TRIAL, doc.name, choices=json.dumps({"office": ["reject"]}))
	assert ended["outcome"] == "Rejected"


def test_the_draft_of_the_form_is_walked_and_the_published_version_on_request(world):
	flow = frappe.get_doc("Approval Flow", world.FLOW)
	next(row for row in flow.nodes if row.node_key == "office").label = "New Office"
	flow.save()
	labels = [step["label"] for step in api.simulate(world.FLOW, doc={"township": world.CODE})["steps"]]
	assert "New Office" in labels
	labels = [
		step["label"]
		for step in api.simulate(world.FLOW, doc={"township": world.CODE}, version="published")["steps"]
	]
	assert "New Office" not in labels


def test_time_limits_and_past_durations_become_dates(world):
	publish(
		world,
		named(world, "office", "bob", timer=[{"after": 480, "do": "Remind"}]),
		named(world, "boss", "dan"),
	)
	with clock.set_to(frappe.utils.get_datetime("2026-03-02 09:00:00")):
		doc = world.started()
	with clock.set_to(frappe.utils.get_datetime("2026-03-02 10:00:00")):
		world.act("bob", doc)
	with clock.set_to(frappe.utils.get_datetime("2026-03-02 11:30:00")):
		world.act("dan", doc)
	frappe.set_user("Administrator")
	with clock.set_to(frappe.utils.get_datetime("2026-03-03 09:00:00")):
		found = api.simulate(world.FLOW, doc={"township": world.CODE})
	assert [rung["at"] for rung in step_of(found, "office")["rungs"]] == ["2026-03-04 09:00:00"]
	assert step_of(found, "boss")["takes"] == {"minutes": 90, "basis": "median", "count": 1}
	assert (found["ends_at"], found["unknown"]) == ("2026-03-03 11:30:00", [])


def test_a_simulation_leaves_no_trace_even_where_controllers_would_write(world, monkeypatch):
	from frappe.model.document import Document

	def write(self, *_args, **_more):
		frappe.get_doc({"doctype": "Comment", "comment_type": "Comment", "reference_doctype": "User", "reference_name": "Guest", "content": "x"}).insert()  # fmt: skip
		frappe.sendmail(recipients=["a@example.org"], subject="x", message="x")

	doc = world.trial(amount=200)
	frappe.set_user("Administrator")
	for hook in (
		"validate",
		"before_insert",
		"on_update",
		"before_save",
		"after_insert",
		"autoname",
		"on_change",
	):
		monkeypatch.setattr(Document, hook, write, raising=False)
	api.simulate(world.FLOW, world.TRIAL, doc.name)  # what is read once is kept
	with untouched(world):
		api.simulate(world.FLOW, world.TRIAL, doc.name, choices={"office": ["return"]})
		api.simulate(world.FLOW, doc={"township": world.CODE, "amount": 500, "rows": [{"item": "b"}]})
		api.replay(world.FLOW, add_days(today(), -30), today())
		api.export_bpmn(world.FLOW)


def test_what_a_controller_writes_while_it_is_read_is_undone_and_refused(world, monkeypatch):
	def candidates(*_args, **_more):
		frappe.db.set_value("Township", world.CODE, "township_name", "written")
		return []

	monkeypatch.setattr("township_gov.workflows.people.candidates", candidates)
	with pytest.raises(foresight.ForesightWrote):
		api.simulate(world.FLOW, doc={"township": world.CODE})
	assert frappe.db.get_value("Township", world.CODE, "township_name") == "试验乡"


def test_looking_ahead_needs_read_permission_on_the_flow_and_on_the_document(world):
	doc = world.trial()
	frappe.set_user(world.mail("ann"))
	for call in (
		lambda: api.simulate(world.FLOW, world.TRIAL, doc.name),
		lambda: api.replay(world.FLOW, today(), today()),
		lambda: api.export_bpmn(world.FLOW),
		lambda: api.samples(world.FLOW),
	):
		with pytest.raises(frappe.PermissionError):
			call()
	frappe.set_user("Administrator")
	reader = frappe.get_doc("User", world.mail("eve"))
	reader.add_roles("Auditor")
	reader.remove_roles("Office Head")
	frappe.set_user(world.mail("eve"))
	with pytest.raises(frappe.PermissionError):
		api.simulate(world.FLOW, world.TRIAL, doc.name)
	with pytest.raises(frappe.PermissionError):
		api.simulate(world.FLOW, doc={"township": world.CODE})
	assert "definitions" in api.export_bpmn(world.FLOW)


def test_a_draft_that_cannot_run_says_what_to_mend(world):
	flow = frappe.get_doc("Approval Flow", world.FLOW)
	flow.transitions = [row for row in flow.transitions if row.to_node != "end"]
	flow.save()
	with pytest.raises(errors.FlowNotSound, match="Mend the flow first"):
		api.simulate(world.FLOW, doc={})


# -- replay -----------------------------------------------------------------------------------------------


def draft(world, change) -> None:
	"""Change the form without publishing it."""
	frappe.set_user("Administrator")
	flow = frappe.get_doc("Approval Flow", world.FLOW)
	change(flow)
	flow.save()


def replayed(world) -> dict:
	frappe.set_user("Administrator")
	return api.replay(world.FLOW, today(), today())


def gained(found: dict, before: dict[str, int]) -> dict[str, int]:
	"""What the totals have more than before: a site may hold approvals of other tests."""
	return {name: count - before[name] for name, count in found["totals"].items() if count != before[name]}


def row_of(found: dict, doc) -> dict:
	return next(row for row in found["rows"] if row["name"] == doc.name)


def test_the_published_flow_replays_as_it_was(world):
	before = replayed(world)["totals"]
	doc = world.started(amount=200)
	world.act("bob", doc)
	world.act("cid", doc)
	world.act("dan", doc)
	found = replayed(world)
	assert gained(found, before) == {"documents": 1, "same": 1}
	assert doc.name not in [row["name"] for row in found["rows"]]


def test_a_limit_that_is_moved_sends_documents_another_way(world):
	small, big = world.started(amount=60), world.started(amount=200)
	world.act("bob", small)
	world.act("dan", small)
	draft(world, lambda flow: flow.conditions[0].update({"value": "50"}))
	found = replayed(world)
	row = row_of(found, small)
	assert (row["path_before"], row["path_after"]) == (["Office", "One Leader"], ["Office", "All Leaders"])
	assert (row["outcome_before"], row["outcome_after"]) == ("Approved", "Outcome unknown")
	assert row["presumed"] == ["All Leaders"]
	assert row["missing"] == ["persons kept apart at All Leaders, as of today"]
	assert big.name not in {one["name"] for one in found["rows"]}


def test_other_people_are_named_and_what_the_log_lacks_is_said(world):
	doc = world.started()
	world.act("bob", doc)

	def only_dan(flow):
		flow.approvers = [row for row in flow.approvers if row.node_key != "office"]
		flow.append("approvers", {"node_key": "office", "rule": "Named User", "user": world.mail("dan")})

	draft(world, only_dan)
	found = replayed(world)
	(step,) = row_of(found, doc)["people"]
	assert (step["label"], step["before"], step["after"]) == ("Office", ["Bob", "Cid"], ["Dan"])
	assert "people of Office, as of today" in [row["what"] for row in found["from_today"]]


def test_a_field_that_was_not_logged_is_taken_as_it_is_today_and_said(world):
	doc = world.started(remark="yes")

	def by_remark(flow):
		flow.conditions[0].update({"field_name": "remark", "operator": "is set", "value": ""})

	draft(world, by_remark)
	world.act("bob", doc)
	found = replayed(world)
	assert row_of(found, doc)["path_after"] == ["Office", "All Leaders"]
	assert "Remark, as the document has it today" in [row["what"] for row in found["from_today"]]


def test_only_documents_that_the_reader_may_read_are_named(world):
	draft(world, lambda flow: flow.conditions[0].update({"value": "50"}))
	frappe.set_user("Administrator")
	auditor = frappe.get_doc("User", world.mail("eve"))
	auditor.add_roles("Auditor")
	auditor.remove_roles("Office Head")
	frappe.set_user(world.mail("eve"))
	before = api.replay(world.FLOW, today(), today())["totals"]
	world.act("bob", world.started(amount=60))
	frappe.set_user(world.mail("eve"))
	found = api.replay(world.FLOW, today(), today())
	assert found["rows"] == []
	more = gained(found, before)
	assert more["hidden"] == more["path"] == 1


def test_the_days_of_a_replay_are_checked(world):
	with pytest.raises(errors.ApprovalRefused, match="last day after the first"):
		api.replay(world.FLOW, today(), add_days(today(), -1))


# -- BPMN -------------------------------------------------------------------------------------------------


def test_a_flow_is_exported_and_downloaded_with_labels_people_read(world):
	root = ET.fromstring(api.export_bpmn(world.FLOW))
	flow = root.find(f".//{{{bpmn.MODEL}}}sequenceFlow[@name='Amount > 100']")
	assert (
		flow.find(f"{{{bpmn.MODEL}}}conditionExpression").text == 'amount not in (None, "") and amount > 100'
	)
	api.download_bpmn(world.FLOW)
	assert frappe.response.filename == "Approval_Trial_Flow.bpmn"
	assert frappe.response.type == "download"
	assert frappe.response.filecontent.startswith(b"<?xml")


def test_the_page_gets_what_it_asks_with(world):
	doc = world.trial()
	frappe.set_user("Administrator")
	found = api.samples(world.FLOW)
	assert doc.name in [row["name"] for row in found["documents"]]
	assert {"amount", "township"} <= {row["name"] for row in found["fields"]}
	assert found["may_migrate"]
	assert set(api.foresight_texts()) >= {"Simulate", "Replay Last Month"}


def test_the_page_is_for_those_who_may_read_the_flow(world):
	from township_gov.www import flow_foresight

	frappe.local.form_dict = frappe._dict(flow=world.FLOW)
	context = frappe._dict()
	flow_foresight.get_context(context)
	assert (context.flow, context.title) == (world.FLOW, f"Look Ahead: {world.FLOW}")
	for user in (world.mail("ann"), "Guest"):
		frappe.set_user(user)
		frappe.local.form_dict = frappe._dict(flow=world.FLOW)
		with pytest.raises(frappe.PermissionError):
			flow_foresight.get_context(frappe._dict())
	frappe.set_user("Administrator")
	frappe.local.form_dict = frappe._dict(flow="nothing")
	with pytest.raises(frappe.DoesNotExistError):
		flow_foresight.get_context(frappe._dict())


def test_every_text_of_the_page_is_translated():
	folder = Path(foresight.__file__).parents[1] / "public" / "js"
	files = [*folder.glob("foresight_*.js"), folder / "flow_foresight.js", folder / "flow_links.js"]
	shown = {text for file in files for text in re.findall(r'\bt\("([^"]+)"', file.read_text("utf-8"))}
	assert len(shown) > 40
	assert shown <= set(foresight_api.TEXTS)
	with (folder.parents[1] / "translations" / "zh.csv").open(encoding="utf-8", newline="") as rows:
		known = {row[0] for row in csv.reader(rows) if row[2:] == [foresight_api.CONTEXT]}
	assert set(foresight_api.TEXTS) <= known
