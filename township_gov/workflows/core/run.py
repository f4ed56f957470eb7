"""One step of the engine in the making: the state so far, the effects so far, the facts it may look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.definition import Flow, Node
from township_gov.workflows.effects import CancelRequest, CloseTask, Effect, Helps, OpenTask, ShowTask
from township_gov.workflows.state import Block, Person, State, Task, Token, make, replace

Facts = Mapping[str, Any]
Event = Mapping[str, Any]


class Run:
	"""What a step works on. Values are replaced, never changed; `before` stays what the step began with."""

	def __init__(self, flow: Flow, state: State, facts: Facts):
		self.flow, self.state, self.facts = flow, state, facts
		self.before = state
		self.engine: str = facts.get(
			"engine", ""
		)  # the version that wrote the event, where an old one is replayed
		self.effects: list[Effect] = []
		self.repeaters: frozenset[str] = frozenset()  # who decided at the node just left
		self.visited: set[str] = set()

	@property
	def result(self) -> tuple[State, list[Effect]]:
		return self.state, self.effects

	def fact(self, kind: str, key: str) -> Any:
		"""A fact that was given. Raises NeedFacts for one that was not."""
		try:
			return self.facts[kind][key]
		except KeyError:
			raise no.NeedFacts(kind, key) from None

	def node(self, token: Token | Task) -> Node:
		return self.flow.by_key[token.node]

	def next_id(self) -> int:
		self.state = replace(self.state, last_id=self.state.last_id + 1)
		return self.state.last_id

	# -- tokens and blocks --------------------------------------------------------------------------------

	def put_token(self, token: Token) -> Token:
		number = token.id
		others = [row for row in self.state.tokens if row.id != number]
		self.state = replace(self.state, tokens=(*others, token))
		return token

	def drop_token(self, token: Token) -> None:
		number = token.id
		self.state = replace(self.state, tokens=tuple([row for row in self.state.tokens if row.id != number]))

	def token(self, number: int) -> Token:
		for row in self.state.tokens:
			if row.id == number:
				return row
		raise LookupError(number)

	def put_block(self, block: Block) -> None:
		others = tuple(row for row in self.state.blocks if row.id != block.id)
		self.state = replace(self.state, blocks=(*others, block))

	def drop_blocks(self, numbers: Iterable[int]) -> None:
		gone = set(numbers)
		self.state = replace(self.state, blocks=tuple(b for b in self.state.blocks if b.id not in gone))

	def cancel_request(self, token: Token) -> None:
		"""Say that an action or a number asked for by a token that goes away is not wanted any more."""
		if token.waiting in (st.ACTION, st.REPAIR, st.NUMBER):
			self.effects.append(CancelRequest(request_key(token)))

	# -- tasks --------------------------------------------------------------------------------------------

	def open_task(self, token: Token, who: Person, *, kind: str = "", of: int = 0, given: int = 0) -> Task:
		"""Ask a person. At a node with a timer the clock of his task starts now."""
		timed = bool(self.node(token).timer) and kind in ("", st.BESIDE, st.AFTER)
		state = self.state
		task = make(
			Task,
			id=state.last_id + 1,
			token=token.id,
			node=token.node,
			round=token.round,
			person=who.person,
			user=who.user,
			kind=kind,
			of=of,
			given=given,
			substitutes=who.substitutes,
			at=self.fact("clock", "now") if timed and not state.suspended else "",
		)
		self.state = replace(state, tasks=(*state.tasks, task), last_id=task.id)
		self.effects.append(OpenTask(task.id, task.node, task.round, task.person, task.user, who.source))
		if kind:
			self.effects.append(Helps(task.id, of, kind))
		self.effects += [ShowTask(task.id, one.person, one.user) for one in who.substitutes]
		return task

	def put_task(self, task: Task) -> Task:
		number = task.id
		tasks = tuple([task if row.id == number else row for row in self.state.tasks])
		self.state = replace(self.state, tasks=tasks)
		return task

	def close(self, task: Task, status: str, action: str = "", actor: str = "") -> None:
		"""End a task, and with it the questions its owner had put to others."""
		acted_for = actor if actor != task.person else ""
		self.put_task(replace(task, status=status, action=action, actor=acted_for))
		self.effects.append(CloseTask(task.id, status, action))
		for helper in self.state.helpers(task.id):
			self.close(helper, st.CANCELLED if status == st.CANCELLED else st.NOT_NEEDED)

	def hand_on(
		self, task: Task, who: Person, status: str, *, keep_clock: bool = True, **closing: str
	) -> Task:
		"""Give an open task to another person, with its vote, and a chair's with the chair."""
		self.close(task, status, **closing)
		token = self.token(task.token)
		new = self.open_task(token, who, kind=task.kind, of=task.of, given=task.id)
		if token.chair == task.person:
			self.put_token(replace(token, chair=new.person))
		return (
			self.put_task(replace(new, used=task.used, at=task.at, fired=task.fired)) if keep_clock else new
		)

	def close_rest(self, token: int, status: str) -> None:
		"""End every open task of a token."""
		for task in self.state.open_tasks(token):
			if self.state.task(task.id).status == st.OPEN:
				self.close(task, status)


def request_key(token: Token) -> str:
	"""What names one request of a token to the outside world: the same however often it is tried."""
	return f"{token.node}.{token.id}.{token.since}"
