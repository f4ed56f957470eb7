"""What the linter asks of the node types and settings beyond the everyday ones. Texts with arguments, by node."""

from __future__ import annotations

from collections.abc import Iterator

from township_gov.workflows.core.settings import ESCALATE, SKIP
from township_gov.workflows.core.structure import paths_of
from township_gov.workflows.definition import Flow, Node

Found = tuple[str, tuple[str, ...]]


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
		yield "{0}: only in a vote one may abstain.", (node.label,)
	if node.collect_all and node.how not in ("All", "Vote"):
		yield "{0}: votes are collected only where all are asked; set How to All or Vote.", (node.label,)
	if node.how == "Vote" and (node.skip_repeat or not node.decision):
		yield "{0}: a vote is cast by its voters; it cannot be skipped.", (node.label,)


def _of_timer(node: Node) -> Iterator[Found]:
	for rung in node.timer:
		if rung.do == ESCALATE and not rung.to:
			yield "{0}: say to whom it escalates after {1} minutes.", (node.label, str(rung.after))
		if rung.do == SKIP and node.decision:
			text = "{0}: only a node that decides nothing may be skipped when time is out; a time-out never approves."
			yield text, (node.label,)


def of_structure(flow: Flow) -> Iterator[tuple[str, tuple[str, ...], str]]:
	"""Blocks that are not well nested, and circles through what cannot be undone (rules 1, 13)."""
	for one in paths_of(flow)[1]:
		yield one.message, one.args, one.where
	for node in flow.nodes:
		if (node.type == "Issue Document" or node.irreversible) and node.key in after(flow, node.key):
			text = "{0} cannot be undone, but a way leads back to it; lead the way on to another node."
			yield text, (node.label,), node.key


def after(flow: Flow, key: str) -> set[str]:
	"""The nodes that ways lead to from a node."""
	found: set[str] = set()
	todo = [key]
	while todo:
		source = todo.pop()
		for way in flow.transitions:
			if way.source == source and way.target not in found:
				found.add(way.target)
				todo.append(way.target)
	return found
