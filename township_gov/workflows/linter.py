"""What is wrong with a flow: its values, its graph, its conditions, its names, its people. Pure: values in, problems out.

Every problem says what to do next, as an English template with its arguments, so that a caller can translate it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from township_gov.workflows.conditions import OPERATORS, When
from township_gov.workflows.core import checks, staffing
from township_gov.workflows.core.checks import Placed
from township_gov.workflows.core.names import of_names
from township_gov.workflows.core.ranges import half_written, of_conditions
from township_gov.workflows.core.site import Site
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

# What each approver rule needs besides its name: one of these.
_RULE_NEEDS = {
	"Role in Scope": ("role",),
	"Named User": ("user",),
	"Document Field": ("field",),
	"Head of Office": ("field",),
	"Deputy of Office": ("field",),
	"Leader by Portfolio": ("field",),
	"Holder of a Post": ("post", "field"),
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


def lint(
	flow: Flow,
	fields: Collection[str] | None = None,
	*,
	site: Site | None = None,
) -> list[Problem]:
	"""Everything wrong with `flow`, each problem once.

	`site`: what is known of the site that is to run it; `fields`: only the names of the document's fields.
	The graph is judged only when the values are right.
	"""
	site = site or (Site() if fields is None else Site.of_fields(fields))
	found = list(_problems(flow))
	half = _placed(half_written(flow))
	if not any(problem.error for problem in found):
		found += _graph_problems(flow)
		found += _placed(of_conditions(flow, site.fields))
		found += _placed(staffing.of_people(flow, [flow.township], staffing.named))
	found += half + _placed(of_names(flow, site))
	return list(dict.fromkeys(found))


def lint_people(
	flow: Flow, towns: Iterable[str], resolve: staffing.Resolver, *, is_sound: bool | None = None
) -> list[Problem]:
	"""Where nobody would be there to decide, in each of the townships; warnings, since people come and go.

	`resolve(township, rule)`: the persons a rule names there, or None where that depends on the document. `is_sound`: whether
	the flow itself has no errors, where that is known already.
	"""
	if is_sound is None:
		is_sound = not any(problem.error for problem in lint(flow))
	if not is_sound:
		return []
	return _placed(staffing.of_people(flow, towns, resolve))


def _placed(rows: Iterable[Placed]) -> list[Problem]:
	return [Problem(*row) for row in rows]


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
		text = "A flow has exactly one Start node and this one has {0}; leave or draw one."
		yield Problem(text, (str(starts),))
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
		yield _no_value(node, node.type, "node type", NODE_TYPES)
	if node.status and not flow.status_field:
		text = (
			"{0} writes a status, but the flow names no status field; name the field or leave the status out."
		)
		yield Problem(text, (node.label,), node.key)
	if node.type == "End" and node.outcome not in OUTCOMES:
		yield _no_value(node, node.outcome, "outcome", OUTCOMES)
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
		text = "{0}: the initiator decides here and is also kept apart; drop the one or the other."
		yield Problem(text, (node.label,), node.key)
	if not node.allows("approve"):
		yield Problem("{0}: offer the action approve.", (node.label,), node.key)
	for name, value, allowed in (
		("how", node.how, HOW),
		("opinion", node.opinion, OPINION),
		("after return", node.after_return, AFTER_RETURN),
	):
		if value not in allowed:
			yield _no_value(node, value, name, allowed)
	for action, _label in node.actions:
		if action not in ACTIONS:
			yield _no_value(node, action, "action", ACTIONS)
	for target in node.return_to:
		if target not in (INITIATOR, "*") and (
			target == node.key or target not in flow.by_key or flow.by_key[target].type != "Approval"
		):
			text = "{0}: nothing can be returned to {1}; name an earlier Approval node, the initiator or *."
			yield Problem(text, (node.label, target), node.key)


def _approver_problems(node: Node, rule: Approver) -> Iterator[Problem]:
	if rule.rule not in RULES:
		yield _no_value(node, rule.rule, "approver rule", RULES)
	needed = _RULE_NEEDS.get(rule.rule)
	if needed and not any(getattr(rule, name) for name in needed):
		text = "{0}: the rule {1} needs a {2}; fill it in."
		yield Problem(text, (node.label, rule.rule, needed[0]), node.key)


def _transition_problems(flow: Flow, transition: Transition) -> Iterator[Problem]:
	for end in (transition.source, transition.target):
		if end not in flow.by_key:
			text = "Transition {0} names the unknown node {1}; lead it to a node of the flow."
			yield Problem(text, (transition.key, end), transition.key)
	if transition.on not in ("approve", "reject"):
		text = "Transition {0}: {1} is no decision; choose approve or reject."
		yield Problem(text, (transition.key, transition.on), transition.key)
	if transition.target in flow.by_key and flow.by_key[transition.target].type == "Start":
		yield Problem("Transition {0} leads back to Start; use a return.", (transition.key,), transition.key)
	yield from _when_problems(transition.when, transition.key)


def _when_problems(when: When, where: str) -> Iterator[Problem]:
	for group in when:
		for row in group:
			if not row.field:
				yield Problem("A condition names no field; choose the one that it looks at.", (), where)
			if row.operator not in OPERATORS:
				text = "{0} is no operator; choose one of: {1}."
				yield Problem(text, (row.operator, ", ".join(OPERATORS)), where)


def _no_value(node: Node, value: str, name: str, allowed: Collection[str]) -> Problem:
	text = "{0}: {1} is no value of {2}; choose one of: {3}."
	return Problem(text, (node.label, value, name, ", ".join(allowed)), node.key)


def _graph_problems(flow: Flow) -> Iterator[Problem]:
	reached = {flow.start.key, *flow.onward[flow.start.key]}
	ends = {node.key for node in flow.nodes if node.type == "End"}
	for node in flow.nodes:
		if node.key not in reached:
			text = "{0} cannot be reached from Start; draw a way to it or remove it."
			yield Problem(text, (node.label,), node.key)
		elif not ends & {node.key, *flow.onward[node.key]}:
			text = "{0} leads to no End; draw a way on from it."
			yield Problem(text, (node.label,), node.key)
		yield from _way_out_problems(flow, node)
	if key := _round_trip(flow):
		text = "Ways lead from {0} back to it without anybody being asked; put an Approval in between."
		yield Problem(text, (flow.by_key[key].label,), key)
	yield from _placed(checks.of_structure(flow))


def _way_out_problems(flow: Flow, node: Node) -> Iterator[Problem]:
	ways = flow.ways.get((node.key, "approve"), ())
	rejects = flow.ways.get((node.key, "reject"), ())
	if node.type == "End":
		if ways or rejects:
			text = "{0} is an End and has a way out; remove the way or change its type."
			yield Problem(text, (node.label,), node.key)
		return
	if not ways:
		yield Problem("{0}: no way out; draw one to the next node.", (node.label,), node.key)
	if node.type != "Parallel Split":
		for rows in (ways, rejects):
			if any(not way.when for way in rows[:-1]):
				text = "{0}: a way without condition hides the ways after it; put it last."
				yield Problem(text, (node.label,), node.key)
	if rejects and (node.type != "Approval" or not node.allows("reject")):
		text = "{0} has a way for a rejection, but offers none; offer reject or remove the way."
		yield Problem(text, (node.label,), node.key)


def _round_trip(flow: Flow) -> str:
	"""A node from which passing nodes only (splits and alike) form a circle, so that the engine would never stop."""
	passing = ("Exclusive Split", "Parallel Split", "Join", "Copy")
	inner = {node.key for node in flow.nodes if node.type in passing}
	edges = {
		key: {way.target for way in flow.transitions if way.source == key and way.target in inner}
		for key in inner
	}
	for key in sorted(inner):
		found, todo = set(edges[key]), list(edges[key])
		while todo:
			ahead = edges[todo.pop()] - found
			found |= ahead
			todo += ahead
		if key in found:
			return key
	return ""
