"""What happens when a case moves on: the engine writes the status, this refuses or sets the dates.

Each function is called from `validate` when the status has just become the one it is named for.
"""

from dataclasses import asdict

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import clock, settings
from township_gov.policies import power_gate, service_cases
from township_gov.refusals import refuse, refuse_and_record
from township_gov.township_gov.doctype.service_case import joint


class MaterialsIncompleteError(frappe.ValidationError):
	"""A required material is wanting or was not checked."""


class ReviewIncompleteError(frappe.ValidationError):
	"""The case lacks its verifiers, its proposal or its reasons."""


class ReasonMissingError(frappe.ValidationError):
	"""A refusal without a reason."""


class AcceptedAlreadyError(frappe.ValidationError):
	"""What counts as accepted is decided, not turned away."""


class PowerNotUsableError(frappe.ValidationError):
	"""The delegated power behind the item is not in force."""


def on_received(case) -> None:
	"""The case goes to the acceptance check."""
	if case.get_doc_before_save().status == "Draft":
		case.validate_item_offered()


def on_under_review(case) -> None:
	"""Accepted: on the day the materials were complete (corrected, or received), or by law from receipt."""
	if case.accepted_on:
		return
	if service_cases.is_deemed_accepted(case.correction_facts(), clock.today()):
		case.accept_by_law()
		return
	refuse(service_cases.acceptance_refusals(case.material_facts()), MaterialsIncompleteError)
	check_power(case)
	if case.correction_notified_on:
		case.corrected_on = case.corrected_on or clock.today()
	accept(case, case.corrected_on or case.received_on)


def accept(case, on) -> None:
	"""Set the acceptance and freeze the item's rules: later changes of the catalogue do not touch this case."""
	item = case.get_item()
	case.accepted_on = getdate(on)
	case.item_version = item.item_version
	case.frozen_rules = frappe.as_json(asdict(item.as_item()))


def on_awaiting_decision(case) -> None:
	"""The review goes up to the head, with the opinions of the offices that handle it too."""
	on_in_verification(case)
	joint.check_verdicts(case)
	case.remedy = case.remedy_text()


def on_in_verification(case) -> None:
	"""The review is done: its verifiers confirm it, and other offices give their opinion."""
	needed = settings.get("licence_verifiers", case.accepted_on, case.township)
	verifiers = (case.verifier, case.second_verifier)
	refuse(
		service_cases.review_refusals(
			case.item_type, verifiers, case.decision or "", case.decision_reason or "", needed
		),
		ReviewIncompleteError,
	)
	if any(not row.to_date for row in case.pauses):
		frappe.throw(_("A pause is still open. End it before the case goes up."), ReviewIncompleteError)


def on_decided(case) -> None:
	"""The head has decided."""
	if case.decided_on:
		return
	on_awaiting_decision(case)
	check_power(case)
	case.decided_on = clock.today()


def on_delivered(case) -> None:
	"""The applicant has the result."""
	case.delivered_on = clock.today()


def on_not_accepted(case) -> None:
	"""Not accepting needs a reason: a dated paper goes out (行政许可法 Art. 32). Accepted, also by silence, it is decided."""
	is_deemed = service_cases.is_deemed_accepted(case.correction_facts(), clock.today())
	if case.accepted_on or is_deemed:
		frappe.throw(
			_(
				"The case counts as accepted since {0} and is decided. Accept it, and propose Refused or Terminated "
				"with the reasons."
			).format(case.accepted_on or case.received_on),
			AcceptedAlreadyError,
		)
	if not case.not_accepted_reason:
		frappe.throw(
			_("Enter why the case is not accepted, and the right organ if it is not ours: it is printed."),
			ReasonMissingError,
		)
	case.decided_on = clock.today()


def check_power(case) -> None:
	"""A matter under a delegated power moves only while the power is in force (S27, S32)."""
	power_name = case.get_item().delegated_power
	if not power_name:
		return
	power = frappe.get_doc("Delegated Power", power_name)
	refusals = power_gate.use_refusals(power.as_power(), clock.today())
	refuse_and_record(power, "handle case", refusals, PowerNotUsableError)


STAGES = {
	"Received": on_received,
	"Under Review": on_under_review,
	"In Verification": on_in_verification,
	"Awaiting Decision": on_awaiting_decision,
	"Decided": on_decided,
	"Delivered": on_delivered,
	"Not Accepted": on_not_accepted,
}
