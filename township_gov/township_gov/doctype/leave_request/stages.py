"""What happens when a leave moves on: the engine writes the status, this refuses or sets the dates."""

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import clock
from township_gov.policies.spans import Span, day_before


class ReturnError(frappe.ValidationError):
	"""The day of the return lies before the leave, or in the future."""


def on_awaiting_head(request) -> None:
	"""The substitute, if one is named, has agreed."""
	if request.get_doc_before_save().status == "Awaiting Consent":
		request.substitute_agreed_on = clock.now()


def on_leave(request) -> None:
	"""Granted."""
	request.approved_on = clock.today()


def on_returned(request) -> None:
	"""Back at work: days not taken go back to the balance."""
	back, first = getdate(request.returned_on or clock.today()), getdate(request.from_date)
	if back < first or back > clock.today():
		frappe.throw(
			_("{0} is no day of return: it lies between {1} and today. Correct it.").format(back, first),
			ReturnError,
		)
	request.returned_on = back
	last = min(day_before(back), getdate(request.to_date))
	request.actual_days = float(request.days_of(Span(first, last))) if last >= first else 0


STAGES = {"Awaiting Head": on_awaiting_head, "On Leave": on_leave, "Returned": on_returned}
