"""Holders who leave (rule 10): whoever may not decide any more hands his open tasks over, by a logged reassignment.

On the change of a record that says who serves where, the tasks of those concerned are looked at right after its
transaction; a daily sweep finds what a date changed. A step by rules asks today's people; what was given to a person by
another comes back to the giver; a question put to one who left is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import frappe
from frappe.utils import add_days

from township_gov import clock, language
from township_gov.workflows import people, runtime
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st
from township_gov.workflows.state import Task
from township_gov.workflows.stepping import Step

_JOB = "township_gov.workflows.leaving.hand_over"
# How far back the daily sweep looks for posts that ended by their date: it may have missed days
_LOOK_BACK_DAYS = 31
REASON = "Whoever was asked may not decide here any more; today's people are asked instead."


# -- on a change ------------------------------------------------------------------------------------------


def changed(doc, method: str | None = None) -> None:
	"""A record that says who serves where was written or deleted: look at the tasks of those it names."""
	users = sorted({user for user in _NAMES[doc.doctype](doc) if user})
	if users and frappe.db.exists("Approval Task", {"assigned_to": ("in", users), "status": st.OPEN}):
		frappe.enqueue(_JOB, users=users, enqueue_after_commit=True)


def _of_user(doc) -> Iterator[str]:
	"""An account that was disabled, or holds other roles."""
	before = doc.get_doc_before_save()
	if before is None or before.enabled != doc.enabled or _roles(before) != _roles(doc):
		yield doc.name


def _roles(doc) -> set[str]:
	return {row.role for row in doc.get("roles") or ()}


def _of_cadre(doc) -> Iterator[str]:
	before = doc.get_doc_before_save()
	if before is None or any(before.get(name) != doc.get(name) for name in ("status", "user_id", "township")):
		yield doc.user_id
		yield before.user_id if before else None


def _of_field(field: str):
	"""The accounts of the cadres whom a field named before and names now."""

	def users(doc) -> Iterator[str]:
		for one in (doc, doc.get_doc_before_save()):
			if one and one.get(field):
				yield frappe.db.get_value("Cadre", one.get(field), "user_id")

	return users


def _of_permission(doc) -> Iterator[str]:
	"""Who is bound to a township, or was: he may not decide in another one any more."""
	for one in (doc, doc.get_doc_before_save()):
		if one and one.allow == "Township":
			yield one.user


_NAMES = {
	"User": _of_user,
	"Cadre": _of_cadre,
	"Post Assignment": _of_field("cadre"),
	"Portfolio": _of_field("leader"),
	"Township Office": _of_field("head"),
	"User Permission": _of_permission,
}


# -- handing over -----------------------------------------------------------------------------------------


def sweep() -> dict[str, int]:
	"""Daily: what dates changed since yesterday, and approvals that stand still for want of a person. Commits."""
	users = {*_disabled(), *_left(), *_ended()}
	done = hand_over(sorted(users))
	for name in frappe.get_all(
		"Approval Instance", {"status": st.RUNNING, "waiting": st.NO_APPROVER}, pluck="name"
	):
		done["approvals"] += _safely(name)
	return done


def hand_over(users: list[str]) -> dict[str, int]:
	"""Look at the open tasks of these accounts, each approval in a transaction of its own; how many changed."""
	filters = {"assigned_to": ("in", users or [""]), "status": st.OPEN}
	names = frappe.get_all("Approval Task", filters=filters, pluck="instance", distinct=True)
	return {"approvals": sum(_safely(name) for name in sorted(set(names)))}


def _safely(name: str) -> int:
	"""One approval; an error is recorded and the others go on."""
	try:
		changed = mend(name)
		frappe.db.commit()
		return int(changed)
	except Exception:
		frappe.db.rollback()
		frappe.log_error(title=f"Handing over in approval {name}")
		frappe.db.commit()
		return 0


def mend(name: str) -> bool:
	"""Reassign in one approval what those who left hold; whether anything changed. The caller commits."""
	step = runtime.locked(name)
	if step.state.status != st.RUNNING:
		return False
	before = step.state
	_step(step, {"type": "reassign"}, "reassign")
	for number in [task.id for task in step.state.open_tasks()]:
		task = step.state.task(number)
		if step.state.status == st.RUNNING and task.status == st.OPEN and is_gone(task.user):
			_give_back(step, task)
	return step.state != before


def is_gone(user: str) -> bool:
	"""Whether an account is out of use, or its cadre is not in service any more."""
	status = frappe.db.get_value("Cadre", {"user_id": user}, "status")
	return not people.may_be_asked(user) or (status is not None and status != "Active")


def _give_back(step: Step, task: Task) -> None:
	"""What the rules of the step do not hand over: given by another, back to him; asked besides, withdrawn."""
	giver = step.state.task(task.given) if task.given else None
	if giver and not is_gone(giver.user):
		row = people.candidate(
			giver.user, {"rule": "Added", "how": "reassign", "by": people.name_of(task.user)}
		)
		_step(step, {"type": "reassign", "task": task.id, "users": [row]}, "reassign")
	elif task.kind in (st.OPINION, st.BEFORE, st.BESIDE, st.AFTER):
		_step(step, {"type": "remove", "task": task.id}, "remove")


def _step(step: Step, event: dict, action: str) -> None:
	"""Take the step; where the engine finds nothing to do, nothing is done."""
	try:
		step.run_by_program(event, action=action, opinion=language.stored(REASON))
	except no.EngineRefusal:
		return


# -- what dates change ------------------------------------------------------------------------------------


def _disabled() -> Iterable[str]:
	user, task = frappe.qb.DocType("User"), frappe.qb.DocType("Approval Task")
	query = frappe.qb.from_(task).inner_join(user).on(user.name == task.assigned_to)
	query = query.where((task.status == st.OPEN) & (user.enabled == 0)).select(user.name).distinct()
	return [row[0] for row in query.run()]


def _left() -> Iterable[str]:
	cadre, task = frappe.qb.DocType("Cadre"), frappe.qb.DocType("Approval Task")
	query = frappe.qb.from_(task).inner_join(cadre).on(cadre.user_id == task.assigned_to)
	query = (
		query.where((task.status == st.OPEN) & (cadre.status != "Active")).select(cadre.user_id).distinct()
	)
	return [row[0] for row in query.run()]


def _ended() -> Iterable[str]:
	"""The accounts of those whose post or portfolio ended of late."""
	today = clock.today()
	late = ("between", [add_days(today, -_LOOK_BACK_DAYS), add_days(today, -1)])
	cadres = {*frappe.get_all("Post Assignment", {"to_date": late}, pluck="cadre")}
	cadres |= {*frappe.get_all("Portfolio", {"to_date": late}, pluck="leader")}
	users = frappe.get_all("Cadre", {"name": ("in", sorted(cadres) or [""])}, pluck="user_id")
	return [user for user in users if user]
