"""What the program around the engine can run today: a flow that uses more is not published."""

from __future__ import annotations

from collections.abc import Iterator

from township_gov.workflows.definition import Flow, Node

NODE_TYPES = ("Start", "Approval", "Exclusive Split", "End")
HOW = ("Any One", "All")
# Values of a node that need more than tasks, opinions and returns, with the words people know them by.
_SETTINGS = {
	"collect_all": "collecting all votes",
	"skip_repeat": "skipping who decided just before",
	"timer": "time limits",
	"allow": "further acts (transfer, delegate, add signers …)",
}


def not_carried(flow: Flow) -> Iterator[tuple[str, tuple[str, ...], str]]:
	"""What this flow uses and nothing runs yet: text, its arguments, the node."""
	for node in flow.nodes:
		if node.type not in NODE_TYPES:
			yield "{0}: nodes of type {1} cannot be run yet.", (node.label, node.type), node.key
			continue
		for what in _uses(node):
			yield "{0}: {1} cannot be run yet; leave it out.", (node.label, what), node.key


def _uses(node: Node) -> Iterator[str]:
	if node.type == "Approval" and node.how not in HOW:
		yield node.how
	if node.allows("abstain"):
		yield "abstain"
	for name, words in _SETTINGS.items():
		if getattr(node, name):
			yield words
	if not node.decision:
		yield "nodes that decide nothing"
