"""The buttons of a case that are no approval: ask for corrections, take them in, end a pause.

Each takes the form's document as JSON and uses nothing of it but the name; everything else is read again. The guard is
opened for exactly that one change, and the approval's log says why.
"""

from collections.abc import Callable

import frappe
from frappe import _

from township_gov import clock, form_actions
from township_gov.policies import service_cases
from township_gov.refusals import refuse
from township_gov.township_gov.doctype.service_case import obstacles
from township_gov.township_gov.doctype.service_case.stages import MaterialsIncompleteError
from township_gov.workflows import guard

# Who asks for corrections and takes them in, and the stages in which a pause can be ended
DESK = ("Window Clerk", "Agency Clerk", "Hall Manager", "Township Administrator")
REVIEWED = ("Under Review", "In Verification")


class WrongStageError(frappe.ValidationError):
	"""The button does nothing at this stage of the case."""


class CorrectionRefusedError(frappe.ValidationError):
	"""Corrections may not be asked (twice, too late, or not for everything at once)."""


def _changed(doc: str, stages: tuple[str, ...], reason: str, change: Callable[[object], None]) -> dict:
	"""Load the case that `doc` (JSON) names, check right and stage, apply `change`, save; returns the saved case."""
	case = form_actions.stored(doc, "Service Case")
	if case.status not in stages:
		frappe.throw(
			_("This is possible only while the case is {0}; it is {1}.").format(
				" / ".join(_(stage) for stage in stages), _(case.status)
			),
			WrongStageError,
		)
	with guard.opened("Service Case", case.name, reason):
		change(case)
		case.save()
	return case.as_dict()


def offer(case) -> None:
	"""Show the buttons that this person can use on the case as it stands."""
	at_window, stage = bool(set(DESK) & set(frappe.get_roles())), case.status
	useful = {
		"ask_for_corrections": at_window and stage == "Received" and not case.correction_notified_on,
		"receive_corrections": at_window and stage == "Awaiting Correction",
		"end_pause": stage in REVIEWED and any(not row.to_date for row in case.pauses),
	}
	form_actions.offer(case, __name__, useful, obstacles.needed(case) if at_window else "")


@frappe.whitelist(methods=["POST"])
def ask_for_corrections(doc: str) -> dict:
	"""The one-time notice of everything that is missing (行政许可法 Art. 32(4)). Raises `CorrectionRefusedError`."""
	frappe.only_for(DESK)

	def change(case) -> None:
		materials = case.material_facts()
		refusals = service_cases.correction_refusals(case.correction_facts(), materials, clock.today())
		refuse(refusals, CorrectionRefusedError)
		case.correction_notified_on = clock.today()
		case.correction_list = "\n".join(service_cases.correction_lines(materials))
		case.status = "Awaiting Correction"

	return _changed(doc, ("Received",), _("Corrections asked"), change)


@frappe.whitelist(methods=["POST"])
def receive_corrections(doc: str) -> dict:
	"""The last correction has come in: the case can be accepted from today. Raises `MaterialsIncompleteError`."""
	frappe.only_for(DESK)

	def change(case) -> None:
		refuse(service_cases.acceptance_refusals(case.material_facts()), MaterialsIncompleteError)
		case.corrected_on = clock.today()
		case.status = "Received"

	return _changed(doc, ("Awaiting Correction",), _("Corrections received"), change)


@frappe.whitelist(methods=["POST"])
def end_pause(doc: str) -> dict:
	"""Close the open pause today; the days up to and with today are taken out of the clock."""

	def change(case) -> None:
		open_rows = [row for row in case.pauses if not row.to_date]
		if not open_rows:
			frappe.throw(_("No pause is open."), WrongStageError)
		open_rows[0].to_date = clock.today()

	return _changed(doc, REVIEWED, _("Pause ended"), change)
