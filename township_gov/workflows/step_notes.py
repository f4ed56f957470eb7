"""What the log says of a step besides its event: from where to where, in which capacity, and why this person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe

from township_gov.workflows.effects import ActedFor, Effect, Moved
from township_gov.workflows.state import State

if TYPE_CHECKING:
	from township_gov.workflows.stepping import Step


def moves(step: Step, effects: list[Effect], before: State | None, number: int | None) -> dict[str, Any]:
	"""From and to, as people read them; to several nodes where branches began."""
	ways = [effect for effect in effects if isinstance(effect, Moved)]
	task = step.state.task(number) if number is not None else None
	standing = task.node if task else before.tokens[0].node if before and before.tokens else ""
	source = standing if task or not ways else ways[0].source
	old = {(token.id, token.node) for token in before.tokens} if before else set()
	reached = [token.node for token in step.state.tokens if (token.id, token.node) not in old]
	stays = (reached or [source]) if step.state.tokens else []  # reached without a way: by a migration
	targets = (reached or [ways[-1].target]) if ways else stays
	label = {node.key: node.label for node in step.flow.nodes}
	to = ", ".join(label[key] for key in dict.fromkeys(targets) if key)
	return {"from_node": label.get(source), "to_node": to[:140] or None}


def capacity(
	step: Step, number: int | None, action: str, effects: list[Effect], notes: dict[str, Any]
) -> dict[str, Any]:
	"""In which capacity he acted, why he was asked, and the office time his task took."""
	if "post" in notes:
		return {"action_label": _words(action)}
	if number is None or number not in step.tasks:
		post = frappe.db.get_value("Cadre", {"user_id": frappe.session.user}, "current_post")
		return {"post": post, "action_label": _words(action)}
	task = step.tasks[number]
	return {
		"post": task.post,
		"why": task.why,
		"action_label": step.label,
		"acting_for": task.assigned_to if any(isinstance(one, ActedFor) for one in effects) else None,
		"minutes_used": step.minutes,
	}


def _words(action: str) -> str:
	return action.replace("_", " ").title()
