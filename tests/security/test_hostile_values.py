"""Values of a shape nobody expects are refused with a word about them; none reaches a failure (500)."""

from __future__ import annotations

import json

import pytest

import frappe

pytestmark = pytest.mark.standalone
ADMIN = "Administrator"
CLIENT = "frappe.client."


def message_of(answer: dict) -> str:
	return " ".join(
		json.loads(entry)["message"] for entry in json.loads(answer.get("_server_messages", "[]"))
	)


@pytest.mark.parametrize(
	("method", "arguments", "named"),
	[
		("frappe.client.get_value", {"doctype": "ToDo"}, "fieldname"),
		("frappe.client.delete", {}, "doctype, name"),
		("frappe.share.get_users", {"doctype": "ToDo"}, "name"),
		("township_gov.workflows.api.act", {"action": "approve"}, "task"),
		("run_doc_method", {}, "method"),
	],
)
def test_a_call_that_lacks_an_argument_is_told_so(rest, method, arguments, named):
	status, answer = rest.method(method, ADMIN, **arguments)
	assert (status, answer["exc_type"]) == (417, "FrappeTypeError")
	assert named in message_of(answer)


def test_a_method_of_a_document_takes_its_own_arguments_only(rest):
	status, answer = rest.call("POST", "/api/resource/Country/China", ADMIN, run_method="submit", odd=1)
	assert (status, answer["exc_type"]) == (417, "FrappeTypeError")
	assert "odd" in message_of(answer)


@pytest.mark.parametrize("value", [[], {"a": 1}, 5, True, None])
@pytest.mark.parametrize("argument", ["doctype", "fieldname"])
def test_an_argument_of_a_wrong_type_is_refused_by_its_name(rest, argument, value):
	arguments = {"doctype": "ToDo", "fieldname": "name", argument: value}
	if argument == "fieldname" and isinstance(value, list):
		return  # a list of fields is one
	status, answer = rest.method(CLIENT + "get_value", ADMIN, **arguments)
	assert (status, answer["exc_type"]) == (417, "FrappeTypeError")
	assert argument in message_of(answer)


@pytest.mark.parametrize(
	"filters",
	[
		5,
		True,
		"[",
		'"text"',
		[1],
		[[1]],
		[["name"]],
		[["name", "=", 1, 2, 3, 4], "name", None, {}],
		[[["name", "=", "x"]], "and", {"": 1}],
		[[None, "name", "=", "x"]],
		{"name": ["=", "x", "y"]},
		{"name": [{}, {}]},
		{"name": ["nothing", 1]},
		{"name": ["in", {"a": 1}]},
		{"name": ["=", [1, 2]]},
		{"name": ["=", {"a": 1}]},
		{"modified": [">", "no date"]},
		{"modified": ["between", [{}, []]]},
		{"modified": ["timespan", {}]},
		{"idx": ["=", 10**30]},
		{"name": ["descendants of", "x"]},
		{"a\x00b": 1},
		{"name; drop": 1},
	],
)
@pytest.mark.parametrize("door", ["list", "count", "reportview"])
def test_filters_of_no_known_shape_are_refused(rest, filters, door):
	if door == "list":
		status, answer = rest.call("GET", "/api/resource/ToDo", ADMIN, filters=json.dumps(filters))
	elif door == "count":
		status, answer = rest.method(CLIENT + "get_count", ADMIN, doctype="ToDo", filters=filters)
	else:
		status, answer = rest.method("frappe.desk.reportview.get", ADMIN, doctype="ToDo", filters=filters)
	assert status in (200, 417), answer
	if status == 417:
		assert message_of(answer) or answer["exc_type"] in ("UnsupportedValue", "UnreadableDate")


@pytest.mark.parametrize(
	"question",
	[
		{"filters": '{"no_such": 1}'},
		{"fields": '["no_such"]'},
		{"order_by": "no_such desc"},
		{"group_by": "no_such"},
		{"order_by": "99"},
		{"fields": '{"a": 1}'},
		{"fields": "7"},
		{"filters": '{"parent": "x"}'},
	],
)
def test_an_unknown_field_is_refused_by_its_name(rest, question):
	status, answer = rest.call("GET", "/api/resource/ToDo", ADMIN, **question)
	assert (status, answer["exc_type"]) == (417, "DataError")
	assert message_of(answer)


@pytest.mark.parametrize(
	"body",
	[
		{"description": []},
		{"description": {"a": 1}},
		{"date": "no date"},
		{"date": [1]},
		{"idx": 10**30},
		{"docstatus": {}},
		{"name": []},
		{"owner": 1.5},
	],
)
@pytest.mark.parametrize("door", ["create", "insert", "savedocs", "set_value"])
def test_a_document_no_field_can_hold_is_refused(rest, body, door):
	before = frappe.db.count("ToDo")
	doc = {"doctype": "ToDo", "description": "x", **body}
	if door == "create":
		status, _answer = rest.call("POST", "/api/resource/ToDo", ADMIN, **doc)
	elif door == "insert":
		status, _answer = rest.method(CLIENT + "insert", ADMIN, doc=doc)
	elif door == "savedocs":
		status, _answer = rest.method(
			"frappe.desk.form.save.savedocs", ADMIN, doc=json.dumps(doc), action="Save"
		)
	else:
		status, _answer = rest.method(
			CLIENT + "set_value", ADMIN, doctype="Country", name="China", fieldname={"code": [], **body}
		)
	assert status == 417
	assert frappe.db.count("ToDo") == before


@pytest.mark.parametrize(
	"doc", [{"docstatus": 1}, {"docstatus": 1, "document_type": "Nothing", "document_name": "x"}]
)
def test_a_tag_of_no_document_is_refused(rest, town, doc):
	status, answer = rest.method(
		CLIENT + "insert", town.mail("shi"), doc={"doctype": "Tag Link", "title": "x", **doc}
	)
	assert status in (403, 417), answer


@pytest.mark.parametrize(
	"name", ["validate", "save", "get", "as_dict", "has_permission", "flags", "meta", "_save"]
)
def test_a_value_does_not_take_the_place_of_a_method(rest, name):
	status, answer = rest.call("POST", "/api/resource/ToDo", ADMIN, description="x", **{name: "mine"})
	assert status == 200, answer
	assert answer["data"].get(name) != "mine"
	frappe.delete_doc("ToDo", answer["data"]["name"])
	frappe.db.commit()


@pytest.mark.parametrize(
	"filters",
	[5, [1], "[", {"township": {"a": 1}}, {"from_date": "no date"}, {"x": [[1]]}, {"township": 10**30}],
)
def test_a_report_refuses_filters_it_cannot_use(rest, filters):
	for report in frappe.get_all("Report", {"module": "Township Gov"}, pluck="name"):
		status, answer = rest.method(
			"frappe.desk.query_report.run", ADMIN, report_name=report, filters=filters
		)
		assert status in (200, 417), (report, answer)


@pytest.mark.parametrize(
	"body",
	[
		b"{",
		b'{"a": "\\ud800"}',
		b"[" * 100_000,
		b'{"doc": "{\\"doctype\\": \\"\\\\ud800\\"}"}',
		b"1",
		b'{"limit": 1e999}',
	],
)
def test_a_broken_body_is_refused(site, body):
	from werkzeug.test import Client

	from tests.platforms import api_token

	token = api_token(ADMIN)
	frappe.db.commit()
	frappe.destroy()
	try:
		answer = Client(site.wsgi()).post(
			"/api/method/frappe.client.insert",
			data=body,
			content_type="application/json",
			headers={"Authorization": f"token {token}"},
		)
		answer.get_data()
	finally:
		site.connect()
	assert answer.status_code in (400, 417)


def test_debugging_shows_the_sql_to_system_managers_only(rest, town):
	status, answer = rest.call("GET", "/api/resource/Village", town.mail("shi"), debug=1)
	assert (status, "_debug_messages" in answer) == (200, False)
	assert "select" in rest.call("GET", "/api/resource/Village", ADMIN, debug=1)[1]["_debug_messages"]


def test_a_standard_doctype_is_neither_renamed_nor_deleted(site):
	frappe.flags.in_test = False
	frappe.local.lang = "en"
	try:
		with pytest.raises(frappe.ValidationError, match="renamed"):
			frappe.rename_doc("DocType", "ToDo", "Doings", force=True)
		with pytest.raises(frappe.ValidationError, match="deleted"):
			frappe.delete_doc("DocType", "ToDo")
	finally:
		frappe.flags.in_test = True
