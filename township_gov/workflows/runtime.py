"""Running approvals: facts in, one step of the engine, effects applied, all in the document's transaction.

Locks are always taken in the order instance, document, tasks (rule 12).
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime

from township_gov import clock, refusals
from township_gov.workflows import engine, errors, log, people, published, rights, standing
from township_gov.workflows import state as st
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State
from township_gov.workflows.stepping import TASK_COLUMNS, Result, Step, digest
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
	_check_required(doc, flow, flow.start.key)
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


def act(
	task: str,
	action: str,
	*,
	opinion: str | None = None,
	to_node: str | None = None,
	values: dict[str, Any] | None = None,
	attachments: list[dict[str, str]] | None = None,
	seen: str | None = None,
	key: str | None = None,
) -> Result:
	"""Decide a task as the session's user.

	`values`: fields to set within the node's rights. `seen`: the `modified` of the document he has read; it must be
	the stored one. `key`: a repeated request with it returns the first result.
	Raises a class of `errors.ApprovalRefused`, or `DocumentGuarded` for values outside his rights.
	"""
	row = frappe.db.get_value("Approval Task", task, ["instance", "task_no", "node_key"], as_dict=True)
	if not row:
		frappe.throw(_("This task does not exist; open the document again."), errors.ApprovalClosed)
	step = _locked(row.instance)
	if done := _repeated(step, key):
		return done
	step.check_task(row.task_no)
	_check_seen(step.doc, seen)
	changed = step.write_values(values) if values else {}
	if action in ("approve", "resubmit"):
		_check_required(step.doc, step.flow, row.node_key)
	event = {"type": "act", "task": row.task_no, "action": action, "to": to_node or None}
	event["opinion"] = bool((opinion or "").strip())
	return step.run(
		event,
		action=action,
		task=row.task_no,
		opinion=(opinion or "").strip(),
		attachments=attachments or [],
		changes=changed,
		document_modified=seen,
		key=key,
	)


def act_on(
	doctype: str, name: str, action: str, *, opinion: str | None = None, key: str | None = None
) -> Result:
	"""What needs no task: `withdraw` (the initiator), `reassign` (initiator or administrator).

	Raises a class of `errors.ApprovalRefused`.
	"""
	last = standing.latest(doctype, name)
	if action not in ("withdraw", "reassign") or not last:
		frappe.throw(
			_("{0} is not possible here; open the document again.").format(action), errors.ActionRefused
		)
	step = _locked(last.name)
	if done := _repeated(step, key):
		return done
	if action == "reassign" and not may_reassign(step.state, people.person_of(frappe.session.user)):
		text = _("Only the person who started the approval or an administrator can have it reassigned.")
		refusals.record(step.doc, action, [text])
		frappe.throw(text, errors.ApprovalNotYours)
	return step.run({"type": action}, action=action, opinion=(opinion or "").strip(), key=key)


def may_reassign(state: State, person: str) -> bool:
	"""Whether the session's user, as this person, may have today's approvers asked again."""
	return person == state.initiator or bool(ADMINISTRATORS & set(frappe.get_roles()))


def rebuilt(instance: str) -> State:
	"""The state of an approval rebuilt from its log alone (rule 15)."""
	version = frappe.db.get_value("Approval Instance", instance, "flow_version")
	return engine.replay(published.version(version), log.events(instance))


def _locked(name: str) -> Step:
	instance = frappe.get_doc("Approval Instance", name, for_update=True)
	doc = frappe.get_doc(instance.reference_doctype, instance.reference_name, for_update=True)
	open_tasks = {"instance": name, "status": st.OPEN}
	tasks = frappe.db.get_values("Approval Task", open_tasks, TASK_COLUMNS, as_dict=True, for_update=True)
	flow = published.version(instance.flow_version)
	return Step(flow, instance, doc, State.load(json.loads(instance.state)), tasks)


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
	"""Whether an approval may follow the last one: after a withdrawal, or where the starting status says so."""
	if not last or last.status == st.WITHDRAWN or flow.starts_from:
		return True
	return last.status == st.REJECTED and published.version(last.flow_version).reopen_rejected


def _running_already() -> str:
	return _("Its approval is running already; open it to see where it stands.")


def _refuse_start(doc, text: str) -> NoReturn:
	refusals.record(doc, "start", [text])
	frappe.throw(text, errors.CannotStart)


def _check_seen(doc, seen: str | None) -> None:
	"""He decides on what he has read (rule 12)."""
	if not seen or get_datetime(seen) != get_datetime(doc.modified):
		text = _("The document was changed after you opened it. Open it again, read it, then decide.")
		refusals.record(doc, "act", [text])
		frappe.throw(text, errors.DocumentChanged)


def _check_required(doc, flow: Flow, node: str) -> None:
	empty = [name for name in flow.by_key[node].required if not rights.filled(doc, name)]
	if empty:
		labels = listed(rights.label(doc, name) for name in empty)
		frappe.throw(_("Fill in {0} first, then try again.").format(labels), errors.RequiredFieldsEmpty)


def _repeated(step: Step, key: str | None) -> Result | None:
	"""The first result of a request that came before, from the locked instance."""
	return json.loads(step.instance.answers or "{}").get(digest(key)) if key else None
