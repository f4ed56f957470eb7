"""What the session's user may do, as buttons: with a task of his, and with the whole approval."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from township_gov.workflows import acts, drawn, engine, people, rights, standing
from township_gov.workflows import state as st
from township_gov.workflows.core.asked import added_by
from township_gov.workflows.definition import INITIATOR, Flow, Node
from township_gov.workflows.state import State, Task

CONTEXT = drawn.CONTEXT
# The first button of a task, the ones beside it; everything else is in the menu
PRIMARY = ("approve", "resubmit", "answer", "issue", "retry")
SECONDARY = ("reject", "return", "abstain")
# Acts that name people: how many at most (0: any number)
NAMES = {
	"transfer": 1,
	"delegate": 1,
	"add before": 0,
	"add beside": 0,
	"add after": 0,
	"remove": 0,
	"copy": 0,
}


def of_task(doc, flow: Flow, state: State, task: Task, record: frappe._dict, me: str) -> dict[str, Any]:
	node = flow.by_key[task.node]
	offered = {} if state.suspended else engine.actions(flow, state, task)
	targets = engine.return_targets(flow, state, task) if "return" in offered else []
	blocked = doc.approval_obstacles() if hasattr(doc, "approval_obstacles") else {}
	return {
		"task": record.name,
		"node": node.key,
		"label": _(node.label, context=CONTEXT),
		"why": drawn.why(record),
		"kind": task.kind,
		"preview": f"/document-preview?task={record.name}" if task.kind == st.ISSUE else "",
		"note": record.note or "",
		"asked_by": people.name_of(record.asked_by) if record.asked_by else "",
		"stands_in_for": record.person_name if task.person != me else "",
		"waits_for": [people.name_of(one.user) for one in state.helpers(task.id)],
		"actions": [
			{**_action(flow, state, node, task, name, label), "blocked": blocked.get(name, "")}
			for name, label in offered.items()
		],
		"targets": [_target(flow, state, task, node, key) for key in targets],
		"removable": _removable(state, task) if "remove" in offered else [],
		"fields": [rights.label(doc, name) for name in node.fields if name != "*"],
	}


def _action(flow: Flow, state: State, node: Node, task: Task, name: str, label: str) -> dict[str, Any]:
	group = "primary" if name in PRIMARY else "secondary" if name in SECONDARY else "more"
	needs = task.kind == st.OPINION or (
		name in (*PRIMARY, *SECONDARY, "transfer") and node.needs_opinion(name)
	)
	return {
		"action": name,
		"label": _(label, context=CONTEXT) if group == "more" else _(label),
		"opinion": needs,
		"group": group,
		"people": NAMES.get(name),
		"confirm": _consequence(flow, node, task, name),
	}


def _consequence(flow: Flow, node: Node, task: Task, name: str) -> str:
	"""What an act that cannot be undone will do; nothing for the others."""
	if name == "issue":
		return _(
			"The document gets its number, which is never given twice. Nothing leads back behind it.",
			context=CONTEXT,
		)
	if name == "retry" and node.irreversible:
		return _("The action is tried again. What it does outside cannot be undone.", context=CONTEXT)
	if (
		name == "reject"
		and node.how == "Any One"
		and (node.key, "reject") not in flow.ways
		and task.kind != st.BEFORE
	):
		return _("Refusing ends the whole approval. To have it improved, return it instead.", context=CONTEXT)
	return ""


def _target(flow: Flow, state: State, task: Task, node: Node, key: str) -> dict[str, str]:
	label = _("Initiator") if key == INITIATOR else _(flow.by_key[key].label, context=CONTEXT)
	return {"key": key, "label": label, "then": _return_words(flow, state, task, node, key, label)}


def _return_words(flow: Flow, state: State, task: Task, node: Node, key: str, label: str) -> str:
	"""What will happen when it is returned there."""
	who = people.name_of(state.initiator_user) if key == INITIATOR else _last_names(state, key)
	told = [
		_("Round {0} begins: {1} ({2}) is asked again.", context=CONTEXT).format(state.round + 1, label, who)
	]
	token = state.token(task.token)
	depth = 0 if key == INITIATOR else len(flow.paths.get(key, ()))
	if token and depth < len(token.path):
		told.append(_("The other parallel branches end and start anew.", context=CONTEXT))
	elif node.after_return == "Straight Back":
		told.append(_("After that it comes straight back to this step.", context=CONTEXT))
	else:
		told.append(_("After that every step in between decides again.", context=CONTEXT))
	return " ".join(told)


def _last_names(state: State, node: str) -> str:
	acted = [task for task in state.tasks if task.node == node and task.status == st.DONE]
	return people.name_of(acted[-1].user) if acted else _("those asked there", context=CONTEXT)


def _removable(state: State, task: Task) -> list[dict[str, str]]:
	"""Signers and helpers this task's owner may take off again."""
	token = state.token(task.token)
	if token is None:
		return []
	waiting = {row.person: row.user for row in (*token.queue, *token.after)}
	mine = {row.person: row.user for row in state.open_tasks(token.id) if row.of == task.id and row.kind}
	mine |= {one: waiting[one] for one in added_by(state, token, task) if one in waiting}
	return [{"user": user, "name": people.name_of(user)} for user in mine.values()]


# What needs no task: (action, the button's words, whether a reason is demanded, what it does that cannot be undone)
_WHOLE = (
	("take_back", "Take Back", False, ""),
	("urge", "Urge", False, ""),
	("reassign", "Reassign", False, ""),
	("suspend", "Suspend", True, ""),
	("resume", "Resume", False, ""),
	(
		"withdraw",
		"Withdraw",
		False,
		"Withdrawing ends this approval. Numbers given are kept as void; you may start it anew.",
	),
	(
		"terminate",
		"Terminate",
		True,
		"Terminating ends this approval for good, without a result. The reason is kept.",
	),
)


def of_whole(now: standing.Standing) -> list[dict[str, Any]]:
	"""What the session's user may do with the whole approval now."""
	if not now.running:
		return []
	offered = acts.offered(now.flow, now.state, now.person)
	return [
		{
			"action": name,
			"label": _(label, context=CONTEXT),
			"reason": reason,
			"confirm": _(confirm, context=CONTEXT) if confirm else "",
		}
		for name, label, reason, confirm in _WHOLE
		if name in offered
	]
