"""What the approval panel shows of one document, ready to draw: translated, with this person's buttons."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov import refusals
from township_gov.documents import api as documents
from township_gov.documents import issuing
from township_gov.workflows import (
	access,
	buttons,
	drawn,
	editing,
	holders,
	log,
	panel_texts,
	people,
	phrases,
	runtime,
	standing,
)
from township_gov.workflows.definition import Flow
from township_gov.workflows.errors import ApprovalClosed, ApprovalNotYours

# Everyday words mean something of their own here, so their translations carry a context
CONTEXT = drawn.CONTEXT


def may_see(doc) -> bool:
	"""Whether the session's user was asked to decide this document, stands in for somebody who was, started its
	approval or was sent a copy of it, and no rule of its doctype closes it to him."""
	if access.vetoed(doc, frappe.session.user):
		return False
	me = people.person_of(frappe.session.user)
	where = {"reference_doctype": doc.doctype, "reference_name": doc.name}
	return bool(
		frappe.db.exists("Approval Task", {**where, "person": me})
		or frappe.db.exists("Approval Instance", {**where, "initiator_person": me})
		or frappe.db.exists("Approval Copy", {**where, "person": me})
		or _stands_in(me, where)
	)


def _stands_in(me: str, where: dict[str, str]) -> bool:
	shared = frappe.get_all("Approval Task Substitute", filters={"person": me}, pluck="parent")
	return bool(shared and frappe.db.exists("Approval Task", {**where, "name": ("in", shared)}))


def attach(task: str) -> dict[str, str]:
	"""Keep the file just uploaded as evidence of the document whose open task is the session user's own."""
	row = frappe.db.get_value(
		"Approval Task", task, ["reference_doctype", "reference_name", "task_no"], as_dict=True
	)
	doc = row and frappe.get_doc(row.reference_doctype, row.reference_name)
	if not doc:
		frappe.throw(_("This task does not exist; open the document again."), ApprovalClosed)
	is_mine = row.task_no in {one.id for one in standing.of(doc).mine}
	if not is_mine or access.vetoed(doc, frappe.session.user):
		text = _("Files are attached by those whose task it is; open the document again.")
		refusals.refuse_right(doc, "attach", text, ApprovalNotYours)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"folder": "Home",
			"file_name": frappe.local.uploaded_filename,
			"is_private": 1,
			"content": frappe.local.uploaded_file,
		}
	).insert(ignore_permissions=True)
	return {"name": file.name, "file_name": file.file_name, "file_url": file.file_url}


def texts() -> dict[str, str]:
	"""The browser's own texts in the reader's language."""
	return panel_texts.translated()


def actions(doc) -> dict[str, Any]:
	"""Where the document stands, drawn; who has it and why; what the session's user may do."""
	now = standing.of(doc)
	startable = None if now.running else _startable(doc, now)
	shown: dict[str, Any] = {
		"applies": bool(now.state or startable),
		"modified": str(doc.modified),
		"me": frappe.session.user,
		"editing": editing.allowed(doc, now),
		"texts": texts(),
		"phrases": phrases.shipped(),
		"own_phrases": phrases.own(),
		"can_start": bool(startable) and doc.has_permission("write"),
		"start_flow": _(startable.title) if startable else "",
		"tasks": [],
		"now": [],
		"whole": [],
		"drawing": drawn.drawn(doc, startable) if startable and not now.state else None,
	}
	if now.state:
		shown |= _approval(doc, now)
	return shown


def history(doc) -> list[dict[str, Any]]:
	"""The log of all approvals of the document, oldest first."""
	rows = frappe.get_all(
		"Approval Log",
		filters={"reference_doctype": doc.doctype, "reference_name": doc.name},
		fields=[
			"instance", "seq", "kind", "at", "from_node", "to_node", "action", "action_label", "round", "actor",
			"actor_name", "acting_for", "post", "why", "opinion", "attachments", "minutes_used", "changes", "effects",
			"people",
		],
		order_by="creation asc, seq asc",
	)  # fmt: skip
	return [_log_row(row) for row in rows]


def _startable(doc, now: standing.Standing) -> Flow | None:
	found = runtime.may_start(doc, now.instance)
	return found[1] if found else None


def _approval(doc, now: standing.Standing) -> dict[str, Any]:
	flow, state, instance = now.flow, now.state, now.instance
	records = holders.records(instance.name)
	more = frappe.db.get_value(
		"Approval Instance",
		instance.name,
		["suspended_at", "suspended_reason", "initiator", "started_at"],
		as_dict=True,
	)
	return {
		"instance": instance.name,
		"flow": _(flow.title),
		"status": state.status,
		"status_label": _(state.status, context="Approval Instance"),
		"round": state.round,
		"started_by": log.who(people.name_of(more.initiator)),
		"started_at": cstr(more.started_at)[:16],
		"suspended": {"at": cstr(more.suspended_at)[:16], "reason": more.suspended_reason or ""}
		if state.suspended
		else None,
		"waiting": next((token.waiting for token in state.tokens if token.waiting), ""),
		"numbers": [mark.number for mark in state.marks if mark.number],
		"papers": _papers(doc) if any(mark.number for mark in state.marks) else [],
		"drawing": drawn.drawn(doc, flow, state, instance.name, records),
		"now": holders.now_with(flow, state, records, doc.get("township"), now.person),
		"copies": _copies(instance.name),
		"tasks": [buttons.of_task(doc, flow, state, task, records[task.id], now.person) for task in now.mine],
		"last": _last_opinion(instance.name) if now.running else None,
		"returns": _returns(instance.name),
		"whole": buttons.of_whole(now),
	}


def _papers(doc) -> list[dict[str, str]]:
	"""The official documents issued for it that the reader may open, and where."""
	return [
		{
			"number": row.number,
			"url": f"/app/official-document/{quote(row.name)}",
			"title": row.title,
			"void": row.status_label if row.status == issuing.VOID else "",
		}
		for row in documents.issued(doc.doctype, doc.name)
	]


def _copies(instance: str) -> list[dict[str, str]]:
	"""Who was sent a copy, and who has read it."""
	rows = frappe.get_all(
		"Approval Copy",
		filters={"instance": instance},
		fields=["person_name", "sent_at", "read_at"],
		order_by="sent_at asc",
		limit=50,
	)
	return [
		{"name": row.person_name, "sent_at": cstr(row.sent_at)[:16], "read_at": cstr(row.read_at or "")[:16]}
		for row in rows
	]


def _returns(instance: str) -> list[dict[str, Any]]:
	"""Each return in words: who sent it from where back to where, and why."""
	rows = frappe.get_all(
		"Approval Log",
		filters={"instance": instance, "action": "return"},
		fields=["actor_name", "from_node", "to_node", "opinion", "at", "round"],
		order_by="seq asc",
	)
	return [
		{
			**row,
			"actor_name": log.who(row.actor_name),
			"at": str(row.at)[:16],
			"from_label": _(row.from_node or "", context=CONTEXT),
			"to_label": _(row.to_node or "", context=CONTEXT),
		}
		for row in rows
	]


def _last_opinion(instance: str) -> dict[str, Any] | None:
	"""The latest opinion: whoever acts next wants to read it before anything else."""
	rows = frappe.get_all(
		"Approval Log",
		filters={"instance": instance, "opinion": ["is", "set"]},
		fields=["actor_name", "action", "action_label", "opinion", "at"],
		order_by="seq desc",
		limit=1,
	)
	if not rows:
		return None
	row = rows[0]
	return {
		**row,
		"actor_name": log.who(row.actor_name),
		"label": _action_label(row),
		"at": str(row.at)[:16],
	}


def _action_label(row: frappe._dict) -> str:
	return _(row.action_label or cstr(row.action).title(), context=CONTEXT)


def _log_row(row: frappe._dict) -> dict[str, Any]:
	effects = json.loads(row.pop("effects") or "[]")
	passed = [one for one in effects if one["kind"] == "PassedOver"]
	sees_kin = people.may_know_kin()
	return {
		**row,
		"actor_name": log.who(row.actor_name),
		"at": str(row.at)[:16],
		"from_label": _(row.from_node) if row.from_node else "",
		"to_label": _(row.to_node) if row.to_node else "",
		"label": _action_label(row),
		"post_name": frappe.get_cached_value("Post", row.post, "post_name") if row.post else "",
		"acting_for_name": people.name_of(row.acting_for) if row.acting_for else "",
		"named": [people.name_of(user) for user in json.loads(row.people or "[]")],
		"attachments": json.loads(row.attachments or "[]"),
		"changed_fields": sorted(json.loads(row.pop("changes") or "{}")),
		"passed_over": [
			{"node": one["node"], "name": _name(one["person"]), "reason": _reason(one["reason"], sees_kin)}
			for one in passed
		],
	}


def _reason(reason: str, sees_kin: bool) -> str:
	"""Why somebody was passed over; who is related to whom is not everybody's business."""
	return _(reason if sees_kin or reason != "kin" else people.KEPT_APART, context=CONTEXT)


def _name(person: str) -> str:
	"""What people call a natural person (`cadre:<name>` or `user:<account>`)."""
	kind, _sep, name = person.partition(":")
	if kind == "cadre":
		return frappe.get_cached_value("Cadre", name, "employee_name") or name
	return people.name_of(name)
