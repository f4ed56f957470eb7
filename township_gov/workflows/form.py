"""The flow as the form `Approval Flow` holds it (flat child tables) and as JSON (nested): both ways, pure.

Child tables cannot nest, so approvers and time limits name their node, conditions name their transition, and lists are
lines. What the form hides (a vote's threshold where nobody votes, say) does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from township_gov.workflows.core.settings import VERBS
from township_gov.workflows.definition import (
	INITIATOR,
	Approver,
	DefinitionError,
	Flow,
	Node,
	Transition,
	dump_when,
)

_FLOW_FIELDS = ("flow_name", "title", "applies_to", "township", "status_field", "withdraw")
_OUTCOMES = ("approved", "rejected", "withdrawn")
_LABELS = {
	"approve": "approve_label",
	"reject": "reject_label",
	"return": "return_label",
	"abstain": "abstain_label",
}
_APPROVER_FIELDS = ("rule", "role", "user", "post", "township_field", "office_field")
_VOTES = {"Count": "count", "At Least": "at_least", "More Than": "more_than"}
_ALLOW = {verb: f"allow_{verb.replace(' ', '_')}" for verb in VERBS}
DECIDES, LADDER, CHAIR, ESCALATION = "Decides", "Ladder", "Chair", "Escalation"
_CHECKS = ("collect_all", "skip_repeat")

Row = Mapping[str, Any]


def definition_of(doc: Mapping[str, Any]) -> dict[str, Any]:
	"""The form's values as the JSON of `docs/flows.md`, in its canonical spelling.

	`doc`: anything with `get`: a document, or a dict with lists of dicts for the child tables.
	"""
	data = {name: doc.get(name) or "" for name in _FLOW_FIELDS}
	data |= {
		"priority": doc.get("priority") or 0,
		"reopen_rejected": bool(doc.get("reopen_rejected")),
		"starts_from": _lines(doc.get("starts_from")),
		"fields_after_end": _lines(doc.get("fields_after_end")),
		"statuses": {name: doc.get(f"status_{name}") for name in _OUTCOMES if doc.get(f"status_{name}")},
		"when": _when(doc, ""),
		"nodes": [_node(row, doc) for row in doc.get("nodes") or ()],
		"transitions": [_transition(row, doc) for row in doc.get("transitions") or ()],
	}
	return Flow.parse(data).dump()


def values_of(flow: Flow) -> dict[str, Any]:
	"""The form's values for a flow; `definition_of(values_of(flow)) == flow.dump()`.

	Raises DefinitionError for a flow that says more than the form can hold: nothing is dropped in silence.
	"""
	values = _values(flow)
	if definition_of(values) != flow.dump():
		text = "The form cannot hold all of {0}; take out settings that do not belong to their node's type."
		raise DefinitionError(text, flow.name)
	return values


def _values(flow: Flow) -> dict[str, Any]:
	return {
		"flow_name": flow.name,
		"title": flow.title,
		"applies_to": flow.applies_to,
		"township": flow.township or None,
		"status_field": flow.status_field,
		"withdraw": flow.withdraw,
		"priority": flow.priority,
		"reopen_rejected": int(flow.reopen_rejected),
		"starts_from": "\n".join(flow.starts_from),
		"fields_after_end": "\n".join(flow.fields_after_end),
		**{f"status_{name}": flow.status_for(name) for name in _OUTCOMES},
		"nodes": [_node_row(node) for node in flow.nodes],
		"approvers": [row for node in flow.nodes for row in _approver_rows(node)],
		"timers": [row for node in flow.nodes for row in _timer_rows(node)],
		"transitions": [_transition_row(way) for way in flow.transitions],
		"conditions": [
			*_condition_rows("", dump_when(flow.when)),
			*(row for way in flow.transitions for row in _condition_rows(way.key, dump_when(way.when))),
		],
	}


def _lines(text: Any) -> list[str]:
	return [line.strip() for line in str(text or "").replace(",", "\n").splitlines() if line.strip()]


# -- from the form ----------------------------------------------------------------------------------------


def _node(row: Row, doc: Row) -> dict[str, Any]:
	rules = [rule for rule in doc.get("approvers") or () if rule.get("node_key") == row.get("node_key")]
	data = {
		"key": row.get("node_key"),
		"type": row.get("node_type"),
		"label": row.get("label"),
		"status": row.get("status"),
		"opinion": row.get("opinion"),
		"apart": _apart(row),
		"fields": _lines(row.get("editable_fields")),
		"required": _lines(row.get("required_fields")),
		"hidden": _lines(row.get("hidden_fields")),
		"outcome": row.get("outcome"),
		"submit": bool(row.get("submit_document")),
		"approvers": [_rule(rule) for rule in rules if _purpose(rule) == DECIDES],
	}
	if row.get("node_type") == "Approval":
		data |= _approval(row, rules, doc)
	if row.get("node_type") == "Automatic":
		data |= {"run": row.get("run_action") or "", "irreversible": bool(row.get("irreversible"))}
	if row.get("node_type") == "Issue Document":
		data["document"] = row.get("document_kind") or ""
	return data


def _approval(row: Row, rules: list[Row], doc: Row) -> dict[str, Any]:
	is_vote = row.get("how") == "Vote"
	offered = {"approve": True, "reject": row.get("allow_reject"), "return": row.get("allow_return")}
	offered["abstain"] = is_vote and row.get("allow_abstain")
	ladder = sorted((rule for rule in rules if _purpose(rule) == LADDER), key=_rung)
	return {
		"how": row.get("how"),
		"vote": _vote(row, rules) if is_vote else None,
		"actions": {name: row.get(_LABELS[name]) or "" for name, on in offered.items() if on},
		"return_to": _lines(row.get("return_to")) or [INITIATOR],
		"after_return": row.get("after_return"),
		"ladder": [_rule(rule) for rule in ladder],
		"allow": [verb for verb, name in _ALLOW.items() if row.get(name)],
		"timer": _timer(row, rules, doc),
		"decision": not row.get("non_decision"),
		**{name: bool(row.get(name)) for name in _CHECKS},
	}


def _apart(row: Row) -> dict[str, Any]:
	return {
		"initiator": bool(row.get("apart_initiator")),
		"earlier": bool(row.get("apart_earlier")),
		"fields": _lines(row.get("apart_fields")),
		"kin": bool(row.get("apart_kin")),
	}


def _vote(row: Row, rules: list[Row]) -> dict[str, Any] | None:
	"""The vote's threshold; None where the form does not say it yet. Raises DefinitionError for two chairs."""
	name = _VOTES.get(row.get("vote_passes") or "")
	if not name:
		return None
	chairs = [_rule(rule) for rule in rules if _purpose(rule) == CHAIR]
	if len(chairs) > 1:
		raise DefinitionError(
			"{0}: a vote has one chair; leave one rule for it.", str(row.get("label") or "")
		)
	return {name: row.get("vote_value") or ""} | ({"chair": chairs[0]} if chairs else {})


def _timer(row: Row, rules: list[Row], doc: Row) -> list[dict[str, Any]]:
	limits = [one for one in doc.get("timers") or () if one.get("node_key") == row.get("node_key")]
	return [
		{
			"after": limit.get("after_minutes"),
			"do": limit.get("act"),
			"hand_over": bool(limit.get("hand_over")),
			"to": [_rule(rule) for rule in rules if _purpose(rule) == ESCALATION and _rung(rule) == number],
		}
		for number, limit in enumerate(limits, 1)
	]


def _purpose(rule: Row) -> str:
	"""What a rule names people for; rows older than this column said it by their rung."""
	purpose = rule.get("purpose") or DECIDES
	return LADDER if purpose == DECIDES and _rung(rule) else purpose


def _rung(rule: Row) -> int:
	return int(rule.get("rung") or 0)


def _rule(row: Row) -> dict[str, Any]:
	return {name: row.get(name) for name in _APPROVER_FIELDS} | {"field": row.get("field_name")}


def _transition(row: Mapping[str, Any], doc: Mapping[str, Any]) -> dict[str, Any]:
	return {
		"key": row.get("transition_key"),
		"from": row.get("from_node"),
		"to": row.get("to_node"),
		"on": row.get("decision"),
		"label": row.get("label"),
		"when": _when(doc, row.get("transition_key")),
	}


def _when(doc: Mapping[str, Any], owner: str | None) -> list[list[dict[str, Any]]]:
	groups: dict[int, list[dict[str, Any]]] = {}
	for row in doc.get("conditions") or ():
		if (row.get("belongs_to") or "") == (owner or ""):
			condition = {
				"field": row.get("field_name"),
				"operator": row.get("operator"),
				"value": row.get("value"),
			}
			groups.setdefault(int(row.get("group_no") or 1), []).append(condition)
	return [groups[number] for number in sorted(groups)]


# -- to the form ------------------------------------------------------------------------------------------


def _node_row(node: Node) -> dict[str, Any]:
	row: dict[str, Any] = {
		"node_key": node.key,
		"node_type": node.type,
		"label": node.label,
		"status": node.status,
		"how": node.how,
		"opinion": node.opinion,
		"return_to": "\n".join(node.return_to),
		"after_return": node.after_return,
		"apart_initiator": int(node.apart.initiator),
		"apart_earlier": int(node.apart.earlier),
		"apart_fields": "\n".join(node.apart.fields),
		"apart_kin": int(node.apart.kin),
		"editable_fields": "\n".join(node.fields),
		"required_fields": "\n".join(node.required),
		"hidden_fields": "\n".join(node.hidden),
		"outcome": node.outcome,
		"submit_document": int(node.submit),
		**{f"allow_{name}": int(node.allows(name)) for name in ("reject", "return", "abstain")},
		**{column: int(verb in node.allow) for verb, column in _ALLOW.items()},
		**{name: int(getattr(node, name)) for name in _CHECKS},
		"non_decision": int(not node.decision),
		"run_action": node.run,
		"irreversible": int(node.irreversible),
		"document_kind": node.document,
	}
	return (
		row | _vote_values(node) | {_LABELS[name]: label for name, label in node.actions if name in _LABELS}
	)


def _vote_values(node: Node) -> dict[str, Any]:
	if not node.vote:
		return {"vote_passes": "", "vote_value": ""}
	said = node.vote.dump()
	name, key = next((name, key) for name, key in _VOTES.items() if key in said)
	return {"vote_passes": name, "vote_value": str(said[key])}


def _approver_rows(node: Node) -> list[dict[str, Any]]:
	chair = [node.vote.chair] if node.vote and node.vote.chair else []
	rows = [(DECIDES, 0, rule) for rule in node.approvers]
	rows += [(LADDER, rung, rule) for rung, rule in enumerate(node.ladder, 1)]
	rows += [(CHAIR, 0, rule) for rule in chair]
	rows += [(ESCALATION, number, rule) for number, rung in enumerate(node.timer, 1) for rule in rung.to]
	return [_approver_row(node.key, *row) for row in rows]


def _approver_row(key: str, purpose: str, rung: int, rule: Approver) -> dict[str, Any]:
	values = {name: getattr(rule, name) or None for name in _APPROVER_FIELDS}
	return {"node_key": key, "purpose": purpose, "rung": rung, "field_name": rule.field, **values}


def _timer_rows(node: Node) -> list[dict[str, Any]]:
	return [
		{
			"node_key": node.key,
			"after_minutes": rung.after,
			"act": rung.do,
			"hand_over": int(rung.hand_over),
		}
		for rung in node.timer
	]


def _transition_row(way: Transition) -> dict[str, Any]:
	return {
		"transition_key": way.key,
		"from_node": way.source,
		"to_node": way.target,
		"decision": way.on,
		"label": way.label,
	}


def _condition_rows(owner: str, groups: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
	return [
		{
			"belongs_to": owner,
			"group_no": number,
			"field_name": row["field"],
			"operator": row["operator"],
			"value": _text(row.get("value")),
		}
		for number, group in enumerate(groups, 1)
		for row in group
	]


def _text(value: Any) -> str:
	if isinstance(value, list):
		return ", ".join(str(one) for one in value)
	return "" if value is None else str(value)
