"""Standing substitution at work: who may act for whom now, consent and its end, the substitution of a leave.

A substitution counts from its first moment to its last, whatever the scheduler has done so far: `active` asks the clock.
`sharing` brings open tasks up to date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime

from township_gov import clock, form_actions, organisation
from township_gov.refusals import refuse_right
from township_gov.workflows import doors, notifying, people
from township_gov.workflows import state as st
from township_gov.workflows.substitution_terms import (
	AGREED,
	NotYourSubstitutionError,
	SubstitutionRefusedError,
	may_propose,
	stored_scope,
)

DOCTYPE = "Approval Substitute"
_REFRESH = "township_gov.workflows.sharing.refresh"


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
	fields = ["name", "principal", "substitute", "substitute_name", "scope", "scope_township", "township"]
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
	"""The substitute today; None while he cannot sign in, has left, or serves another township."""
	serving = {"name": row.substitute, "status": "Active"}
	if row.township:
		serving["township"] = row.township
	cadre = frappe.db.get_value("Cadre", serving, ["user_id", "current_post"], as_dict=True)
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
		refuse_right(doc, "answer", text.format(doc.substitute_name), NotYourSubstitutionError)
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
	save(doc)
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
		refuse_right(doc, "end", text.format(doc.principal_name), NotYourSubstitutionError)
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
	save(doc)
	notifying.tell_ended_early(doc)


def save(doc) -> None:
	"""Save what the program itself writes."""
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


# -- after a change ---------------------------------------------------------------------------------------


def tell_proposed(doc) -> None:
	"""Ask the substitute for his consent."""
	notifying.tell_proposed(doc)


def refresh_later(doc) -> None:
	"""Bring open tasks up to date right after this transaction, if the change matters now."""
	begun = doc.begins_at and get_datetime(doc.begins_at) <= clock.now()
	if begun and doc.status in (*AGREED, "Ended"):
		frappe.enqueue(_REFRESH, enqueue_after_commit=True)
