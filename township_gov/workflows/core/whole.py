"""Acts on the whole approval, which need no task: withdraw, terminate, suspend, resume, urge, copy."""

from __future__ import annotations

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core import moving
from township_gov.workflows.core.asked import done_for_good, may_withdraw
from township_gov.workflows.core.run import Event, Run
from township_gov.workflows.effects import Resumed, Suspended, Urged
from township_gov.workflows.state import replace


def withdraw(run: Run, event: Event) -> None:
	"""The initiator takes the whole approval back (rule 9); numbers are voided."""
	if event["actor"]["person"] != run.state.initiator:
		raise no.WithdrawRefused("Only the person who started the approval can withdraw it.")
	if done_for_good(run.flow, run.state):
		text = "It can no longer be withdrawn: an action that cannot be undone was done. Ask for a correction instead."
		raise no.WithdrawRefused(text)
	if not may_withdraw(run.flow, run.state, run.state.initiator):
		text = "It can no longer be withdrawn; ask the person who has it now to return it to you."
		raise no.WithdrawRefused(text)
	_end(run, st.WITHDRAWN)


def terminate(run: Run, event: Event) -> None:
	"""End it without a result, for a reason; who may do so the caller decides."""
	if not event.get("opinion"):
		raise no.OpinionRequired("Say why the approval is terminated, then try again.")
	_end(run, st.TERMINATED)


def _end(run: Run, outcome: str) -> None:
	for task in run.state.open_tasks():
		if run.state.task(task.id).status == st.OPEN:
			run.close(task, st.CANCELLED)
	statuses = (run.flow.status_for(outcome.lower()), run.flow.status_for("withdrawn"))
	moving.finish(run, outcome, next(filter(None, statuses), ""))


def suspend(run: Run, event: Event) -> None:
	"""Let the approval rest, for a reason; its clocks stop at what they have counted (rule 11)."""
	if run.state.suspended:
		raise no.Resting("The approval is suspended already; resume it to go on.")
	if not event.get("opinion"):
		raise no.OpinionRequired("Say why the approval is suspended, then try again.")
	for task in run.state.open_tasks():
		if task.at:
			run.put_task(replace(task, used=task.used + int(run.fact("minutes", str(task.id))), at=""))
	run.state = replace(run.state, suspended=True)
	run.effects.append(Suspended())


def resume(run: Run, _event: Event) -> None:
	"""Go on; the clocks count from now."""
	if not run.state.suspended:
		raise no.Resting("The approval is not suspended; nothing has to be resumed.")
	run.state = replace(run.state, suspended=False)
	for task in run.state.open_tasks():
		if run.node(task).timer and task.kind in ("", st.BESIDE, st.AFTER):
			run.put_task(replace(task, at=run.fact("clock", "now")))
	run.effects.append(Resumed())


def urge(run: Run, event: Event) -> None:
	"""Ask those who have it now to hurry (催办): for the initiator and whoever has acted."""
	if run.state.suspended:
		raise no.Resting("The approval is suspended; nobody can be urged before it is resumed.")
	who = event["actor"]["person"]
	involved = {one for task in run.state.tasks if task.status == st.DONE for one in task.people}
	if who not in {run.state.initiator, *involved}:
		raise no.PersonNotAllowed(
			"Only the person who started it and those who have acted can urge the others."
		)
	waiting = [task for task in run.state.open_tasks() if task.person != who]
	if not waiting:
		raise no.NothingToDo("Nobody else is asked now, so there is nobody to urge.")
	run.effects += [Urged(task.id, task.person, task.user) for task in waiting]
