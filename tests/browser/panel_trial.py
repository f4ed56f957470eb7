"""A document type with a flow that has everything the approval panel draws, in the demo township.

Made once per site and committed, through the same doors as any other flow; the people are those of the demo.
"""

from __future__ import annotations

from typing import Any

import frappe

TRIAL, FLOW, TOWNSHIP, DOMAIN = "Panel Trial", "Panel Trial Flow", "331126205", "longgong.example"
GIVING = ("transfer", "delegate", "add before", "add beside", "add after", "remove", "take back", "copy")


def mail(name: str) -> str:
	"""The account of a person of the demo."""
	return f"{name}@{DOMAIN}"


def named(*names: str) -> list[dict[str, Any]]:
	"""Approver rules that name these people."""
	return [{"rule": "Named User", "user": mail(name)} for name in names]


def build() -> None:
	"""Make the doctype and publish its flow where they are missing."""
	from township_gov.workflows import publishing
	from township_gov.workflows.definition import Flow
	from township_gov.workflows.form import values_of

	if not frappe.db.exists("DocType", TRIAL):
		_doctype()
	if not frappe.db.exists("Approval Flow", FLOW):
		doc = frappe.get_doc({"doctype": "Approval Flow", **values_of(Flow.parse(definition()))}).insert()
		publishing.publish(doc)
	frappe.db.commit()


def _doctype() -> None:
	may = {"read": 1, "write": 1, "create": 1, "print": 1}
	fields = [
		("subject", "Data", "事由", {"reqd": 1, "in_list_view": 1}),
		("township", "Link", "乡镇（街道）", {"options": "Township", "reqd": 1}),
		("office", "Link", "申请机构", {"options": "Township Office", "in_list_view": 1}),
		("amount", "Currency", "金额（元）", {"in_list_view": 1}),
		("purpose", "Small Text", "用途说明", {}),
		(
			"status",
			"Select",
			"状态",
			{"options": "Draft\nChecking\nApproved\nRejected", "default": "Draft", "no_copy": 1},
		),
	]
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": TRIAL,
			"module": "Township Gov",
			"custom": 1,
			"autoname": "format:PT-{#####}",
			"title_field": "subject",
			"track_changes": 1,
			"fields": [
				{"fieldname": name, "fieldtype": kind, "label": label, **more}
				for name, kind, label, more in fields
			],
			"permissions": [
				{"role": role, **may}
				for role in (
					"Window Clerk",
					"Office Head",
					"Township Leader",
					"Finance Officer",
					"System Manager",
				)
			],
		}
	).insert()


def step(key: str, label: str, *names: str, **values: Any) -> dict[str, Any]:
	"""An approval step."""
	node = {
		"key": key,
		"type": "Approval",
		"label": label,
		"approvers": named(*names),
		"return_to": ["*"],
		"allow": GIVING,
	}
	return {**node, "opinion": "On Reject or Return", "apart": {"initiator": False}, **values}


def definition() -> dict[str, Any]:
	"""Office head; then three branches at once: finance, a vote, signatures in order; then by the amount."""
	return {
		"flow_name": FLOW,
		"title": "经费使用审批",
		"applies_to": TRIAL,
		"status_field": "status",
		"statuses": {"approved": "Approved", "rejected": "Rejected", "withdrawn": "Draft"},
		"withdraw": "Until Finished",
		"nodes": [
			{"key": "start", "type": "Start", "label": "登记", "status": "Draft"},
			step("office", "机构负责人审核", "shen.sb", status="Checking"),
			{"key": "fork", "type": "Parallel Split", "label": "分送"},
			step("money", "财务审核", "hu.cw", timer=[{"after": 480, "do": "Remind"}]),
			step(
				"vote",
				"班子票决",
				"zhou.fxz",
				"ye.fxz",
				"wu.zr",
				how="Vote",
				vote={"at_least": "2/3", "chair": named("wu.zr")[0]},
			),
			step("order", "依次会签", "hong.ww", "xie.cj", how="In Order"),
			{"key": "join", "type": "Join", "label": "汇总"},
			{"key": "size", "type": "Exclusive Split", "label": "金额"},
			step("mayor", "镇长审批", "lin.xz", opinion="Always"),
			step("deputy", "分管领导审批", "zhou.fxz"),
			{"key": "copy", "type": "Copy", "label": "抄送财务", "approvers": named("hu.cw")},
			{"key": "end", "type": "End", "label": "办结", "submit": False},
		],
		"transitions": [
			{"from": "start", "to": "office"},
			{"from": "office", "to": "fork"},
			{"from": "fork", "to": "money"},
			{"from": "fork", "to": "vote"},
			{"from": "fork", "to": "order"},
			{"from": "money", "to": "join"},
			{"from": "vote", "to": "join"},
			{"from": "order", "to": "join"},
			{"from": "join", "to": "size"},
			{"from": "size", "to": "mayor", "when": [[{"field": "amount", "operator": ">", "value": 5000}]]},
			{"from": "size", "to": "deputy"},
			{"from": "mayor", "to": "copy"},
			{"from": "deputy", "to": "copy"},
			{"from": "copy", "to": "end"},
		],
	}


def started(subject: str, amount: float = 8000, by: str = "chen.ck") -> Any:
	"""A document whose approval runs, started by a clerk."""
	from township_gov.workflows import api

	frappe.set_user(mail(by))
	doc = frappe.get_doc(
		{
			"doctype": TRIAL,
			"subject": subject,
			"township": TOWNSHIP,
			"office": f"{TOWNSHIP}-SB",
			"amount": amount,
			"purpose": "用于社保服务窗口的设备更新与宣传材料印制。",
		}
	).insert()
	api.start(TRIAL, doc.name)
	return frappe.get_doc(TRIAL, doc.name)


def act(who: str, doc: Any, action: str = "approve", **values: Any) -> dict[str, Any]:
	"""Let a person act on his open task, having read the document as it is."""
	from township_gov.workflows import api

	frappe.set_user(mail(who))
	task = frappe.get_all(
		"Approval Task",
		filters={"reference_name": doc.name, "assigned_to": mail(who), "status": "Open"},
		pluck="name",
	)[0]
	seen = str(frappe.db.get_value(TRIAL, doc.name, "modified"))
	return api.act(task, action, seen=seen, key=frappe.generate_hash(), **values)
