"""What people do in a running approval: with a task of theirs, or with the approval as a whole."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import get_datetime

from township_gov import refusals
from township_gov.workflows import engine, errors, people, runtime, sharing, standing, step_facts, urging
from township_gov.workflows import state as st
from township_gov.workflows.core.asked import added_by
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State
from township_gov.workflows.stepping import Result, Step, digest

# Acts with a task that name people who are not asked yet
NAMING = ("transfer", "delegate", "add before", "add beside", "add after", "copy")
REMOVING = "remove"
# Acts with a task after which its node may be left, so that what it demands has to be there
_LEAVING = ("approve", "resubmit", "issue")
ON_DOCUMENT = ("withdraw", "take_back", "urge", "suspend", "resume", "terminate", "reassign", "remove")
_BY_ADMINISTRATORS = ("suspend", "resume", "terminate", "remove")


def act(
	task: str,
	action: str,
	*,
	opinion: str | None = None,
	to_node: str | None = None,
	users: Collection[str] | None = None,
	values: dict[str, Any] | None = None,
	attachments: list[dict[str, str]] | None = None,
	seen: str | None = None,
	key: str | None = None,
) -> Result:
	"""Act on a task as the session's user: its owner, or a substitute of his.

	`users`: accounts that the act names. `values`: fields to set within the node's rights. `seen`: the `modified` of the
	document he has read; it must be the stored one. `key`: a repeated request with it returns the first result.
	Raises a class of `errors.ApprovalRefused`, or `DocumentGuarded` for values outside his rights.
	"""
	row = frappe.db.get_value(
		"Approval Task", task, ["instance", "task_no", "node_key", "kind"], as_dict=True
	)
	if not row:
		frappe.throw(_("This task does not exist; open the document again."), errors.ApprovalClosed)
	step = runtime.locked(row.instance)
	if done := _repeated(step, key):
		return done
	if step.is_anothers(row.task_no):
		sharing.catch_up(step, row.task_no)  # a leave begins and ends by the clock, not by the scheduler
	step.check_task(row.task_no)
	_check_seen(step.doc, seen)
	event = {"type": "act", "task": row.task_no, "action": action, "to": to_node or None}
	event["opinion"] = bool((opinion or "").strip())
	event |= _named(step, row.node_key, action, users or ())
	changed = step.write_values(values) if values else {}
	if action in _LEAVING and row.kind != st.BEFORE:
		runtime.check_required(step.doc, step.flow, row.node_key)
	return step.run(
		event,
		action=action,
		task=row.task_no,
		opinion=(opinion or "").strip(),
		attachments=attachments or [],
		changes=changed,
		document_modified=seen,
		key=key,
		**({"people": list(users)} if users else {}),
	)


def act_on(
	doctype: str,
	name: str,
	action: str,
	*,
	opinion: str | None = None,
	key: str | None = None,
	users: Collection[str] | None = None,
	task: str | None = None,
) -> Result:
	"""What needs no task of one's own; see `docs/flows.md` for who may do it.

	`reassign` asks today's people again; with `task` and `users` it gives that one task to the person named. `remove`
	strikes the signer of `task`. Raises a class of `errors.ApprovalRefused`.
	"""
	last = standing.latest(doctype, name)
	if action not in ON_DOCUMENT or not last:
		text = _("{0} is not possible here; open the document again.").format(action)
		frappe.throw(text, errors.ActionRefused)
	step = runtime.locked(last.name)
	if done := _repeated(step, key):
		return done
	opinion = (opinion or "").strip()
	_check_authority(step, action, task)
	if action == "urge":
		urging.check(step)
	event: dict[str, Any] = {"type": action, "opinion": bool(opinion)}
	if task or action == REMOVING or (users and action == "reassign"):
		event |= _on_task(step, action, task, users or (), opinion)
	return step.run(
		event,
		action=action,
		opinion=opinion,
		key=key,
		**({"people": list(users)} if users else {}),
	)


def offered(flow: Flow, state: State, person: str) -> list[str]:
	"""What the session's user, as this person, may do with the approval as a whole now (for his buttons)."""
	if state.status != st.RUNNING:
		return []
	mends = runtime.may_administer()
	waiting = [task for task in state.open_tasks() if task.person != person]
	involved = {one for task in state.tasks if task.status == st.DONE for one in task.people}
	could = {
		"withdraw": engine.may_withdraw(flow, state, person),
		"take_back": bool(engine.can_take_back(state, person)),
		"urge": not state.suspended and bool(waiting) and person in {state.initiator, *involved},
		"suspend": mends and not state.suspended,
		"resume": mends and state.suspended,
		"terminate": mends,
		"reassign": runtime.may_reassign(state, person),
	}
	return [name for name in ON_DOCUMENT if could.get(name)]


def nameable(task: str, action: str, txt: str = "") -> list[dict[str, Any]]:
	"""Whom the session's user may name in an act with a task of his (or, as an administrator, in `reassign`)."""
	row = frappe.db.get_value("Approval Task", task, ["instance", "task_no", "node_key"], as_dict=True)
	if not row:
		frappe.throw(_("This task does not exist; open the document again."), errors.ApprovalClosed)
	step = runtime.unlocked(row.instance)
	if action == "reassign" and runtime.may_administer():
		step.doc.check_permission("read")
	else:
		step.check_task(row.task_no)
	if action == REMOVING:
		return _removable(step, row.task_no, txt)
	taken = set() if action == "copy" else _has_a_say(step.state, row.task_no)
	me = people.person_of(frappe.session.user)
	rows = people.nameable(step.doc, txt)
	return [one for one in rows if f"cadre:{one['cadre']}" not in taken | {me}]


def _named(step: Step, node: str, action: str, users: Collection[str]) -> dict[str, Any]:
	"""The people an act names, as the engine takes them."""
	if action in NAMING:
		return {"users": _checked(step, node, action, users)}
	if action == REMOVING:
		return {"users": [{"person": people.person_of(user), "user": user} for user in users]}
	if users:
		frappe.throw(_("{0} takes no people; leave them out.").format(action), errors.ApprovalRefused)
	return {}


def _checked(step: Step, node: str, how: str, users: Collection[str]) -> list[people.Candidate]:
	try:
		asking = people.Asking(step.initiator)
		found = people.named(users, step.doc, step.flow.by_key[node], asking, how)
	except errors.PersonNotAllowed as refusal:
		refusals.record(step.doc, how, [str(refusal)])
		raise
	return step_facts.with_substitutes(step, found)


def _on_task(
	step: Step, action: str, task: str | None, users: Collection[str], opinion: str
) -> dict[str, Any]:
	"""What an administrator does with one task of another: give it to somebody, or strike its signer; with a reason."""
	where = {"name": task or "", "instance": step.instance.name}
	row = frappe.db.get_value("Approval Task", where, ["task_no", "node_key"], as_dict=True)
	if not row or action not in ("reassign", REMOVING):
		_refuse(step, action, _("Name an open task of this approval; open the document again."))
	if not opinion:
		text = _("Write down why, so that everybody who reads the record knows; then try again.")
		_refuse(step, action, text, errors.OpinionMissing)
	event = {"task": row.task_no}
	if action == "reassign":
		event["users"] = _checked(step, row.node_key, "reassign", users)
	return event


def _check_authority(step: Step, action: str, task: str | None) -> None:
	"""Administrators mend approvals; who started one may have today's people asked again. The rest the engine knows."""
	if action == "reassign" and not task:
		if not runtime.may_reassign(step.state, people.person_of(frappe.session.user)):
			text = _("Only the person who started the approval or an administrator can have it reassigned.")
			_refuse(step, action, text, errors.ApprovalNotYours)
	elif (action in _BY_ADMINISTRATORS or task) and not runtime.may_administer():
		text = _("Only an administrator may do this; tell the Township Administrator why it is needed.")
		_refuse(step, action, text, errors.ApprovalNotYours)


def _refuse(step: Step, action: str, text: str, kind: type[Exception] = errors.ActionRefused) -> NoReturn:
	refusals.record(step.doc, action, [text])
	frappe.throw(text, kind)


def _check_seen(doc, seen: str | None) -> None:
	"""He decides on what he has read (rule 12)."""
	if not seen or get_datetime(seen) != get_datetime(doc.modified):
		text = _("The document was changed after you opened it. Open it again, read it, then decide.")
		refusals.record(doc, "act", [text])
		frappe.throw(text, errors.DocumentChanged)


def _repeated(step: Step, key: str | None) -> Result | None:
	"""The first result of a request that came before, from the locked instance."""
	return json.loads(step.instance.answers or "{}").get(digest(key)) if key else None


def _has_a_say(state: State, number: int) -> set[str]:
	"""The persons who are asked, or have acted, at the node of a task; each has one say there."""
	task = state.task(number)
	token = state.token(task.token)
	counted = (st.OPEN, st.DONE, st.SKIPPED)
	asked = (
		{one for row in state.visit(token) if row.status in counted for one in row.people} if token else set()
	)
	return asked | {one.person for one in (*token.queue, *token.after)} if token else asked


def _removable(step: Step, number: int, txt: str) -> list[dict[str, Any]]:
	"""Signers whom the owner of a task added, and those he asked, who have not acted."""
	state, task = step.state, step.state.task(number)
	token = state.token(task.token)
	names = {row.user for row in state.open_tasks(token.id) if row.of == number and row.kind}
	waiting = added_by(state, token, task)
	names |= {row.user for row in (*token.queue, *token.after) if row.person in waiting}
	rows = [people.shown(user) for user in sorted(names)]
	return [row for row in rows if txt.strip().lower() in f"{row['name']} {row['user']}".lower()]
