"""Open tasks shared with substitutes, and given back: when a substitution begins or ends, or when somebody acts.

Each change is an event of the engine (`stand_in`), so that the log replays.
"""

from __future__ import annotations

from datetime import datetime

import frappe
from frappe.utils import cint, get_datetime

from township_gov import clock
from township_gov.workflows import notifying
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st
from township_gov.workflows.substitutes import DOCTYPE, active, save
from township_gov.workflows.substitution_terms import AGREED


def refresh(now: datetime | None = None) -> dict[str, int]:
	"""Begin and end what is due, and share or give back the open tasks concerned; each in its own transaction.

	Called every few minutes and after each change. Running it twice changes nothing. Returns what was done, counted.
	"""
	now = now or clock.now()
	done = {"begun": 0, "ended": 0, "tasks": 0, "failed": 0}
	with clock.set_to(now):
		for row in _due(now):
			_turn(row, done)
		for name in _with_stale_sharing():
			_share_safely(name, done)
	return done


def _due(now: datetime) -> list:
	"""Substitutions whose status is behind the clock, oldest first."""
	fields = ["name", "principal", "status", "begins_at", "ends_at"]
	over = frappe.get_all(
		DOCTYPE,
		{"status": ("in", ("Proposed", *AGREED)), "ends_at": ("<=", now)},
		fields,
		order_by="ends_at asc",
	)
	begins = {"status": "Accepted", "begins_at": ("<=", now), "ends_at": (">", now)}
	return [*over, *frappe.get_all(DOCTYPE, begins, fields, order_by="begins_at asc")]


def _turn(row, done: dict[str, int]) -> None:
	"""Share or give back the tasks first, then note it: a crash in between repeats what changes nothing. One that cannot be
	turned is recorded, and holds up no other."""
	for name in _open_tasks_of(row.principal):
		_share_safely(name, done)
	try:
		if status := turn(row.name):
			done["begun" if status == "Active" else "ended"] += 1
	except Exception:
		frappe.db.rollback()
		done["failed"] += 1
		frappe.log_error(title=f"Substitution {row.name}")
	frappe.db.commit()


def turn(name: str) -> str | None:
	"""Write the status that the clock gives a substitution, and tell both; the new status, None where it stays."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	over, begun = get_datetime(doc.ends_at) <= clock.now(), get_datetime(doc.begins_at) <= clock.now()
	if over and doc.status in ("Proposed", *AGREED):
		doc.status = "Lapsed" if doc.status == "Proposed" else "Ended"
	elif begun and doc.status == "Accepted":
		doc.status = "Active"
	else:
		return None
	save(doc)
	notifying.tell_turned(doc, len(_open_tasks_of(doc.principal)))
	return doc.status


def _open_tasks_of(cadre: str) -> list[str]:
	filters = {"person": f"cadre:{cadre}", "status": st.OPEN}
	return frappe.get_all(
		"Approval Task", filters=filters, pluck="name", order_by="instance asc, task_no asc"
	)


def _with_stale_sharing() -> list[str]:
	"""Open tasks that still show a substitute whose substitution was ended early."""
	share, task, term = (
		frappe.qb.DocType(name) for name in ("Approval Task Substitute", "Approval Task", DOCTYPE)
	)
	query = (
		frappe.qb.from_(share)
		.inner_join(task)
		.on(task.name == share.parent)
		.inner_join(term)
		.on(term.name == share.substitution)
		.where((task.status == st.OPEN) & (term.status.notin(AGREED)))
		.select(task.name)
		.orderby(task.instance, task.task_no)
		.distinct()
	)
	return [row[0] for row in query.run()]


def _share_safely(name: str, done: dict[str, int]) -> None:
	"""One task in its own transaction; an error is recorded and the others go on."""
	try:
		done["tasks"] += share(name)
		frappe.db.commit()
	except Exception:
		frappe.db.rollback()
		done["failed"] += 1
		frappe.log_error(title=f"Substitution: task {name}")
		frappe.db.commit()


def share(name: str) -> bool:
	"""Bring one open task up to date with the substitutions of this moment; whether anything changed."""
	from township_gov.workflows import runtime

	row = frappe.db.get_value("Approval Task", name, ["instance", "task_no"], as_dict=True)
	step = runtime.locked(row.instance)
	return catch_up(step, cint(row.task_no))


def catch_up(step, number: int) -> bool:
	"""The same inside a step on locked records, before somebody acts on the task; whether anything changed."""
	task = step.state.task(number) if step.state else None
	if step.state is None or step.state.status != st.RUNNING or task is None or task.status != st.OPEN:
		return False
	rows = active(task.person, step.doc, flow=step.flow.name)
	if not rows and not task.substitutes:
		return False
	event = {"type": "stand_in", "task": number, "substitutes": rows}
	try:
		step.run_by_program(event, action="stand_in")
	except no.NothingToDo:
		return False
	return True
