"""What people were told outside of the program: a clerk records who told whom, when and how."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime

from township_gov import clock
from township_gov.workflows import outbox, people, standing

WAYS = ("Phone", "Paper", "In Person")


class NotToldError(frappe.ValidationError):
	"""What is to be recorded cannot have been."""


def record_told(
	doctype: str, name: str, user: str, way: str, note: str | None = None, told_at: str | None = None
) -> str:
	"""Record that a person was told of a document's approval by telephone, on paper or in person; the record's name.

	For everybody who may read the document; `told_at` (default: now) is not in the future. Raises `NotToldError`.
	"""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	instance = standing.latest(doctype, name)
	when = get_datetime(told_at) if told_at else clock.now()
	if not instance:
		frappe.throw(_("It has no approval of which anybody could be told."), NotToldError)
	if way not in WAYS:
		frappe.throw(_("Choose one of: {0}.").format(", ".join(_(one) for one in WAYS)), NotToldError)
	if when > clock.now():
		frappe.throw(_("The moment lies in the future; enter when the person was told."), NotToldError)
	if not people.may_be_asked(user):
		frappe.throw(_("Choose the person who was told."), NotToldError)
	return _record(doc, instance, user, way, note, when)


def _record(doc, instance, user: str, way: str, note: str | None, when) -> str:
	tasks = frappe.get_all(
		"Approval Task",
		{"instance": instance.name, "assigned_to": user},
		pluck="name",
		order_by="task_no desc",
		limit=1,
	)
	row = outbox.record(
		{
			"recipient": user,
			"recipient_name": people.name_of(user),
			"event": "Task" if tasks else "Copy",
			"channel": way,
			"status": "Told",
			"due_at": when,
			"sent_at": when,
			"instance": instance.name,
			"task": tasks[0] if tasks else None,
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"township": doc.get("township"),
			"told_by": frappe.session.user,
			"told_by_name": people.name_of(frappe.session.user),
			"note": (note or "").strip(),
			"sent_key": frappe.generate_hash(length=20),
		}
	)
	return row.name


def notices(doctype: str, name: str) -> list[dict[str, Any]]:
	"""Who was told what about a document's approvals, newest first; for everybody who may read the document."""
	frappe.get_doc(doctype, name).check_permission("read")
	return frappe.get_all(
		outbox.DOCTYPE,
		{"reference_doctype": doctype, "reference_name": name},
		["recipient_name", "event", "channel", "status", "sent_at", "told_by_name", "note", "error"],
		order_by="creation desc, name desc",
		limit=200,
	)
