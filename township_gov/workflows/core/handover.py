"""Asking today's people again: those who left hand over, a standstill is mended (rule 10)."""

from __future__ import annotations

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core import moving
from township_gov.workflows.core.asking import allowed, ask_node, fit, invited, person_of, stand_still, voters
from township_gov.workflows.core.clockwork import ask_menders
from township_gov.workflows.core.run import Event, Run
from township_gov.workflows.definition import Node
from township_gov.workflows.effects import NobodyLeft
from township_gov.workflows.state import Person, Task, Token, replace


def reassign(run: Run, event: Event) -> None:
	"""Ask today's people; with `task` and `users` give that one task to the person named."""
	if event.get("task"):
		_give(run, event)
		return
	before = run.state
	for token in before.tokens:
		node = run.node(token)
		if node.type == "Approval":
			_reassign_at(run, token, node)
		elif token.waiting == st.NO_APPROVER:
			_mend(run, token, node)
		elif run.engine not in ("1", "2"):
			_ask_others(run, token, node)
	if run.state == before:
		raise no.NothingToDo("Everybody who is asked may still decide, and nobody else is found.")


def _give(run: Run, event: Event) -> None:
	task = run.state.task(event["task"])
	if task is None or task.status != st.OPEN or run.node(task).type != "Approval":
		raise no.TaskClosed("Only an open task can be given to somebody else; open the document again.")
	(person,) = invited(run, task, event, most=1)
	run.hand_on(task, person, st.REASSIGNED)


def _mend(run: Run, token: Token, node: Node) -> None:
	"""Look again for people at an automatic or issuing node that stands still."""
	trial = replace(token, waiting=st.REPAIR if node.type == "Automatic" else "")
	before = (run.state, list(run.effects))
	run.put_token(trial)
	if node.type == "Automatic":
		ask_menders(run, trial)
	else:
		moving.ask_issuers(run, trial, node)
	if not run.state.open_tasks(token.id):
		run.state, run.effects = before


def _ask_others(run: Run, token: Token, node: Node) -> None:
	"""Where people mend or issue: those who left give way to today's people."""
	tasks = [task for task in run.state.open_tasks(token.id) if task.kind in (st.MEND, st.ISSUE)]
	if not tasks:
		return
	people = fit(run, node, node.key)
	today, asked = {row["person"] for row in people}, {task.person for task in tasks}
	left = [task for task in tasks if task.person not in today]
	for task in left:
		run.close(task, st.REASSIGNED)
	for row in people if left else ():
		if row["person"] not in asked:
			run.open_task(token, person_of(run, node, row, node.key), kind=tasks[0].kind)
	if left and not run.state.open_tasks(token.id):
		stand_still(run, token)


def _reassign_at(run: Run, token: Token, node: Node) -> None:
	if token.waiting and not voters(run.state, token):
		_begin(run, token, node)
		return
	source, people = allowed(run, node)
	today = {row["person"] for row in people}
	left = [task for task in run.state.open_tasks(token.id) if _has_left(task, today)]
	for task in left:
		run.close(task, st.REASSIGNED)
	if not left and not token.waiting:
		return
	known = _known(run, token)
	heirs = [person_of(run, node, row, source) for row in people if row["person"] not in known]
	_seat(run, token, node, heirs)
	stands = not run.state.open_tasks(token.id)
	run.put_token(replace(run.token(token.id), waiting=st.NO_APPROVER if stands else ""))
	if stands:
		run.effects.append(NobodyLeft(node.key))


def _seat(run: Run, token: Token, node: Node, heirs: list[Person]) -> None:
	"""Ask the successors; where the roster is frozen, one for each empty seat and nobody besides."""
	if token.seats:
		heirs = heirs[: token.seats - len(run.state.roster(token)) - len(token.queue)]
	if node.how == "In Order":
		line = (*heirs, *token.queue)
		asked = any(task.decides for task in run.state.open_tasks(token.id))
		heirs, line = ([], line) if asked or not line else ([line[0]], line[1:])
		run.put_token(replace(token, queue=tuple(line)))
	for person in heirs:
		run.open_task(token, person)


def _has_left(task: Task, today: set[str]) -> bool:
	"""Whether its holder was asked by the node's rules and is not among their people today."""
	return not (task.kind or task.given) and task.person not in today


def _known(run: Run, token: Token) -> set[str]:
	"""Everybody asked at this visit, whatever became of his task, but for those who left."""
	cut = {st.REASSIGNED, st.TAKEN_BACK, st.REMOVED}
	return voters(run.state, token) | {row.person for row in run.state.visit(token) if row.status not in cut}


def _begin(run: Run, token: Token, node: Node) -> None:
	"""A node at which nobody could be asked asks now, if there are people."""
	before = (run.state, list(run.effects))
	ask_node(run, run.put_token(replace(token, waiting="", seats=0, needed=0, chair="", queue=())), node)
	if not run.state.open_tasks(token.id):
		run.state, run.effects = before
