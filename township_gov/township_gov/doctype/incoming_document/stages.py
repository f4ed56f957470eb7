"""What happens when an incoming document moves on: the engine writes the status, this refuses or sets the dates."""

import frappe
from frappe import _

from township_gov import clock


class HandlingOfficeMissingError(frappe.ValidationError):
	"""It is to be handled, but no office is named."""


class AnswerMissingError(frappe.ValidationError):
	"""An office has not written what it did."""


def on_awaiting_instruction(document) -> None:
	"""The proposal names who handles it."""
	if document.needs_handling and not document.offices:
		frappe.throw(
			_("Name the offices that handle it, or clear {0}: then it is only read.").format(
				_("Needs Handling")
			),
			HandlingOfficeMissingError,
		)


def on_awaiting_conclusion(document) -> None:
	"""Every office has answered."""
	if not document.needs_handling:
		return
	open_rows = [row for row in document.offices if not (row.answer or "").strip()]
	if open_rows:
		frappe.throw(
			_("Row {0}: {1} has not written what was done. Fill in the answer.").format(
				open_rows[0].idx, open_rows[0].office
			),
			AnswerMissingError,
		)


def on_done(document) -> None:
	"""Closed."""
	document.concluded_on = clock.today()


STAGES = {
	"Awaiting Instruction": on_awaiting_instruction,
	"In Handling": on_awaiting_instruction,
	"Awaiting Conclusion": on_awaiting_conclusion,
	"Done": on_done,
}
