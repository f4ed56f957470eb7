"""What the program reports without a person: answers of actions, issued numbers, time, leave begun and ended."""

from __future__ import annotations

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core import moving
from township_gov.workflows.core.asking import fit, in_order, person_of, stand_still, voters
from township_gov.workflows.core.run import Event, Run, request_key
from township_gov.workflows.core.settings import ESCALATE, REMIND, Rung
from township_gov.workflows.definition import Flow
from township_gov.workflows.effects import Escalated, HideTask, Passed, Reminded, ShowTask
from township_gov.workflows.state import Mark, Task, Token, replace


def _waiting(run: Run, event: Event, *waits: str) -> Token:
	"""The token that waits for this answer. Raises NotWaiting: each answer counts once."""
	token = run.state.token(event["token"])
	if token is None or token.waiting not in waits or request_key(token) != event["key"]:
		raise no.NotWaiting(
			"Nothing waits for this answer any more; it was given before or is not wanted now."
		)
	return token


def done(run: Run, event: Event) -> None:
	"""The registered action was done; the token goes on (rule 16)."""
	token = _waiting(run, event, st.ACTION)
	if run.node(token).irreversible:
		_mark(run, token)
	moving.leave(run, run.put_token(replace(token, waiting="")))


def failed(run: Run, event: Event) -> None:
	"""The action failed: the token stays, and somebody is asked to mend it and try again (rule 16)."""
	token = _waiting(run, event, st.ACTION)
	ask_menders(run, run.put_token(replace(token, waiting=st.REPAIR)))


def ask_menders(run: Run, token: Token) -> None:
	"""Ask those who look after an automatic node; the clerk who started the approval may be one of them."""
	node = run.node(token)
	people = fit(run, node, node.key)
	for row in people:
		run.open_task(token, person_of(run, node, row, node.key), kind=st.MEND)
	if not people:
		stand_still(run, token)


def issued(run: Run, event: Event) -> None:
	"""The document has its number: from here nothing leads back (rule 13)."""
	token = _waiting(run, event, st.NUMBER)
	_mark(run, token, event["number"])
	moving.leave(run, run.put_token(replace(token, waiting="")))


def _mark(run: Run, token: Token, number: str = "") -> None:
	mark = Mark(run.next_id(), token.node, token.path, number)
	run.state = replace(run.state, marks=(*run.state.marks, mark))


# -- time -------------------------------------------------------------------------------------------------


def due(flow: Flow, task: Task, minutes: int) -> list[tuple[int, Rung]]:
	"""The rungs to climb when `minutes` of working time have passed since the task's `at`, each once (rule 11)."""
	used = task.used + minutes
	rows = enumerate(flow.by_key[task.node].timer)
	return [(number, rung) for number, rung in rows if number not in task.fired and rung.after <= used]


def timer(run: Run, event: Event) -> None:
	"""Climb the rungs of a task that are due, also those missed while the program was down. It never approves."""
	if run.state.suspended:
		raise no.Resting("The approval is suspended; its clocks stand until it is resumed.")
	task = run.state.task(event["task"])
	rungs = due(run.flow, task, event["minutes"]) if task and task.status == st.OPEN and task.at else []
	if not rungs:
		raise no.NothingToDo("No reminder is due for this task.")
	fired = (*task.fired, *(number for number, _rung in rungs))
	run.put_task(replace(task, used=task.used + event["minutes"], at=event["now"], fired=fired))
	for number, rung in rungs:
		task = run.state.task(task.id)
		if task.status == st.OPEN:
			_CLIMB.get(rung.do, _skip)(run, task, number, rung)


def _remind(run: Run, task: Task, number: int, _rung: Rung) -> None:
	run.effects.append(Reminded(task.id, number, task.person, task.user))


def _escalate(run: Run, task: Task, number: int, rung: Rung) -> None:
	"""Tell the superiors; with `hand_over` the first who may decide gets the task."""
	node, source = run.node(task), f"{task.node}@{number}"
	token = run.token(task.token)
	rows = {row["person"]: row for row in reversed(in_order(run.fact("people", source)))}
	taken = voters(run.state, token)
	heirs = [row for row in fit(run, node, source) if row["person"] not in taken] if rung.hand_over else []
	heir = heirs[0]["person"] if heirs else ""
	for person in sorted(rows):
		run.effects.append(Escalated(task.id, number, person, rows[person]["user"], person == heir))
	if heir:
		run.hand_on(task, person_of(run, node, heirs[0], source), st.REASSIGNED, keep_clock=False)


def _skip(run: Run, task: Task, _number: int, _rung: Rung) -> None:
	"""Pass over a node where nothing is decided (the definition says so); it is nobody's approval."""
	if run.node(task).decision:
		return
	run.close(task, st.SKIPPED, "timeout")
	run.effects.append(Passed(task.id, task.person, "timeout"))
	if task.kind == st.AFTER:
		if not run.state.open_tasks(task.token):
			moving.leave_decided(run, run.token(task.token), "approve")
	else:
		moving.settle(run, run.token(task.token))


_CLIMB = {REMIND: _remind, ESCALATE: _escalate}


# -- leave ------------------------------------------------------------------------------------------------


def stand_in(run: Run, event: Event) -> None:
	"""A leave began or ended: these may act for the owner of an open task from now on, nobody when it ended (rule 5)."""
	task = run.state.task(event["task"])
	if task is None or task.status != st.OPEN:
		raise no.TaskClosed("Only an open task can be shared with a substitute; open the document again.")
	candidate = {"person": task.person, "user": task.user, "substitutes": event.get("substitutes") or []}
	people = person_of(run, run.node(task), candidate, "").substitutes
	before, now = {one.person for one in task.substitutes}, {one.person for one in people}
	if people == task.substitutes:
		raise no.NothingToDo("The task is shared with these people already.")
	run.put_task(replace(task, substitutes=people))
	run.effects += [HideTask(task.id, one) for one in sorted(before - now)]
	run.effects += [ShowTask(task.id, one.person, one.user) for one in people if one.person not in before]
