"""The approval engine: `step(flow, state, event, facts) -> (state, effects)`.

Pure: no I/O, no clock, no randomness. An *event* is what somebody did, as plain JSON, with an actor
`A = {"person": …, "user": …, "kin": […]}`; other people (`users`, `substitutes`) are written the same way:

	{"type": "start", "actor": A}
	{"type": "act", "actor": A, "task": 3, "action": "approve", "to": null, "opinion": true, "users": […]}
	{"type": "withdraw" | "take_back" | "urge" | "suspend" | "resume" | "terminate", "actor": A, "opinion": true}
	{"type": "reassign", "actor": A}, with "task" and "users" for one task
	{"type": "remove", "actor": A, "task": 3}
	{"type": "stand_in", "task": 3, "substitutes": […]}
	{"type": "done" | "failed" | "issued", "token": 2, "key": …, "number": …}
	{"type": "timer", "task": 3, "now": "2026-03-02 09:00:00", "minutes": 240}
	{"type": "migrate", "actor": A, "from": …, "version": …, "nodes": {old: new}, "fired": {task: rungs}}

*Facts* are what the step looked at outside of the flow and the state: `values` (fields of the document that
conditions name), `people` (candidates of a node, key `node`; `node#rung` for its ladder, `node#chair` for the
chair of its vote, `node@rung` for those its timer escalates to; a candidate may carry `order` and `substitutes`),
`subjects` (persons the document is about, by the node's duties-apart fields), `clock` (`now`) and `minutes`
(working minutes since a task's `at`, by its number); `engine`, in a replay, the version that wrote the event. A missing fact raises `NeedFacts`; the caller
adds it and calls again. So exactly what was used is known, is stored with the event, and replays.

*Effects* tell the caller what to do to the document and the task list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core import (
	acting,
	clockwork,
	handover,
	migrating,
	moving,
	signers,
	undoing,
	whole,
)
from township_gov.workflows.core.asked import ENDED, actions, may_withdraw, own_open_task, return_targets
from township_gov.workflows.core.clockwork import due
from township_gov.workflows.core.run import Event, Facts, Run
from township_gov.workflows.core.undoing import can_take_back
from township_gov.workflows.definition import Flow
from township_gov.workflows.effects import Effect
from township_gov.workflows.state import State, Token

__all__ = [
	"ENGINE_VERSION", "actions", "can_take_back", "due", "may_withdraw", "own_open_task", "replay", "return_targets",
	"step",
]  # fmt: skip

# Logs of every version named here replay to the bytes they were stored with; tests/engine/golden holds samples.
ENGINE_VERSION = "3"
REPLAYS = ("1", "2", "3")


def step(flow: Flow, state: State | None, event: Event, facts: Facts) -> tuple[State, list[Effect]]:
	"""Apply one event. `state` is None for `start`.

	Raises an `EngineRefusal` when the event is not possible, `NeedFacts` when a fact is missing.
	"""
	if event["type"] == "start":
		return _start(flow, event, facts)
	if state is None or state.status != st.RUNNING:
		raise no.NotRunning(ENDED)
	run = Run(flow, state, facts)
	_HANDLERS[event["type"]](run, event)
	run.state = undoing.forget(run.state)
	return run.result


def replay(
	flow: Flow, rows: Iterable[tuple[Event, Facts]], versions: Callable[[str], Flow] | None = None
) -> State:
	"""The state rebuilt from logged events and facts; `versions` reads the flow that a `migrate` event goes over to.

	Raises like `step`, and ValueError without rows.
	"""
	state: State | None = None
	for event, facts in rows:
		if event["type"] == "migrate" and versions is not None:
			flow = versions(event["version"])
		state, _effects = step(flow, state, event, facts)
	if state is None:
		raise ValueError("There is nothing to replay.")
	return state


def _start(flow: Flow, event: Event, facts: Facts) -> tuple[State, list[Effect]]:
	actor = event["actor"]
	run = Run(flow, State(initiator=actor["person"], initiator_user=actor["user"]), facts)
	moving.leave(run, run.put_token(Token(id=run.next_id(), node=flow.start.key, round=1)))
	return run.result


_HANDLERS: dict[str, Callable[[Run, Event], None]] = {
	"act": acting.act,
	"withdraw": whole.withdraw,
	"terminate": whole.terminate,
	"suspend": whole.suspend,
	"resume": whole.resume,
	"urge": whole.urge,
	"take_back": undoing.take_back,
	"reassign": handover.reassign,
	"remove": signers.strike,
	"stand_in": clockwork.stand_in,
	"done": clockwork.done,
	"failed": clockwork.failed,
	"issued": clockwork.issued,
	"timer": clockwork.timer,
	"migrate": migrating.migrate,
}
