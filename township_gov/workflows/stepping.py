"""One step of a running approval, applied in the transaction of its document."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime

from township_gov import clock, language, refusals
from township_gov.workflows import doors, engine, errors, log, people, published, rights
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st
from township_gov.workflows.definition import Flow
from township_gov.workflows.effects import CloseTask, Effect, Ended, Moved, OpenTask, WriteStatus
from township_gov.workflows.office_time import minutes_used
from township_gov.workflows.state import State, canonical, fingerprint
from township_gov.workflows.wording import listed

Result = dict[str, Any]
_SECRET = "•••"
TASK_COLUMNS = ("name", "task_no", "node_key", "post", "why", "assigned_to", "opened_at")
# Written to the instance by every step; the rest is written once, at the start
_EACH_STEP = (
	"status",
	"round",
	"node_label",
	"waiting",
	"ended_at",
	"state",
	"state_hash",
	"running_key",
	"document_status",
	"document_docstatus",
	"last_seq",
	"answers",
)


class Step:
	"""One step of the engine on locked records: facts in, effects out to document, instance, tasks and log."""

	def __init__(self, flow: Flow, instance, doc, state: State | None, tasks: list[dict] | None = None):
		"""`tasks`: the rows (`TASK_COLUMNS`) of the open tasks."""
		self.flow, self.instance, self.doc, self.state = flow, instance, doc, state
		self.initiator = instance.initiator
		self.tasks = {row.task_no: row for row in tasks or ()}

	def check_task(self, number: int) -> None:
		"""Refuse before anything is compared or written that the task is another's, or is closed."""
		try:
			engine.own_open_task(self.state, number, people.person_of(frappe.session.user))
		except no.EngineRefusal as refusal:
			self.refuse("act", refusal)

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
		return {name: [_shown(stored, name), _shown(self.doc, name)] for name in fields}

	def run(
		self, event: dict[str, Any], *, action: str, task: int | None = None, key: str | None = None, **notes
	) -> Result:
		"""Take the step and apply its effects. `notes` go to the log as they are."""
		event = {**event, "actor": people.actor(frappe.session.user)}
		actor_name = people.name_of(frappe.session.user)
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
			request_key=digest(key) if key else None,
			round=(before or self.state).round,
			action=action,
			actor_name=actor_name,
			**self._moves(effects, before),
			**self._capacity(task, action),
			**notes,
		)
		if key:
			answers = json.loads(self.instance.answers or "{}")
			self.instance.answers = canonical(answers | {digest(key): result})
		written = {name: self.instance.get(name) for name in _EACH_STEP}
		frappe.db.set_value("Approval Instance", self.instance.name, written)
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
				self.refuse(event.get("action") or event["type"], refusal)

	def refuse(self, action: str, refusal: no.EngineRefusal) -> NoReturn:
		refusals.record(self.doc, action, [str(refusal)])
		errors.refuse_as(refusal)

	def _fact(self, need: no.NeedFacts) -> list:
		key, _sep, rung = need.key.partition("#")
		node = self.flow.by_key[key]
		if need.kind == "subjects":
			return people.subjects(node, self.doc)
		rules = [node.ladder[int(rung) - 1]] if rung else node.approvers
		return people.candidates(rules, self.doc, people.Asking(self.initiator))

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
				"running_key": self._running_key() if state.status == st.RUNNING else self.instance.name,
				"document_status": cstr(self.doc.get(flow.status_field)) if flow.status_field else None,
				"document_docstatus": cint(self.doc.docstatus),
			}
		)
		if self.instance.is_new():
			with doors.records():
				self.instance.insert(ignore_permissions=True)

	def _running_key(self) -> str:
		return hashlib.sha256(f"{self.doc.doctype}\n{self.doc.name}".encode()).hexdigest()[:40]

	def _write_tasks(self, effects: list[Effect], facts: dict[str, Any]) -> None:
		"""Open and close task records; a task opened and closed in one step ends closed."""
		for effect in effects:
			if isinstance(effect, OpenTask):
				with doors.records():
					self.tasks[effect.task] = self._open_task(effect, facts)
			elif isinstance(effect, CloseTask):
				self._close_task(effect)

	def _open_task(self, effect: OpenTask, facts: dict[str, Any]):
		candidate = next(
			(row for row in facts["people"].get(effect.source, ()) if row["user"] == effect.user),
			{"name": people.name_of(effect.user), "why": {"rule": "Initiator"}},
		)
		return frappe.get_doc(
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
		).insert(ignore_permissions=True, ignore_links=True)

	def _close_task(self, effect: CloseTask) -> None:
		closed = {"status": effect.status, "action": effect.action, "closed_at": clock.now()}
		frappe.db.set_value("Approval Task", self.tasks[effect.task].name, closed)

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
		task = self.tasks[number]
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


def _shown(doc, name: str) -> Any:
	"""A value as the log keeps it: what not every reader of the document may see stays out."""
	field = doc.meta.get_field(name)
	return _SECRET if field.fieldtype == "Password" or field.permlevel else published.plain(doc.get(name))


def digest(key: str) -> str:
	"""Keys are a person's own: two people may use the same one."""
	return hashlib.sha256(f"{frappe.session.user}\n{key}".encode()).hexdigest()[:40]
