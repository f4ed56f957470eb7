"""Running approvals: facts in, one step of the engine, effects applied, all in the document's transaction.

Locks are always taken in the order instance, document, tasks (rule 12).
"""

from __future__ import annotations

import json
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr

from township_gov import clock, refusals
from township_gov.workflows import engine, errors, log, people, published, rights, standing, task_records
from township_gov.workflows import state as st
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State
from township_gov.workflows.stepping import Result, Step
from township_gov.workflows.wording import listed

# Who may mend an approval that stands still
ADMINISTRATORS = {"System Manager", "Township Administrator"}


def start(doctype: str, name: str) -> Result:
	"""Start the approval of a saved document as the session's user, who needs write permission on it.

	Raises `CannotStart`, `RequiredFieldsEmpty`, or what the engine refuses.
	"""
	doc = frappe.get_doc(doctype, name, for_update=True)
	doc.check_permission("write")
	last = standing.latest(doctype, name)
	version, flow = _flow_to_start(doc, last)
	check_required(doc, flow, flow.start.key)
	instance = frappe.new_doc("Approval Instance")
	instance.update(
		{
			"flow": flow.name,
			"flow_version": version,
			"reference_doctype": doctype,
			"reference_name": name,
			"title": cstr(doc.get_title() or name)[:140],
			"township": doc.get("township"),
			"initiator": frappe.session.user,
			"initiator_person": people.person_of(frappe.session.user),
			"started_at": clock.now(),
			"previous": last.name if last else None,
			"last_seq": 0,
		}
	)
	try:
		return Step(flow, instance, doc, None).run({"type": "start"}, action="start")
	except frappe.UniqueValidationError:
		_refuse_start(doc, _running_already())


def may_administer() -> bool:
	"""Whether the session's user may mend approvals: suspend, resume, terminate, give and strike tasks."""
	return bool(ADMINISTRATORS & set(frappe.get_roles()))


def may_reassign(state: State, person: str) -> bool:
	"""Whether the session's user, as this person, may have today's approvers asked again."""
	return person == state.initiator or may_administer()


def rebuilt(instance: str) -> State:
	"""The state of an approval rebuilt from its log alone (rule 15)."""
	rows = log.events(instance)
	moved = (event["from"] for event, _facts in rows if event["type"] == "migrate")
	first = next(moved, None) or frappe.db.get_value("Approval Instance", instance, "flow_version")
	return engine.replay(published.version(first), rows, published.version)


def locked(name: str) -> Step:
	"""An approval ready for a step: instance, document and open tasks locked, in this order (rule 12)."""
	instance = frappe.get_doc("Approval Instance", name, for_update=True)
	doc = frappe.get_doc(instance.reference_doctype, instance.reference_name, for_update=True)
	open_tasks = {"instance": name, "status": st.OPEN}
	columns = task_records.COLUMNS
	tasks = frappe.db.get_values("Approval Task", open_tasks, columns, as_dict=True, for_update=True)
	flow = published.version(instance.flow_version)
	return Step(flow, instance, doc, State.load(json.loads(instance.state)), tasks)


def unlocked(name: str) -> Step:
	"""An approval as it stands, for questions only."""
	instance = frappe.get_doc("Approval Instance", name)
	doc = frappe.get_doc(instance.reference_doctype, instance.reference_name)
	flow = published.version(instance.flow_version)
	return Step(flow, instance, doc, State.load(json.loads(instance.state)))


def may_start(doc, last) -> tuple[str, Flow] | None:
	"""The version that would start on a document whose latest approval is `last`; None where none may start."""
	if cint(doc.docstatus) == 2 or (last and last.status == st.RUNNING):
		return None
	found = published.applicable(doc)
	return found if found and _may_follow(last, found[1]) else None


def _flow_to_start(doc, last) -> tuple[str, Flow]:
	"""The version to start, or the refusal that says why none can be started."""
	if found := may_start(doc, last):
		return found
	if last and last.status == st.RUNNING:
		_refuse_start(doc, _running_already())
	if last and published.applicable(doc):
		ended = _(last.status, context="Approval Instance")
		_refuse_start(doc, _("Its approval has ended ({0}) and is not repeated.").format(ended))
	_refuse_start(doc, _("No approval flow fits it as it is now; ask the administrator which one should."))


def _may_follow(last, flow: Flow) -> bool:
	"""Whether an approval may follow the last one: after one without a result, or where the starting status says so."""
	if not last or last.status in (st.WITHDRAWN, st.TERMINATED) or flow.starts_from:
		return True
	return last.status == st.REJECTED and published.version(last.flow_version).reopen_rejected


def _running_already() -> str:
	return _("Its approval is running already; open it to see where it stands.")


def _refuse_start(doc, text: str) -> NoReturn:
	refusals.record(doc, "start", [text])
	frappe.throw(text, errors.CannotStart)


def check_required(doc, flow: Flow, node: str) -> None:
	"""Refuse where a field is empty that the node demands. Raises `RequiredFieldsEmpty`."""
	empty = [name for name in flow.by_key[node].required if not rights.filled(doc, name)]
	if empty:
		labels = listed(rights.label(doc, name) for name in empty)
		text = _("Fill in {0} first, then try again.").format(labels)
		refusals.record(doc, "act", [text], fields=empty)
		frappe.throw(text, errors.RequiredFieldsEmpty)
