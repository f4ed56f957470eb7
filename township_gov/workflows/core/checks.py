"""What the linter asks of the node types and settings beyond the everyday ones. Texts with arguments, by node."""

from __future__ import annotations

from collections.abc import Iterator

from township_gov.workflows.core.settings import ESCALATE, SKIP
from township_gov.workflows.core.structure import paths_of
from township_gov.workflows.definition import INITIATOR, Flow, Node

Found = tuple[str, tuple[str, ...]]
Placed = tuple[str, tuple[str, ...], str, bool]  # text, arguments, node or transition, whether it is an error


def of_node(node: Node) -> Iterator[Found]:
	"""Whether the values of one node fit each other and its type."""
	if node.type == "Approval":
		yield from _of_votes(node)
	elif node.how in ("Vote", "In Order") or node.vote or node.allow or node.timer or node.skip_repeat:
		yield (
			"{0}: votes, further acts and time limits belong to Approval nodes; move them there.",
			(node.label,),
		)
	if node.type == "Automatic" and not node.run:
		yield "{0}: name the registered action that it runs.", (node.label,)
	if node.type in ("Automatic", "Copy") and not node.approvers:
		who = "who mends it when it fails" if node.type == "Automatic" else "who gets the copy"
		yield "{0}: say {1}.", (node.label, who)
	if node.type == "Issue Document" and not node.document:
		yield "{0}: name the kind of document that it issues.", (node.label,)
	yield from _of_timer(node)


def _of_votes(node: Node) -> Iterator[Found]:
	if (node.how == "Vote") != bool(node.vote):
		yield (
			"{0}: a vote needs How set to Vote and says when it passes; give both or neither.",
			(node.label,),
		)
	if node.allows("abstain") and node.how != "Vote":
		yield "{0}: only in a vote one may abstain; leave it out.", (node.label,)
	if node.collect_all and node.how not in ("All", "Vote"):
		yield "{0}: votes are collected only where all are asked; set How to All or Vote.", (node.label,)
	if node.how == "Vote" and (node.skip_repeat or not node.decision):
		yield (
			"{0}: a vote is cast by its voters, so it cannot be skipped; leave that setting out.",
			(node.label,),
		)


def _of_timer(node: Node) -> Iterator[Found]:
	for rung in node.timer:
		if rung.do == ESCALATE and not rung.to:
			yield "{0}: say to whom it escalates after {1} minutes.", (node.label, str(rung.after))
		if rung.do == SKIP and node.decision:
			text = (
				"{0}: only a node that decides nothing may be skipped when time is out; a time-out never approves. "
				"Escalate instead."
			)
			yield text, (node.label,)


def of_structure(flow: Flow) -> Iterator[Placed]:
	"""Blocks that are not well nested, circles through what cannot be undone, timers and returns that lead nowhere."""
	for one in paths_of(flow)[1]:
		yield one.message, one.args, one.where, True
	for node in flow.nodes:
		if for_good(node) and node.key in flow.onward[node.key]:
			text = "{0} cannot be undone, but a way leads back to it; lead the way on to another node."
			yield text, (node.label,), node.key, True
		yield from _of_waiting(node)
		if node.allows("return"):
			yield from _of_returns(flow, node)


def for_good(node: Node) -> bool:
	"""Whether what the node does cannot be undone (rule 13)."""
	return node.type == "Issue Document" or node.irreversible


def _of_waiting(node: Node) -> Iterator[Placed]:
	"""Rungs of a timer that are never climbed."""
	acts = [rung.do for rung in node.timer]
	if SKIP in acts[:-1]:
		text = "{0}: nothing is left to do after the node was skipped; remove the rungs after that."
		yield text, (node.label,), node.key, False


def _of_returns(flow: Flow, node: Node) -> Iterator[Placed]:
	"""Return targets that the engine will never offer (rules 2, 13)."""
	for target in node.return_to:
		if target == "*" or (target != INITIATOR and target not in flow.by_key):
			continue
		key = flow.start.key if target == INITIATOR else target
		name = flow.by_key[key].label
		if node.key not in flow.onward[key]:
			text = "{0}: {1} does not come before it, so nothing can be returned there; name an earlier node."
			yield text, (node.label, name), node.key, True
		elif not _encloses(flow, key, node.key):
			text = (
				"{0}: {1} stands in another parallel branch, so nothing can be returned there; name a node before the "
				"split or of the same branch."
			)
			yield text, (node.label, name), node.key, True
		elif not _without_effect(flow, key, node.key):
			text = (
				"{0}: between {1} and here something is always done that cannot be undone, so nothing can be returned "
				"there; name a later node."
			)
			yield text, (node.label, name), node.key, True


def _encloses(flow: Flow, target: str, node: str) -> bool:
	there = flow.paths.get(target, ())
	return flow.paths.get(node, ())[: len(there)] == there


def _without_effect(flow: Flow, source: str, node: str) -> bool:
	"""Whether some ways lead from one node to the other past no effect for good."""
	found, todo = {source}, [source]
	while todo:
		for target in flow.leaving.get(todo.pop(), ()):
			if target not in found and not for_good(flow.by_key[target]):
				found.add(target)
				todo.append(target)
	return node in found
