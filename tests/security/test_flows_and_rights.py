"""Who draws approval flows without being a System Manager gives himself no rights by them."""

import json

import pytest

import frappe

from tests.security.conftest import forget
from township_gov.workflows import published

MANAGER, PROFILE = "county.security@example.org", "Managers by Flow"


@pytest.fixture
def drawer(town):
	"""A County Administrator: he draws flows for all townships, and manages no users."""
	if not frappe.db.exists("User", MANAGER):
		user = frappe.new_doc("User")
		user.update({"email": MANAGER, "first_name": "县管", "send_welcome_email": 0})
		user.insert()
		user.add_roles("County Administrator")
	if not frappe.db.exists("Role Profile", PROFILE):
		before, frappe.flags.in_install = (
			frappe.flags.in_install,
			True,
		)  # v15 would queue and lock it otherwise
		frappe.get_doc(
			{"doctype": "Role Profile", "role_profile": PROFILE, "roles": [{"role": "System Manager"}]}
		).insert()
		frappe.flags.in_install = before
	frappe.db.commit()
	yield MANAGER
	frappe.set_user("Administrator")
	for name in frappe.get_all("Approval Flow", {"owner": MANAGER}, pluck="name"):
		frappe.db.delete("Approval Flow Version", {"flow": name})
		forget("Approval Flow", name)
	for record in ("Approval Instance", "Approval Task", "Approval Log"):
		frappe.db.delete(record, {"reference_doctype": "User"})
	published.changed()
	frappe.db.commit()


def flow(applies_to: str, status_field: str, status: str) -> dict:
	"""Somebody fills in, the drawer himself decides; at that step the status is written."""
	title = f"Security {frappe.generate_hash(length=6)}"
	nodes = [
		{"node_key": "start", "node_type": "Start", "label": "Start", "editable_fields": "*"},
		{
			"node_key": "step",
			"node_type": "Approval",
			"label": "Step",
			"status": status,
			"apart_initiator": 0,
		},
		{"node_key": "end", "node_type": "End", "label": "End"},
	]
	return {
		"flow_name": title,
		"title": title,
		"applies_to": applies_to,
		"status_field": status_field,
		"nodes": nodes,
		"approvers": [{"node_key": "step", "rule": "Named User", "user": MANAGER}],
		"transitions": [
			{"transition_key": "t1", "from_node": "start", "to_node": "step", "decision": "approve"},
			{"transition_key": "t2", "from_node": "step", "to_node": "end", "decision": "approve"},
		],
	}


def publish(rest, who: str, draft: dict) -> tuple[int, dict]:
	status, answer = rest.call(
		"POST", "/api/method/township_gov.workflows.designer_api.save", who, draft=draft
	)
	assert status == 200, answer
	kept = answer["message"]
	return rest.call(
		"POST",
		"/api/method/township_gov.workflows.designer_api.publish",
		who,
		flow=kept["flow"],
		modified=kept["modified"],
	)


def said(answer: dict) -> str:
	"""The words of a refusal: System Managers get them with the class, others in the messages only."""
	return str(answer.get("exception")) + str(json.loads(answer["_server_messages"]))


def test_nobody_becomes_a_system_manager_by_an_approval_of_his_own_account(rest, drawer):
	status, answer = publish(rest, drawer, flow("User", "role_profile_name", PROFILE))
	assert status == 417 and answer["exc_type"] == "FlowNotSound", answer
	rest.call("POST", "/api/method/township_gov.workflows.api.start", drawer, doctype="User", name=drawer)
	assert "System Manager" not in frappe.get_roles(drawer)


@pytest.mark.parametrize(
	"doctype", ["User Permission", "Role", "Report", "Workspace", "Print Format", "File", "ToDo", "Has Role"]
)
def test_records_of_the_platform_are_decided_by_no_flow(rest, drawer, doctype):
	status, answer = publish(rest, drawer, flow(doctype, "", ""))
	assert status == 417 and "程序自身的记录" in said(answer), answer


@pytest.mark.parametrize("field", ["user_id", "is_technical", "date_of_joining", "id_number"])
def test_a_status_is_written_into_a_field_for_a_status_only(rest, drawer, field):
	status, answer = publish(rest, drawer, flow("Cadre", field, "x"))
	assert status == 417 and "不能由审批写入" in said(answer), answer
