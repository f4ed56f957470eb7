"""A document walked through a flow before anybody is asked: path, people, reasons, dates, what else could happen. Pure.

`ask(kind, key, state)` finds the facts that the engine needs (people and subjects, by the engine's keys); nothing else is
read and nothing is written. Time is reckoned, not measured: a step takes what it took in the past (the median), else its
time limit, else nothing is known of it and the result says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import township_gov.workflows.engine as engine
import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.policies.office_minutes import minutes_between, moment_after
from township_gov.policies.working_days import WorkCalendar
from township_gov.workflows.core.run import request_key
from township_gov.workflows.core.settings import ESCALATE, REMIND
from township_gov.workflows.core.storyboard import Storyboard
from township_gov.workflows.definition import INITIATOR, Flow, Node
from township_gov.workflows.effects import Effect, OpenTask
from township_gov.workflows.state import State, Task

MOST = 300  # events after which a walk is given up: the flow goes round in a circle
MEDIAN, LIMIT, UNKNOWN = "median", "limit", "unknown"
Ask = Callable[[str, str, "State | None"], Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class Sample:
	"""What is walked: the document's `values`, who starts it and when, by which calendar.

	`choices`: what is decided at a node, visit by visit (`approve`, `reject`, `abstain`, `return`, `return:<node>`); without
	one it is approved. `past`: node → (median working minutes of a task, number of tasks it comes from).
	"""

	actor: Row
	values: Mapping[str, Any]
	start: datetime
	calendar: WorkCalendar
	choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
	past: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def simulate(flow: Flow, sample: Sample, ask: Ask) -> Row:
	"""Walk the sample through the flow.

	`outcome`: how it ends (empty: it does not), `problem`: the refusal that stops it, `steps`: one for each visit to a
	node, `ends_at`: when, `unknown`: labels of the steps whose duration nobody knows.
	"""
	return _Walk(flow, sample, ask).run()


class _Walk:
	def __init__(self, flow: Flow, sample: Sample, ask: Ask):
		self.flow, self.sample, self.ask = flow, sample, ask
		self.state: State | None = None
		self.board = Storyboard(flow, sample.values, sample.start)
		self.due: dict[int, datetime] = {}
		self.problem: no.EngineRefusal | None = None

	def run(self) -> Row:
		self.board.meet([{"why": {"rule": "Initiator"}, **self.sample.actor}])
		initiator = self.board.person(self.sample.actor["user"])
		start = self.board.add_step(self.flow.start)
		start["people"].append({**initiator, "action": "start", "status": st.DONE})
		try:
			self._send({"type": "start", "actor": self.sample.actor})
			for _number in range(MOST):
				if self.state.status != st.RUNNING or not self._go_on():
					break
			else:
				raise no.NoWayOut(
					"The flow goes round in a circle for this document; look at its conditions."
				)
		except no.EngineRefusal as refusal:
			self.problem = refusal
		return self._result()

	def _go_on(self) -> bool:
		"""Do the next thing; False when the approval stands still."""
		token = next((one for one in self.state.tokens if one.waiting in (st.ACTION, st.NUMBER)), None)
		if token:
			kind = "done" if token.waiting == st.ACTION else "issued"
			self._send({"type": kind, "token": token.id, "key": request_key(token), "number": "?"})
			return True
		tasks = sorted(self.state.open_tasks(), key=lambda task: (self.due[task.id], task.id))
		if tasks:
			self.board.now = max(self.board.now, self.due[tasks[0].id])
			self._decide(tasks[0])
		return bool(tasks)

	def _decide(self, task: Task) -> None:
		offered = engine.actions(self.flow, self.state, task)
		action, target = self._choice(task, offered)
		step = self.board.step_of(task.node)
		if not step["alternatives"]:
			step["alternatives"] = list(self._alternatives(task, offered, action))
		person = next(row for row in step["people"] if row["task"] == task.id)
		person |= {"action": action, "to": target, "status": st.DONE, "at": str(self.board.now)}
		step["decision"], step["decision_to"] = action, target
		self._send(_act(task, action, target))

	def _choice(self, task: Task, offered: Mapping[str, str]) -> tuple[str, str]:
		if task.kind or self.flow.by_key[task.node].type != "Approval":
			return next(iter(offered)), ""
		wanted = list(self.sample.choices.get(task.node) or ())
		visit = self.board.visits[task.node] - 1
		action, _sep, target = (wanted[visit] if visit < len(wanted) else "approve").partition(":")
		if action == "return" and not target:
			target = next(iter(engine.return_targets(self.flow, self.state, task)), INITIATOR)
		return action, target

	def _alternatives(self, task: Task, offered: Mapping[str, str], taken: str) -> Iterator[Row]:
		"""What else could be decided here, and where it would lead."""
		for action, label in offered.items():
			if action == taken or action not in ("approve", "reject", "return", "abstain"):
				continue
			targets = engine.return_targets(self.flow, self.state, task) if action == "return" else [""]
			for target in targets:
				row = {"action": action, "label": label, "to": target}
				try:
					_state, effects, _facts = self._trial(_act(task, action, target))
				except no.EngineRefusal as refusal:
					yield {**row, "leads_to": [], "outcome": "", "problem": refusal}
					continue
				moves = [one["target"] for one in _kinds(effects, "Moved")]
				ended = [one["outcome"] for one in _kinds(effects, "Ended")]
				yield {**row, "leads_to": moves, "outcome": "".join(ended[-1:])}

	# -- one step of the engine -------------------------------------------------------------------------------

	def _trial(self, event: Row) -> tuple[State, list[Effect], Row]:
		facts: Row = {"values": self.board.values, "people": {}, "subjects": {}, "clock": {}, "minutes": {}}
		while True:
			try:
				return (*engine.step(self.flow, self.state, event, facts), facts)
			except no.NeedFacts as need:
				facts[need.kind][need.key] = self._fact(need.kind, need.key)

	def _fact(self, kind: str, key: str) -> Any:
		if kind == "clock":
			return str(self.board.now)
		if kind == "minutes":
			since = datetime.fromisoformat(self.state.task(int(key)).at)
			return minutes_between(self.sample.calendar, since, self.board.now)
		return self.ask(kind, key, self.state)

	def _send(self, event: Row) -> None:
		self.board.jumps = self._jumping(event)
		self.state, effects, facts = self._trial(event)
		self.board.round = self.state.round
		for rows in facts["people"].values():
			self.board.meet(rows)
		for effect in effects:
			if isinstance(effect, OpenTask):
				self._ask(effect)
			else:
				self.board.tell(effect)

	def _jumping(self, event: Row) -> set[str]:
		"""Nodes that are left by a jump, not by a way: returned from, or straight back after a return."""
		jumps = {token.node for token in (self.state.tokens if self.state else ()) if token.back_to}
		if event.get("action") == "return":
			jumps.add(self.state.task(event["task"]).node)
		return jumps

	def _ask(self, effect: OpenTask) -> None:
		"""Somebody is asked: how long he will take, and what his time limit brings."""
		node, step = self.flow.by_key[effect.node], self.board.step_of(effect.node)
		minutes, basis, count = self._duration(node)
		self.due[effect.task] = moment_after(self.sample.calendar, self.board.now, minutes) or self.board.now
		person = self.board.person(effect.user)
		step["people"].append({**person, "task": effect.task, "source": effect.source})
		step["takes"] = {"minutes": minutes, "basis": basis, "count": count}
		if not step["rungs"]:
			step["rungs"] = [self._rung(node, number) for number in range(len(node.timer))]

	def _duration(self, node: Node) -> tuple[int, str, int]:
		"""Working minutes that a task takes here, where the figure comes from, of how many tasks."""
		if node.key in self.sample.past:
			minutes, count = self.sample.past[node.key]
			return minutes, MEDIAN, count
		if node.timer:
			hard = [rung.after for rung in node.timer if rung.do != REMIND]
			return (hard or [node.timer[-1].after])[0], LIMIT, 0
		return 0, UNKNOWN, 0

	def _rung(self, node: Node, number: int) -> Row:
		rung = node.timer[number]
		people = self.ask("people", f"{node.key}@{number}", self.state) if rung.do == ESCALATE else []
		at = moment_after(self.sample.calendar, self.board.now, rung.after)
		names = [row.get("name") or row["user"] for row in people]
		return {"after": rung.after, "do": rung.do, "at": str(at), "to": names, "hand_over": rung.hand_over}

	def _result(self) -> Row:
		unknown = [
			step["label"] for step in self.board.steps if (step["takes"] or {}).get("basis") == UNKNOWN
		]
		return {
			"outcome": self.board.outcome,
			"problem": self.problem,
			"starts_at": str(self.sample.start),
			"ends_at": str(self.board.now) if self.board.outcome else "",
			"unknown": list(dict.fromkeys(unknown)),
			"stands_still": not self.board.outcome and self.problem is None,
			"steps": self.board.steps,
		}


def _act(task: Task, action: str, target: str) -> Row:
	"""The task's owner acts, having written what a step may demand."""
	actor = {"person": task.person, "user": task.user, "kin": []}
	return {
		"type": "act",
		"actor": actor,
		"task": task.id,
		"action": action,
		"to": target or None,
		"opinion": True,
	}


def _kinds(effects: Sequence[Effect], kind: str) -> list[Row]:
	return [data for data in (effect.dump() for effect in effects) if data["kind"] == kind]
