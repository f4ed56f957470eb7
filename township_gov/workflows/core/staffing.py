"""Whether somebody is there to decide, in each township: rules that name nobody, duties apart that leave nobody.

A *resolver* says which persons a rule names in a township whatever the document is, or None where that depends on the
document. What depends on it is not judged.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator

from township_gov.workflows.core.checks import Placed
from township_gov.workflows.core.nodes import ASKING
from township_gov.workflows.core.settings import ESCALATE
from township_gov.workflows.definition import Approver, Flow, Node

Resolver = Callable[[str, Approver], "Collection[str] | None"]
Pool = "frozenset[str] | None"
MOST = 4  # of more people than this it is not asked whether duties apart could keep away every one


def of_people(flow: Flow, towns: Iterable[str], resolve: Resolver) -> Iterator[Placed]:
	"""What is missing in each township, each node once."""
	for town in towns:
		pools = {node.key: _pools(node, town, resolve) for node in flow.nodes if node.type in ASKING}
		for node in flow.nodes:
			if node.type in ASKING:
				yield from _of_node(flow, node, town, pools)
				yield from _of_timer(node, town, resolve)


def named(_town: str, rule: Approver) -> Collection[str] | None:
	"""The resolver that knows no site: only rules that name a user say whom."""
	return {rule.user} if rule.rule == "Named User" and rule.user else None


def _pool(rules: Iterable[Approver], town: str, resolve: Resolver) -> Pool:
	found: set[str] = set()
	for rule in rules:
		people = resolve(town, rule)
		if people is None:
			return None
		found |= set(people)
	return frozenset(found)


def _pools(node: Node, town: str, resolve: Resolver) -> list[Pool]:
	"""The node's own people, then those of each rung of its ladder."""
	return [_pool(node.approvers, town, resolve)] + [_pool([rule], town, resolve) for rule in node.ladder]


def _in(town: str) -> str:
	return town or "–"


def _of_node(flow: Flow, node: Node, town: str, every: dict[str, list[Pool]]) -> Iterator[Placed]:
	pools = every[node.key]
	if not node.approvers or any(pool is None for pool in pools):
		return
	where = (_in(town), node.label)
	if not any(pools):
		if node.type == "Copy":
			text = "{0}: nobody gets the copy at {1}; name somebody else or give somebody the role or post."
		else:
			text = (
				"{0}: nobody is found for {1}; give somebody the role or post there, name another approver, or add a rung "
				"to the ladder."
			)
		yield text, where, node.key, False
		return
	first = next(pool for pool in pools if pool)
	if node.vote and node.vote.needed(len(first)) > len(first):
		text = "{0}: the vote at {1} needs {2} approvals and has {3} voters; lower the threshold or name more voters."
		yield text, (*where, str(node.vote.needed(len(first))), str(len(first))), node.key, False
	elif node.type != "Copy" and (why := _left_alone(flow, node, every)):
		text = (
			"{0}: duties apart can leave nobody at {1} ({2}); add a rung to the ladder with somebody who takes no other "
			"part."
		)
		yield text, (*where, ", ".join(why)), node.key, False


def _of_timer(node: Node, town: str, resolve: Resolver) -> Iterator[Placed]:
	for rung in node.timer:
		if rung.do == ESCALATE and rung.to and _pool(rung.to, town, resolve) == frozenset():
			text = "{0}: nobody is told when {1} waits for {2} minutes; name somebody else there."
			yield text, (_in(town), node.label, str(rung.after)), node.key, False
	if node.vote and node.vote.chair:
		chair, voters = (_pool(rules, town, resolve) for rules in ([node.vote.chair], node.approvers))
		if chair is not None and voters is not None and not chair & voters:
			text = "{0}: the chair of the vote at {1} is none of its voters; name the chair among the approvers too."
			yield text, (_in(town), node.label), node.key, False


def _left_alone(flow: Flow, node: Node, every: dict[str, list[Pool]]) -> list[str]:
	"""The people of the node, where one course of the approval can keep every one of them away; else nothing.

	One of them may have started it, the others may have decided at earlier nodes, each node by as many as it asks.
	"""
	pools = every[node.key]
	people = sorted(frozenset().union(*pools))
	if len(people) > MOST:
		return []
	before = _before(flow, node, every) if node.apart.earlier else {}
	starters: list[str] = [*people, ""] if node.apart.initiator else [""]
	for starter in starters:
		rest = [one for one in people if one != starter]
		if node.vote and rest:
			first = next((pool - {starter} for pool in pools if pool - {starter}), frozenset())
			if node.vote.needed(len(first)) > len(first):
				return people
		choices = [
			[key for key, found in before.items() if one in found and _may(flow, key, one, starter)]
			for one in rest
		]
		if any(_possible(flow, node, one) for one in itertools.product(*choices)):
			return people
	return []


def _before(flow: Flow, node: Node, every: dict[str, list[Pool]]) -> dict[str, frozenset[str]]:
	"""The people of the Approval nodes that can be decided before this one."""
	found = {}
	for key, pools in every.items():
		other = flow.by_key[key]
		first = next((pool for pool in pools if pool is None or pool), None)
		if other.type == "Approval" and key != node.key and first and _comes_first(flow, key, node.key):
			found[key] = first
	return found


def _comes_first(flow: Flow, one: str, other: str) -> bool:
	return other in flow.onward[one] or _side_by_side(flow, one, other)


def _side_by_side(flow: Flow, one: str, other: str) -> bool:
	"""Whether two nodes stand in different branches of one parallel block."""
	pairs = zip(flow.paths.get(one, ()), flow.paths.get(other, ()), strict=False)
	return any(mine[0] == yours[0] and mine != yours for mine, yours in pairs)


def _may(flow: Flow, key: str, person: str, starter: str) -> bool:
	return not (flow.by_key[key].apart.initiator and person == starter)


def _possible(flow: Flow, node: Node, deciders: tuple[str, ...]) -> bool:
	"""Whether these nodes can all have been decided in one course, each by no more than it asks."""
	for one, other in itertools.combinations(deciders, 2):
		if one == other:
			if flow.by_key[one].how == "Any One":
				return False
		elif not (other in flow.onward[one] or one in flow.onward[other] or _side_by_side(flow, one, other)):
			return False
	return True
