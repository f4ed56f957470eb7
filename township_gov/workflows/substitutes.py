"""Standing substitution at work: who may act for whom now, consent and its end, open tasks shared and given back.

A substitution counts from its first moment to its last, whatever the scheduler has done so far: `active` asks the clock,
`catch_up` brings one task up to date when somebody acts on it, `refresh` brings all open tasks up to date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime

from township_gov import clock, form_actions, organisation
from township_gov.workflows import doors, notifying, people
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st
from township_gov.workflows.substitution_terms import (
	AGREED,
	NotYourSubstitutionError,
	SubstitutionRefusedError,
	may_propose,
	stored_scope,
)

DOCTYPE = "Approval Substitute"
_JOB = "township_gov.workflows.substitutes.refresh"


# -- who may act for whom ---------------------------------------------------------------------------------


def active(
	person: str, doc=None, doctype: str | None = None, now: datetime | None = None, *, flow: str | None = None
) -> list[people.Candidate]:
	"""Those who may act for a person (`cadre:<name>`) at a moment, in approvals of `doc` under `flow`.

	Each is a candidate as `people` makes them, with `substitution`, the record that says so. Whether he may act on one
	task (never the applicant, duties apart) the engine decides.
	"""
	return active_among([person], doc, doctype, now, flow=flow).get(person, [])


def active_among(
	persons: Iterable[str],
	doc=None,
	doctype: str | None = None,
	now: datetime | None = None,
	*,
	flow: str | None = None,
) -> dict[str, list[people.Candidate]]:
	"""The same for several persons, by one question; who has no substitute is left out."""
	cadres = sorted(one.removeprefix("cadre:") for one in persons if one.startswith("cadre:"))
	now = now or clock.now()
	filters = {
		"principal": ("in", cadres),
		"status": ("in", AGREED),
		"begins_at": ("<=", now),
		"ends_at": (">", now),
	}
	fields = ["name", "principal", "substitute", "substitute_name", "scope", "scope_township"]
	rows = frappe.get_all(DOCTYPE, filters=filters, fields=fields, order_by="name asc") if cadres else []
	found: dict[str, list[people.Candidate]] = {}
	for row in rows:
		candidate = _candidate(row) if _covers(row, doc, doctype, flow) else None
		if candidate:
			found.setdefault(f"cadre:{row.principal}", []).append(candidate)
	return found


def _covers(row, doc, doctype: str | None, flow: str | None) -> bool:
	township = cstr(doc.get("township")) if doc else ""
	return stored_scope(row).covers(flow or "", doctype or (doc.doctype if doc else ""), township)


def _candidate(row) -> people.Candidate | None:
	"""The substitute today; None while he cannot sign in or has left."""
	cadre = frappe.db.get_value(
		"Cadre", {"name": row.substitute, "status": "Active"}, ["user_id", "current_post"], as_dict=True
	)
	if not cadre or not people.may_be_asked(cadre.user_id):
		return None
	person = f"cadre:{row.substitute}"
	return {
		"person": person,
		"user": cadre.user_id,
		"name": row.substitute_name,
		"post": cadre.current_post,
		"kin": people.kin_of(person),
		"substitution": row.name,
	}


# -- consent and end --------------------------------------------------------------------------------------


def answer(name: str, accept: bool, note: str | None = None) -> None:
	"""The substitute, and nobody else, consents or declines.

	Raises `NotYourSubstitutionError`, `SubstitutionRefusedError`.
	"""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	cadre = organisation.cadre_of(frappe.session.user)
	if not cadre or cadre.name != doc.substitute:
		text = _("Only {0} can answer: standing in for somebody needs the substitute's own consent.")
		frappe.throw(text.format(doc.substitute_name), NotYourSubstitutionError)
	if doc.status != "Proposed":
		text = _("It was answered already, or is over ({0}).").format(_(doc.status, context=DOCTYPE))
		frappe.throw(text, SubstitutionRefusedError)
	if get_datetime(doc.ends_at) <= clock.now():
		frappe.throw(_("Its term is over; have a new one proposed."), SubstitutionRefusedError)
	doc.update(
		{
			"status": "Accepted" if accept else "Declined",
			"answered_at": clock.now(),
			"answered_by": frappe.session.user,
			"answer_note": (note or "").strip(),
		}
	)
	_save(doc)
	notifying.tell_answered(doc)


def may_end(doc, user: str | None = None) -> bool:
	"""Whether a user may end it early: who may propose it, and the substitute, who may lay it down."""
	if doc.status not in ("Proposed", *AGREED):
		return False
	cadre = organisation.cadre_of(user or frappe.session.user)
	is_substitute = bool(cadre and cadre.name == doc.substitute) and doc.status != "Proposed"
	return is_substitute or may_propose(doc.principal, user)


def end(name: str, reason: str | None = None) -> None:
	"""End a substitution early; from this moment the substitute may not act any more.

	Raises `NotYourSubstitutionError`, `SubstitutionRefusedError`.
	"""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	if doc.status not in ("Proposed", *AGREED):
		frappe.throw(_("It is over already."), SubstitutionRefusedError)
	if not may_end(doc):
		text = _("Only {0}, the head of that office, the substitute or an administrator can end it.")
		frappe.throw(text.format(doc.principal_name), NotYourSubstitutionError)
	_end(doc, reason)


def _end(doc, reason: str | None) -> None:
	begun = get_datetime(doc.begins_at) <= clock.now() and doc.status in AGREED
	doc.update(
		{
			"status": "Ended" if begun else "Withdrawn",
			"ended_at": clock.now(),
			"ended_by": frappe.session.user,
			"end_reason": (reason or "").strip(),
		}
	)
	_save(doc)
	notifying.tell_ended_early(doc)


def _save(doc) -> None:
	with doors.opened(DOCTYPE, doc.name):
		doc.save(ignore_permissions=True)


@frappe.whitelist(methods=["POST"])
def accept(doc: str | dict) -> None:
	"""Button of the form: the substitute consents."""
	answer(form_actions.stored(doc, DOCTYPE, "read").name, True)


@frappe.whitelist(methods=["POST"])
def decline(doc: str | dict) -> None:
	"""Button of the form: the substitute declines."""
	answer(form_actions.stored(doc, DOCTYPE, "read").name, False)


@frappe.whitelist(methods=["POST"])
def end_now(doc: str | dict) -> None:
	"""Button of the form: it ends early."""
	end(form_actions.stored(doc, DOCTYPE, "read").name)


# -- leave ------------------------------------------------------------------------------------------------


def open_for_leave(
	leave,
	*,
	principal: str,
	substitute: str,
	from_date,
	to_date,
	from_part: str = "Morning",
	to_part: str = "End of Day",
	reason: str | None = None,
) -> str:
	"""Propose the substitution that a leave needs (or return the one it has); its name.

	It counts at once where the substitute has agreed in the leave's own approval (approved a task of it himself);
	otherwise he is asked. Call it when the leave is approved; raises `SubstitutionRefusedError` where it cannot be.
	"""
	source = {"source_doctype": leave.doctype, "source_name": leave.name}
	if existing := frappe.db.get_value(DOCTYPE, {**source, "status": ("in", ("Proposed", *AGREED))}):
		return existing
	agreed = _agreed_in_approval(leave, substitute)
	doc = frappe.new_doc(DOCTYPE)
	doc.update(
		{
			**source,
			"principal": principal,
			"substitute": substitute,
			"from_date": from_date,
			"from_part": from_part,
			"to_date": to_date,
			"to_part": to_part,
			"scope": "Everything",
			"reason": reason or leave.get_title() or leave.name,
			"status": "Accepted" if agreed else "Proposed",
			**(agreed or {}),
		}
	)
	with doors.opened(DOCTYPE, None):
		doc.insert(ignore_permissions=True)
	return doc.name


def _agreed_in_approval(leave, substitute: str) -> dict | None:
	"""What the substitute himself approved in the approval of the leave, as the answer of the substitution."""
	tasks = frappe.get_all(
		"Approval Task",
		filters={
			"reference_doctype": leave.doctype,
			"reference_name": leave.name,
			"person": f"cadre:{substitute}",
			"status": st.DONE,
			"action": "approve",
		},
		fields=["assigned_to", "acted_by", "closed_at"],
		order_by="closed_at desc",
	)
	for task in tasks:
		if (task.acted_by or task.assigned_to) == task.assigned_to:
			note = _("Agreed in the approval of {0}").format(leave.name)
			return {"answered_at": task.closed_at, "answered_by": task.assigned_to, "answer_note": note}
	return None


def close_for_leave(leave, reason: str | None = None) -> None:
	"""End early what `open_for_leave` opened, because the leave is cancelled or was cut short."""
	filters = {
		"source_doctype": leave.doctype,
		"source_name": leave.name,
		"status": ("in", ("Proposed", *AGREED)),
	}
	for name in frappe.get_all(DOCTYPE, filters=filters, pluck="name"):
		_end(
			frappe.get_doc(DOCTYPE, name, for_update=True),
			reason or _("The leave it was for has ended or was cancelled."),
		)


# -- open tasks -------------------------------------------------------------------------------------------


def tell_proposed(doc) -> None:
	"""Ask the substitute for his consent."""
	notifying.tell_proposed(doc)


def refresh_later(doc) -> None:
	"""Bring open tasks up to date right after this transaction, if the change matters now."""
	begun = doc.begins_at and get_datetime(doc.begins_at) <= clock.now()
	if begun and doc.status in (*AGREED, "Ended"):
		frappe.enqueue(_JOB, enqueue_after_commit=True)


def refresh(now: datetime | None = None) -> dict[str, int]:
	"""Begin and end what is due, and share or give back the open tasks concerned; each in its own transaction.

	Called every few minutes and after each change. Running it twice changes nothing. Returns what was done, counted.
	"""
	now = now or clock.now()
	done = {"begun": 0, "ended": 0, "tasks": 0, "failed": 0}
	with clock.set_to(now):
		for row in _due(now):
			_turn(row, done)
		for name in _with_stale_sharing(now):
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
	"""Share or give back the tasks first, then note it: a crash in between repeats what changes nothing."""
	for name in _open_tasks_of(row.principal):
		_share_safely(name, done)
	if status := turn(row.name):
		done["begun" if status == "Active" else "ended"] += 1
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
	_save(doc)
	notifying.tell_turned(doc, len(_open_tasks_of(doc.principal)))
	return doc.status


def _open_tasks_of(cadre: str) -> list[str]:
	filters = {"person": f"cadre:{cadre}", "status": st.OPEN}
	return frappe.get_all(
		"Approval Task", filters=filters, pluck="name", order_by="instance asc, task_no asc"
	)


def _with_stale_sharing(now: datetime) -> list[str]:
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
