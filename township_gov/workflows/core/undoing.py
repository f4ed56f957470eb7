"""Taking back one's own act (拿回), while nothing has happened on top of it (rule 8)."""

from __future__ import annotations

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core.run import Event, Run
from township_gov.workflows.effects import (
	BranchCancelled,
	CancelRequest,
	CloseTask,
	IssueDocument,
	Joined,
	Moved,
	RunAction,
	TakenBack,
	WriteStatus,
)
from township_gov.workflows.state import Person, State, Task, Undo, replace

_FOR_GOOD = (RunAction, IssueDocument, Joined, BranchCancelled, CancelRequest)


def remember(run: Run, task: Task, event: Event) -> None:
	"""Note what taking back this act would restore, where the node allows it and nothing outside was touched."""
	if "take back" not in run.node(task).allow or not task.decides or run.state.status != st.RUNNING:
		return
	if run.state.task(task.id).status != st.DONE or any(isinstance(one, _FOR_GOOD) for one in run.effects):
		return
	before, after = run.before, run.state
	blocks = {one.id for one in before.blocks}
	if blocks - {one.id for one in after.blocks}:
		return  # a return out of a parallel block ended it
	changed = tuple(one for one in after.tokens if one not in before.tokens or one.id == task.token)
	was_open = {one.id for one in before.open_tasks() if one.decides} - {task.id}
	undo = Undo(
		task=task.id,
		people=tuple(sorted({task.person, event["actor"]["person"]})),
		before=before.token(task.token),
		after=changed,
		opened=tuple(one.id for one in after.tasks if one.id > before.last_id),
		closed=tuple(one.id for one in after.tasks if one.id in was_open and one.status == st.NOT_NEEDED),
		forked=tuple(one.id for one in after.blocks if one.id not in blocks),
	)
	run.state = replace(after, undo=(*after.undo, undo))
	for number in (task.id, *undo.closed):
		_stop_clock(run, run.state.task(number))


def _stop_clock(run: Run, task: Task) -> None:
	"""What it has counted is kept: asked again it goes on from there, whatever time lies between (rule 11)."""
	if task.at:
		used = task.used + int(run.fact("minutes", str(task.id)))
		run.put_task(replace(task, used=used, at=""))


def forget(state: State) -> State:
	"""Drop what can no longer be taken back; the state of a flow that allows none is left as it is."""
	if not state.undo:
		return state
	left = tuple([one for one in state.undo if _holds(state, one)])
	return state if len(left) == len(state.undo) else replace(state, undo=left)


def _holds(state: State, undo: Undo) -> bool:
	"""Whether everything stands as the act left it."""
	mine = state.task(undo.task)
	if mine is None or mine.status != st.DONE:
		return False
	tasks = [state.task(number) for number in undo.opened]
	if any(task is None or task.status not in (st.OPEN, st.SKIPPED) for task in tasks):
		return False
	if any(row.of in undo.opened or row.given in undo.opened for row in state.tasks if row.of or row.given):
		return False
	if any(state.token(token.id) != token for token in undo.after):
		return False
	if undo.after or undo.forked:
		return True
	block = next((one for one in state.blocks if one.id == undo.before.path[-1]), None)
	return bool(block and block.status == st.OPEN_BLOCK and undo.before.id in block.arrived)


def can_take_back(state: State, person: str) -> Undo | None:
	"""The last act of this person that can still be taken back."""
	if state.status != st.RUNNING or state.suspended:
		return None
	return next((one for one in reversed(state.undo) if person in one.people), None)


def take_back(run: Run, event: Event) -> None:
	"""Restore what stood before the actor's last act: his task and those that it had closed are asked anew."""
	if run.state.suspended:
		raise no.Resting("The approval is suspended; it can be decided when it is resumed.")
	undo = can_take_back(run.state, event["actor"]["person"])
	if undo is None:
		text = (
			"Nothing of yours can be taken back: somebody has acted since, branches were joined, or a number was "
			"issued. Ask the person who has it now to return it to you."
		)
		raise no.TakeBackRefused(text)
	for number in undo.opened:
		run.close(run.state.task(number), st.TAKEN_BACK)
	for token in undo.after:
		run.drop_token(token)
	run.drop_blocks(undo.forked)
	_leave_join(run, undo)
	run.put_token(undo.before)
	_tell_moves(run, undo)
	mine = run.state.task(undo.task)
	run.put_task(replace(mine, status=st.TAKEN_BACK))
	run.effects += [CloseTask(mine.id, st.TAKEN_BACK, mine.action), TakenBack(mine.id)]
	for number in (undo.task, *undo.closed):
		_ask_again(run, undo, run.state.task(number))


def _leave_join(run: Run, undo: Undo) -> None:
	for block in run.state.blocks:
		if block.status == st.OPEN_BLOCK and undo.before.id in block.arrived:
			run.put_block(
				replace(block, arrived=tuple(one for one in block.arrived if one != undo.before.id))
			)


def _tell_moves(run: Run, undo: Undo) -> None:
	nodes = {token.node for token in undo.after} - {undo.before.node}
	node = run.node(undo.before)
	run.effects += [Moved(source, node.key) for source in sorted(nodes)]
	if nodes and node.status:
		run.effects.append(WriteStatus(node.status))


def _ask_again(run: Run, undo: Undo, task: Task) -> None:
	person = Person(task.person, task.user, "", task.substitutes)
	new = run.open_task(undo.before, person, kind=task.kind, of=task.of, given=task.given)
	run.put_task(replace(new, used=task.used, fired=task.fired))
