"""Urging (催办): how often a task was urged and when last, and not more often than the township's setting says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, format_datetime

from township_gov import clock, refusals, settings
from township_gov.workflows import errors, people
from township_gov.workflows import state as st
from township_gov.workflows.effects import Effect, Urged


def check(step) -> None:
	"""Refuse to urge where everybody who has it now was urged a short while ago; who may urge at all the engine says.

	Raises `errors.ActionRefused`, which says from when on it is possible.
	"""
	me = people.person_of(frappe.session.user)
	acted = {one for task in step.state.tasks if task.status == st.DONE for one in task.people}
	if me not in {step.state.initiator, *acted}:
		return
	waiting = [task.id for task in step.state.open_tasks() if task.person != me]
	again = [moment for number, moment in _again_at(step).items() if number in waiting]
	if waiting and len(again) == len(waiting) and min(again) > clock.now():
		text = _("It was urged a short while ago; it can be urged again from {0} on.")
		text = text.format(format_datetime(min(again), "yyyy-MM-dd HH:mm"))
		refusals.record(step.doc, "urge", [text])
		frappe.throw(text, errors.ActionRefused)


def too_soon(step) -> set[int]:
	"""The tasks (numbers) that were urged a short while ago: their people are not told again."""
	now = clock.now()
	return {number for number, moment in _again_at(step).items() if moment > now}


def note(step, effects: Sequence[Effect]) -> None:
	"""Count the urgings of a step on its tasks, where people were told."""
	urged = {effect.task for effect in effects if isinstance(effect, Urged)}
	if not urged:
		return
	soon = too_soon(step)
	for row in _tasks(step):
		if cint(row.task_no) in urged - soon:
			values = {"urged_count": cint(row.urged_count) + 1, "urged_at": clock.now()}
			frappe.db.set_value("Approval Task", row.name, values, update_modified=False)


def _again_at(step) -> dict[int, datetime]:
	"""Task number → from when on it may be urged again, for open tasks that were urged."""
	gap = timedelta(hours=settings.get("urge_gap_hours", township=step.instance.township))
	return {cint(row.task_no): row.urged_at + gap for row in _tasks(step) if row.urged_at}


def _tasks(step) -> list:
	return frappe.get_all(
		"Approval Task",
		{"instance": step.instance.name, "status": st.OPEN},
		["name", "task_no", "urged_at", "urged_count"],
	)
