"""Giving a task on and changing the list of signers: transfer, delegate, add, remove (rules 4, 5)."""

from __future__ import annotations

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core import moving
from township_gov.workflows.core.asked import added_by, added_source
from township_gov.workflows.core.asking import invited
from township_gov.workflows.core.run import Event, Run
from township_gov.workflows.effects import Unblocked
from township_gov.workflows.state import Task, Token, replace


def transfer(run: Run, task: Task, event: Event) -> None:
	"""Decision and vote go to another person, with the working time already used (转办)."""
	(person,) = invited(run, task, event, most=1)
	run.hand_on(task, person, st.TRANSFERRED, action=event["action"], actor=event["actor"]["person"])


def delegate(run: Run, task: Task, event: Event) -> None:
	"""Ask one person for an opinion; the owner decides when he has it (委派)."""
	(person,) = invited(run, task, event, most=1)
	run.open_task(run.token(task.token), person, kind=st.OPINION, of=task.id)


def add(run: Run, task: Task, event: Event) -> None:
	"""Add signers before, beside or after the owner of a task (加签)."""
	people = invited(run, task, event)
	token, where = run.token(task.token), event["action"].removeprefix("add ")
	if where == "before":
		for person in people:
			run.open_task(token, person, kind=st.BEFORE, of=task.id)
		return
	waiting = tuple(replace(person, source=added_source(task)) for person in people)
	if where == "after":
		run.put_token(replace(token, after=(*token.after, *waiting)))
	elif run.node(task).how == "In Order":
		run.put_token(replace(token, queue=(*waiting, *token.queue), seats=token.seats + len(waiting)))
	else:
		for person in people:
			run.open_task(token, person, kind=st.BESIDE, of=task.id)
		_lengthen(run, token, len(people))


def _lengthen(run: Run, token: Token, by: int) -> None:
	"""A share counts the longer roster; a threshold never falls."""
	vote = run.node(token).vote
	if vote:
		seats = token.seats + by
		run.put_token(replace(token, seats=seats, needed=max(vote.needed(seats), token.needed)))


def remove(run: Run, task: Task, event: Event) -> None:
	"""Take back signers whom the owner of a task added, or the opinion he asked for, while they have not acted (减签)."""
	token = run.token(task.token)
	mine = {row.person: row for row in run.state.open_tasks(token.id) if row.of == task.id and row.kind}
	waiting = added_by(run.state, token, task) - set(mine)
	names = sorted({row["person"] for row in event.get("users") or ()})
	if not names or not set(names) <= waiting | set(mine):
		text = "You can remove only signers whom you added and who have not acted; name at least one of them."
		raise no.SignerNotRemovable(text)
	for name in names:
		if name in mine:
			_strike(run, mine[name])
	_forget(run, token, {name for name in names if name in waiting}, added_source(task))
	if not run.state.helpers(task.id) and any(
		mine[name].kind in (st.OPINION, st.BEFORE) for name in names if name in mine
	):
		run.effects.append(Unblocked(task.id, task.person, task.user))
	moving.settle(run, run.token(token.id))


def strike(run: Run, event: Event) -> None:
	"""An administrator takes any signer off who has not acted; his authority and reason are the caller's to check."""
	task = run.state.task(event["task"])
	if task is None or task.status != st.OPEN or run.node(task).type != "Approval":
		raise no.SignerNotRemovable(
			"Only a signer who has not acted can be removed; open the document again."
		)
	token = run.token(task.token)
	_strike(run, task)
	if task.kind == st.AFTER:
		if not run.state.open_tasks(token.id):
			moving.leave_decided(run, run.token(token.id), "approve")
		return
	owner = run.state.task(task.of)
	if task.kind in (st.OPINION, st.BEFORE) and owner and not run.state.helpers(owner.id):
		run.effects.append(Unblocked(owner.id, owner.person, owner.user))
	moving.settle(run, run.token(token.id))


def _strike(run: Run, task: Task) -> None:
	"""End the task of a signer: never below the threshold, and never the last one."""
	if task.decides:
		token = run.token(task.token)
		_check_threshold(run, token, task)
		run.put_token(replace(token, seats=max(0, token.seats - 1)))
	run.close(task, st.REMOVED)


def _check_threshold(run: Run, token: Token, task: Task) -> None:
	left = len(run.state.roster(token)) - 1 + len(token.queue)
	if left < max(1, token.needed):
		text = (
			"{0} cannot be removed: {1} would have too few signers left to pass. Reassign the task instead."
		)
		raise no.SignerNotRemovable(text, task.user, run.node(task).label)


def _forget(run: Run, token: Token, names: set[str], source: str) -> None:
	def kept(rows):
		return tuple(row for row in rows if row.person not in names or row.source != source)

	token = run.token(token.id)
	queue = kept(token.queue)
	seats = max(0, token.seats - len(token.queue) + len(queue))
	run.put_token(replace(token, queue=queue, after=kept(token.after), seats=seats))
