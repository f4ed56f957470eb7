"""One step of a running approval, applied in the transaction of its document.

A step may ask the program for more (an action, a number); it gets the answer as a further step in the same transaction,
each with a log row of its own, so that the log replays.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr

from township_gov import clock, refusals
from township_gov.workflows import (
	access,
	automatic,
	doors,
	engine,
	errors,
	log,
	notifying,
	people,
	published,
	rights,
	step_facts,
	step_notes,
	task_records,
	urging,
)
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st
from township_gov.workflows.definition import Flow
from township_gov.workflows.effects import Effect, Ended, Moved, Resumed, Suspended, WriteStatus
from township_gov.workflows.state import State, canonical, fingerprint
from township_gov.workflows.wording import listed

Result = dict[str, Any]
_SECRET = "•••"
# Written to the instance by every step; the rest is written once, at the start
_EACH_STEP = (
	"status",
	"round",
	"node_label",
	"waiting",
	"holders",
	"ended_at",
	"state",
	"state_hash",
	"running_key",
	"document_status",
	"document_docstatus",
	"last_seq",
	"answers",
	"suspended",
	"suspended_at",
	"suspended_reason",
)


class Step:
	"""Steps of the engine on locked records: facts in, effects out to document, instance, tasks and log."""

	def __init__(self, flow: Flow, instance, doc, state: State | None, tasks: list[dict] | None = None):
		"""`tasks`: the rows (`task_records.COLUMNS`) of the open tasks."""
		self.flow, self.instance, self.doc, self.state = flow, instance, doc, state
		self.initiator = instance.initiator
		self.tasks = {row.task_no: row for row in tasks or ()}
		self.minutes: int | None = None  # working minutes of the task that is acted on
		self.label = ""  # of the act, as its task offers it
		self.reason = ""  # given by whoever takes the step

	def check_task(self, number: int) -> None:
		"""Refuse before anything is compared or written that the task is another's, or is closed."""
		try:
			if access.vetoed(self.doc, frappe.session.user):
				raise no.NotYourTask(
					"This document is closed to you; ask the administrator to reassign the task."
				)
			engine.own_open_task(self.state, number, people.person_of(frappe.session.user))
		except no.EngineRefusal as refusal:
			self.refuse("act", refusal)

	def is_anothers(self, number: int) -> bool:
		"""Whether a task is owned by another person than the session's user."""
		task = self.state.task(number)
		return bool(task) and task.person != people.person_of(frappe.session.user)

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
		self._check_levels(names)
		self.doc.save(ignore_permissions=True)
		return self.changes(stored, names)

	def changes(self, stored, names: set[str] | None = None) -> dict[str, Any]:
		"""What became of the document since it was read as `stored`, as the log keeps it."""
		names = rights.changes(stored, self.doc) if names is None else names
		fields = sorted({name.replace(":", ".").split(".")[0] for name in names})
		return {name: [_shown(stored, name), _shown(self.doc, name)] for name in fields}

	def _check_levels(self, names: set[str]) -> None:
		"""A task gives the right to its fields; a permission level above nought is given by roles alone."""
		closed = rights.above_level(self.doc, names)
		if closed:
			labels = listed(rights.label(self.doc, name) for name in closed)
			text = _("{0} may be changed only by roles with that permission level; leave it out.").format(
				labels
			)
			refusals.record(self.doc, "act", [text], fields=closed)
			frappe.throw(text, errors.DocumentGuarded)

	# -- taking steps

	def run(
		self, event: dict[str, Any], *, action: str, task: int | None = None, key: str | None = None, **notes
	) -> Result:
		"""Take the session user's step, and those that follow from it. `notes` go to the log as they are.

		Raises a class of `errors.ApprovalRefused`; the refusal is recorded.
		"""
		event = {**event, "actor": people.actor(frappe.session.user, kin=self._asks_for_kin(task))}
		notes |= {"actor_name": people.name_of(frappe.session.user)}
		if task is not None:
			self._name_principal(event, task)
		try:
			self._take_all(
				event,
				action,
				{
					"task": task,
					"request_key": digest(f"{self.instance.name}\n{key}") if key else None,
					**notes,
				},
			)
		except no.EngineRefusal as refusal:
			self.refuse(event.get("action") or event["type"], refusal)
		result = self._result()
		if key:
			answers = json.loads(self.instance.answers or "{}")
			self.instance.answers = canonical(answers | {digest(key): result})
		self._save_instance()
		return result

	def run_by_program(self, event: dict[str, Any], *, action: str, **notes) -> Result:
		"""Take a step that no person takes: time, leave, a holder who left.

		Raises the engine's own refusal (`refusals.EngineRefusal`), which nobody has to be told.
		"""
		self._take_all(event, action, log.BY_PROGRAM | notes)
		self._save_instance()
		return self._result()

	def take(self, event: dict[str, Any], action: str, notes: dict[str, Any]) -> list[Effect]:
		"""Take one step of the engine, write its effects and its log row; the effects."""
		before = self.state
		number = notes.pop("task", None)
		self.reason = notes.get("opinion") or self.reason
		if number is not None:
			self._look_at_task(number, action)
		self.state, effects, facts = self._step(event)
		self._write_document(effects)
		self._write_instance(effects, notes)
		task_records.write(self, event, facts, effects, notes)
		task_records.write_clocks(self, before)
		self.instance.holders = task_records.holders(self)
		log.write(
			self.instance,
			kind=log.EVENT,
			event=event,
			facts=facts,
			effects=[effect.dump() for effect in effects],
			state_hash=self.instance.state_hash,
			result=self._result(),
			round=(before or self.state).round,
			action=action,
			**step_notes.moves(self, effects, before, number),
			**(step_notes.capacity(self, number, action, effects, notes) | notes),
		)
		notifying.tell(self, before, event, effects)
		urging.note(self, effects)
		return effects

	def _take_all(self, event: dict[str, Any], action: str, notes: dict[str, Any]) -> None:
		"""Take a step, then answer what it asks of the program, and what those answers ask."""
		requests = automatic.requests(self.take(event, action, notes))
		while requests:
			self._save_instance()
			requests = requests[1:] + automatic.requests(automatic.answer(self, requests[0]))

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
				facts.setdefault(need.kind, {})[need.key] = self.fact(need, event)

	def refuse(self, action: str, refusal: no.EngineRefusal) -> NoReturn:
		"""Record a refusal of the engine and tell it to the person. Raises a class of `errors.ApprovalRefused`."""
		refusal.args_ = tuple(people.name_of(part) if "@" in part else part for part in refusal.args_)
		if isinstance(refusal, no.PersonNotAllowed) and not people.may_know_kin():
			refusal.args_ = tuple(people.KEPT_APART if part == "kin" else part for part in refusal.args_)
		refusals.record(self.doc, action, [errors.told(refusal)])
		errors.refuse_as(refusal)

	# -- facts

	def fact(self, need: no.NeedFacts, event: dict[str, Any] | None = None) -> Any:
		"""What the engine asks for to take an event, found out now."""
		return step_facts.find(self, need, event)

	def _asks_for_kin(self, number: int | None) -> bool:
		"""Whether the step of a task keeps relatives apart: only then the actor's are looked up."""
		task = self.state.task(number) if number is not None else None
		return bool(task) and self.flow.by_key[task.node].apart.kin

	def _name_principal(self, event: dict[str, Any], number: int) -> None:
		"""With a substitute's act goes the owner, with his kin: duties apart compare both (rule 7)."""
		task = self.state.task(number)
		if task and task.person != event["actor"]["person"]:
			kin = people.kin_of(task.person)
			event["principal"] = {"person": task.person, "user": task.user, "kin": kin}

	def _look_at_task(self, number: int, action: str) -> None:
		"""Read what the act closes: the label it is offered under, the time the task has taken."""
		task = self.state.task(number)
		if task and number in self.tasks:
			self.minutes = task_records.minutes(self, task)
			self.label = engine.actions(self.flow, self.state, task).get(action) or action.title()

	# -- effects

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
		elif any(isinstance(effect, Moved | Ended) for effect in effects):
			self._raise_revision()

	def _raise_revision(self) -> None:
		"""Another step with other rights is another revision, so that what was opened before is out of date."""
		where = (self.doc.doctype, self.doc.name)
		frappe.db.set_value(*where, "docstatus", cint(self.doc.docstatus))
		self.doc.modified = frappe.db.get_value(*where, "modified")

	def _write_instance(self, effects: list[Effect], notes: dict[str, Any]) -> None:
		state, flow = self.state, self.flow
		data = state.dump()
		labels = [flow.by_key[token.node].label for token in state.tokens]
		self.instance.update(
			{
				"status": state.status,
				"round": state.round,
				"node_label": ", ".join(labels)[:140],
				"waiting": next((token.waiting for token in state.tokens if token.waiting), None),
				"ended_at": None if state.status == st.RUNNING else clock.now(),
				"state": canonical(data),
				"state_hash": fingerprint(data),
				"running_key": self._running_key if state.status == st.RUNNING else self.instance.name,
				"document_status": cstr(self.doc.get(flow.status_field)) if flow.status_field else None,
				"document_docstatus": cint(self.doc.docstatus),
			}
		)
		if any(isinstance(effect, Suspended) for effect in effects):
			reason = {"suspended_at": clock.now(), "suspended_reason": notes.get("opinion")}
			self.instance.update({"suspended": 1, **reason})
		elif self.instance.suspended and (
			not state.suspended or any(isinstance(effect, Resumed) for effect in effects)
		):
			self.instance.update({"suspended": 0, "suspended_at": None, "suspended_reason": None})
		if self.instance.is_new():
			with doors.records():
				self.instance.insert(ignore_permissions=True)

	def _save_instance(self) -> None:
		written = {name: self.instance.get(name) for name in _EACH_STEP}
		frappe.db.set_value("Approval Instance", self.instance.name, written)

	@cached_property
	def _running_key(self) -> str:
		return hashlib.sha256(f"{self.doc.doctype}\n{self.doc.name}".encode()).hexdigest()[:40]

	def _result(self) -> Result:
		return {
			"instance": self.instance.name,
			"status": self.state.status,
			"round": self.state.round,
			"waiting": next((token.waiting for token in self.state.tokens if token.waiting), ""),
			"nodes": [token.node for token in self.state.tokens],
			"modified": str(self.doc.modified),
		}


def _shown(doc, name: str) -> Any:
	"""A value as the log keeps it: what not every reader of the document may see stays out."""
	field = doc.meta.get_field(name)
	return _SECRET if field.fieldtype == "Password" or field.permlevel else published.plain(doc.get(name))


def digest(key: str) -> str:
	"""Keys are a person's own: two people may use the same one."""
	return hashlib.sha256(f"{frappe.session.user}\n{key}".encode()).hexdigest()[:40]
