"""Time limits of approval tasks (rule 11): reminders, escalations, and passing over where nothing is decided.

They count the working minutes of the township's calendar that no legal pause of the document takes out; a suspension
stops them, delegation does not. Each rung is climbed once for each (task, round, rung), those missed while the program was
down too, in their order. The moment of the next rung stands on each open task, indexed, so that a run reads due tasks only.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import frappe
from frappe.utils import add_to_date, cint, get_datetime

from township_gov import calendars, clock
from township_gov.policies.clock_values import Pause
from township_gov.policies.office_minutes import minutes_between, moment_after
from township_gov.policies.refusal import RuleError
from township_gov.policies.working_days import WorkCalendar
from township_gov.workflows import published
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st

if TYPE_CHECKING:
	from township_gov.workflows.definition import Node
	from township_gov.workflows.state import Task

LIMIT = 500  # tasks of one run; the rest is climbed by the next, oldest first
_BATCH = 500
_PUT_OFF_MINUTES = 60  # a task whose rung could not be climbed waits so long, so that it holds up nobody


# -- when -------------------------------------------------------------------------------------------------


def next_rung_at(
	node: Node, task: Task, calendar: WorkCalendar, now: datetime, pauses: tuple[Pause, ...] = ()
) -> datetime | None:
	"""When the next rung of `node`'s timer falls due for a task (values of the engine), by a calendar and the
	document's legal pauses.

	None where there is none: no timer left, closed, suspended, paused without an end, or a past year whose calendar is
	missing (the daily run tells which). A moment before `now` means that it is due.
	"""
	if task.status != st.OPEN or not task.at:
		return None
	left = [rung.after - task.used for number, rung in enumerate(node.timer) if number not in task.fired]
	if not left:
		return None
	try:
		return moment_after(calendar, get_datetime(task.at), min(left), pauses)
	except RuleError:
		return None


def minutes_since(doc, township: str | None, start: datetime | str, end: datetime) -> int:
	"""Working minutes between two moments in the approval of a document, without its legal pauses.

	Raises `CalendarYearMissing` for a past year that is not loaded.
	"""
	calendar = calendars.calendar_for(township)
	return minutes_between(calendar, get_datetime(start), end, legal_pauses(doc))


def legal_pauses(doc) -> tuple[Pause, ...]:
	"""The legal pauses of a document: of a controller that has them (`legal_pauses()`), else none."""
	pauses = getattr(doc, "legal_pauses", None)
	return tuple(pauses()) if pauses else ()


def moment_for(step, task: Task) -> datetime | None:
	"""The same as `next_rung_at` for a task of a step."""
	calendar = calendars.calendar_for(step.instance.township)
	return next_rung_at(step.flow.by_key[task.node], task, calendar, clock.now(), legal_pauses(step.doc))


# -- the scheduler's run ----------------------------------------------------------------------------------


def run(now: datetime | None = None, limit: int = LIMIT) -> dict[str, int]:
	"""Climb what is due, oldest first, each task in a transaction of its own; the counts of what was done.

	A task that fails is put off and stands in the Error Log; the others go on. Commits.
	"""
	now = now or clock.now()
	done = {"climbed": 0, "moved": 0, "failed": 0, "left": 0}
	with clock.set_to(now):
		names = due(now, limit + 1)
		for name in names[:limit]:
			done[_climb_safely(name)] += 1
	done["left"] = len(names[limit:])
	return done


def due(now: datetime, limit: int) -> list[str]:
	"""The open tasks whose next rung has come, oldest first."""
	return [row[0] for row in due_query(now, limit).run()]


def due_query(now: datetime, limit: int):
	"""The query of a run. Not a filter of `get_all`: for that an empty date is before every other, and no index helps."""
	task = frappe.qb.DocType("Approval Task")
	return (
		frappe.qb.from_(task)
		.where((task.next_rung_at <= now) & (task.status == st.OPEN))
		.select(task.name)
		.orderby(task.next_rung_at, task.name)
		.limit(limit)
	)


def _climb_safely(name: str) -> str:
	try:
		outcome = "climbed" if climb(name) else "moved"
		frappe.db.commit()
		return outcome
	except Exception:
		frappe.db.rollback()
		later = add_to_date(clock.now(), minutes=_PUT_OFF_MINUTES)
		_write_moment(name, later)
		frappe.log_error(title=f"Time limit of task {name}")
		frappe.db.commit()
		return "failed"


def climb(name: str) -> bool:
	"""Climb the rungs of one task that are due now; False where none is (its moment is then written anew).

	Raises what the documents and the engine raise; the caller owns the transaction.
	"""
	from township_gov.workflows import runtime

	row = frappe.db.get_value("Approval Task", name, ["instance", "task_no"], as_dict=True)
	step = runtime.locked(row.instance)
	task = step.state.task(cint(row.task_no))
	if step.state.status != st.RUNNING or task is None or task.status != st.OPEN or not task.at:
		_write_moment(name, None)
		return False
	now = clock.now()
	minutes = minutes_since(step.doc, step.instance.township, task.at, now)
	event = {"type": "timer", "task": task.id, "now": str(now), "minutes": minutes}
	try:
		step.run_by_program(event, action="timer")
	except (no.NothingToDo, no.Resting):
		_write_moment(name, moment_for(step, task))
		return False
	return True


def _write_moment(name: str, moment: datetime | None) -> None:
	frappe.db.set_value("Approval Task", name, "next_rung_at", moment, update_modified=False)


# -- when the calendar changes ----------------------------------------------------------------------------


def recompute_later() -> None:
	"""Have every next rung computed anew after the calendar is stored, if any waits."""
	if frappe.db.exists("Approval Task", {"status": st.OPEN, "clock_from": ("is", "set")}):
		frappe.enqueue("township_gov.workflows.timers.recompute", enqueue_after_commit=True)


def recompute(instances: list[str] | None = None) -> int:
	"""Compute the next rung of running clocks by today's calendar (of all, or of some approvals); how many moved.

	Commits after each batch, so that nobody waits for it.
	"""
	wanted = instances if instances is not None else _with_clocks()
	moved = 0
	for position in range(0, len(wanted), _BATCH):
		moved += _recompute(wanted[position : position + _BATCH])
		frappe.db.commit()
	return moved


def _with_clocks() -> list[str]:
	filters = {"status": st.OPEN, "clock_from": ("is", "set")}
	return frappe.get_all("Approval Task", filters=filters, pluck="instance", distinct=True)


def _recompute(instances: list[str]) -> int:
	fields = ["name", "township", "flow_version", "state", "reference_doctype", "reference_name"]
	rows = frappe.get_all(
		"Approval Instance", {"name": ("in", instances), "status": st.RUNNING}, fields, order_by="name asc"
	)
	stored = _stored_moments(instances)
	moved = 0
	for row in rows:
		for number, moment in _moments(row).items():
			name, before = stored.get((row.name, number), (None, None))
			if name and before != moment:
				_write_moment(name, moment)
				moved += 1
	return moved


def _stored_moments(instances: list[str]) -> dict[tuple[str, int], tuple[str, datetime | None]]:
	rows = frappe.get_all(
		"Approval Task",
		{"instance": ("in", instances), "status": st.OPEN},
		["name", "instance", "task_no", "next_rung_at"],
	)
	return {(row.instance, cint(row.task_no)): (row.name, row.next_rung_at) for row in rows}


def _moments(row) -> dict[int, datetime | None]:
	"""The next rung of each running clock of an approval."""
	flow, state = published.version(row.flow_version), st.State.load(frappe.parse_json(row.state))
	running = [task for task in state.open_tasks() if task.at and flow.by_key[task.node].timer]
	if not running or state.suspended:
		return {}
	doc = _paused_document(row.reference_doctype, row.reference_name)
	pauses = legal_pauses(doc) if doc else ()
	calendar, now = calendars.calendar_for(row.township), clock.now()
	return {task.id: next_rung_at(flow.by_key[task.node], task, calendar, now, pauses) for task in running}


def _paused_document(doctype: str, name: str):
	"""The document, where its kind has legal pauses at all."""
	from frappe.model.base_document import get_controller

	if not hasattr(get_controller(doctype), "legal_pauses"):
		return None
	return frappe.get_doc(doctype, name)


def pauses_changed(doc) -> None:
	"""A document's legal pauses were changed: its clocks stop, or go on. Call it after the save."""
	instances = frappe.get_all(
		"Approval Instance",
		{"reference_doctype": doc.doctype, "reference_name": doc.name, "status": st.RUNNING},
		pluck="name",
	)
	if instances:
		_recompute(instances)
