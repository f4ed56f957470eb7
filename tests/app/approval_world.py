"""A small township with people, a document type of its own and flows on it, for the tests of the approval engine.

It is made once per site and committed; tests make their own documents in it. The people are invented.
"""

from __future__ import annotations

from typing import Any

import frappe

TRIAL, ROW = "Approval Trial", "Approval Trial Row"
CODE = "999126001"
FLOW = "Approval Trial Flow"

# account -> (roles, office they hold a post in); cid and dan lead, eve serves another township
PEOPLE = {
	"ann": (["Window Clerk"], "HALL"),
	"bob": (["Window Clerk", "Office Head"], "HALL"),
	"cid": (["Office Head", "Township Leader"], "LEAD"),
	"dan": (["Township Leader"], "LEAD"),
	"eve": (["Office Head"], None),
}


def mail(name: str) -> str:
	"""The account of a person of this world."""
	return f"{name}.trial@example.org"


def build() -> None:
	"""Make the world where it is missing, its findings in English whoever builds it."""
	before, frappe.local.lang = frappe.local.lang, "en"
	_doctypes()
	if not frappe.db.exists("Township", CODE):
		_township()
	publish_flow()
	frappe.local.lang = before


def _doctypes() -> None:
	_doctype(
		ROW,
		[
			{"fieldname": "item", "fieldtype": "Data", "label": "Item"},
			{"fieldname": "amount", "fieldtype": "Int", "label": "Amount"},
		],
		istable=1,
	)
	may = {"read": 1, "write": 1, "create": 1, "delete": 1, "submit": 1, "cancel": 1, "amend": 1, "report": 1}
	_doctype(
		TRIAL,
		[
			{"fieldname": "subject", "fieldtype": "Data", "label": "Subject", "reqd": 1},
			{"fieldname": "township", "fieldtype": "Link", "options": "Township", "label": "Township"},
			{"fieldname": "office", "fieldtype": "Link", "options": "Township Office", "label": "Office"},
			{"fieldname": "cadre", "fieldtype": "Link", "options": "Cadre", "label": "Cadre"},
			{"fieldname": "amount", "fieldtype": "Int", "label": "Amount", "allow_on_submit": 1},
			{"fieldname": "remark", "fieldtype": "Small Text", "label": "Remark"},
			{
				"fieldname": "status",
				"fieldtype": "Select",
				"label": "Status",
				"options": "Draft\nChecking\nDeciding\nApproved\nRejected\nTaken Back",
				"default": "Draft",
				"allow_on_submit": 1,
				"no_copy": 1,
			},
			{"fieldname": "rows", "fieldtype": "Table", "options": ROW, "label": "Rows"},
			{"fieldname": "amended_from", "fieldtype": "Link", "options": TRIAL, "label": "Amended From"},
		],
		is_submittable=1,
		track_changes=1,
		autoname="hash",
		title_field="subject",
		allow_rename=1,
		permissions=[{"role": role, **may} for role in ("Window Clerk", "Office Head", "Township Leader")],
	)


def _doctype(name: str, fields: list[dict], **values: Any) -> None:
	if not frappe.db.exists("DocType", name):
		frappe.get_doc(
			{
				"doctype": "DocType",
				"name": name,
				"module": "Township Gov",
				"custom": 1,
				"fields": fields,
				**values,
			}
		).insert()


def _township() -> None:
	new("Township", township_code=CODE, township_name="试验乡", kind="Township")
	new("Township", township_code="999126002", township_name="邻近乡", kind="Township")
	offices = {
		"HALL": new("Township Office", township=CODE, office_code="HALL", office_name="便民服务中心"),
		"LEAD": new("Township Office", township=CODE, office_code="LEAD", office_name="领导班子"),
	}
	cadres = {}
	for number, (name, (roles, office)) in enumerate(PEOPLE.items(), 1):
		_user(name, roles)
		township = CODE if office else "999126002"
		cadres[name] = new(
			"Cadre",
			cadre_code=f"T{number:03}",
			employee_name=name.title(),
			township=township,
			user_id=mail(name),
			date_of_joining="2010-01-01",
		)
		if office:
			_give_post(cadres[name], offices[office], number)
	frappe.get_doc("Township Office", offices["HALL"].name).db_set("head", cadres["bob"].name)


def _give_post(cadre, office, number: int) -> None:
	post = new("Post", office=office.name, post_code=f"P{number}", post_name=f"岗位{number}", ceiling=9)
	new("Post Assignment", cadre=cadre.name, post=post.name, from_date="2024-01-15")
	frappe.db.set_value("Cadre", cadre.name, "current_post", post.name)


def _user(name: str, roles: list[str]) -> None:
	if not frappe.db.exists("User", mail(name)):
		user = frappe.new_doc("User")
		user.update({"email": mail(name), "first_name": name.title(), "send_welcome_email": 0})
		user.insert()
		user.add_roles(*roles)


def new(doctype: str, **values: Any):
	"""Insert a document."""
	return frappe.get_doc({"doctype": doctype, **values}).insert()


def definition(**changes: Any) -> dict[str, Any]:
	"""Clerk's office checks, leaders decide; big amounts need all leaders."""
	data = {
		"flow_name": FLOW,
		"applies_to": TRIAL,
		"status_field": "status",
		"statuses": {"approved": "Approved", "rejected": "Rejected", "withdrawn": "Taken Back"},
		"starts_from": [],
		"fields_after_end": ["remark"],
		"nodes": [
			{"key": "start", "type": "Start", "label": "Draft", "status": "Draft", "required": ["amount"]},
			{
				"key": "office",
				"type": "Approval",
				"label": "Office",
				"status": "Checking",
				"approvers": [{"rule": "Role in Scope", "role": "Office Head"}],
				"actions": {"approve": "Accept", "reject": "Do Not Accept", "return": "Send Back"},
				"fields": ["remark", "rows.amount", "rows:add"],
				"opinion": "On Reject or Return",
			},
			{"key": "size", "type": "Exclusive Split", "label": "Size"},
			{
				"key": "one",
				"type": "Approval",
				"label": "One Leader",
				"status": "Deciding",
				"approvers": [{"rule": "Role in Scope", "role": "Township Leader"}],
				"return_to": ["*"],
				"opinion": "Never",
			},
			{
				"key": "all",
				"type": "Approval",
				"label": "All Leaders",
				"status": "Deciding",
				"how": "All",
				"approvers": [{"rule": "Role in Scope", "role": "Township Leader"}],
				"return_to": ["*"],
				"after_return": "Straight Back",
				"opinion": "Never",
				"apart": {"initiator": True, "fields": ["cadre"], "kin": True},
			},
			{"key": "end", "type": "End", "label": "End"},
		],
		"transitions": [
			{"from": "start", "to": "office"},
			{"from": "office", "to": "size"},
			{"from": "size", "to": "all", "when": [[{"field": "amount", "operator": ">", "value": 100}]]},
			{"from": "size", "to": "one"},
			{"from": "one", "to": "end"},
			{"from": "all", "to": "end"},
		],
	}
	return data | changes


def publish_flow(**changes: Any):
	"""Write and publish the flow (or a changed one) through its form."""
	from township_gov.workflows import publishing
	from township_gov.workflows.definition import Flow
	from township_gov.workflows.form import values_of

	values = values_of(Flow.parse(definition(**changes)))
	if frappe.db.exists("Approval Flow", values["flow_name"]):
		doc = frappe.get_doc("Approval Flow", values["flow_name"])
		doc.update(values)
		doc.save()
	else:
		doc = frappe.get_doc({"doctype": "Approval Flow", **values}).insert()
	publishing.publish(doc)
	return doc


def trial(by: str = "ann", **values: Any):
	"""A new document, made by a person."""
	frappe.set_user(mail(by))
	given = {"subject": "Trial", "township": CODE, "amount": 10, "rows": [{"item": "a", "amount": 1}]}
	return new(TRIAL, **given | values)


def started(by: str = "ann", **values: Any):
	"""A document whose approval is running."""
	from township_gov.workflows import api

	doc = trial(by, **values)
	api.start(TRIAL, doc.name)
	return fresh(doc)


def fresh(doc):
	"""The document as it is stored now."""
	return frappe.get_doc(doc.doctype, doc.name)


def open_tasks(doc) -> list[tuple[str, str]]:
	"""(node, person) of everybody who is asked now."""
	rows = frappe.get_all(
		"Approval Task",
		filters={"reference_name": doc.name, "status": "Open"},
		fields=["node_key", "assigned_to"],
	)
	return sorted((row.node_key, row.assigned_to.split(".")[0]) for row in rows)


def task_of(who: str, doc) -> str:
	"""The newest task of a person on a document."""
	rows = frappe.get_all(
		"Approval Task",
		filters={"reference_name": doc.name, "assigned_to": mail(who)},
		order_by="creation desc, task_no desc",
		pluck="name",
		limit=1,
	)
	return rows[0]


def act(who: str, doc, action: str = "approve", **values: Any) -> dict[str, Any]:
	"""Let a person decide, having read the document as it is now."""
	from township_gov.workflows import api

	frappe.set_user(mail(who))
	values.setdefault("seen", str(fresh(doc).modified))
	return api.act(task_of(who, doc), action, **values)
