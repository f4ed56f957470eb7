"""What a finished or running approval would have been under another flow, told from its log. Pure.

The logged acts are given to the other flow in their order, each when its step and its person are asked there. Where none of
those asked decided in the past, the decision that others took at this step is presumed, at a new step approval, so that the
way can be told; the outcome is unknown then. Facts that the log does not hold are asked for elsewhere, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import township_gov.workflows.engine as engine
import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core.asked import DECISIONS
from township_gov.workflows.core.run import request_key
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State, Task

MOST = 300
Row = dict[str, Any]
# What another flow needs and the log does not hold: kind (people, subjects, values), key, state
Ask = Callable[[str, str, "State | None"], Any]


@dataclass(frozen=True, slots=True)
class Logged:
	"""One event of the log: the event itself, the facts it used, its effects as JSON."""

	event: Row
	facts: Row
	effects: Sequence[Row]
	at: str = ""


@dataclass(slots=True)
class Visit:
	"""One visit to a step at which people were asked."""

	node: str
	people: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Story:
	"""The visits of an approval in their order, and how it ended (empty: it runs)."""

	visits: list[Visit] = field(default_factory=list)
	outcome: str = ""

	def tell(self, effects: Iterable[Row]) -> None:
		"""Add what the effects of one event say."""
		for effect in effects:
			if effect["kind"] == "Moved":
				self.visits.append(Visit(effect["target"]))
			elif effect["kind"] == "OpenTask":
				visit = next((one for one in reversed(self.visits) if one.node == effect["node"]), None)
				if visit and effect["person"] not in visit.people:
					visit.people.append(effect["person"])
			elif effect["kind"] == "Ended":
				self.outcome = effect["outcome"]

	@property
	def asked(self) -> list[Visit]:
		"""Visits at which somebody was asked."""
		return [visit for visit in self.visits if visit.people]


@dataclass(slots=True)
class Rerun:
	"""`presumed`: steps where nobody decided in the past; `missing`: (kind, key) of facts that the log does not hold;
	`unused`: logged decisions nobody would have been asked for; `problem`: the refusal that stopped it."""

	story: Story
	presumed: list[str]
	missing: list[tuple[str, str]]
	unused: int
	problem: no.EngineRefusal | None


def past(rows: Sequence[Logged]) -> Story:
	"""What happened, as the log tells it."""
	story = Story()
	for row in rows:
		story.tell(row.effects)
	return story


def rerun(draft: Flow, version: Flow, rows: Sequence[Logged], ask: Ask) -> Rerun:
	"""The same approval under `draft`; `version` is the flow it ran by."""
	return _Rerun(draft, version, rows, ask).run()


def rules_of(flow: Flow, key: str) -> Any:
	"""The approver rules behind a people fact (`node`, `node#rung`, `node#chair`, `node@rung`), comparable."""
	name, sign, rung = key.partition("#") if "#" in key else key.partition("@")
	node = flow.by_key.get(name)
	if node is None:
		return None
	if sign == "@":
		return node.timer[int(rung)].to if int(rung) < len(node.timer) else None
	if rung == "chair":
		return (node.vote.chair,) if node.vote and node.vote.chair else None
	if rung:
		return (node.ladder[int(rung) - 1],) if int(rung) <= len(node.ladder) else None
	return node.approvers


class _Rerun:
	def __init__(self, draft: Flow, version: Flow, rows: Sequence[Logged], ask: Ask):
		self.draft, self.version, self.ask = draft, version, ask
		self.left = list(rows)
		self.at = 0  # how many rows have been looked at
		self.state: State | None = None
		self.story = Story()
		self.presumed: list[str] = []
		self.missing: list[tuple[str, str]] = []
		self.unused = 0
		self.people: dict[Any, list[Row]] = {}
		self.subjects: dict[Any, list[str]] = {}
		self.values: Row = {}
		self.clock = ""
		self.minutes: Row = {}
		self.tasks: dict[int, tuple[str, str, str]] = {}  # logged task → node, person, kind
		self.ended = past(rows).outcome != ""
		for row in rows:
			self._note_tasks(row)
		for row in reversed(rows):
			self._note_facts(row)  # the earliest fact of a rule stays, until its own event comes

	def run(self) -> Rerun:
		problem = None
		try:
			first = self.left.pop(0)
			self._send(dict(first.event), first)
			for _number in range(MOST):
				if self.state.status != st.RUNNING or not (self._apply_next() or self._presume()):
					break
		except no.EngineRefusal as refusal:
			problem = refusal
		self.unused += sum(row.event["type"] == "act" for row in self.left)
		return Rerun(self.story, self.presumed, self.missing, self.unused, problem)

	# -- what the log holds -----------------------------------------------------------------------------------

	def _note_tasks(self, row: Logged) -> None:
		for effect in row.effects:
			if effect["kind"] == "OpenTask":
				self.tasks[effect["task"]] = (self._key(effect["node"]), effect["person"], "")
			elif effect["kind"] == "Helps":
				node, person, _kind = self.tasks[effect["task"]]
				self.tasks[effect["task"]] = (node, person, effect["purpose"])

	def _key(self, node: str) -> str:
		return self.draft.start.key if node == self.version.start.key else node

	def _note_facts(self, row: Logged) -> None:
		for key, people in (row.facts.get("people") or {}).items():
			rules = rules_of(self.version, key)
			self.people |= {rules: people, (key, rules): people}
		for key, persons in (row.facts.get("subjects") or {}).items():
			if key in self.version.by_key:
				fields = self.version.by_key[key].apart.fields
				self.subjects |= {fields: persons, (key, fields): persons}
		self.values |= row.facts.get("values") or {}

	def _fact(self, kind: str, key: str) -> Any:
		if kind == "clock":
			return self.clock
		if kind == "minutes":
			return self.minutes.get(key, 0)
		if kind == "people":
			rules, known = rules_of(self.draft, key), self.people
		else:
			rules, known = self.draft.by_key[key].apart.fields, self.subjects
		for name in ((key, rules), rules):
			if name in known:
				return known[name]
		self._miss(kind, key)
		return self.ask(kind, key, self.state)

	def _miss(self, kind: str, key: str) -> None:
		if (kind, key) not in self.missing:
			self.missing.append((kind, key))

	# -- the logged events, one after another -----------------------------------------------------------------

	def _apply_next(self) -> bool:
		"""Give the first logged event that fits now; what can never fit is dropped. False when none fits."""
		while self.left and self.left[0].event["type"] in ("urge", "migrate"):
			self.left.pop(0)
		for number, row in enumerate(self.left):
			event = self._mapped(row.event)
			is_act = row.event["type"] in ("act", "done", "failed", "issued")
			if event is None and not is_act and number == 0:
				self.left.pop(0)
				return True
			if event is None or not (is_act or number == 0):
				continue
			del self.left[number]
			try:
				self._send(event, row)
			except no.EngineRefusal:
				self.unused += row.event["type"] == "act"
			return True
		return False

	def _mapped(self, event: Row) -> Row | None:
		"""The event with the draft's own numbers; None where nothing there waits for it now."""
		if event["type"] in ("done", "failed", "issued"):
			node = str(event.get("key", "")).split(".")[0]
			waits = (st.NUMBER,) if event["type"] == "issued" else (st.ACTION,)
			tokens = [one for one in self.state.tokens if one.node == node and one.waiting in waits]
			return {**event, "token": tokens[0].id, "key": request_key(tokens[0])} if tokens else None
		if not event.get("task"):
			return dict(event)
		node, person, kind = self.tasks.get(event["task"], ("", "", ""))
		for task in self.state.open_tasks():
			if (task.node, task.person, task.kind) == (node, person, kind):
				return {**event, "task": task.id}
		return None

	def _presume(self) -> bool:
		"""Approve where nobody decided in the past; False where nobody had come to it yet either."""
		token = next((one for one in self.state.tokens if one.waiting in (st.ACTION, st.NUMBER)), None)
		if token and (self.left or self.ended):
			kind = "done" if token.waiting == st.ACTION else "issued"
			self._send({"type": kind, "token": token.id, "key": request_key(token), "number": "?"})
			return True
		tasks = self.state.open_tasks()
		if not tasks or not (self.left or self.ended) or self.state.suspended:
			return False
		# Somebody who was asked to help is no longer waited for: the owner's own decision is in the log, or presumed
		task = next((one for one in tasks if one.kind in (st.OPINION, st.BEFORE)), tasks[0])
		if task.node not in self.presumed:
			self.presumed.append(task.node)
		self._send_presumed(task)
		return True

	def _send_presumed(self, task: Task) -> None:
		"""What others decided at the same step; where nobody did, or that is not offered now, approval."""
		number = next((n for n, row in enumerate(self.left) if self._decided_at(row) == task.node), None)
		if number is not None and not task.kind:
			row = self.left.pop(number)
			event = {**self._approval(task), "action": row.event["action"], "to": row.event.get("to")}
			try:
				self._send(event, row)
				return
			except no.EngineRefusal:
				self.unused += 1
		self._send(self._approval(task))

	def _decided_at(self, row: Logged) -> str:
		"""The step at which a logged act decided something."""
		is_decision = row.event["type"] == "act" and row.event["action"] in DECISIONS
		node, _person, kind = self.tasks.get(row.event.get("task") or 0, ("", "", ""))
		return node if is_decision and not kind else ""

	def _approval(self, task: Task) -> Row:
		action = next(iter(engine.actions(self.draft, self.state, task)))
		actor = {"person": task.person, "user": task.user, "kin": []}
		return {"type": "act", "actor": actor, "task": task.id, "action": action, "opinion": True}

	def _send(self, event: Row, row: Logged | None = None) -> None:
		if row is not None:
			self._note_facts(row)
			self.minutes = row.facts.get("minutes") or {}
			self.clock = str((row.facts.get("clock") or {}).get("now") or row.at or self.clock)
		facts: Row = {"values": self._values(), "people": {}, "subjects": {}, "clock": {}, "minutes": {}}
		while True:
			try:
				self.state, effects = engine.step(self.draft, self.state, event, facts)
				break
			except no.NeedFacts as need:
				facts[need.kind][need.key] = self._fact(need.kind, need.key)
		self.story.tell(effect.dump() for effect in effects)

	def _values(self) -> Mapping[str, Any]:
		for name in self.draft.condition_fields:
			if name not in self.values:
				self._miss("values", name)
				self.values[name] = self.ask("values", name, self.state)
		return self.values
