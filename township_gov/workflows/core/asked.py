"""What an open task offers its owner, where it may be returned to, and whose it is. Questions, no changes."""

from __future__ import annotations

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.definition import DEFAULT_LABELS, INITIATOR, Flow, Node
from township_gov.workflows.state import State, Task, Token

ENDED = "This approval has ended; nothing more can be decided in it."
_CLOSED = {
	st.DONE: "You have decided this task already; open the document again to see where it stands.",
	st.NOT_NEEDED: "Not needed any more: others have decided. Open the document again to see it.",
	st.CANCELLED: "The document was returned or withdrawn meanwhile; open it again to see why.",
	st.REASSIGNED: "The task was given to another person; open the document again to see to whom.",
	st.TRANSFERRED: "The task was transferred to another person; open the document again to see to whom.",
	st.REMOVED: "You were taken off the list of signers; open the document again to see by whom.",
	st.TAKEN_BACK: "The act before yours was taken back; open the document again to see where it stands.",
	st.SKIPPED: "The task was passed without an act; open the document again to see why.",
}
_VERBS = {
	"transfer": "Transfer",
	"delegate": "Ask for an Opinion",
	"add before": "Add Signer before Me",
	"add beside": "Add Signer beside Me",
	"add after": "Add Signer after Me",
	"remove": "Remove Signer",
	"copy": "Send a Copy",
}
DECISIONS = ("approve", "reject", "return", "abstain")
PLAIN = ("approve", "reject", "abstain")  # of these, what a node offers does not depend on the state
AHEAD = (
	"1",
	"2",
)  # engines that returned also to nodes ahead, where those had been asked in an earlier round


def actions(flow: Flow, state: State, task: Task, engine: str = "") -> dict[str, str]:
	"""What the owner of an open task may do, with the labels people read. `engine`: as for `return_targets`."""
	node = flow.by_key[task.node]
	if node.type == "Start":
		return {"resubmit": "Submit Again"}
	if task.kind == st.OPINION:
		return {"answer": "Answer"}
	if task.kind == st.MEND:
		return {"retry": "Try Again"}
	if task.kind == st.ISSUE:
		return {"issue": node.label}
	offered = dict(node.actions)
	if task.kind in (st.BEFORE, st.AFTER):
		return {name: offered.get(name) or DEFAULT_LABELS[name] for name in ("approve", "reject")}
	if "return" in offered and not return_targets(flow, state, task, engine):
		del offered["return"]
	return offered | _further(node, state, task)


def _further(node: Node, state: State, task: Task) -> dict[str, str]:
	"""The node's further acts that this task can use now. An added signer adds nobody (depth one)."""
	found = {verb: label for verb, label in _VERBS.items() if verb in node.allow}
	token = state.token(task.token)
	if task.kind == st.BESIDE:
		found = {verb: label for verb, label in found.items() if not verb.startswith("add")}
	if not token or not (state.helpers(task.id) or added_by(state, token, task)):
		found.pop("remove", None)
	if state.helpers(task.id):
		found.pop("delegate", None)
	return found


def added_by(state: State, token: Token, task: Task) -> set[str]:
	"""The persons this task's owner added beside or after himself, who have not been asked or have not acted."""
	beside = {row.person for row in state.open_tasks(token.id) if row.of == task.id and row.kind == st.BESIDE}
	queued = {row.person for row in (*token.queue, *token.after) if row.source == added_source(task)}
	return beside | queued


def added_source(task: Task) -> str:
	"""How a person who waits for his turn says who added him."""
	return f"+{task.id}"


def return_targets(flow: Flow, state: State, task: Task, engine: str = "") -> list[str]:
	"""Where the task's node may return to now: the initiator, or nodes before it, in the flow's order.

	Before it is what was asked earlier and leads to it. Not into a parallel branch that does not enclose the node,
	and never past an irreversible effect (rules 2, 13). `engine`: the version that wrote the event being replayed.
	"""
	node = flow.by_key[task.node]
	named = set(node.return_to)
	first = [INITIATOR] if named & {INITIATOR, "*"} else []
	asked = _asked_before(flow, state, task, engine)
	earlier = [
		key
		for key in flow.by_key
		if key in asked and named & {key, "*"} and flow.by_key[key].type == "Approval"
	]
	return [key for key in first + earlier if _reachable(flow, state, task, key)]


def _asked_before(flow: Flow, state: State, task: Task, engine: str) -> set[str]:
	"""Nodes at which somebody was asked before this one; a return never leads ahead, over nodes that would be skipped."""
	first: dict[str, int] = {}
	for row in state.tasks:
		if row.id < task.id and row.status != st.TAKEN_BACK:
			first.setdefault(row.node, row.id)
	mine = first.pop(task.node, task.id)
	first.pop(flow.start.key, None)
	if engine in AHEAD:
		return set(first)
	# A node that a newer version dropped is history only
	return {key for key, number in first.items() if number < mine and task.node in flow.onward.get(key, ())}


def _reachable(flow: Flow, state: State, task: Task, target: str) -> bool:
	there = () if target == INITIATOR else flow.paths[target]
	if not there and not state.blocks and not state.marks:
		return True
	token = state.token(task.token)
	if token is None:
		return False
	here = flow.paths[task.node]
	if here[: len(there)] != there:
		return False
	asked = [row.id for row in state.tasks if row.node == target and row.id < task.id]
	since, around = max(asked, default=0), token.path[: len(there)]
	past = any(mark.id > since and mark.path[: len(around)] == around for mark in state.marks)
	return not past and not _waits_for_good(flow, state, token, len(there))


def _waits_for_good(flow: Flow, state: State, token: Token, depth: int) -> bool:
	"""Whether leaving the block at `depth` would cut off a branch whose irreversible action is under way."""
	if depth >= len(token.path):
		return False
	outer = token.path[depth]
	return any(
		one.waiting == st.ACTION and flow.by_key[one.node].irreversible and outer in one.path
		for one in state.tokens
	)


def may_withdraw(flow: Flow, state: State, person: str) -> bool:
	"""Whether this person may take the whole approval back now (rule 9)."""
	if state.status != st.RUNNING or person != state.initiator or done_for_good(flow, state):
		return False
	if any(token.node == flow.start.key for token in state.tokens):
		return True
	decided = any(
		row.status == st.DONE and row.action in ("approve", "reject", "abstain") for row in state.tasks
	)
	return flow.withdraw == "Until Finished" or (flow.withdraw == "Before First Decision" and not decided)


def done_for_good(flow: Flow, state: State) -> bool:
	"""Whether an action was done, or is being done, that no withdrawal undoes; a number can be voided."""
	under_way = any(one.waiting == st.ACTION and flow.by_key[one.node].irreversible for one in state.tokens)
	return under_way or any(not mark.number for mark in state.marks)


def own_open_task(state: State, number: int, person: str) -> Task:
	"""The open task of a person, his own or one he may act on as a substitute.

	Raises NotRunning, NotYourTask or TaskClosed, saying what became of it.
	"""
	if state.status != st.RUNNING:
		raise no.NotRunning(ENDED)
	task = state.task(number)
	if task is None:
		raise no.TaskClosed("This approval has no such task; open the document again.")
	if task.person != person and person not in {one.person for one in task.substitutes}:
		raise no.NotYourTask("This task belongs to another person; only that person can decide it.")
	if task.status != st.OPEN:
		raise no.TaskClosed(_CLOSED[task.status])
	return task
