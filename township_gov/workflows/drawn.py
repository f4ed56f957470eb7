"""The drawing in words: labels and conditions in the reader's language, and who is asked at each step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import reduce
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov.workflows import drawing, log, people, reasons, rights
from township_gov.workflows import state as st
from township_gov.workflows.conditions import Condition, When
from township_gov.workflows.definition import Flow, Node
from township_gov.workflows.state import State, Task
from township_gov.workflows.wording import listed

CONTEXT = "Approval"
OPERATORS = {
	"=": "{0} is {1}",
	"!=": "{0} is not {1}",
	">": "{0} above {1}",
	">=": "{0} at least {1}",
	"<": "{0} below {1}",
	"<=": "{0} at most {1}",
	"in": "{0} is one of {1}",
	"not in": "{0} is none of {1}",
	"is set": "{0} is filled in",
	"is not set": "{0} is empty",
}
Records = Mapping[int, frappe._dict]


def drawn(
	doc, flow: Flow, state: State | None = None, instance: str = "", records: Records | None = None
) -> dict[str, Any]:
	"""The drawing of a flow, or of an approval that follows it, for the browser."""
	shown = drawing.draw(flow, state, moves(instance) if instance else ())
	several = {way["source"] for way in shown["ways"] if way["conditions"]}
	for way in shown["ways"]:
		# Of the ways out of a parallel split one without a condition is taken besides the others, not instead of them
		instead = way["source"] in several and flow.by_key[way["source"]].type != "Parallel Split"
		way["words"] = _way_words(doc, way, instead)
		del way["conditions"]
	for node in shown["nodes"]:
		definition = flow.by_key[node["key"]]
		node["label"] = _(node["label"], context=CONTEXT)
		node["how"] = definition.how if definition.type == "Approval" else ""
		node["people"] = []
		if state:
			node |= _asked(flow, state, definition, records or {})
	return shown


def moves(instance: str) -> list[tuple[str, str]]:
	"""Every move of an approval, oldest first, from its log."""
	rows = frappe.get_all("Approval Log", filters={"instance": instance}, pluck="effects", order_by="seq asc")
	return [
		(one["source"], one["target"])
		for row in rows
		for one in json.loads(row or "[]")
		if one["kind"] == "Moved"
	]


def _way_words(doc, way: dict[str, Any], conditional: bool) -> str:
	if way["label"]:
		return _(way["label"], context=CONTEXT)
	if way["conditions"]:
		return _joined("{0} and {1}", [when_words(doc, when) for when in way["conditions"]])
	if way["on"] == "reject":
		return _("Refused", context=CONTEXT)
	return _("Otherwise", context=CONTEXT) if conditional else ""


def when_words(doc, when: When) -> str:
	"""A condition as a reader of the document would say it."""
	groups = [_joined("{0} and {1}", [_row_words(doc, row) for row in group]) for group in when]
	return _joined("{0} or {1}", groups)


def _joined(template: str, parts: list[str]) -> str:
	return reduce(lambda one, other: _(template, context=CONTEXT).format(one, other), parts)


def _row_words(doc, row: Condition) -> str:
	df = doc.meta.get_field(row.field)
	values = row.value if isinstance(row.value, tuple) else (row.value,)
	shown = listed(_value_words(df, value) for value in values if value is not None)
	counted = bool(df) and df.fieldtype == "Table" and (row.operator, row.value) == (">", "0")  # has a row
	text = OPERATORS["is set" if counted else row.operator]
	return _(text, context=CONTEXT).format(rights.label(doc, row.field), shown)


def _value_words(df, value: str) -> str:
	if df and df.fieldtype == "Check":
		return _("Yes") if cstr(value) in ("1", "True") else _("No")
	if df and df.fieldtype == "Link":
		return link_title(df.options, value)
	return _(cstr(value), context=df.parent) if df and df.fieldtype == "Select" else cstr(value)


def link_title(doctype: str, name: str) -> str:
	"""What people call a linked record."""
	field = frappe.get_meta(doctype).get("title_field")
	return cstr((field and frappe.get_cached_value(doctype, name, field)) or _(cstr(name)))


# -- who is asked at a step -------------------------------------------------------------------------------------------


def _asked(flow: Flow, state: State, node: Node, records: Records) -> dict[str, Any]:
	tasks = [task for task in drawing.asked(state, node.key) if task.status != st.REASSIGNED]
	token = next((one for one in state.tokens if one.node == node.key), None)
	found: dict[str, Any] = {
		"people": [person(task, records[task.id], node) for task in tasks if task.id in records],
		"round": max((task.round for task in tasks), default=0),
	}
	if token:
		found["waiting"] = token.waiting
		found["waits"] = _WAITS[token.waiting]() if token.waiting in _WAITS else ""
		# Who signs later: in order, or after the node is decided
		found["next"] = [people.name_of(one.user) for one in (*token.queue, *token.after)]
		if node.how == "In Order":
			turn, seats = drawing.position(state, token)
			found["turn"] = _("Signature {0} of {1}", context=CONTEXT).format(turn, seats)
	if counted := drawing.votes(node, state):
		found["votes"] = vote_words(node, counted)
	if number := next(
		(mark.number for mark in reversed(state.marks) if mark.node == node.key and mark.number), ""
	):
		found["number"] = number
	return found


_WAITS = {
	st.NO_APPROVER: lambda: _("Nobody may decide here", context=CONTEXT),
	st.ACTION: lambda: _("Running", context="Approval Token"),
	st.REPAIR: lambda: _("Failed: has to be mended", context=CONTEXT),
	st.NUMBER: lambda: _("The number is being allotted", context=CONTEXT),
}


def vote_words(node: Node, counted: Mapping[str, int]) -> str:
	"""How a vote stands: "2 of 3 agreed, needs 2/3"."""
	told = _("{0} of {1} agreed", context=CONTEXT).format(counted["approve"], counted["seats"])
	extra = []
	if node.how == "Vote":
		extra.append(_("needs {0}", context=CONTEXT).format(_threshold(node, counted["needed"])))
	if counted["reject"]:
		extra.append(_("{0} against", context=CONTEXT).format(counted["reject"]))
	if counted["abstain"]:
		extra.append(_("{0} abstained", context=CONTEXT).format(counted["abstain"]))
	return reduce(lambda one, other: _("{0}, {1}", context=CONTEXT).format(one, other), [told, *extra])


def _threshold(node: Node, needed: int) -> str:
	if not node.vote or node.vote.count:
		return str(needed)
	share = f"{node.vote.share.numerator}/{node.vote.share.denominator}"
	text = _("more than {0} ({1})", context=CONTEXT) if node.vote.exceed else _("{0} ({1})", context=CONTEXT)
	return text.format(share, needed)


def person(task: Task, record: frappe._dict, node: Node) -> dict[str, Any]:
	"""One person asked at a step, and what became of it."""
	return {
		"name": log.who(record.person_name),
		"post": post_name(record.post),
		"why": brief(record),
		"why_full": why(record),
		"kind": task.kind,
		"kind_label": _(task.kind, context="Approval Task") if task.kind else "",
		"status": task.status,
		"status_label": status_words(task, node),
		"action": task.action,
		"acted_by": log.who(record.acted_by_name) if record.acted_by and task.actor else "",
		"since": cstr(record.opened_at)[:16],
		"until": cstr(record.closed_at)[:16] if record.closed_at else "",
	}


def status_words(task: Task, node: Node) -> str:
	"""What became of a task: what he decided, in the words of the step's own buttons."""
	if task.status == st.DONE and task.action:
		return _(dict(node.actions).get(task.action) or task.action.title(), context=CONTEXT)
	return _(task.status, context="Approval Task")


def post_name(post: str | None) -> str:
	"""The capacity as people read it."""
	return frappe.get_cached_value("Post", post, "post_name") or "" if post else ""


def brief(record: frappe._dict) -> str:
	"""The same in a few words: who stands below somebody else with the same reason needs no sentence of his own."""
	return reasons.brief(json.loads(record.basis)) if record.basis else record.why or ""


def why(record: frappe._dict) -> str:
	"""Why this person was asked, in the reader's language."""
	return people.explain(json.loads(record.basis)) if record.basis else record.why or ""
