"""Writing the Approval Log: one row for each event of the engine, one for each change the program itself makes."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov import clock
from township_gov.workflows import doors, people, published, standing
from township_gov.workflows.engine import ENGINE_VERSION
from township_gov.workflows.state import canonical

EVENT, SYSTEM_CHANGE = "Event", "System Change"
# The row of a step that no person takes
_PROGRAM = "Program"
_FIRST = "Administrator"  # has no name of its own
BY_PROGRAM = {"actor_name": _PROGRAM, "post": None}


def write(instance, **values: Any) -> None:
	"""Append a row; `instance` is a locked Approval Instance document whose `last_seq` is raised and not yet saved.

	Values that are lists or dicts are stored as canonical JSON.
	"""
	instance.last_seq = (instance.last_seq or 0) + 1
	user = frappe.session.user
	row = {
		"doctype": "Approval Log",
		"instance": instance.name,
		"seq": instance.last_seq,
		"reference_doctype": instance.reference_doctype,
		"reference_name": instance.reference_name,
		"township": instance.township,
		"at": clock.now(),
		"actor": user,
		"actor_name": values.pop("actor_name", None) or people.name_of(user),
		"engine_version": ENGINE_VERSION,
		**{
			name: canonical(value) if isinstance(value, dict | list) else value
			for name, value in values.items()
		},
	}
	row["request_key"] = row.get("request_key") or frappe.generate_hash(length=40)
	with doors.records():
		frappe.get_doc(row).insert(ignore_permissions=True, ignore_links=True)


def who(actor_name: str | None) -> str:
	"""The actor of a row, as it is shown: a person's name, or the word for the program itself and for the first account."""
	return _(actor_name) if actor_name in (_PROGRAM, _FIRST) else actor_name or _("The system")


def events(instance: str) -> list[tuple[dict, dict]]:
	"""The logged events with the facts they used, in order: what `engine.replay` takes."""
	rows = frappe.get_all(
		"Approval Log",
		filters={"instance": instance, "kind": EVENT},
		fields=["event", "facts", "engine_version"],
		order_by="seq asc",
	)
	return [(json.loads(row.event), {**json.loads(row.facts), "engine": row.engine_version}) for row in rows]


def lock(doctype: str, name: str) -> None:
	"""Lock the approval of a document before the document itself is written: the order of every step (rule 12)."""
	if found := standing.latest(doctype, name):
		frappe.db.get_value("Approval Instance", found.name, "name", for_update=True)


def write_system_change(doctype: str, name: str, reason: str) -> None:
	"""Record that the program changed a document outside of a step, and take its status over as written."""
	found = standing.latest(doctype, name)
	if not found:
		return
	instance = frappe.get_doc("Approval Instance", found.name, for_update=True)
	field = published.version(instance.flow_version).status_field
	now = frappe.db.get_value(doctype, name, [field or "name", "docstatus"], as_dict=True)
	if now is None:
		return
	before = {"status": instance.document_status, "docstatus": instance.document_docstatus}
	after = {"status": cstr(now.get(field)) if field else None, "docstatus": int(now.docstatus)}
	instance.document_status, instance.document_docstatus = after["status"], after["docstatus"]
	changes = {"before": before, "after": after} if before != after else {}
	write(
		instance, kind=SYSTEM_CHANGE, action="system", opinion=reason, changes=changes, round=instance.round
	)
	with doors.records():
		instance.save(ignore_permissions=True)
