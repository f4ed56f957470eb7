"""The approval engine: `step(flow, state, event, facts) -> (state, effects)`.

Pure: no I/O, no clock, no randomness. An *event* is what somebody did, as plain JSON, with an actor
`A = {"person": …, "user": …, "kin": […]}`:

	{"type": "start", "actor": A}
	{"type": "act", "actor": A, "task": 3, "action": "approve", "to": null, "opinion": true}
	{"type": "withdraw", "actor": A}
	{"type": "reassign", "actor": A}

*Facts* are what the step looked at outside of the flow and the state: `values` (fields of the document that
conditions name), `people` (candidates of a node, key `node`, or `node#rung` for its ladder) and `subjects`
(persons the document is about, by the node's duties-apart fields). A missing fact raises `NeedFacts`; the caller
adds it and calls again. So exactly what was used is known, is stored with the event, and replays.

*Effects* tell the caller what to do to the document and the task list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.conditions import holds
from township_gov.workflows.definition import INITIATOR, Flow, Node
from township_gov.workflows.effects import (
	CloseTask,
	Effect,
	Ended,
	Moved,
	NobodyLeft,
	OpenTask,
	PassedOver,
	WriteStatus,
)
from township_gov.workflows.state import State, Task, Token

ENGINE_VERSION = "1"

_ENDED = "This approval has ended; nothing more can be decided in it."
_CLOSED = {
	st.DONE: "You have decided this task already; open the document again to see where it stands.",
	st.NOT_NEEDED: "Not needed any more: others have decided. Open the document again to see it.",
	st.CANCELLED: "The document was returned or withdrawn meanwhile; open it again to see why.",
	st.REASSIGNED: "The task was given to another person; open the document again to see to whom.",
}

Facts = Mapping[str, Any]
Event = Mapping[str, Any]


def step(flow: Flow, state: State | None, event: Event, facts: Facts) -> tuple[State, list[Effect]]:
	"""Apply one event. `state` is None for `start`.

	Raises an `EngineRefusal` when the event is not possible, `NeedFacts` when a fact is missing.
	"""
	if event["type"] == "start":
		return _start(flow, event, facts)
	if state is None or state.status != st.RUNNING:
		raise no.NotRunning(_ENDED)
	return _HANDLERS[event["type"]](_Run(flow, state, facts), event)


def replay(flow: Flow, rows: Iterable[tuple[Event, Facts]]) -> State:
	"""The state rebuilt from logged events and facts. Raises like `step`, and ValueError without rows."""
	state: State | None = None
	for event, facts in rows:
		state, _effects = step(flow, state, event, facts)
	if state is None:
		raise ValueError("There is nothing to replay.")
	return state


def actions(flow: Flow, state: State, task: Task) -> dict[str, str]:
	"""What the owner of an open task may do, with the labels people read."""
	node = flow.by_key[task.node]
	if node.type == "Start":
		return {"resubmit": "Submit Again"}
	offered = dict(node.actions)
	if "return" in offered and not return_targets(flow, state, task):
		del offered["return"]
	return offered


def return_targets(flow: Flow, state: State, task: Task) -> list[str]:
	"""Where the task's node may return to now: the initiator, or nodes asked before, in the flow's order."""
	node = flow.by_key[task.node]
	asked = {row.node for row in state.tasks if row.id < task.id} - {node.key, flow.start.key}
	named = set(node.return_to)
	earlier = [key for key in flow.by_key if key in asked and named & {key, "*"}]
	return ([INITIATOR] if named & {INITIATOR, "*"} else []) + earlier


def may_withdraw(flow: Flow, state: State, person: str) -> bool:
	"""Whether this person may take the whole approval back now (rule 9)."""
	if state.status != st.RUNNING or person != state.initiator:
		return False
	if any(token.node == flow.start.key for token in state.tokens):
		return True
	decided = any(row.status == st.DONE and row.action in ("approve", "reject") for row in state.tasks)
	return flow.withdraw == "Until Finished" or (flow.withdraw == "Before First Decision" and not decided)


def own_open_task(state: State, number: int, person: str) -> Task:
	"""The open task of a person. Raises NotRunning, NotYourTask or TaskClosed, saying what became of it."""
	if state.status != st.RUNNING:
		raise no.NotRunning(_ENDED)
	task = state.task(number)
	if task is None:
		raise no.TaskClosed("This approval has no such task; open the document again.")
	if task.person != person:
		raise no.NotYourTask("This task belongs to another person; only that person can decide it.")
	if task.status != st.OPEN:
		raise no.TaskClosed(_CLOSED[task.status])
	return task


class _Run:
	"""One step in the making: the state so far and the effects so far."""

	def __init__(self, flow: Flow, state: State, facts: Facts):
		self.flow, self.state, self.facts = flow, state, facts
		self.effects: list[Effect] = []

	@property
	def result(self) -> tuple[State, list[Effect]]:
		return self.state, self.effects

	def fact(self, kind: str, key: str) -> Any:
		try:
			return self.facts[kind][key]
		except KeyError:
			raise no.NeedFacts(kind, key) from None

	def next_id(self) -> int:
		self.state = replace(self.state, last_id=self.state.last_id + 1)
		return self.state.last_id

	def put_token(self, token: Token) -> None:
		others = tuple(row for row in self.state.tokens if row.id != token.id)
		self.state = replace(self.state, tokens=(*others, token))

	def token(self, number: int) -> Token:
		return next(row for row in self.state.tokens if row.id == number)

	def close(self, task: Task, status: str, action: str = "") -> None:
		closed = replace(task, status=status, action=action)
		self.state = replace(
			self.state, tasks=tuple(closed if row.id == task.id else row for row in self.state.tasks)
		)
		self.effects.append(CloseTask(task.id, status, action))

	def close_rest(self, token: int, status: str) -> None:
		for task in self.state.open_tasks(token):
			self.close(task, status)

	# -- moving -------------------------------------------------------------------------------------------

	def leave(self, token: Token, decision: str = "approve") -> None:
		"""Take the first way out of the token's node that fits, passing through splits."""
		if decision == "approve" and token.back_to:
			self.enter(replace(token, back_to=token.back_to[:-1]), token.back_to[-1])
			return
		if decision == "reject" and (token.node, "reject") not in self.flow.ways:
			self.finish(token, st.REJECTED, self.flow.status_for("rejected"))
			return
		target = self.way(token.node, decision)
		while self.flow.by_key[target].type == "Exclusive Split":
			target = self.way(target, "approve")
		self.enter(token, target)

	def way(self, node: str, decision: str) -> str:
		for transition in self.flow.ways.get((node, decision), ()):
			if holds(transition.when, self.facts.get("values") or {}):
				return transition.target
		label = self.flow.by_key[node].label
		text = "No way out of {0} fits this document; ask the administrator to mend the flow."
		raise no.NoWayOut(text, label)

	def enter(self, token: Token, target: str) -> None:
		node = self.flow.by_key[target]
		self.effects.append(Moved(token.node, target))
		if node.type == "End":
			fallback = self.flow.status_for(node.outcome.lower())
			self.finish(token, node.outcome, node.status or fallback, node.submit)
			return
		token = replace(token, node=target, round=self.state.round, waiting="")
		self.put_token(token)
		if node.status:
			self.effects.append(WriteStatus(node.status))
		if node.type == "Start":
			self.ask(token, {"person": self.state.initiator, "user": self.state.initiator_user}, INITIATOR)
		else:
			self.open(token, node)

	def finish(self, token: Token, outcome: str, status: str, submit: bool = False) -> None:
		self.close_rest(token.id, st.NOT_NEEDED)
		self.state = replace(self.state, status=outcome, tokens=())
		if status:
			self.effects.append(WriteStatus(status))
		self.effects.append(Ended(outcome, submit and outcome == st.APPROVED))

	# -- people -------------------------------------------------------------------------------------------

	def open(self, token: Token, node: Node) -> None:
		"""Ask everybody who may decide at `node`; when nobody is left, say so and wait."""
		source, people = self.allowed(node)
		for person in people:
			self.ask(token, person, source)
		if not people:
			self.put_token(replace(token, waiting=st.NO_APPROVER))
			self.effects.append(NobodyLeft(node.key))

	def allowed(self, node: Node) -> tuple[str, list[Mapping[str, Any]]]:
		"""The first rung of the ladder (the node's own rules come first) on which somebody may decide."""
		for rung in range(len(node.ladder) + 1):
			source = f"{node.key}#{rung}" if rung else node.key
			people: dict[str, Mapping[str, Any]] = {}
			candidates = self.fact("people", source)
			for candidate in sorted(candidates, key=lambda row: (row["person"], row["user"])):
				reason = self.apart(node, candidate)
				if reason:
					self.effects.append(PassedOver(node.key, candidate["person"], reason))
				else:
					people.setdefault(candidate["person"], candidate)
			if people:
				return source, list(people.values())
		return node.key, []

	def apart(self, node: Node, candidate: Mapping[str, Any]) -> str:
		"""Why the candidate may not decide here, or nothing (rule 7)."""
		person, apart = candidate["person"], node.apart
		if apart.initiator and person == self.state.initiator:
			return "initiator"
		if apart.earlier and any(
			row.person == person and row.status == st.DONE and row.node not in (node.key, self.flow.start.key)
			for row in self.state.tasks
		):
			return "earlier actor"
		subjects = self.fact("subjects", node.key) if apart.fields else ()
		if person in subjects:
			return "subject"
		if apart.kin:
			relatives = set(candidate.get("kin") or ())
			if relatives & ({self.state.initiator, *subjects} if apart.initiator else set(subjects)):
				return "kin"
		return ""

	def ask(self, token: Token, person: Mapping[str, Any], source: str) -> None:
		task = Task(
			id=self.next_id(),
			token=token.id,
			node=token.node,
			round=token.round,
			person=person["person"],
			user=person["user"],
		)
		self.state = replace(self.state, tasks=(*self.state.tasks, task))
		self.effects.append(OpenTask(task.id, task.node, task.round, task.person, task.user, source))


def _start(flow: Flow, event: Event, facts: Facts) -> tuple[State, list[Effect]]:
	actor = event["actor"]
	state = State(initiator=actor["person"], initiator_user=actor["user"])
	run = _Run(flow, state, facts)
	token = Token(id=run.next_id(), node=flow.start.key, round=1)
	run.put_token(token)
	run.leave(token)
	return run.result


def _act(run: _Run, event: Event) -> tuple[State, list[Effect]]:
	task = own_open_task(run.state, event["task"], event["actor"]["person"])
	node = run.flow.by_key[task.node]
	offered = actions(run.flow, run.state, task)
	if event["action"] not in offered:
		raise no.ActionNotOffered(
			"{0} is not offered at {1}; choose one of: {2}.", event["action"], node.label, ", ".join(offered)
		)
	if node.type == "Approval":
		_may_decide(run, node, event)
	_DECISIONS[event["action"]](run, task, event)
	return run.result


def _may_decide(run: _Run, node: Node, event: Event) -> None:
	if node.needs_opinion(event["action"]) and not event.get("opinion"):
		raise no.OpinionRequired("{0} demands an opinion; write down why, then act again.", node.label)
	reason = run.apart(node, event["actor"])
	if reason:
		text = "You may not decide here ({0}); ask the administrator to have the task reassigned."
		raise no.DutiesApart(text, reason)


def _approve(run: _Run, task: Task, event: Event) -> None:
	run.close(task, st.DONE, event["action"])
	if run.flow.by_key[task.node].how == "All" and run.state.open_tasks(task.token):
		return
	run.close_rest(task.token, st.NOT_NEEDED)
	run.leave(run.token(task.token))


def _reject(run: _Run, task: Task, event: Event) -> None:
	run.close(task, st.DONE, event["action"])
	run.close_rest(task.token, st.NOT_NEEDED)
	run.leave(run.token(task.token), "reject")


def _return(run: _Run, task: Task, event: Event) -> None:
	targets = return_targets(run.flow, run.state, task)
	target = event.get("to") or (targets[0] if len(targets) == 1 else "")
	if target not in targets:
		raise no.TargetNotAllowed("Choose where to return it: {0}.", ", ".join(targets))
	node, token = run.flow.by_key[task.node], run.token(task.token)
	run.close(task, st.DONE, event["action"])
	run.close_rest(task.token, st.CANCELLED)
	run.state = replace(run.state, round=run.state.round + 1)
	back_to = (*token.back_to, node.key) if node.after_return == "Straight Back" else ()
	target = run.flow.start.key if target == INITIATOR else target
	run.enter(replace(token, back_to=back_to), target)


_DECISIONS = {"approve": _approve, "resubmit": _approve, "reject": _reject, "return": _return}


def _withdraw(run: _Run, event: Event) -> tuple[State, list[Effect]]:
	if event["actor"]["person"] != run.state.initiator:
		raise no.WithdrawRefused("Only the person who started the approval can withdraw it.")
	if not may_withdraw(run.flow, run.state, run.state.initiator):
		text = "It can no longer be withdrawn; ask the person who has it now to return it to you."
		raise no.WithdrawRefused(text)
	for task in run.state.open_tasks():
		run.close(task, st.CANCELLED)
	run.finish(run.state.tokens[0], st.WITHDRAWN, run.flow.status_for("withdrawn"))
	return run.result


def _reassign(run: _Run, event: Event) -> tuple[State, list[Effect]]:
	"""Ask today's people again: those who left hand over (rule 10), a standstill is mended."""
	before = run.state
	for token in before.tokens:
		node = run.flow.by_key[token.node]
		if node.type == "Approval":
			_reassign_at(run, token, node)
	if run.state == before:
		raise no.NothingToDo("Everybody who is asked may still decide, and nobody else is found.")
	return run.result


def _reassign_at(run: _Run, token: Token, node: Node) -> None:
	source, people = run.allowed(node)
	today = {row["person"] for row in people}
	left = [task for task in run.state.open_tasks(token.id) if task.person not in today]
	for task in left:
		run.close(task, st.REASSIGNED)
	roster = {
		row.person
		for row in run.state.tasks
		if (row.token, row.node, row.round) == (token.id, node.key, token.round)
		and row.status != st.REASSIGNED
	}
	if not left and not token.waiting:
		return
	for person in people:
		if person["person"] not in roster:
			run.ask(token, person, source)
	stands = not run.state.open_tasks(token.id)
	run.put_token(replace(token, waiting=st.NO_APPROVER if stands else ""))
	if stands:
		run.effects.append(NobodyLeft(node.key))


_HANDLERS = {"act": _act, "withdraw": _withdraw, "reassign": _reassign}
