"""What is wrong with a flow: its values, its graph, its field names. Pure: plain values in, problems out.

Every problem carries an English template with its arguments, so that a caller can translate it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from township_gov.workflows.conditions import OPERATORS, When, fields_of
from township_gov.workflows.core import checks
from township_gov.workflows.core.ranges import of_conditions
from township_gov.workflows.definition import (
	ACTIONS,
	AFTER_RETURN,
	HOW,
	INITIATOR,
	NODE_TYPES,
	OPINION,
	OUTCOMES,
	RULES,
	WITHDRAW,
	Approver,
	Flow,
	Node,
	Transition,
)

# What each approver rule needs besides its name.
_RULE_NEEDS = {
	"Role in Scope": "role",
	"Named User": "user",
	"Document Field": "field",
	"Head of Office": "field",
	"Deputy of Office": "field",
	"Leader by Portfolio": "field",
}


@dataclass(frozen=True, slots=True)
class Problem:
	"""Something wrong with a flow: `where` is a node, a transition, or empty; `error` blocks publishing."""

	message: str
	args: tuple[str, ...] = ()
	where: str = ""
	error: bool = True

	def __str__(self) -> str:
		return self.message.format(*self.args)


def lint(flow: Flow, fields: Collection[str] | None = None) -> list[Problem]:
	"""Everything wrong with `flow`, sorted by place.

	`fields`: names of the document's fields, columns as `table.column`; without them names are not checked.
	The graph is judged only when the values are right.
	"""
	found = list(_problems(flow))
	if not any(problem.error for problem in found):
		found += _graph_problems(flow)
		found += [Problem(text, args, where, error=False) for text, args, where in of_conditions(flow)]
	if fields is not None:
		found += _field_problems(flow, set(fields))
	return found


def _problems(flow: Flow) -> Iterator[Problem]:
	if not flow.name:
		yield Problem("Give the flow a name.")
	if not flow.applies_to:
		yield Problem("Say which document type the flow applies to.")
	if flow.withdraw not in WITHDRAW:
		allowed = ", ".join(WITHDRAW)
		yield Problem("{0} is no setting for withdrawing; choose one of {1}.", (flow.withdraw, allowed))
	if flow.statuses and not flow.status_field:
		yield Problem("Status values are given, but no status field; name the field.")
	starts = sum(node.type == "Start" for node in flow.nodes)
	if starts != 1:
		yield Problem("A flow has exactly one Start node; this one has {0}.", (str(starts),))
	if not any(node.type == "End" for node in flow.nodes):
		yield Problem("Add an End node.")
	yield from _double_keys(flow)
	for node in flow.nodes:
		yield from _node_problems(flow, node)
	for transition in flow.transitions:
		yield from _transition_problems(flow, transition)
	yield from _when_problems(flow.when, "")


def _double_keys(flow: Flow) -> Iterator[Problem]:
	for rows in (flow.nodes, flow.transitions):
		seen: set[str] = set()
		for row in rows:
			if not row.key or row.key in seen or row.key == INITIATOR:
				text = "The key {0} is empty, taken or reserved; give each row its own key."
				yield Problem(text, (row.key,), row.key)
			seen.add(row.key)


def _node_problems(flow: Flow, node: Node) -> Iterator[Problem]:
	if node.type not in NODE_TYPES:
		yield Problem("{0}: {1} is no node type.", (node.label, node.type), node.key)
	if node.status and not flow.status_field:
		yield Problem("{0} writes a status, but the flow names no status field.", (node.label,), node.key)
	if node.type == "End" and node.outcome not in OUTCOMES:
		yield Problem("{0}: {1} is no outcome.", (node.label, node.outcome), node.key)
	for text, args in checks.of_node(node):
		yield Problem(text, args, node.key)
	if node.type == "Approval":
		yield from _approval_problems(flow, node)
	else:
		for rule in node.rules:
			yield from _approver_problems(node, rule)


def _approval_problems(flow: Flow, node: Node) -> Iterator[Problem]:
	if not node.approvers:
		yield Problem("{0}: say who decides.", (node.label,), node.key)
	for rule in node.rules:
		yield from _approver_problems(node, rule)
	if node.apart.initiator and any(rule.rule == "Initiator" for rule in node.approvers):
		yield Problem("{0}: the initiator decides here and is also kept apart.", (node.label,), node.key)
	if not node.allows("approve"):
		yield Problem("{0}: offer the action approve.", (node.label,), node.key)
	for name, value, allowed in (
		("how", node.how, HOW),
		("opinion", node.opinion, OPINION),
		("after return", node.after_return, AFTER_RETURN),
	):
		if value not in allowed:
			yield Problem("{0}: {1} is no value of {2}.", (node.label, value, name), node.key)
	for action, _label in node.actions:
		if action not in ACTIONS:
			yield Problem("{0}: {1} is no action.", (node.label, action), node.key)
	for target in node.return_to:
		if target not in (INITIATOR, "*") and (
			target == node.key or target not in flow.by_key or flow.by_key[target].type != "Approval"
		):
			yield Problem("{0}: nothing can be returned to {1}.", (node.label, target), node.key)


def _approver_problems(node: Node, rule: Approver) -> Iterator[Problem]:
	if rule.rule not in RULES:
		yield Problem("{0}: {1} is no approver rule.", (node.label, rule.rule), node.key)
	needed = _RULE_NEEDS.get(rule.rule)
	if needed and not getattr(rule, needed):
		yield Problem("{0}: the rule {1} needs a {2}.", (node.label, rule.rule, needed), node.key)
	if rule.rule == "Holder of a Post" and not (rule.post or rule.field):
		yield Problem("{0}: the rule {1} needs a {2}.", (node.label, rule.rule, "post"), node.key)


def _transition_problems(flow: Flow, transition: Transition) -> Iterator[Problem]:
	for end in (transition.source, transition.target):
		if end not in flow.by_key:
			yield Problem("Transition {0} names the unknown node {1}.", (transition.key, end), transition.key)
	if transition.on not in ("approve", "reject"):
		yield Problem("Transition {0}: {1} is no decision.", (transition.key, transition.on), transition.key)
	if transition.target in flow.by_key and flow.by_key[transition.target].type == "Start":
		yield Problem("Transition {0} leads back to Start; use a return.", (transition.key,), transition.key)
	yield from _when_problems(transition.when, transition.key)


def _when_problems(when: When, where: str) -> Iterator[Problem]:
	for group in when:
		for row in group:
			if not row.field:
				yield Problem("A condition names no field.", (), where)
			if row.operator not in OPERATORS:
				yield Problem("{0} is no operator.", (row.operator,), where)


def _graph_problems(flow: Flow) -> Iterator[Problem]:
	onward = {
		node.key: [way.target for way in flow.transitions if way.source == node.key] for node in flow.nodes
	}
	reached = _closure({flow.start.key}, onward)
	backward = {key: [source for source, targets in onward.items() if key in targets] for key in onward}
	can_end = _closure({node.key for node in flow.nodes if node.type == "End"}, backward)
	for node in flow.nodes:
		if node.key not in reached:
			yield Problem("{0} cannot be reached from Start.", (node.label,), node.key)
		elif node.key not in can_end:
			yield Problem("{0} leads to no End.", (node.label,), node.key)
		yield from _way_out_problems(flow, node)
	if _round_trip(flow):
		yield Problem("Splits lead to each other in a circle.", (), "")
	for text, args, where in checks.of_structure(flow):
		yield Problem(text, args, where)


def _closure(start: set[str], edges: dict[str, list[str]]) -> set[str]:
	found, todo = set(start), list(start)
	while todo:
		for target in edges[todo.pop()]:
			if target not in found:
				found.add(target)
				todo.append(target)
	return found


def _way_out_problems(flow: Flow, node: Node) -> Iterator[Problem]:
	ways = flow.ways.get((node.key, "approve"), ())
	if node.type == "End":
		if ways or flow.ways.get((node.key, "reject")):
			yield Problem("{0} is an End and has a way out.", (node.label,), node.key)
		return
	if node.type == "Parallel Split":
		if all(way.when for way in ways):
			text = "{0}: one way at least must have no condition, so that the split always has a way out."
			yield Problem(text, (node.label,), node.key)
		return
	if not ways or ways[-1].when:
		yield Problem(
			"{0}: the last way out must have no condition, for what none covers.", (node.label,), node.key
		)
	for decision in ("approve", "reject"):
		rows = flow.ways.get((node.key, decision), ())
		if any(not way.when for way in rows[:-1]):
			yield Problem("{0}: a way without condition hides the ways after it.", (node.label,), node.key)
	rejects = flow.ways.get((node.key, "reject"), ())
	if rejects and (node.type != "Approval" or not node.allows("reject")):
		yield Problem("{0} has a way for a rejection, but offers none.", (node.label,), node.key)


def _round_trip(flow: Flow) -> bool:
	"""Whether passing nodes only (splits and alike) form a circle, so that the engine would never stop."""
	passing = ("Exclusive Split", "Parallel Split", "Join", "Copy")
	splits = {node.key for node in flow.nodes if node.type in passing}
	edges = {key: [way.target for way in flow.transitions if way.source == key] for key in splits}
	edges = {key: [target for target in targets if target in splits] for key, targets in edges.items()}
	return any(key in _closure(set(edges[key]), edges) for key in splits)


def _field_problems(flow: Flow, fields: set[str]) -> Iterator[Problem]:
	tables = {name.split(".")[0] for name in fields if "." in name}
	if flow.status_field and flow.status_field not in fields:
		yield Problem("The status field {0} does not exist.", (flow.status_field,))
	for where, when in [("", flow.when), *((way.key, way.when) for way in flow.transitions)]:
		for name in sorted(fields_of(when) - fields):
			yield Problem("A condition looks at the unknown field {0}.", (name,), where)
	for right in flow.fields_after_end:
		if not _known_right(right, fields, tables):
			yield Problem("Editable after the end: {0} is no field.", (right,))
	for node in flow.nodes:
		named = [rule.field for rule in node.rules if rule.field]
		named += [rule.office_field for rule in node.rules if rule.office_field]
		for name in [*named, *node.apart.fields, *node.required]:
			if name not in fields:
				yield Problem("{0} names the unknown field {1}.", (node.label, name), node.key)
		for right in node.fields:
			if not _known_right(right, fields, tables):
				yield Problem(
					"{0}: {1} is no field, so no right can be given on it.", (node.label, right), node.key
				)


def _known_right(right: str, fields: set[str], tables: set[str]) -> bool:
	table, _colon, verb = right.partition(":")
	return right == "*" or right in fields or (table in tables and verb in ("add", "delete"))
