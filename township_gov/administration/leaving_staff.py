"""Somebody leaves: what he has in hand is shown, handed over, his post and his account are ended, in one go."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _

from township_gov import clock, organisation, sent
from township_gov.administration import rights
from township_gov.workflows import leaving, runtime
from township_gov.workflows import people as persons
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st

PAGE = "/leaving-staff"
_NOT_PEOPLE = ("Administrator", "Guest")


class NotLeavingError(frappe.ValidationError):
	"""The person or the colleague does not fit."""


def in_hand(user: str) -> dict[str, Any]:
	"""What somebody has: open tasks, posts and duties today, substitutions, drafts of his own that wait for nobody else."""
	cadre = organisation.cadre_of(user)
	today = clock.today()
	running = {"cadre": cadre.name, "from_date": ("<=", today)} if cadre else {"cadre": ""}
	posts = frappe.get_all("Post Assignment", running, ["name", "post", "to_date", "kind"], limit=0)
	duties = frappe.get_all(
		"Portfolio", {"leader": cadre.name if cadre else ""}, ["name", "to_date"], limit=0
	)
	titles = dict(
		frappe.get_all(
			"Post", {"name": ("in", [row.post for row in posts] or [""])}, ["name", "post_name"], as_list=True
		)
	)
	return {
		"cadre": cadre.name if cadre else "",
		"tasks": _tasks(user),
		"posts": [
			{
				"name": row.name,
				"title": titles.get(row.post) or row.post,
				"kind": _(row.kind),
			}
			for row in posts
			if not row.to_date or row.to_date >= today
		],
		"duties": [row.name for row in duties if not row.to_date or row.to_date >= today],
		"substitutions": _substitutions(user),
	}


def _tasks(user: str) -> list[dict[str, Any]]:
	fields = ["name", "reference_doctype", "reference_name", "title", "node_label", "instance", "task_number"]
	known = frappe.get_meta("Approval Task")
	fields = [field for field in fields if field == "name" or known.has_field(field)]
	rows = frappe.get_all(
		"Approval Task", {"assigned_to": user, "status": st.OPEN}, fields, order_by="creation asc", limit=500
	)
	for row in rows:
		row.kind = _(row.reference_doctype)
		row.step = _(row.node_label, context="Approval")
	return rows


def _substitutions(user: str) -> list[dict[str, Any]]:
	"""For whom he stands in, and who stands in for him."""
	either = {"principal_user": user, "substitute_user": user}
	rows = frappe.get_all(
		"Approval Substitute",
		filters={"status": ("in", ("Proposed", "Accepted", "Active"))},
		or_filters=either,
		fields=["name", "principal_name", "substitute_name"],
		limit=100,
	)
	return [{"name": row.name, "text": f"{row.principal_name} → {row.substitute_name}"} for row in rows]


def colleagues(user: str) -> list[dict[str, str]]:
	"""Enabled accounts of his township's cadres, to take his tasks."""
	cadre = organisation.cadre_of(user)
	township = frappe.db.get_value("Cadre", cadre.name, "township") if cadre else None
	filters = {"status": "Active", "user_id": ("is", "set"), **({"township": township} if township else {})}
	rows = frappe.get_list(
		"Cadre", filters, ["user_id", "employee_name"], order_by="employee_name asc", limit=500
	)
	names = [row.user_id for row in rows]
	enabled = set(
		frappe.get_all("User", {"name": ("in", names or [""]), "enabled": 1}, pluck="name", limit=0)
	)
	return [
		{"value": row.user_id, "label": row.employee_name}
		for row in rows
		if row.user_id != user and row.user_id in enabled
	]


@frappe.whitelist(methods=["POST"])
def leave(
	user: str, colleague: str | None = None, end_posts: int | str = 0, disable: int | str = 1
) -> dict[str, str]:
	"""Hand the open tasks over, end posts if wanted, and close the account.

	With a colleague his tasks go to that person, where the flow allows it; what is left goes to those whom the flow's rules
	name today, right after the account is closed.

	Raises:
		NotLeavingError, PermissionError
	"""
	rights.check_manager()
	_check(user, colleague)
	held = in_hand(user)
	handed, refused = _hand_over(user, colleague, held["tasks"]) if colleague else (0, 0)
	if sent.number_of(end_posts):
		_end_posts(held)
	if sent.number_of(disable):
		account = frappe.get_doc("User", user)
		account.enabled = 0
		account.save()
	left = len(held["tasks"]) - handed
	said = [_("{0} leaves: {1} tasks were handed over.").format(_name(user), handed)]
	if left:
		said.append(_("{0} tasks go to those whom the rules of the flows name today.").format(left))
	if refused:
		said.append(_("{0} of them the colleague may not decide (duties kept apart).").format(refused))
	return {"said": " ".join(said), "url": f"{PAGE}?{urlencode({'user': user})}"}


def _check(user: str, colleague: str | None) -> None:
	if user in _NOT_PEOPLE or user == frappe.session.user or not frappe.db.exists("User", user):
		frappe.throw(_("Choose the account of somebody else who leaves."), NotLeavingError)
	if colleague and (colleague == user or not persons.may_be_asked(colleague)):
		frappe.throw(_("Choose a colleague with an account in use."), NotLeavingError)


def _name(user: str) -> str:
	return frappe.db.get_value("User", user, "full_name") or user


def _hand_over(user: str, colleague: str, tasks: list[dict[str, Any]]) -> tuple[int, int]:
	"""(handed over, refused by the flow); each task is reassigned by a logged step of its approval."""
	handed = refused = 0
	for instance in sorted({row.instance for row in tasks}):
		step = runtime.locked(instance)
		for task in [task for task in step.state.open_tasks() if task.user == user]:
			if step.state.status != st.RUNNING or step.state.task(task.id).status != st.OPEN:
				continue
			why = {"rule": "Added", "how": "reassign", "by": persons.name_of(frappe.session.user)}
			row = persons.candidate(colleague, why)
			try:
				step.run_by_program(
					{"type": "reassign", "task": task.id, "users": [row]},
					action="reassign",
					opinion=_("{0} leaves; {1} takes over.").format(_name(user), _name(colleague)),
				)
				handed += 1
			except no.EngineRefusal:
				frappe.clear_messages()
				refused += 1
	return handed, refused


def _end_posts(held: dict[str, Any]) -> None:
	"""Posts and duties end today, and the person's record says that he left."""
	today = clock.today()
	for doctype, names in (
		("Post Assignment", [row["name"] for row in held["posts"]]),
		("Portfolio", held["duties"]),
	):
		for name in names:
			doc = frappe.get_doc(doctype, name)
			doc.to_date = today
			doc.save()
	if held["cadre"]:
		cadre = frappe.get_doc("Cadre", held["cadre"])
		cadre.status = "Left"
		cadre.save()


def settled(user: str) -> bool:
	"""Whether nothing is left in his hands."""
	return leaving.is_gone(user) and not frappe.db.exists(
		"Approval Task", {"assigned_to": user, "status": st.OPEN}
	)
