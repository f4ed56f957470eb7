"""What the approval panel shows of one document, ready to draw: translated, with this person's buttons."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov.workflows import access, editing, engine, people, rights, runtime, standing
from township_gov.workflows import state as st
from township_gov.workflows.definition import INITIATOR, Flow, Node
from township_gov.workflows.state import State, Task

# Everyday words mean something of their own here, so their translations carry a context
CONTEXT = "Approval"
PHRASES = (
	"Agree.",
	"Agree; handle it by the rules.",
	"Materials are complete.",
	"Please add the missing materials.",
)
TEXTS = (
	"All have to agree", "All types", "An opinion is required.", "Approval", "Cancel",
	"Choose where to return it.", "Confirm", "Details", "Done", "Fields you may change: {0}", "History", "Newer",
	"Nobody may decide here. The administrator has to name somebody, then choose Reassign.", "Nothing here.",
	"Older", "One is enough", "Open", "Opinion", "Reassign", "Return to", "Round {0}", "Start Approval",
	"Started by Me", "The request failed. Check the connection and try again.", "To Do", "Today", "Type",
	"Withdraw", "Withdraw this approval?", "Working minutes: {0}", "Your task: {0}", "Waiting {0} days",
	"{0} among {1} people", "{0} more", "{0} more were asked",
)  # fmt: skip


def may_see(doc) -> bool:
	"""Whether the session's user was asked to decide this document or started its approval, and no rule of its
	doctype closes it to him."""
	user, where = frappe.session.user, {"reference_doctype": doc.doctype, "reference_name": doc.name}
	return not access.vetoed(doc, user) and bool(
		frappe.db.exists("Approval Task", {**where, "assigned_to": user})
		or frappe.db.exists("Approval Instance", {**where, "initiator": user})
	)


def texts() -> dict[str, str]:
	"""The panel's own texts in the reader's language."""
	return {text: _(text, context=CONTEXT) for text in TEXTS}


def actions(doc) -> dict[str, Any]:
	"""Where the document stands, who has to act and why, and what the session's user may do."""
	now = standing.of(doc)
	startable = None if now.running else _startable(doc, now)
	shown: dict[str, Any] = {
		"applies": bool(now.state or startable),
		"modified": str(doc.modified),
		"editing": editing.allowed(doc, now),
		"texts": texts(),
		"phrases": [_(phrase, context=CONTEXT) for phrase in PHRASES],
		"can_start": bool(startable) and doc.has_permission("write"),
		"start_flow": _(startable.title) if startable else "",
		"tasks": [],
		"steps": _plan(startable) if startable and not now.state else [],
	}
	if now.state:
		shown |= _running(doc, now)
	return shown


def history(doc) -> list[dict[str, Any]]:
	"""The log of all approvals of the document, oldest first."""
	rows = frappe.get_all(
		"Approval Log",
		filters={"reference_doctype": doc.doctype, "reference_name": doc.name},
		fields=[
			"instance", "seq", "kind", "at", "from_node", "to_node", "action", "action_label", "round", "actor",
			"actor_name", "acting_for", "post", "why", "opinion", "attachments", "minutes_used", "changes", "effects",
		],
		order_by="creation asc, seq asc",
	)  # fmt: skip
	return [_log_row(row) for row in rows]


def _startable(doc, now: standing.Standing) -> Flow | None:
	found = runtime.may_start(doc, now.instance)
	return found[1] if found else None


def _running(doc, now: standing.Standing) -> dict[str, Any]:
	flow, state = now.flow, now.state
	records = _task_records(now.instance.name)
	return {
		"instance": now.instance.name,
		"flow": _(flow.title),
		"status": state.status,
		"status_label": _(state.status, context="Approval Instance"),
		"round": state.round,
		"waiting": next((token.waiting for token in state.tokens if token.waiting), ""),
		"steps": [_step(flow, state, node, records) for node in flow.nodes if node.type != "Exclusive Split"],
		"tasks": [_task(doc, flow, state, task, records[task.id]) for task in now.mine],
		"last": _last_opinion(now.instance.name) if now.running else None,
		"can_withdraw": engine.may_withdraw(flow, state, now.person),
		"can_reassign": now.running and runtime.may_reassign(state, now.person),
	}


def _last_opinion(instance: str) -> dict[str, Any] | None:
	"""The latest opinion: whoever acts next wants to read it before anything else."""
	rows = frappe.get_all(
		"Approval Log",
		filters={"instance": instance, "opinion": ["is", "set"]},
		fields=["actor_name", "action", "action_label", "opinion", "at"],
		order_by="seq desc",
		limit=1,
	)
	return {**rows[0], "label": _action_label(rows[0]), "at": str(rows[0]["at"])[:16]} if rows else None


def _action_label(row: frappe._dict) -> str:
	return _(row.action_label or cstr(row.action).title(), context=CONTEXT)


def _plan(flow: Flow) -> list[dict[str, Any]]:
	return [
		{
			"key": node.key,
			"label": _(node.label, context=CONTEXT),
			"type": node.type,
			"state": "todo",
			"people": [],
		}
		for node in flow.nodes
		if node.type != "Exclusive Split"
	]


def _task_records(instance: str) -> dict[int, frappe._dict]:
	rows = frappe.get_all(
		"Approval Task",
		filters={"instance": instance},
		fields=["name", "task_no", "person_name", "basis", "post", "opened_at", "closed_at"],
	)
	return {row.task_no: row for row in rows}


def _step(flow: Flow, state: State, node: Node, records: dict[int, frappe._dict]) -> dict[str, Any]:
	mine = [task for task in state.tasks if task.node == node.key]
	last_round = max((task.round for task in mine), default=0)
	asked = [task for task in mine if task.round == last_round and task.status != st.REASSIGNED]
	return {
		"key": node.key,
		"label": _(node.label, context=CONTEXT),
		"type": node.type,
		"how": node.how if node.type == "Approval" else "",
		"state": _step_state(flow, state, node, asked),
		"people": [_person(task, records[task.id], node) for task in asked],
	}


def _step_state(flow: Flow, state: State, node: Node, asked: list[Task]) -> str:
	if any(token.node == node.key for token in state.tokens):
		return "current"
	if node.type == "Start":
		return "done"
	if node.type == "End":
		return "done" if state.status == node.outcome else "todo"
	if any(task.status == st.DONE and task.action == "reject" for task in asked):
		return "rejected"
	# What a later return took back has to be done again
	is_done = any(task.status == st.DONE and task.action != "return" for task in asked)
	return "done" if is_done else "todo"


def _person(task: Task, record: frappe._dict, node: Node) -> dict[str, Any]:
	returned = task.status == st.DONE and task.action == "return"
	return {
		"name": record.person_name,
		"why": people.explain(json.loads(record.basis)),
		"status": task.status,
		"status_label": _(dict(node.actions)["return"], context=CONTEXT)
		if returned
		else _(task.status, context="Approval Task"),
		"action": task.action,
		"since": str(record.opened_at)[:16],
		"until": str(record.closed_at)[:16] if record.closed_at else "",
	}


def _task(doc, flow: Flow, state: State, task: Task, record: frappe._dict) -> dict[str, Any]:
	node = flow.by_key[task.node]
	offered = engine.actions(flow, state, task)
	targets = engine.return_targets(flow, state, task) if "return" in offered else []
	return {
		"task": record.name,
		"label": _(node.label, context=CONTEXT),
		"why": people.explain(json.loads(record.basis)),
		"actions": [
			{"action": action, "label": _(label), "opinion": node.needs_opinion(action)}
			for action, label in offered.items()
		],
		"targets": [
			{"key": key, "label": _("Initiator") if key == INITIATOR else _(flow.by_key[key].label)}
			for key in targets
		],
		"fields": [rights.label(doc, name) for name in node.fields if name != "*"],
	}


def _log_row(row: frappe._dict) -> dict[str, Any]:
	passed = [one for one in json.loads(row.pop("effects") or "[]") if one["kind"] == "PassedOver"]
	return {
		**row,
		"at": str(row.at)[:16],
		"from_label": _(row.from_node) if row.from_node else "",
		"to_label": _(row.to_node) if row.to_node else "",
		"label": _action_label(row),
		"post_name": frappe.get_cached_value("Post", row.post, "post_name") if row.post else "",
		"attachments": json.loads(row.attachments or "[]"),
		"changed_fields": sorted(json.loads(row.pop("changes") or "{}")),
		"passed_over": [{"node": one["node"], "reason": _(one["reason"], context=CONTEXT)} for one in passed],
	}
