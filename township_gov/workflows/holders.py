"""Who has an approval now: each open task with its reason, its time left and who may stand in."""

from __future__ import annotations

import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime

from township_gov import clock
from township_gov.policies.waiting_light import light
from township_gov.workflows import drawn, log, people
from township_gov.workflows.core.settings import Rung
from township_gov.workflows.definition import Flow
from township_gov.workflows.office_time import minutes_used
from township_gov.workflows.state import State, Task

_FIELDS = (
	"name task_no person person_name assigned_to basis why post opened_at closed_at kind helps asked_by note acted_by"
	" acted_by_name used_minutes rungs_fired next_rung_at"
).split()


def records(instance: str) -> dict[int, frappe._dict]:
	"""The task records of an approval by their number."""
	rows = frappe.get_all("Approval Task", filters={"instance": instance}, fields=_FIELDS)
	return {row.task_no: row for row in rows}


def now_with(
	flow: Flow, state: State, rows: dict[int, frappe._dict], township: str | None, me: str
) -> list[dict[str, Any]]:
	"""The open tasks, as the browser shows them."""
	now, shares = (
		clock.now(),
		_substitutes([rows[task.id].name for task in state.open_tasks() if task.id in rows]),
	)
	return [
		_holder(flow, state, task, rows[task.id], shares, township, now, me)
		for task in state.open_tasks()
		if task.id in rows
	]


def _holder(
	flow: Flow,
	state: State,
	task: Task,
	row: frappe._dict,
	shares: dict[str, list[dict[str, str]]],
	township: str | None,
	now: datetime.datetime,
	me: str,
) -> dict[str, Any]:
	opened = get_datetime(row.opened_at)
	due = get_datetime(row.next_rung_at) if row.next_rung_at and not state.suspended else None
	return {
		"task": row.name,
		"node": task.node,
		"step": _(flow.by_key[task.node].label, context=drawn.CONTEXT),
		"name": log.who(row.person_name),
		"user": row.assigned_to,
		"post": drawn.post_name(row.post),
		"why": drawn.brief(row),
		"why_full": drawn.why(row),
		"mine": task.person == me,
		"kind": task.kind,
		"kind_label": _(task.kind, context="Approval Task") if task.kind else "",
		"asked_by": people.name_of(row.asked_by) if row.asked_by else "",
		"note": row.note or "",
		"since": str(opened)[:16],
		"age": max((now - opened).days, 0),
		"light": light(now, opened, due, cint(row.rungs_fired)),
		"due": str(due)[:16] if due else "",
		"left": _left(township, now, due),
		"next": _next_words(flow, task),
		"substitutes": shares.get(row.name, []),
		"chair": any(token.id == task.token and token.chair == task.person for token in state.tokens),
		"decides": task.decides,
	}


def _left(township: str | None, now: datetime.datetime, due: datetime.datetime | None) -> int | None:
	"""Working minutes until the next rung; negative when it is overdue; None without a timer."""
	if due is None:
		return None
	sign, first, last = (1, now, due) if due >= now else (-1, due, now)
	minutes = minutes_used(township, first, last)
	return None if minutes is None else sign * minutes


def _next_words(flow: Flow, task: Task) -> str:
	"""What the timer does next."""
	rungs = [rung for number, rung in enumerate(flow.by_key[task.node].timer) if number not in task.fired]
	return _rung_words(rungs[0]) if rungs and task.at else ""


def _rung_words(rung: Rung) -> str:
	if rung.do == "Skip":
		return _("passed over without a decision", context=drawn.CONTEXT)
	if rung.do == "Escalate":
		if rung.hand_over:
			return _("handed to the superior", context=drawn.CONTEXT)
		return _("superior told", context=drawn.CONTEXT)
	return _("reminder", context=drawn.CONTEXT)


def _substitutes(tasks: list[str]) -> dict[str, list[dict[str, str]]]:
	"""Who may act for whom, and until when."""
	if not tasks:
		return {}
	found: dict[str, list[dict[str, str]]] = {}
	rows = frappe.get_all(
		"Approval Task Substitute",
		filters={"parent": ("in", tasks), "parenttype": "Approval Task"},
		fields=["parent", "person_name", "substitution"],
	)
	for row in rows:
		until = _until(row.substitution)
		found.setdefault(row.parent, []).append({"name": row.person_name or "", "until": until})
	return found


def _until(substitution: str | None) -> str:
	if not substitution or not frappe.db.table_exists("Approval Substitute"):
		return ""
	return cstr(frappe.db.get_value("Approval Substitute", substitution, "to_date") or "")[:10]
