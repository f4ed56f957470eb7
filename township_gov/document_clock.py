"""By when an incoming document is answered: the sender's day, else so many working days by its urgency."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import calendars, clock, settings
from township_gov.policies.document_terms import light_of
from township_gov.policies.refusal import RuleError

_KEYS = {
	"Ordinary": "incoming_ordinary_days",
	"Urgent": "incoming_urgent_days",
	"Most Urgent": "incoming_most_urgent_days",
}


def set_clock(document) -> None:
	"""Due day and light as of today; a document that is closed keeps the light of its last day."""
	document.due_on = _due(document)
	until = getdate(document.concluded_on) if document.concluded_on else clock.today()
	if document.is_open() or document.status == "Done":
		document.light = _light(document, getdate(document.due_on), until)
	else:
		document.light = None


def _due(document) -> date:
	if document.sender_deadline:
		return getdate(document.sender_deadline)
	received = getdate(document.received_on)
	days = settings.get(_KEYS[document.urgency], received, document.township)
	return _asked(lambda: calendars.calendar_for(document.township).add_working_days(received, days))


def _light(document, due: date, on: date) -> str:
	warning = settings.get("incoming_warning_days", document.received_on, document.township)
	return _asked(lambda: light_of(due, on, warning, calendars.calendar_for(document.township)))


def _asked(question):
	"""The calendar's answer, or its refusal in the reader's language."""
	try:
		return question()
	except RuleError as error:
		frappe.throw(error.refusal.text(_))


def refresh_open() -> None:
	"""The lights of every open document, one short transaction each; nobody's open form goes stale."""
	from township_gov.township_gov.doctype.incoming_document.incoming_document import OPEN

	for name in frappe.get_all("Incoming Document", filters={"status": ("in", OPEN)}, pluck="name"):
		document = frappe.get_doc("Incoming Document", name)
		before = document.light
		set_clock(document)
		if document.light != before:
			frappe.db.set_value("Incoming Document", name, "light", document.light, update_modified=False)
		frappe.db.commit()
