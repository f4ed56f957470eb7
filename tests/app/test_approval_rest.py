"""The doors as REST opens them: real requests of real people, each committed or rolled back on its own."""

import json

import pytest

import frappe

from township_gov.workflows import api


@pytest.fixture
def running(rest, approval_world):
	"""A document in approval at the office node, committed, and the world."""
	doc = approval_world.started()
	frappe.set_user("Administrator")
	frappe.db.commit()
	yield doc
	frappe.set_user("Administrator")
	if frappe.db.get_value("Approval Instance", {"reference_name": doc.name}, "status") == "Running":
		api.act_on(doc.doctype, doc.name, "terminate", opinion="The test is over.")
	frappe.db.commit()


def resource(doctype: str, name: str = "") -> str:
	return f"/api/resource/{doctype}/{name}".rstrip("/")


def doors(doc) -> dict[str, tuple]:
	"""Every REST door to a document in approval: verb, path, body."""
	row, whole = doc.rows[0].name, json.loads(frappe.as_json(doc.as_dict()))
	client, api = "/api/method/frappe.client.", "/api/method/"
	place = {"parent": doc.name, "parenttype": doc.doctype, "parentfield": "rows"}
	return {
		"PUT": ("PUT", resource(doc.doctype, doc.name), {"amount": 9999}),
		"PUT status": ("PUT", resource(doc.doctype, doc.name), {"status": "Approved"}),
		"PUT docstatus": ("PUT", resource(doc.doctype, doc.name), {"docstatus": 1}),
		"PUT child": ("PUT", resource("Approval Trial Row", row), {"item": "zzz"}),
		"PUT child elsewhere": (
			"PUT",
			resource("Approval Trial Row", row),
			{"parent": "x", "parenttype": "ToDo"},
		),
		"POST child": ("POST", resource("Approval Trial Row"), {"item": "zzz", **place}),
		"DELETE": ("DELETE", resource(doc.doctype, doc.name), {}),
		"DELETE child": ("DELETE", resource("Approval Trial Row", row), {}),
		"set_value": (
			"POST",
			client + "set_value",
			{"doctype": doc.doctype, "name": doc.name, "fieldname": {"amount": 9999}},
		),
		"save": ("POST", client + "save", {"doc": whole | {"amount": 9999}}),
		"submit": ("POST", client + "submit", {"doc": whole}),
		"cancel": ("POST", client + "cancel", {"doctype": doc.doctype, "name": doc.name}),
		"delete": ("POST", client + "delete", {"doctype": doc.doctype, "name": doc.name}),
		"rename": (
			"POST",
			client + "rename_doc",
			{"doctype": doc.doctype, "old_name": doc.name, "new_name": "elsewhere"},
		),
		"insert child": (
			"POST",
			client + "insert",
			{"doc": {"doctype": "Approval Trial Row", "item": "zzz", **place}},
		),
		"bulk": (
			"POST",
			client + "bulk_update",
			{"docs": json.dumps([{"doctype": doc.doctype, "docname": doc.name, "amount": 9999}])},
		),
		"desk save": (
			"POST",
			api + "frappe.desk.form.save.savedocs",
			{"doc": json.dumps(whole | {"amount": 9999}), "action": "Save"},
		),
		"desk submit": (
			"POST",
			api + "frappe.desk.form.save.savedocs",
			{"doc": json.dumps(whole), "action": "Submit"},
		),
		"run method": (
			"POST",
			api + "run_doc_method",
			{"dt": doc.doctype, "dn": doc.name, "method": "submit"},
		),
	}


NAMES = [
	"PUT", "PUT status", "PUT docstatus", "PUT child", "PUT child elsewhere", "POST child", "DELETE", "DELETE child",
	"set_value", "save", "submit", "cancel", "delete", "rename", "insert child", "bulk", "desk save", "desk submit",
	"run method",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["ann", "dan"])
def test_no_rest_door_opens(rest, approval_world, running, name, who):
	before = json.loads(frappe.as_json(running.as_dict()))
	verb, path, body = doors(running)[name]
	status, answer = rest.call(verb, path, approval_world.mail(who), **body)
	assert status >= 400 or (name == "bulk" and answer["message"]["failed_docs"]), (status, answer)
	assert json.loads(frappe.as_json(approval_world.fresh(running).as_dict())) == before


def test_a_refused_request_leaves_a_record_and_says_what_to_do(rest, approval_world, running):
	status, answer = rest.call(
		"PUT", resource(running.doctype, running.name), approval_world.mail("dan"), amount=9999
	)
	assert status == 403 and answer["exc_type"] == "DocumentGuarded"
	assert "Bob" in answer["_server_messages"]
	record = frappe.get_last_doc("Refusal Record", {"reference_name": running.name})
	assert record.user == approval_world.mail("dan") and record.action == "save"


def test_the_whole_approval_runs_over_rest(rest, approval_world, running):
	def call(api, who, **values):
		status, answer = rest.method(f"township_gov.workflows.api.{api}", approval_world.mail(who), **values)
		assert status == 200, answer
		return answer["message"]

	where = {"doctype": running.doctype, "name": running.name}
	for who in ("bob", "dan"):
		shown = call("actions", who, **where)
		task = shown["tasks"][0]["task"]
		values = {
			"task": task,
			"action": "approve",
			"seen": shown["modified"],
			"key": f"{running.name}-{who}",
		}
		first = call("act", who, **values)
		assert call("act", who, **values) == first
	assert approval_world.fresh(running).docstatus == 1
	assert [row["action"] for row in call("history", "ann", **where)] == ["start", "approve", "approve"]
	assert running.name in [row["reference_name"] for row in call("tasks", "dan", state="done")["rows"]]


def test_a_guest_reaches_nothing(rest, approval_world, running):
	for name in ("actions", "history", "start"):
		status, _answer = rest.method(
			f"township_gov.workflows.api.{name}", None, doctype=running.doctype, name=running.name
		)
		assert status == 403
