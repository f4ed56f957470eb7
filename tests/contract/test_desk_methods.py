"""The whitelisted methods a desk lives on: search, load, save, list, report, assign."""

from __future__ import annotations

import json

import pytest

import frappe

from tests.contract.forms import AUDITOR, CLERK, HEAD, MANAGER_USER, STRANGER
from tests.contract.make import area, order

pytestmark = pytest.mark.usefixtures("committed")


def test_search_link_finds_by_name_and_search_fields(rest):
	area("North Hall")
	area("South Hall")
	area("Elsewhere")
	status, body = rest.method("frappe.desk.search.search_link", CLERK, doctype="CT Area", txt="hall")
	assert status == 200
	assert sorted(row["value"] for row in body["message"]) == ["North Hall", "South Hall"]
	assert set(body["message"][0]) >= {"value", "description"}


def test_search_link_takes_filters(rest):
	area("North Hall", rank=1)
	area("South Hall", rank=2)
	status, body = rest.method(
		"frappe.desk.search.search_link", CLERK, doctype="CT Area", txt="", filters={"rank": 2}
	)
	assert [row["value"] for row in body["message"]] == ["South Hall"]


def test_search_link_asks_for_the_right(rest):
	area("North Hall")
	status, body = rest.method("frappe.desk.search.search_link", STRANGER, doctype="CT Area", txt="")
	assert (status, body.get("exc_type")) == (403, "PermissionError") or body["message"] == []


def test_getdoc_gives_docs(rest):
	doc = order(rows=1, inner="hidden")
	get = "/api/method/frappe.desk.form.load.getdoc"
	status, body = rest.call("GET", get, CLERK, doctype="CT Order", name=doc.name)
	assert status == 200
	assert body["docs"][0]["name"] == doc.name
	assert body["docs"][0]["lines"][0]["item"] == "item 1"
	assert body["docs"][0].get("inner") is None
	assert rest.call("GET", get, STRANGER, doctype="CT Order", name=doc.name)[0] == 403


def test_assignments_by_method(rest):
	doc = order()
	add = "frappe.desk.form.assign_to.add"
	status, body = rest.method(
		add,
		MANAGER_USER,
		doctype="CT Order",
		name=doc.name,
		assign_to=json.dumps([HEAD, STRANGER]),
		description="look",
	)
	assert status == 200, body
	assert {row["owner"] for row in body["message"]} == {HEAD, STRANGER}
	assert frappe.has_permission(
		"CT Order", "read", doc=doc.name, user=STRANGER
	), "shared with who may not read"
	assert (
		rest.method(add, AUDITOR, doctype="CT Order", name="nowhere", assign_to=json.dumps([HEAD]))[0] == 404
	)
	status, body = rest.method(
		"frappe.desk.form.assign_to.remove", CLERK, doctype="CT Order", name=doc.name, assign_to=HEAD
	)
	assert [row["owner"] for row in body["message"]] == [STRANGER]
	todo = frappe.get_last_doc("ToDo", {"reference_name": doc.name, "allocated_to": HEAD})
	assert (todo.status, todo.assigned_by) == ("Cancelled", MANAGER_USER)


def test_savedocs_saves_submits_and_cancels(rest):
	new = {"doctype": "CT Order", "title": "desk", "__islocal": 1, "__unsaved": 1, "name": "new-ct-order-1"}
	save = "frappe.desk.form.save.savedocs"
	status, body = rest.method(save, HEAD, doc=json.dumps(new), action="Save")
	assert status == 200
	saved = body["docs"][0]
	assert saved["name"].startswith("CTO-") and saved["docstatus"] == 0
	status, body = rest.method(save, HEAD, doc=json.dumps(saved), action="Submit")
	assert (status, body["docs"][0]["docstatus"]) == (200, 1)
	status, body = rest.method("frappe.desk.form.save.cancel", HEAD, doctype="CT Order", name=saved["name"])
	assert (status, body["docs"][0]["docstatus"]) == (200, 2)


def test_reportview_get_and_count(rest):
	area("North", rank=1)
	area("South", rank=2)
	status, body = rest.method(
		"frappe.desk.reportview.get",
		CLERK,
		doctype="CT Area",
		fields=json.dumps(["`tabCT Area`.`name`", "`tabCT Area`.`rank`"]),
		filters=json.dumps([["CT Area", "rank", ">", 0]]),
		order_by="`tabCT Area`.`rank` asc",
		start=0,
		page_length=20,
	)
	assert status == 200
	assert body["message"]["keys"] == ["name", "rank"]
	assert body["message"]["values"] == [["North", 1], ["South", 2]]
	status, body = rest.method(
		"frappe.desk.reportview.get_count",
		CLERK,
		doctype="CT Area",
		filters=json.dumps([["CT Area", "rank", "=", 1]]),
	)
	assert (status, body["message"]) == (200, 1)


def test_validate_link(rest):
	area("North", head="Li")
	status, body = rest.method(
		"frappe.client.validate_link", CLERK, doctype="CT Area", docname="North", fields=json.dumps(["head"])
	)
	assert body["message"] == {"name": "North", "head": "Li"}


def test_a_document_method_by_run_doc_method(rest):
	doc = order()
	status, body = rest.method("run_doc_method", HEAD, dt="CT Order", dn=doc.name, method="submit")
	assert status == 200
	assert frappe.db.get_value("CT Order", doc.name, "docstatus") == 1


def test_a_document_method_that_is_not_whitelisted(rest):
	doc = order()
	status, body = rest.method("run_doc_method", HEAD, dt="CT Order", dn=doc.name, method="db_update")
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_a_document_method_by_resource(rest):
	doc = order()
	status, body = rest.call("POST", f"/api/resource/CT%20Order/{doc.name}", HEAD, run_method="submit")
	assert status == 200
	assert frappe.db.get_value("CT Order", doc.name, "docstatus") == 1


def test_comments_are_added_by_method(rest):
	doc = order()
	status, body = rest.method(
		"frappe.desk.form.utils.add_comment",
		CLERK,
		reference_doctype="CT Order",
		reference_name=doc.name,
		content="look",
		comment_email=CLERK,
		comment_by="Clerk",
	)
	assert status == 200
	assert "look" in frappe.db.get_value(
		"Comment", {"reference_name": doc.name, "comment_type": "Comment"}, "content"
	)


def test_a_query_report_is_run_with_columns_and_rows(rest, report):
	area("North", rank=1)
	status, body = rest.method(
		"frappe.desk.query_report.run", HEAD, report_name=report, filters=json.dumps({})
	)
	assert status == 200
	assert [row["name"] for row in body["message"]["result"]] == ["North"]
	assert body["message"]["columns"][0]["fieldname"] == "name"


def test_a_report_asks_for_its_roles(rest, report):
	status, body = rest.method("frappe.desk.query_report.run", AUDITOR, report_name=report, filters="{}")
	assert (status, body["exc_type"]) == (403, "PermissionError")


@pytest.fixture
def report(site):
	"""A query report on areas for the heads."""
	doc = frappe.get_doc(
		{
			"doctype": "Report",
			"report_name": "CT Areas",
			"ref_doctype": "CT Area",
			"report_type": "Query Report",
			"is_standard": "No",
			"query": "select name as name, rank as rank from `tabCT Area`",
			"columns": [
				{"fieldname": "name", "label": "Name", "fieldtype": "Link", "options": "CT Area"},
				{"fieldname": "rank", "label": "Rank", "fieldtype": "Int"},
			],
			"roles": [{"role": "CT Head"}],
		}
	).insert()
	yield doc.name
	frappe.db.rollback()
	frappe.delete_doc("Report", "CT Areas", force=True)
	frappe.db.commit()
