"""What somebody does with his task: decide, answer, give it on, add and remove signers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core import signers, undoing
from township_gov.workflows.core.asked import DECISIONS, PLAIN, actions, own_open_task, return_targets
from township_gov.workflows.core.asking import apart
from township_gov.workflows.core.moving import enter, leave, leave_decided, request_number, settle
from township_gov.workflows.core.run import Event, Run, request_key
from township_gov.workflows.definition import INITIATOR, Node
from township_gov.workflows.effects import ActedFor, BranchCancelled, CopyTo, RunAction, Unblocked
from township_gov.workflows.state import Task, Token, replace


def act(run: Run, event: Event) -> None:
	"""Check that the actor may do this with this task now, then do it."""
	task = own_open_task(run.state, event["task"], event["actor"]["person"])
	if run.state.suspended:
		raise no.Resting("The approval is suspended; it can be decided when it is resumed.")
	node, action = run.node(task), event["action"]
	if not _always_offered(node, task, action) and action not in (
		offered := actions(run.flow, run.state, task, run.engine)
	):
		raise no.ActionNotOffered(
			"{0} is not offered at {1}; choose one of: {2}.", action, node.label, ", ".join(offered)
		)
	if node.type in ("Approval", "Issue Document"):
		_may_decide(run, node, task, event)
	_ACTS[action](run, task, event)
	undoing.remember(run, task, event)
	if event["actor"]["person"] != task.person:
		run.effects.append(ActedFor(task.id, task.person, event["actor"]["person"]))


def _always_offered(node: Node, task: Task, action: str) -> bool:
	"""Whether the act depends on nothing but the node: most do, and asking for all that is offered takes longer."""
	return node.type == "Approval" and task.decides and action in PLAIN and node.allows(action)


def _may_decide(run: Run, node: Node, task: Task, event: Event) -> None:
	if _demands_opinion(node, task, event["action"]) and not event.get("opinion"):
		raise no.OpinionRequired("{0} demands an opinion; write down why, then act again.", node.label)
	if event["action"] in DECISIONS and run.state.helpers(task.id):
		text = "You have asked others, who have not answered yet; wait for them or remove them."
		raise no.OpinionOutstanding(text)
	for who in (event["actor"], *_principal(task, event)):
		if reason := apart(run, node, who):
			text = "You may not decide here ({0}); ask the administrator to have the task reassigned."
			raise no.DutiesApart(text, reason)
	if event["actor"]["person"] != task.person:
		_one_vote(run, task, event["actor"]["person"])


def _demands_opinion(node: Node, task: Task, action: str) -> bool:
	if task.kind == st.OPINION:
		return True
	return action in (*DECISIONS, "transfer") and node.needs_opinion(action)


def _principal(task: Task, event: Event) -> list[Mapping[str, Any]]:
	"""The owner, whom a substitute's act is compared with too (rule 7)."""
	if event["actor"]["person"] == task.person:
		return []
	return [event.get("principal") or {"person": task.person, "user": task.user, "kin": []}]


def _one_vote(run: Run, task: Task, person: str) -> None:
	"""A substitute who has a say of his own at the node cannot have a second one (rule 6)."""
	token = run.token(task.token)
	counted = (st.OPEN, st.DONE, st.SKIPPED)
	rows = [one for one in run.state.visit(token) if one.id != task.id and one.status in counted]
	waiting = {one.person for one in (*token.queue, *token.after)}
	if person in waiting or any(person in one.people for one in rows):
		text = "You have a say of your own at {0}; a person has one. Leave this task to {1}."
		raise no.PersonNotAllowed(text, run.node(task).label, task.user)


# -- decisions --------------------------------------------------------------------------------------------


def _vote(run: Run, task: Task, event: Event) -> None:
	run.close(task, st.DONE, event["action"], event["actor"]["person"])
	token = run.token(task.token)
	if task.kind == st.BEFORE:
		unblock(run, task)
	elif task.kind == st.AFTER:
		_signed_after(run, token, event["action"])
	elif run.node(task).type == "Start":
		leave(run, token)
	else:
		settle(run, token)


def _signed_after(run: Run, token: Token, action: str) -> None:
	if action == "approve" and run.state.open_tasks(token.id):
		return
	run.close_rest(token.id, st.NOT_NEEDED)
	leave_decided(run, token, action)


def unblock(run: Run, helper: Task) -> None:
	"""Tell the owner when the last of those he asked has answered or was removed."""
	owner = run.state.task(helper.of)
	if owner and owner.status == st.OPEN and not run.state.helpers(owner.id):
		run.effects.append(Unblocked(owner.id, owner.person, owner.user))


def _return(run: Run, task: Task, event: Event) -> None:
	targets = return_targets(run.flow, run.state, task, run.engine)
	target = event.get("to") or (targets[0] if len(targets) == 1 else "")
	if target not in targets:
		raise no.TargetNotAllowed("Choose where to return it: {0}.", ", ".join(targets))
	node, token = run.node(task), run.token(task.token)
	run.close(task, st.DONE, event["action"], event["actor"]["person"])
	run.close_rest(task.token, st.CANCELLED)
	run.state = replace(run.state, round=run.state.round + 1)
	depth = 0 if target == INITIATOR else len(run.flow.paths.get(target, ()))
	back_to = (*token.back_to, node.key) if node.after_return == "Straight Back" else ()
	if depth < len(token.path):
		token, back_to = _leave_block(run, token, depth), ()  # the block is walked again, from its split
	target = run.flow.start.key if target == INITIATOR else target
	enter(run, replace(token, back_to=back_to), target)


def _leave_block(run: Run, token: Token, depth: int) -> Token:
	"""Cancel the block at `depth` of the token's path with all its branches; the token that had split wakes up."""
	outer = run.state.block(token.path[depth])
	for sibling in [one for one in run.state.tokens if outer.id in one.path]:
		if sibling.id != token.id:
			run.close_rest(sibling.id, st.CANCELLED)
			run.cancel_request(sibling)
			run.effects.append(BranchCancelled(sibling.node, sibling.id))
		run.drop_token(sibling)
	inner = (one.id for one in run.state.blocks if one.status == st.OPEN_BLOCK and outer.id in one.path)
	run.drop_blocks([outer.id, *inner])
	return Token(outer.token, token.node, token.round, path=outer.path)


# -- answers and requests ---------------------------------------------------------------------------------


def _answer(run: Run, task: Task, event: Event) -> None:
	run.close(task, st.DONE, event["action"], event["actor"]["person"])
	unblock(run, task)


def _retry(run: Run, task: Task, event: Event) -> None:
	run.close(task, st.DONE, event["action"], event["actor"]["person"])
	run.close_rest(task.token, st.NOT_NEEDED)
	token = run.put_token(replace(run.token(task.token), waiting=st.ACTION))
	run.effects.append(RunAction(token.id, token.node, run.node(token).run, request_key(token)))


def _issue(run: Run, task: Task, event: Event) -> None:
	run.close(task, st.DONE, event["action"], event["actor"]["person"])
	run.close_rest(task.token, st.NOT_NEEDED)
	request_number(run, run.token(task.token))


def _copy(run: Run, task: Task, event: Event) -> None:
	rows = {row["person"]: row for row in event.get("users") or ()}
	if not rows:
		raise no.PersonNotAllowed("Name at least one person.")
	run.effects += [CopyTo(task.node, key, rows[key]["user"], "") for key in sorted(rows)]


_ACTS = {
	"approve": _vote,
	"reject": _vote,
	"abstain": _vote,
	"resubmit": _vote,
	"return": _return,
	"answer": _answer,
	"retry": _retry,
	"issue": _issue,
	"copy": _copy,
	"transfer": signers.transfer,
	"delegate": signers.delegate,
	"add before": signers.add,
	"add beside": signers.add,
	"add after": signers.add,
	"remove": signers.remove,
}
