"""Running approvals: facts in, one step of the engine, effects applied, all in the document's transaction.

Locks are always taken in the order instance, document, tasks (rule 12).
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime

from township_gov import clock, language, refusals
from township_gov.workflows import doors, engine, errors, log, people, published, rights, standing
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st
from township_gov.workflows.definition import Flow
from township_gov.workflows.effects import CloseTask, Effect, Ended, Moved, OpenTask, WriteStatus
from township_gov.workflows.office_time import minutes_used
from township_gov.workflows.state import State, canonical, fingerprint
from township_gov.workflows.wording import listed

Result = dict[str, Any]
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
	return _Step(flow, instance, doc, None).run({"type": "start"}, action="start")


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
	name = frappe.db.get_value("Approval Task", task, "instance")
	if not name:
		frappe.throw(_("This task does not exist; open the document again."), errors.ApprovalClosed)
	step = _locked(name)
	if done := _repeated(key):
		return done
	row = frappe.db.get_value("Approval Task", task, ["task_no", "node_key"], as_dict=True, for_update=True)
	step.check_owner(row.task_no)
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
	if done := _repeated(key):
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


class _Step:
	"""One step on locked records."""

	def __init__(self, flow: Flow, instance, doc, state: State | None):
		self.flow, self.instance, self.doc, self.state = flow, instance, doc, state
		self.initiator = instance.initiator

	def check_owner(self, number: int) -> None:
		"""Refuse before anything is written that the task is another's or closed."""
		task = self.state.task(number)
		if task and task.person != people.person_of(frappe.session.user):
			errors.refuse_as(
				no.NotYourTask("This task belongs to another person; only that person can decide it.")
			)

	def write_values(self, values: dict[str, Any]) -> dict[str, Any]:
		"""Save the person's changes first, through the guard: his field rights decide, then controllers compute."""
		unknown = sorted(name for name in values if not self.doc.meta.has_field(name))
		if unknown:
			text = _("The document has no field {0}; leave it out.").format(listed(unknown))
			frappe.throw(text, errors.ActionRefused)
		stored = frappe.get_doc(self.doc.doctype, self.doc.name)
		self.doc.update(values)
		names = rights.changes(stored, self.doc)
		if not names:
			return {}
		self.doc.save(ignore_permissions=True)
		fields = sorted({name.replace(":", ".").split(".")[0] for name in names})
		return {
			name: [published.plain(stored.get(name)), published.plain(self.doc.get(name))] for name in fields
		}

	def run(
		self, event: dict[str, Any], *, action: str, task: int | None = None, key: str | None = None, **notes
	) -> Result:
		"""Take the step and apply its effects. `notes` go to the log as they are."""
		event = {**event, "actor": people.actor(frappe.session.user)}
		before = self.state
		self.state, effects, facts = self._step(event)
		self._write_document(effects)
		self._write_instance()
		self._write_tasks(effects, facts)
		result = self._result()
		log.write(
			self.instance,
			kind=log.EVENT,
			event=event,
			facts=facts,
			effects=[effect.dump() for effect in effects],
			state_hash=self.instance.state_hash,
			result=result,
			request_key=_digest(key) if key else None,
			round=(before or self.state).round,
			action=action,
			**self._moves(effects, before),
			**self._capacity(task, action),
			**notes,
		)
		with doors.records():
			self.instance.save(ignore_permissions=True)
		return result

	def _step(self, event: dict[str, Any]) -> tuple[State, list[Effect], dict[str, Any]]:
		"""Ask the engine, finding out each fact it needs; only facts that were needed are in the answer."""
		facts: dict[str, Any] = {
			"values": published.values(self.doc, self.flow),
			"people": {},
			"subjects": {},
		}
		while True:
			try:
				state, effects = engine.step(self.flow, self.state, event, facts)
				return state, effects, facts
			except no.NeedFacts as need:
				facts[need.kind][need.key] = self._fact(need)
			except no.EngineRefusal as refusal:
				self._refuse(event.get("action") or event["type"], refusal)

	def _refuse(self, action: str, refusal: no.EngineRefusal) -> NoReturn:
		refusals.record(self.doc, action, [str(refusal)])
		errors.refuse_as(refusal)

	def _fact(self, need: no.NeedFacts) -> list:
		key, _sep, rung = need.key.partition("#")
		node = self.flow.by_key[key]
		if need.kind == "subjects":
			return people.subjects(node, self.doc)
		rules = [node.ladder[int(rung) - 1]] if rung else node.approvers
		return people.candidates(rules, self.doc, self.initiator)

	def _write_document(self, effects: list[Effect]) -> None:
		"""Write the status and submit, as the acting person, through the document's own controller."""
		statuses = [effect.value for effect in effects if isinstance(effect, WriteStatus)]
		ended = next((effect for effect in effects if isinstance(effect, Ended)), None)
		submit = bool(
			ended and ended.submit and self.doc.meta.is_submittable and not cint(self.doc.docstatus)
		)
		field = self.flow.status_field
		moved = bool(field and statuses and cstr(self.doc.get(field)) != statuses[-1])
		if moved:
			self.doc.set(field, statuses[-1])
		if moved or submit:
			self.doc.flags.ignore_permissions = True
			with doors.opened(self.doc.doctype, self.doc.name):
				self.doc.submit() if submit else self.doc.save()

	def _write_instance(self) -> None:
		state, flow = self.state, self.flow
		data = state.dump()
		labels = [flow.by_key[token.node].label for token in state.tokens]
		self.instance.update(
			{
				"status": state.status,
				"round": state.round,
				"node_label": ", ".join(labels),
				"waiting": next((token.waiting for token in state.tokens if token.waiting), None),
				"ended_at": None if state.status == st.RUNNING else clock.now(),
				"state": canonical(data),
				"state_hash": fingerprint(data),
				"document_status": cstr(self.doc.get(flow.status_field)) if flow.status_field else None,
				"document_docstatus": cint(self.doc.docstatus),
			}
		)
		if self.instance.is_new():
			with doors.records():
				self.instance.insert(ignore_permissions=True)

	def _write_tasks(self, effects: list[Effect], facts: dict[str, Any]) -> None:
		"""Open and close task records; a task opened and closed in one step ends closed."""
		with doors.records():
			for effect in effects:
				if isinstance(effect, OpenTask):
					self._open_task(effect, facts)
				elif isinstance(effect, CloseTask):
					self._close_task(effect)

	def _open_task(self, effect: OpenTask, facts: dict[str, Any]) -> None:
		candidate = next(
			(row for row in facts["people"].get(effect.source, ()) if row["user"] == effect.user),
			{"name": people.name_of(effect.user), "why": {"rule": "Initiator"}},
		)
		frappe.get_doc(
			{
				"doctype": "Approval Task",
				"instance": self.instance.name,
				"reference_doctype": self.doc.doctype,
				"reference_name": self.doc.name,
				"title": self.instance.title,
				"township": self.instance.township,
				"flow_title": self.flow.title,
				"task_no": effect.task,
				"node_key": effect.node,
				"node_label": self.flow.by_key[effect.node].label,
				"round": effect.round,
				"assigned_to": effect.user,
				"person": effect.person,
				"person_name": candidate["name"],
				"post": candidate.get("post"),
				"why": people.explain(candidate["why"], language.of_site()),
				"basis": canonical(candidate["why"]),
				"status": st.OPEN,
				"opened_at": clock.now(),
			}
		).insert(ignore_permissions=True)

	def _close_task(self, effect: CloseTask) -> None:
		task = frappe.get_doc("Approval Task", self._task_name(effect.task), for_update=True)
		task.update({"status": effect.status, "action": effect.action, "closed_at": clock.now()})
		task.save(ignore_permissions=True)

	def _task_name(self, number: int) -> str:
		return frappe.db.get_value(
			"Approval Task", {"instance": self.instance.name, "task_no": number}, "name"
		)

	def _moves(self, effects: list[Effect], before: State | None) -> dict[str, Any]:
		"""From and to, as people read them."""
		moves = [effect for effect in effects if isinstance(effect, Moved)]
		source = moves[0].source if moves else before.tokens[0].node if before and before.tokens else ""
		target = moves[-1].target if moves else source if self.state.tokens else ""
		label = {node.key: node.label for node in self.flow.nodes}
		return {"from_node": label.get(source), "to_node": label.get(target)}

	def _capacity(self, number: int | None, action: str) -> dict[str, Any]:
		"""In which capacity he acted, why he was asked, and the office time his task took."""
		if number is None:
			post = frappe.db.get_value("Cadre", {"user_id": frappe.session.user}, "current_post")
			return {"post": post, "action_label": action.title()}
		task = frappe.get_doc("Approval Task", self._task_name(number))
		node = self.flow.by_key[task.node_key]
		return {
			"post": task.post,
			"why": task.why,
			"action_label": dict(node.actions).get(action) or "Submit Again",
			"acting_for": task.assigned_to if task.assigned_to != frappe.session.user else None,
			"minutes_used": minutes_used(self.instance.township, get_datetime(task.opened_at), clock.now()),
		}

	def _result(self) -> Result:
		return {
			"instance": self.instance.name,
			"status": self.state.status,
			"round": self.state.round,
			"waiting": next((token.waiting for token in self.state.tokens), ""),
			"nodes": [token.node for token in self.state.tokens],
			"modified": str(self.doc.modified),
		}


def _locked(name: str) -> _Step:
	instance = frappe.get_doc("Approval Instance", name, for_update=True)
	doc = frappe.get_doc(instance.reference_doctype, instance.reference_name, for_update=True)
	frappe.db.get_values("Approval Task", {"instance": name, "status": st.OPEN}, "name", for_update=True)
	flow = published.version(instance.flow_version)
	return _Step(flow, instance, doc, State.load(json.loads(instance.state)))


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
		_refuse_start(doc, _("Its approval is running already; open it to see where it stands."))
	if last and published.applicable(doc):
		ended = _(last.status, context="Approval Instance")
		_refuse_start(doc, _("Its approval has ended ({0}) and is not repeated.").format(ended))
	_refuse_start(doc, _("No approval flow fits it as it is now; ask the administrator which one should."))


def _may_follow(last, flow: Flow) -> bool:
	"""Whether an approval may follow the last one: after a withdrawal, or where the starting status says so."""
	if not last or last.status == st.WITHDRAWN or flow.starts_from:
		return True
	return last.status == st.REJECTED and published.version(last.flow_version).reopen_rejected


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


def _digest(key: str) -> str:
	"""Keys are a person's own: two people may use the same one."""
	return hashlib.sha256(f"{frappe.session.user}\n{key}".encode()).hexdigest()[:40]


def _repeated(key: str | None) -> Result | None:
	"""The stored result of a request that came before."""
	found = key and frappe.db.get_value("Approval Log", {"request_key": _digest(key)}, "result")
	return json.loads(found) if found else None
