"""The flow as the form `Approval Flow` holds it (flat child tables) and as JSON (nested): both ways, pure.

Child tables cannot nest, so approvers name their node, conditions name their transition, and lists are lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from township_gov.workflows.definition import INITIATOR, Approver, DefinitionError, Flow, Node, dump_when

_FLOW_FIELDS = ("flow_name", "title", "applies_to", "township", "status_field", "withdraw")
_OUTCOMES = ("approved", "rejected", "withdrawn")
_LABELS = {"approve": "approve_label", "reject": "reject_label", "return": "return_label"}
_APPROVER_FIELDS = ("rule", "role", "user", "township_field", "office_field")


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
		"nodes": [_node(row, doc.get("approvers") or ()) for row in doc.get("nodes") or ()],
		"transitions": [_transition(row, doc) for row in doc.get("transitions") or ()],
	}
	return Flow.parse(data).dump()


def values_of(flow: Flow) -> dict[str, Any]:
	"""The form's values for a flow; `definition_of(values_of(flow)) == flow.dump()`.

	Raises DefinitionError for a flow that says more than the form can hold: nothing is dropped in silence.
	"""
	if flow.schema > 1:
		text = "The form cannot hold {0} yet: it uses node types or settings that cannot be run here. Leave them out."
		raise DefinitionError(text, flow.name)
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
		"transitions": [
			{
				"transition_key": way.key,
				"from_node": way.source,
				"to_node": way.target,
				"decision": way.on,
				"label": way.label,
			}
			for way in flow.transitions
		],
		"conditions": [
			*_condition_rows("", dump_when(flow.when)),
			*(row for way in flow.transitions for row in _condition_rows(way.key, dump_when(way.when))),
		],
	}


def _lines(text: Any) -> list[str]:
	return [line.strip() for line in str(text or "").replace(",", "\n").splitlines() if line.strip()]


def _node(row: Mapping[str, Any], approvers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
	mine = sorted(
		(rule for rule in approvers if rule.get("node_key") == row.get("node_key")),
		key=lambda rule: int(rule.get("rung") or 0),
	)
	offered = {"approve": True, "reject": row.get("allow_reject"), "return": row.get("allow_return")}
	return {
		"key": row.get("node_key"),
		"type": row.get("node_type"),
		"label": row.get("label"),
		"status": row.get("status"),
		"how": row.get("how"),
		"opinion": row.get("opinion"),
		"actions": {name: row.get(_LABELS[name]) or "" for name, on in offered.items() if on},
		"return_to": _lines(row.get("return_to")) or [INITIATOR],
		"after_return": row.get("after_return"),
		"apart": {
			"initiator": bool(row.get("apart_initiator")),
			"earlier": bool(row.get("apart_earlier")),
			"fields": _lines(row.get("apart_fields")),
			"kin": bool(row.get("apart_kin")),
		},
		"fields": _lines(row.get("editable_fields")),
		"required": _lines(row.get("required_fields")),
		"outcome": row.get("outcome"),
		"submit": bool(row.get("submit_document")),
		"approvers": [_rule(rule) for rule in mine if not int(rule.get("rung") or 0)],
		"ladder": [_rule(rule) for rule in mine if int(rule.get("rung") or 0)],
	}


def _rule(row: Mapping[str, Any]) -> dict[str, Any]:
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
		"outcome": node.outcome,
		"submit_document": int(node.submit),
		"allow_reject": int(node.allows("reject")),
		"allow_return": int(node.allows("return")),
	}
	return row | {_LABELS[name]: label for name, label in node.actions if name in _LABELS}


def _approver_rows(node: Node) -> list[dict[str, Any]]:
	return [
		_approver_row(node.key, rung, rule)
		for rung, rule in [*((0, rule) for rule in node.approvers), *enumerate(node.ladder, 1)]
	]


def _approver_row(key: str, rung: int, rule: Approver) -> dict[str, Any]:
	values = {name: getattr(rule, name) or None for name in _APPROVER_FIELDS}
	return {"node_key": key, "rung": rung, "field_name": rule.field, **values}


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
