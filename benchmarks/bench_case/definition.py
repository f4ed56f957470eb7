"""DocTypes, roles, flow and report of Bench Case, as plain dictionaries that both platforms take."""

from __future__ import annotations

import itertools
from typing import Any

CASE, MATERIAL, CITIZEN = "Bench Case", "Bench Case Material", "Bench Citizen"
PLACE, SUBJECT = "Bench Place", "Bench Subject"
RANDOM_CASE = "Bench Random Case"  # the same with random names: no series is counted up
FLOW_CASE = "Bench Flow Case"  # the same under a Workflow of Frappe, or an Approval Flow of the app
REPORT = "Bench Cases by Place"
REPORT_OVER = "Bench Cases by Place over a Number"  # the same, of groups with more cases than a filter says
WORKFLOW = "Bench Case Workflow"

STATES = ("Draft", "Checking", "Deciding", "Working", "Delivered", "Refused")
CHANNELS = ("Window", "Online", "Phone", "Village")
PRIORITIES = ("Low", "Normal", "High")
MATERIAL_STATES = ("Missing", "Provided", "Waived")

CLERK, MANAGER, LEADER = (f"bench.{who}@example.org" for who in ("clerk", "manager", "leader"))
ROLES = ("Bench Clerk", "Bench Manager", "Bench Leader", "Bench Reader")
USERS = dict(zip((CLERK, MANAGER, LEADER), ROLES, strict=False))

# The grouped report reads nothing but these, so an index over them answers it without touching the rows.
REPORT_INDEX = ["place", "subject", "is_urgent", "fee"]
# A list filters by three of these and sorts by the last.
LIST_INDEX = ["status", "channel", "received_on", "modified"]
FIGURES = "select `place`, `subject`, count(*) as `cases`, sum(`is_urgent`) as `urgent`, sum(`fee`) as `fees`"
GROUPED = f"{FIGURES} from `tabBench Case` group by `place`, `subject`"
REPORT_QUERY = f"{GROUPED} order by `place`, `subject`"
REPORT_OVER_QUERY = f"{GROUPED} having count(*) > %(over)s order by `place`, `subject`"


def field(fieldname: str, fieldtype: str, options: str = "", **more: Any) -> dict[str, Any]:
	"""One field; its label is its name in words."""
	values = {"fieldname": fieldname, "fieldtype": fieldtype, "label": fieldname.replace("_", " ").title()}
	return values | ({"options": options} if options else {}) | more


def case_fields() -> list[dict[str, Any]]:
	"""The 27 data fields of a case, and its table."""
	return [
		field("title", "Data", reqd=1, in_list_view=1),
		field("citizen", "Link", CITIZEN, reqd=1, search_index=1),
		field("place", "Link", PLACE, reqd=1, in_list_view=1),
		field("subject", "Link", SUBJECT, reqd=1),
		field("handler", "Link", "User"),
		field("status", "Select", "\n".join(STATES), default=STATES[0], in_list_view=1),
		field("channel", "Select", "\n".join(CHANNELS), default=CHANNELS[0]),
		field("priority", "Select", "\n".join(PRIORITIES), default=PRIORITIES[1]),
		field("applicant_name", "Data", in_list_view=1),
		field("phone", "Data"),
		field("contact_code", "Data"),
		field("address", "Small Text"),
		field("received_on", "Date", reqd=1, search_index=1),
		field("due_on", "Date"),
		field("closed_on", "Date"),
		field("received_at", "Datetime"),
		field("answered_at", "Datetime"),
		field("is_urgent", "Check"),
		field("is_online", "Check"),
		field("needs_visit", "Check"),
		field("fee", "Currency"),
		field("deposit", "Currency"),
		field("visits", "Int"),
		field("satisfaction", "Float"),
		field("request", "Small Text"),
		field("answer", "Small Text"),
		field("remark", "Small Text"),
		field("materials", "Table", MATERIAL),
	]


def material_fields() -> list[dict[str, Any]]:
	"""The fields of a child row."""
	return [
		field("material_name", "Data", reqd=1, in_list_view=1),
		field("copies", "Int", in_list_view=1),
		field("is_required", "Check"),
		field("status", "Select", "\n".join(MATERIAL_STATES), default=MATERIAL_STATES[0], in_list_view=1),
		field("provided_on", "Date"),
		field("note", "Small Text"),
	]


def permissions() -> list[dict[str, Any]]:
	"""Four roles: one creates, one decides, one may also delete, one only reads."""
	read = {"read": 1, "report": 1, "export": 1, "print": 1}
	write = read | {"write": 1, "create": 1}
	rights = zip(ROLES, (write, write, write | {"delete": 1}, read), strict=True)
	return [{"role": role, **may} for role, may in rights]


def doctype(name: str, fields: list[dict[str, Any]], **values: Any) -> dict[str, Any]:
	"""A custom DocType of the app's module."""
	base = {"doctype": "DocType", "name": name, "module": "Township Gov", "custom": 1, "fields": fields}
	return base | {"permissions": permissions()} | values


def case_doctype(name: str, autoname: str) -> dict[str, Any]:
	"""A DocType with a case's fields under another name and naming."""
	return doctype(name, case_fields(), autoname=autoname, track_changes=1, title_field="title")


def doctypes() -> list[dict[str, Any]]:
	"""All DocTypes, those that others link to first."""
	return [
		doctype(MATERIAL, material_fields(), istable=1, permissions=[]),
		doctype(PLACE, [field("place_name", "Data", reqd=1)], autoname="field:place_name"),
		doctype(SUBJECT, [field("subject_name", "Data", reqd=1)], autoname="field:subject_name"),
		doctype(
			CITIZEN,
			[field("citizen_code", "Data", reqd=1), field("full_name", "Data"), field("phone", "Data")],
			autoname="field:citizen_code",
		),
		case_doctype(CASE, "BC-.YYYY.-.######"),
		case_doctype(RANDOM_CASE, "hash"),
		case_doctype(FLOW_CASE, "BF-.YYYY.-.######"),
	]


def report(name: str, query: str) -> dict[str, Any]:
	"""A Query Report: 288 groups over all cases."""
	return {
		"doctype": "Report",
		"report_name": name,
		"ref_doctype": CASE,
		"report_type": "Query Report",
		"is_standard": "No",
		"module": "Township Gov",
		"query": query,
		"columns": [
			{"fieldname": "place", "label": "Place", "fieldtype": "Link", "options": PLACE, "width": 120},
			{
				"fieldname": "subject",
				"label": "Subject",
				"fieldtype": "Link",
				"options": SUBJECT,
				"width": 120,
			},
			{"fieldname": "cases", "label": "Cases", "fieldtype": "Int", "width": 80},
			{"fieldname": "urgent", "label": "Urgent", "fieldtype": "Int", "width": 80},
			{"fieldname": "fees", "label": "Fees", "fieldtype": "Currency", "width": 100},
		],
		"roles": [{"role": role} for role in ROLES],
	}


# (from, action, to, who decides, condition): six states and eight transitions
TRANSITIONS = (
	("Draft", "Submit", "Checking", "Bench Clerk", ""),
	("Checking", "Accept", "Deciding", "Bench Manager", ""),
	("Checking", "Refuse", "Refused", "Bench Manager", ""),
	("Deciding", "Approve", "Working", "Bench Leader", "doc.fee < 1000"),
	("Deciding", "Return", "Checking", "Bench Leader", ""),
	("Working", "Deliver", "Delivered", "Bench Clerk", ""),
	("Working", "Return", "Deciding", "Bench Clerk", ""),
	("Refused", "Return", "Draft", "Bench Clerk", ""),
)


def workflow() -> dict[str, Any]:
	"""Frappe's Workflow on the flow's DocType."""
	editors = {"Deciding": "Bench Leader", "Checking": "Bench Manager"}
	return {
		"doctype": "Workflow",
		"workflow_name": WORKFLOW,
		"document_type": FLOW_CASE,
		"workflow_state_field": "status",
		"is_active": 1,
		"send_email_alert": 0,
		"states": [
			{"state": state, "doc_status": "0", "allow_edit": editors.get(state, "Bench Clerk")}
			for state in STATES
		],
		"transitions": [
			{"state": begin, "action": action, "next_state": end, "allowed": role, "condition": condition}
			for begin, action, end, role, condition in TRANSITIONS
		],
	}


def approval_flow() -> dict[str, Any]:
	"""The app's flow of the same steps: checked by the manager, decided by a leader, done by the clerk."""
	steps = (("check", "Checking", "Bench Manager"), ("decide", "Deciding", "Bench Leader"))
	steps += (("work", "Working", "Bench Clerk"),)
	nodes = [
		{
			"key": key,
			"type": "Approval",
			"label": status,
			"status": status,
			"approvers": [{"rule": "Role in Scope", "role": role, "township_field": ""}],
			"actions": {"approve": "Accept", "reject": "Refuse", "return": "Return"},
			"return_to": ["*"],
			"apart": {"initiator": key != "work"},
		}
		for key, status, role in steps
	]
	keys = ["start", *(key for key, _status, _role in steps), "end"]
	return {
		"flow_name": FLOW_CASE,
		"applies_to": FLOW_CASE,
		"status_field": "status",
		"statuses": {"approved": "Delivered", "rejected": "Refused", "withdrawn": "Draft"},
		"nodes": [
			{"key": "start", "type": "Start", "label": "Draft", "status": "Draft"},
			*nodes,
			{"key": "end", "type": "End", "label": "End"},
		],
		"transitions": [{"from": begin, "to": end} for begin, end in itertools.pairwise(keys)],
	}
