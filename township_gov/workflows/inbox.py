"""A person's own approvals: what waits for him, what he did, what he started."""

from __future__ import annotations

import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, get_datetime

from township_gov import clock
from township_gov.workflows import people
from township_gov.workflows.errors import ApprovalRefused

STATES = ("open", "done", "started")
# Calendar days after which an open task is shown yellow, then red
YELLOW_AFTER, RED_AFTER = 2, 5
_TASK_FIELDS = (
	"name",
	"reference_doctype",
	"reference_name",
	"title",
	"township",
	"flow_title",
	"node_label",
	"round",
	"why",
	"status",
	"action",
	"opened_at",
	"closed_at",
)


def tasks(state: str, doctype: str | None = None, start: int = 0, limit: int = 50) -> dict[str, Any]:
	"""One page of the session user's tasks or started approvals, with counts of all three lists."""
	if state not in STATES:
		frappe.throw(
			_("{0} is no list of the inbox; choose one of: {1}.").format(state, ", ".join(STATES)),
			ApprovalRefused,
		)
	source, filters = _source(state)
	if doctype:
		filters["reference_doctype"] = doctype
	fields = _TASK_FIELDS if source == "Approval Task" else _STARTED_FIELDS
	rows = frappe.get_all(
		source,
		filters=filters,
		fields=list(fields),
		order_by="opened_at asc" if state == "open" else "modified desc",
		start=start,
		page_length=limit,
	)
	now = clock.now()
	return {
		"state": state,
		"rows": [_shown(row, now, source) for row in rows],
		"counts": counts(),
		"doctypes": _doctypes(state),
		"start": start,
		"limit": limit,
	}


def counts() -> dict[str, int]:
	"""How many entries each list of the session's user has."""
	return {state: frappe.db.count(*_source(state)) for state in STATES}


def open_count() -> int:
	"""How many tasks wait for the session's user."""
	return frappe.db.count(*_source("open"))


def notification_config() -> dict[str, dict[str, str]]:
	"""The count beside the inbox's link (hook `notification_config`)."""
	return {"for_other": {"My Approvals": "township_gov.workflows.inbox.open_count"}}


_STARTED_FIELDS = (
	"name",
	"reference_doctype",
	"reference_name",
	"title",
	"township",
	"flow as flow_title",
	"node_label",
	"round",
	"waiting",
	"status",
	"started_at as opened_at",
	"ended_at as closed_at",
)


def _source(state: str) -> tuple[str, dict[str, Any]]:
	user = frappe.session.user
	if state == "started":
		return "Approval Instance", {"initiator": user}
	# A natural person sees his tasks under each of his accounts
	status = "Open" if state == "open" else "Done"
	return "Approval Task", {"person": people.person_of(user), "status": status}


def _doctypes(state: str) -> list[dict[str, str]]:
	source, filters = _source(state)
	names = frappe.get_all(source, filters=filters, pluck="reference_doctype", distinct=True)
	return [{"value": name, "label": _(name)} for name in sorted(set(names))]


def _shown(row: frappe._dict, now: datetime.datetime, source: str) -> dict[str, Any]:
	"""A row as the browser shows it: translated labels, age in days, light while open."""
	opened = get_datetime(row.opened_at)
	age = max((now - opened).days, 0)
	is_open = row.status in ("Open", "Running")
	light = ("red" if age >= RED_AFTER else "yellow" if age >= YELLOW_AFTER else "green") if is_open else ""
	return {
		**row,
		"opened_at": str(opened)[:16],
		"closed_at": str(row.closed_at)[:16] if row.closed_at else "",
		"doctype_label": _(row.reference_doctype),
		"flow_title": _(row.flow_title),
		"node_label": ", ".join(_(part) for part in (row.node_label or "").split(", ")),
		"status_label": _(row.status, context=source),
		"action_label": _((row.get("action") or "").title(), context="Approval"),
		"waiting_label": _(row.get("waiting")) if row.get("waiting") else "",
		"round": cint(row.round),
		"age": age,
		"light": light,
		"route": f"/app/{frappe.scrub(row.reference_doctype).replace('_', '-')}/{row.reference_name}",
	}
