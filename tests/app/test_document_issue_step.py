"""The step "issue" of a running approval: a preview before, the number in the same transaction, void when it comes to nothing."""

import datetime
from itertools import pairwise

import pytest

import frappe

from tests.app import documents_world as papers
from township_gov import clock
from township_gov.documents import api as documents
from township_gov.documents import errors
from township_gov.workflows import api, doors, runtime
from township_gov.workflows.state import State

PAPER = "Official Document"


@pytest.fixture
def issuing(world):
	"""Bob checks, dan issues, cid decides last; the initiator may withdraw until the end."""
	papers.prepare()
	frappe.set_user("Administrator")
	world.publish_flow(withdraw="Until Finished", **steps(world, approvers=["dan"]))
	return world


def steps(world, approvers: list[str], kind: str = papers.KIND) -> dict:
	def named(key, who):
		return {
			"key": key,
			"type": "Approval",
			"label": key.title(),
			"approvers": [{"rule": "Named User", "user": world.mail(who)}],
			"return_to": ["*"],
			"opinion": "Never",
		}

	issue = {"key": "issue", "type": "Issue Document", "label": "Issue", "document": kind}
	issue["approvers"] = [{"rule": "Named User", "user": world.mail(who)} for who in approvers]
	nodes = [
		{"key": "start", "type": "Start", "label": "Draft"},
		named("office", "bob"),
		issue,
		named("last", "cid"),
		{"key": "end", "type": "End", "label": "End"},
	]
	keys = [node["key"] for node in nodes]
	return {
		"nodes": nodes,
		"transitions": [{"from": a, "to": b} for a, b in pairwise(keys)],
	}


def papers_of(doc):
	return frappe.get_all(
		PAPER, {"reference_name": doc.name}, ["name", "number", "status", "signatory", "void_reason"]
	)


def test_before_it_is_issued_its_holder_sees_the_paper_with_room_for_the_number(issuing):
	doc = issuing.started(subject="防汛", remark="加强巡查。")
	issuing.act("bob", doc)
	frappe.set_user(issuing.mail("dan"))
	with clock.set_to(datetime.datetime(2031, 3, 2, 10)):
		shown = documents.preview(issuing.task_of("dan", doc))
	assert shown["number"] == "试政〔2031〕　号" and shown["title"] == "关于防汛的通知"
	assert "gw-sheet" in shown["html"] and "加强巡查" in shown["html"]
	assert papers_of(doc) == [] and not frappe.db.exists("Document Number Series", {"year": 2031})


def test_others_do_not_see_the_preview(issuing):
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	task = issuing.task_of("dan", doc)
	frappe.set_user("Administrator")
	user = frappe.new_doc("User")
	user.update({"email": "stranger.preview@example.org", "first_name": "S", "send_welcome_email": 0})
	user.insert()
	user.add_roles("Petition Officer")
	frappe.set_user(user.name)
	with pytest.raises(frappe.PermissionError):
		documents.preview(task)


def test_the_act_gives_the_number_tells_the_engine_and_signs_with_who_approved_last(issuing):
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	assert papers_of(doc) == []
	result = issuing.act("dan", doc, "issue")
	(paper,) = papers_of(doc)
	assert (paper.status, paper.signatory) == ("Issued", "Bob")
	assert result["nodes"] == ["last"] and issuing.open_tasks(doc) == [("last", "cid")]
	instance = frappe.get_last_doc("Approval Instance", {"reference_name": doc.name})
	state = State.load(frappe.parse_json(instance.state))
	assert [mark.number for mark in state.marks] == [paper.number]
	assert runtime.rebuilt(instance.name) == state


def test_a_repeated_request_issues_once(issuing):
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	first = issuing.act("dan", doc, "issue", key="one")
	task, seen = issuing.task_of("dan", doc), str(issuing.fresh(doc).modified)
	frappe.set_user(issuing.mail("dan"))
	assert api.act(task, "issue", seen=seen, key="one") == first
	assert len(papers_of(doc)) == 1


def test_a_step_that_asks_nobody_issues_at_once(issuing):
	frappe.set_user("Administrator")
	issuing.publish_flow(**steps(issuing, approvers=[]))
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	assert [paper.signatory for paper in papers_of(doc)] == ["Bob"]
	assert issuing.open_tasks(doc) == [("last", "cid")]


def test_what_cannot_be_issued_refuses_the_act_and_leaves_everything_as_it_was(issuing):
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	frappe.db.set_value("Township", issuing.CODE, "document_code", "")
	frappe.db.savepoint("before_act")
	with pytest.raises(errors.NothingToIssue, match="organ code"):
		issuing.act("dan", doc, "issue")
	frappe.db.rollback(save_point="before_act")
	assert issuing.open_tasks(doc) == [("issue", "dan")] and papers_of(doc) == []


@pytest.mark.parametrize("end", ["withdraw", "terminate"])
def test_an_approval_that_comes_to_nothing_makes_its_number_void(issuing, end):
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	issuing.act("dan", doc, "issue")
	frappe.set_user(issuing.mail("ann") if end == "withdraw" else "Administrator")
	api.act_on(doc.doctype, doc.name, end, opinion="拟稿有误")
	(paper,) = papers_of(doc)
	assert (paper.status, paper.void_reason) == ("Void", "拟稿有误")
	again = issuing.started(remark="y")
	issuing.act("bob", again)
	issuing.act("dan", again, "issue")
	assert papers_of(again)[0].number != paper.number


def test_the_timeline_of_the_document_names_its_number(issuing):
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	issuing.act("dan", doc, "issue")
	notes = frappe.get_all("Comment", {"reference_name": doc.name, "comment_type": "Info"}, pluck="content")
	assert any(papers_of(doc)[0].number in note for note in notes)
	frappe.set_user(issuing.mail("ann"))
	assert [row.number for row in documents.issued(doc.doctype, doc.name)] == [papers_of(doc)[0].number]


def test_outside_of_the_step_no_door_of_the_engine_stays_open(issuing):
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	issuing.act("dan", doc, "issue")
	assert not doors.records_open() and not doors.is_open(doc.doctype, doc.name)


def test_the_preview_has_a_page_of_its_own(issuing):
	from township_gov.www import document_preview

	doc = issuing.started(subject="防汛", remark="<b>加强</b>巡查。")
	issuing.act("bob", doc)
	task = issuing.task_of("dan", doc)
	frappe.set_user(issuing.mail("dan"))
	frappe.form_dict.task = task
	context = frappe._dict()
	document_preview.get_context(context)
	html = frappe.render_template("www/document-preview.html", context, is_path=True)
	assert "Preview. The number is given when the document is issued." in html
	assert "gw-sheet" in html and "〕　号" in html and "<b>加强" not in html


def test_a_guest_sees_no_preview(issuing):
	from township_gov.www import document_preview

	frappe.set_user("Guest")
	with pytest.raises(frappe.PermissionError):
		document_preview.get_context(frappe._dict())


def test_the_panel_offers_the_preview_and_leads_to_the_paper(issuing):
	doc = issuing.started(remark="x")
	issuing.act("bob", doc)
	frappe.set_user(issuing.mail("dan"))
	(task,) = api.actions(doc.doctype, doc.name)["tasks"]
	assert task["preview"] == f"/document-preview?task={task['task']}"
	issuing.act("dan", doc, "issue")
	(paper,) = papers_of(doc)
	(shown,) = api.actions(doc.doctype, doc.name)["papers"]
	assert (shown["number"], shown["void"]) == (paper.number, "")
	assert shown["url"].startswith("/app/official-document/")
	frappe.set_user(issuing.mail("cid"))
	(task,) = api.actions(doc.doctype, doc.name)["tasks"]
	assert task["preview"] == ""
	frappe.set_user(issuing.mail("ann"))
	api.act_on(doc.doctype, doc.name, "withdraw", opinion="x")
	assert api.actions(doc.doctype, doc.name)["papers"][0]["void"] == "Void"
