"""Who is told what after a step: exactly those whom it concerns, once each. Pure: effects in, notices out.

Nobody is told what he did himself. Who is asked for something by a step is not told in the same step what it took from
him. Those who had not been asked before are not told that they are not needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import township_gov.workflows.effects as ef
import township_gov.workflows.state as st
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State, Task

# Something is wanted of him
TASK, RETURNED, STAND_IN, HANDED = "Task", "Returned", "Stand-in Task", "Handed Over"
URGE, REMINDER, UNBLOCKED = "Urge", "Reminder", "Unblocked"
ESCALATION, STANDS_STILL = "Escalation", "Stands Still"
# For his information
NOT_NEEDED, TAKEN_AWAY, ACTED_FOR = "Not Needed", "Taken Away", "Acted for You"
SUSPENDED, RESUMED, ENDED, COPY = "Suspended", "Resumed", "Ended", "Copy"

ASKS = (TASK, RETURNED, STAND_IN, HANDED)
CLOSING = (NOT_NEEDED, TAKEN_AWAY, ACTED_FOR)


@dataclass(frozen=True, slots=True)
class Notice:
	"""One thing to tell one person. `user` empty: those who look after approvals in the township.

	`task`: the task's number, 0 for the whole approval. `of`: the person for whom he stands in, or who acted for him.
	"""

	event: str
	person: str
	user: str
	task: int = 0
	of: str = ""


@dataclass(frozen=True, slots=True)
class Told:
	"""A step as the notices see it."""

	flow: Flow
	before: State | None
	after: State
	actor: str
	kind: str

	def was_open(self, number: int) -> bool:
		"""Whether the task was open before the step, so that its people know of it."""
		task = self.before.task(number) if self.before else None
		return bool(task and task.status == st.OPEN)


def notices(
	flow: Flow, before: State | None, after: State, event: Mapping[str, Any], effects: Sequence[ef.Effect]
) -> list[Notice]:
	"""What a step has to tell, in a fixed order, each thing once."""
	actor = (event.get("actor") or {}).get("person", "")
	told = Told(flow, before, after, actor, event["type"])
	found: dict[Notice, None] = {}
	for effect in effects:
		for notice in _TELLERS.get(type(effect), _nothing)(told, effect):
			if notice.person != actor or not actor:
				found[notice] = None
	return _without_noise(list(found))


def closed(before: State | None, after: State) -> list[int]:
	"""The tasks that a step closed: what was told about them is out of date."""
	return (
		[task.id for task in before.open_tasks() if after.task(task.id).status != st.OPEN] if before else []
	)


def _without_noise(found: list[Notice]) -> list[Notice]:
	asked = {one.person for one in found if one.event in ASKS}
	ended = {one.person for one in found if one.event == ENDED}
	handed = {one.person for one in found if one.event == HANDED}
	return [
		one
		for one in found
		if not (one.event in CLOSING and one.person in asked | ended)
		and not (one.event == ESCALATION and one.person in handed)
	]


# -- effects ----------------------------------------------------------------------------------------------


def _nothing(_told: Told, _effect: ef.Effect) -> Iterator[Notice]:
	return iter(())


def _opened(told: Told, effect: ef.OpenTask) -> Iterator[Notice]:
	task = told.after.task(effect.task)
	if task.status == st.OPEN:
		event = HANDED if task.given else TASK
		if told.flow.by_key[task.node].type == "Start":
			event = RETURNED
		yield Notice(event, effect.person, effect.user, task.id)


def _shown(told: Told, effect: ef.ShowTask) -> Iterator[Notice]:
	"""A leave that begins tells its substitute once (`notifying.tell_turned`), not once a task."""
	task = told.after.task(effect.task)
	if task.status == st.OPEN and told.kind != "stand_in" and told.actor != task.person:
		yield Notice(STAND_IN, effect.person, effect.user, task.id, task.person)


def _closed(told: Told, effect: ef.CloseTask) -> Iterator[Notice]:
	task = told.after.task(effect.task)
	if not told.was_open(task.id) or effect.status == st.DONE:
		return
	yield Notice(
		NOT_NEEDED if effect.status == st.NOT_NEEDED else TAKEN_AWAY, task.person, task.user, task.id
	)


def _acted_for(told: Told, effect: ef.ActedFor) -> Iterator[Notice]:
	task = told.after.task(effect.task)
	yield Notice(ACTED_FOR, task.person, task.user, task.id, effect.actor)


def _to_holder(event: str) -> Callable[[Told, Any], Iterator[Notice]]:
	"""The holder of the effect's task, and those who stand in for him."""

	def tell(told: Told, effect: Any) -> Iterator[Notice]:
		task = told.after.task(effect.task)
		if task.status == st.OPEN:
			yield from _holders(event, task)

	return tell


def _holders(event: str, task: Task) -> Iterator[Notice]:
	yield Notice(event, task.person, task.user, task.id)
	for one in task.substitutes:
		yield Notice(event, one.person, one.user, task.id, task.person)


def _escalated(_told: Told, effect: ef.Escalated) -> Iterator[Notice]:
	yield Notice(ESCALATION, effect.person, effect.user, effect.task)


def _copied(_told: Told, effect: ef.CopyTo) -> Iterator[Notice]:
	yield Notice(COPY, effect.person, effect.user)


def _to_initiator(event: str) -> Callable[[Told, Any], Iterator[Notice]]:
	def tell(told: Told, _effect: Any) -> Iterator[Notice]:
		yield Notice(event, told.after.initiator, told.after.initiator_user)

	return tell


def _to_everybody(event: str) -> Callable[[Told, Any], Iterator[Notice]]:
	"""The initiator, and whoever has it now."""

	def tell(told: Told, _effect: Any) -> Iterator[Notice]:
		users = {task.person: task.user for task in told.after.open_tasks()}
		users.setdefault(told.after.initiator, told.after.initiator_user)
		for person in sorted(users):
			yield Notice(event, person, users[person])

	return tell


def _stands_still(told: Told, _effect: ef.NobodyLeft) -> Iterator[Notice]:
	yield Notice(STANDS_STILL, told.after.initiator, told.after.initiator_user)
	yield Notice(STANDS_STILL, "", "")


_TELLERS: dict[type, Callable[[Told, Any], Iterator[Notice]]] = {
	ef.OpenTask: _opened,
	ef.ShowTask: _shown,
	ef.CloseTask: _closed,
	ef.ActedFor: _acted_for,
	ef.Urged: _to_holder(URGE),
	ef.Reminded: _to_holder(REMINDER),
	ef.Unblocked: _to_holder(UNBLOCKED),
	ef.Escalated: _escalated,
	ef.CopyTo: _copied,
	ef.Ended: _to_initiator(ENDED),
	ef.Suspended: _to_everybody(SUSPENDED),
	ef.Resumed: _to_everybody(RESUMED),
	ef.NobodyLeft: _stands_still,
}
