"""The engine's effects on tasks written as records: asked, closed, shared with substitutes, copied to others."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import frappe
from frappe.utils import get_datetime

from township_gov import clock, language
from township_gov.forms import readers
from township_gov.policies.refusal import RuleError
from township_gov.workflows import doors, people, timers
from township_gov.workflows import state as st
from township_gov.workflows.effects import (
	ActedFor,
	CloseTask,
	CopyTo,
	Effect,
	Helps,
	HideTask,
	OpenTask,
	ShowTask,
)
from township_gov.workflows.state import State, Task, canonical

if TYPE_CHECKING:
	from township_gov.workflows.stepping import Step

# What a step reads of each open task
COLUMNS = ("name", "task_no", "node_key", "post", "why", "assigned_to", "person_name", "opened_at")
_STARTED = {"rule": "Initiator"}


def write(
	step: Step, event: dict[str, Any], facts: dict[str, Any], effects: list[Effect], notes: dict
) -> None:
	"""Bring the task records of a step's approval up to its effects; `notes` are those of the log row."""
	told = _Telling(step, event, facts, effects, notes)
	with doors.records():
		for effect in effects:
			if isinstance(effect, OpenTask):
				told.open(effect)
			elif isinstance(effect, CloseTask):
				told.close(effect)
			elif isinstance(effect, CopyTo):
				told.copy(effect)
		told.share_again()


def minutes(step: Step, task: Task) -> int | None:
	"""Working minutes that a task has taken up to now: on its clock where it has one, else since it was opened."""
	if task.at or task.used:
		return task.used + ((minutes_since(step, task.at) or 0) if task.at else 0)
	return minutes_since(step, step.tasks[task.id].opened_at)


def minutes_since(step: Step, moment: datetime.datetime | str) -> int | None:
	"""Working minutes up to now, without the document's legal pauses; None where a past year's calendar is missing."""
	try:
		return timers.minutes_since(step.doc, step.instance.township, moment, clock.now())
	except RuleError:
		return None


class _Telling:
	"""One step's effects on its task records."""

	def __init__(self, step: Step, event: dict, facts: dict, effects: list[Effect], notes: dict):
		self.step, self.event, self.facts, self.notes = step, event, facts, notes
		self.effects = effects
		self.helps = {one.task: one for one in effects if isinstance(one, Helps)}
		self.acted = {one.task for one in effects if isinstance(one, ActedFor)}
		self.opened = {one.task for one in effects if isinstance(one, OpenTask)}

	def open(self, effect: OpenTask) -> None:
		step, why = self.step, self._candidate(effect)
		helps = self.helps.get(effect.task)
		step.tasks[effect.task] = frappe.get_doc(
			{
				"doctype": "Approval Task",
				"instance": step.instance.name,
				"reference_doctype": step.doc.doctype,
				"reference_name": step.doc.name,
				"title": step.instance.title,
				"township": step.instance.township,
				"flow_title": step.flow.title,
				"task_no": effect.task,
				"node_key": effect.node,
				"node_label": step.flow.by_key[effect.node].label,
				"round": effect.round,
				"assigned_to": effect.user,
				"person": effect.person,
				"person_name": why["name"],
				"post": why.get("post"),
				"why": people.explain(why["why"], language.of_site()),
				"basis": canonical(why["why"]),
				"status": st.OPEN,
				"opened_at": clock.now(),
				"kind": helps.purpose if helps else "",
				"helps": helps.of if helps else 0,
				**self._question(effect, helps),
				"substitutes": list(self._substitutes(effect.task)),
			}
		).insert(ignore_permissions=True, ignore_links=True)
		may_write = bool(step.flow.by_key[effect.node].fields)
		for user in (effect.user, *(row.user for row in step.tasks[effect.task].substitutes)):
			readers.let_read(step.doc, user, may_write)

	def close(self, effect: CloseTask) -> None:
		closed = {"status": effect.status, "action": effect.action, "closed_at": clock.now()}
		if self.event.get("task") == effect.task and self.event["type"] == "act":
			closed |= {"acted_by": frappe.session.user, "acted_by_name": self.notes["actor_name"]}
			closed["used_minutes"] = self.step.minutes
		frappe.db.set_value("Approval Task", self._name(effect.task), closed)

	def _name(self, number: int) -> str:
		"""The record of a task; one that an act is taken back from was closed before this step."""
		if number in self.step.tasks:
			return self.step.tasks[number].name
		where = {"instance": self.step.instance.name, "task_no": number}
		return frappe.db.get_value("Approval Task", where)

	def copy(self, effect: CopyTo) -> None:
		"""A copy for information; one sent by an act carries its sender and his words."""
		is_act = self.event.get("action") == "copy"
		user = frappe.session.user if is_act else None
		step = self.step
		frappe.get_doc(
			{
				"doctype": "Approval Copy",
				"instance": step.instance.name,
				"reference_doctype": step.doc.doctype,
				"reference_name": step.doc.name,
				"title": step.instance.title,
				"township": step.instance.township,
				"flow_title": step.flow.title,
				"node_label": step.flow.by_key[effect.node].label,
				"user": effect.user,
				"person": effect.person,
				"person_name": people.name_of(effect.user),
				"sent_by": user,
				"sent_by_name": self.notes["actor_name"] if user else None,
				"note": self.notes.get("opinion") if is_act else None,
				"sent_at": clock.now(),
			}
		).insert(ignore_permissions=True, ignore_links=True)
		readers.let_read(step.doc, effect.user)

	def share_again(self) -> None:
		"""Write anew with whom a task is shared, where a leave began or ended while it is open."""
		touched = {one.task for one in self.effects if isinstance(one, ShowTask | HideTask)} - self.opened
		for number in sorted(touched):
			record = frappe.get_doc("Approval Task", self.step.tasks[number].name)
			record.set("substitutes", list(self._substitutes(number)))
			record.save(ignore_permissions=True)
			for row in record.substitutes:
				readers.let_read(self.step.doc, row.user)

	# -- who and why

	def _candidate(self, effect: OpenTask) -> dict[str, Any]:
		"""Name, post and reason of a person who is asked: from the facts, the act that named him, or the log."""
		if effect.source == "initiator":
			return {"name": people.name_of(effect.user), "why": _STARTED}
		if effect.source.startswith("+"):
			return self._added(effect)
		found = _named(effect.user, [*self._people(effect.source), *(self.event.get("users") or ())])
		return (
			found
			or self._asked_before(effect)
			or _named(effect.user, self._logged(effect.source))
			or {"name": people.name_of(effect.user), "why": {"rule": "Asked Before"}}
		)

	def _people(self, source: str) -> list[dict]:
		return self.facts["people"].get(source) or []

	def _added(self, effect: OpenTask) -> dict[str, Any]:
		"""A signer who waited for his turn: who had added him is in the key."""
		owner = self._owner(int(effect.source[1:]))
		return people.candidate(effect.user, {"rule": "Added", "by": people.name_of(owner)})

	def _owner(self, number: int) -> str:
		task = self.step.state.task(number)
		return task.user if task else ""

	def _asked_before(self, effect: OpenTask) -> dict[str, Any] | None:
		"""A task that is asked anew after a take-back keeps its reason."""
		if effect.source:
			return None
		rows = frappe.get_all(
			"Approval Task",
			filters={
				"instance": self.step.instance.name,
				"node_key": effect.node,
				"person": effect.person,
				"task_no": ("<", effect.task),
			},
			fields=["person_name as name", "post", "basis"],
			order_by="task_no desc",
			limit=1,
		)
		return {**rows[0], "why": json.loads(rows[0].basis)} if rows else None

	def _logged(self, source: str) -> Iterator[dict]:
		"""Who was named when the node was entered, for those whose turn comes later."""
		rows = frappe.get_all(
			"Approval Log",
			filters={"instance": self.step.instance.name, "kind": "Event"},
			pluck="facts",
			order_by="seq desc",
		)
		for row in rows:
			yield from json.loads(row)["people"].get(source) or ()

	def _question(self, effect: OpenTask, helps: Helps | None) -> dict[str, Any]:
		"""Who asked, and what."""
		if effect.source.startswith("+"):
			return {"asked_by": self._owner(int(effect.source[1:]))}
		if not helps or not (self.event.get("users") or helps.purpose == st.MEND):
			return {}
		note = self.notes.get("opinion")
		return {"note": note} | ({} if helps.purpose == st.MEND else {"asked_by": frappe.session.user})

	def _substitutes(self, number: int) -> Iterator[dict[str, Any]]:
		"""The rows of those with whom a task is shared now."""
		task = self.step.state.task(number)
		known = list(self._substitute_facts())
		for one in task.substitutes if task else ():
			fact = next((row for row in known if row["user"] == one.user), {})
			yield {
				"user": one.user,
				"person": one.person,
				"person_name": fact.get("name") or people.name_of(one.user),
				"substitution": fact.get("substitution"),
			}

	def _substitute_facts(self) -> Iterator[dict]:
		yield from self.event.get("substitutes") or ()
		rows = [row for rows in self.facts["people"].values() for row in rows]
		for row in [*rows, *(self.event.get("users") or ())]:
			yield from row.get("substitutes") or ()


def write_clocks(step: Step, before: State | None) -> None:
	"""Write what the clocks of tasks with a time limit have counted, where this step changed it."""
	if not any(node.timer for node in step.flow.nodes):
		return
	known = {task.id: task for task in before.tasks} if before else {}
	rests = bool(before and before.suspended) != step.state.suspended
	for task in step.state.tasks:
		old = known.get(task.id)
		is_same = old and (old.used, old.at, old.fired, old.status) == (
			task.used,
			task.at,
			task.fired,
			task.status,
		)
		if (
			task.id in step.tasks
			and (task.at or task.used or task.fired or old)
			and not (is_same and not rests)
		):
			_write_clock(step, task)


def _write_clock(step: Step, task: Task) -> None:
	is_open = task.status == st.OPEN
	values: dict[str, Any] = {
		"clock_from": get_datetime(task.at) if task.at and is_open else None,
		"rungs_fired": len(task.fired),
		"next_rung_at": timers.moment_for(step, task) if is_open and not step.state.suspended else None,
	}
	if is_open:
		values["used_minutes"] = task.used
	frappe.db.set_value("Approval Task", step.tasks[task.id].name, values)


def _named(user: str, rows: Iterable[dict]) -> dict[str, Any] | None:
	return next((row for row in rows if row["user"] == user and row.get("why")), None)


def holders(step: Step) -> str:
	"""The names of those who are asked now, each once."""
	names = [step.tasks[task.id].person_name for task in step.state.open_tasks()]
	return ", ".join(dict.fromkeys(name for name in names if name))
