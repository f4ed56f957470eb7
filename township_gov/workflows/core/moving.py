"""How tokens move: out of a node, through splits, into the next, over parallel blocks, to the end."""

from __future__ import annotations

from collections.abc import Callable

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.conditions import holds
from township_gov.workflows.core import tally
from township_gov.workflows.core.asking import ask_node, fit, person_of, stand_still
from township_gov.workflows.core.run import Run, request_key
from township_gov.workflows.definition import INITIATOR, Node, Transition
from township_gov.workflows.effects import (
	Arrived,
	CopyTo,
	Ended,
	Forked,
	IssueDocument,
	Joined,
	Moved,
	RunAction,
	VoidNumber,
	WriteStatus,
)
from township_gov.workflows.state import Block, Person, Token, make, replace

KEPT_BACK_TO = ("1", "2")  # engines that jumped back to the returner also after a rejection
_NO_WAY = "No way out of {0} fits this document; ask the administrator to mend the flow."


def leave(run: Run, token: Token, decision: str = "approve") -> None:
	"""Take the first way out of the token's node that fits, passing through exclusive splits."""
	if decision == "approve" and token.back_to:
		enter(run, replace(token, back_to=token.back_to[:-1]), token.back_to[-1])
		return
	if decision == "reject" and (token.node, "reject") not in run.flow.ways:
		finish(run, st.REJECTED, run.flow.status_for("rejected"))
		return
	if decision == "reject" and run.engine not in KEPT_BACK_TO:
		token = replace(token, back_to=())  # a rejection is no resubmission: the drawn way counts
	enter(run, token, onward(run, way(run, token.node, decision)))


def onward(run: Run, target: str) -> str:
	"""The node reached from `target` when exclusive splits are passed. Raises NoWayOut for splits in a circle."""
	passed: set[str] = set()
	while run.flow.by_key[target].type == "Exclusive Split":
		if target in passed:
			raise no.NoWayOut(_NO_WAY, run.flow.by_key[target].label)
		passed.add(target)
		target = way(run, target, "approve")
	return target


def way(run: Run, node: str, decision: str) -> str:
	"""Where the first way leads whose condition the document meets. Raises NoWayOut."""
	fitting = ways(run, node, decision)
	if not fitting:
		raise no.NoWayOut(_NO_WAY, run.flow.by_key[node].label)
	return fitting[0].target


def ways(run: Run, node: str, decision: str = "approve") -> list[Transition]:
	"""The ways out of a node whose conditions the document meets, in written order."""
	values = run.facts.get("values") or {}
	return [one for one in run.flow.ways.get((node, decision), ()) if holds(one.when, values)]


def enter(run: Run, token: Token, target: str) -> None:
	"""Put the token on a node and do what the node is for."""
	node = run.flow.by_key[target]
	run.effects.append(Moved(token.node, target))
	token = make(
		Token,
		id=token.id,
		node=target,
		round=run.state.round,
		back_to=token.back_to,
		path=token.path,
		since=run.state.last_id if _comes_again(run, token, target) else 0,
	)
	if node.type == "End":
		finish(run, node.outcome, node.status or run.flow.status_for(node.outcome.lower()), node.submit)
		return
	run.put_token(token)
	if node.status:
		run.effects.append(WriteStatus(node.status))
	_ENTER[node.type](run, token, node)


def _comes_again(run: Run, token: Token, target: str) -> bool:
	"""Whether the token's last tasks are of this node and round too: this visit is another one, with its own votes."""
	if target == token.node:
		return True
	mine = (
		task for task in reversed(run.state.tasks) if task.token == token.id and task.status != st.TAKEN_BACK
	)
	last = next(mine, None)
	return last is not None and (last.node, last.round) == (target, run.state.round)


def settle(run: Run, token: Token) -> None:
	"""Look at the votes again: ask the next in order, or close the node and go on as it was decided."""
	token, node = run.token(token.id), run.node(token)
	if any(task.kind == st.AFTER for task in run.state.open_tasks(token.id)):
		return  # decided already; those added after are signing
	decided = tally.outcome(node, run.state, token)
	if not decided:
		_ask_next(run, token)
		return
	run.close_rest(token.id, st.NOT_NEEDED)
	if decided == tally.PASSED and token.after:
		run.put_token(replace(token, after=()))
		for person in token.after:
			run.open_task(token, person, kind=st.AFTER)
		return
	leave_decided(run, token, "approve" if decided == tally.PASSED else "reject")


def leave_decided(run: Run, token: Token, decision: str) -> None:
	"""Leave a node that people have decided, and remember who, for a next node that need not ask them again."""
	signed = [task for task in run.state.visit(token) if task.action == "approve" and not task.actor]
	run.repeaters = frozenset(task.person for task in signed if decision == "approve")
	run.visited.add(token.node)
	leave(run, token, decision)


def _ask_next(run: Run, token: Token) -> None:
	waiting = any(task.status == st.OPEN for task in run.state.roster(token))
	if token.queue and not waiting:
		run.put_token(replace(token, queue=token.queue[1:]))
		run.open_task(token, token.queue[0])


def finish(run: Run, outcome: str, status: str, submit: bool = False) -> None:
	"""End the instance: no open task and no token is left."""
	for token in run.state.tokens:
		run.cancel_request(token)
	for task in run.state.open_tasks():
		if run.state.task(task.id).status == st.OPEN:
			run.close(task, st.NOT_NEEDED)
	if outcome in (st.WITHDRAWN, st.TERMINATED):
		run.effects += [VoidNumber(mark.node, mark.number) for mark in run.state.marks if mark.number]
	run.state = replace(run.state, status=outcome, tokens=(), undo=(), suspended=False)
	if status:
		run.effects.append(WriteStatus(status))
	run.effects.append(Ended(outcome, submit and outcome == st.APPROVED))


# -- what each node type does when a token enters it ------------------------------------------------------


def _start(run: Run, token: Token, _node: Node) -> None:
	run.open_task(token, Person(run.state.initiator, run.state.initiator_user, INITIATOR))


def _approval(run: Run, token: Token, node: Node) -> None:
	ask_node(run, token, node)
	if any(task.status == st.SKIPPED for task in run.state.visit(run.token(token.id))):
		settle(run, token)


def _copy(run: Run, token: Token, node: Node) -> None:
	rows = {row["person"]: row for row in run.fact("people", node.key)}
	run.effects += [
		CopyTo(node.key, rows[key]["person"], rows[key]["user"], node.key) for key in sorted(rows)
	]
	leave(run, token)


def _automatic(run: Run, token: Token, node: Node) -> None:
	token = run.put_token(replace(token, since=run.next_id(), waiting=st.ACTION))
	run.effects.append(RunAction(token.id, node.key, node.run, request_key(token)))


def _issue(run: Run, token: Token, node: Node) -> None:
	"""Ask who issues it; a node that names nobody asks for the number at once."""
	token = run.put_token(replace(token, since=run.next_id()))
	if node.approvers:
		ask_issuers(run, token, node)
	else:
		request_number(run, token)


def ask_issuers(run: Run, token: Token, node: Node) -> None:
	"""Ask those who issue the document; the first who does so is enough."""
	people = fit(run, node, node.key)
	for row in people:
		run.open_task(token, person_of(run, node, row, node.key), kind=st.ISSUE)
	if not people:
		stand_still(run, token)


def request_number(run: Run, token: Token) -> None:
	"""Ask for the document's number; the token waits for it."""
	token = run.put_token(replace(token, waiting=st.NUMBER))
	run.effects.append(IssueDocument(token.id, token.node, run.node(token).document, request_key(token)))


def _fork(run: Run, token: Token, node: Node) -> None:
	"""Activate every branch whose condition holds; the token itself sleeps until their join."""
	taken = ways(run, node.key)
	if not taken:
		raise no.NoWayOut(_NO_WAY, node.label)
	run.drop_token(token)
	number = run.next_id()
	branches = [
		make(Token, id=run.next_id(), node=node.key, round=token.round, path=(*token.path, number))
		for _way in taken
	]
	ids = tuple(branch.id for branch in branches)
	run.put_block(Block(number, node.key, token.id, token.path, ids))
	run.effects.append(Forked(node.key, number, ids))
	for branch in branches:
		run.put_token(branch)
	for branch, one in zip(branches, taken, strict=True):
		if run.state.status == st.RUNNING:
			enter(run, branch, onward(run, one.target))


def _join(run: Run, token: Token, node: Node) -> None:
	"""Wait for the branches that were activated at the split; the last one fires the join (rule 1)."""
	run.drop_token(token)
	if not token.path:
		text = "{0} joins nothing; ask the administrator to mend the flow."
		raise no.NotNested(text, node.label)
	block = run.state.block(token.path[-1])
	block = replace(block, arrived=(*block.arrived, token.id))
	run.effects.append(Arrived(node.key, block.id, token.id))
	if set(block.arrived) != set(block.branches):
		run.put_block(block)
		return
	run.put_block(replace(block, status=st.JOINED))
	run.effects.append(Joined(node.key, block.id))
	leave(run, Token(block.token, node.key, run.state.round, path=block.path))


_ENTER: dict[str, Callable[[Run, Token, Node], None]] = {
	"Start": _start,
	"Approval": _approval,
	"Copy": _copy,
	"Automatic": _automatic,
	"Issue Document": _issue,
	"Parallel Split": _fork,
	"Join": _join,
}
