"""What stands in the way of deciding a case at its present stage, told before somebody presses the button.

The same rules refuse in `stages`; this only lets the panel grey the button and say why.
"""

from __future__ import annotations

from frappe import _

from township_gov import clock, settings
from township_gov.policies import service_cases
from township_gov.policies.refusal import Refusal

ACCEPTANCE, REVIEW = ("Received", "Awaiting Correction"), "Under Review"


def of(case) -> dict[str, str]:
	"""Act of a task (approve, reject) → why it is not possible now and what to do; without those that are possible."""
	if case.status in ACCEPTANCE:
		found = {"approve": to_accept(case), "reject": to_turn_away(case)}
	elif case.status == REVIEW:
		found = {"approve": to_send_up(case)}
	else:
		found = {}
	return {act: text for act, text in found.items() if text}


def needed(case) -> str:
	"""The button of the form that the case waits for, if it is one."""
	if case.status == "Awaiting Correction":
		return "receive_corrections"
	if case.status != "Received" or case.correction_notified_on:
		return ""
	refusals = service_cases.correction_refusals(
		case.correction_facts(), case.material_facts(), clock.today()
	)
	return "" if refusals else "ask_for_corrections"


def to_accept(case) -> str:
	if case.accepted_on or service_cases.is_deemed_accepted(case.correction_facts(), clock.today()):
		return ""
	text = words(service_cases.acceptance_refusals(case.material_facts()))
	if text and case.status == "Awaiting Correction":
		text += _(
			"When they have come in, note it in the table of materials, save, and press “Corrections Received”."
		)
	return text


def to_turn_away(case) -> str:
	if case.accepted_on or service_cases.is_deemed_accepted(case.correction_facts(), clock.today()):
		return _("The case counts as accepted: it can no longer be turned away.")
	if not case.not_accepted_reason:
		return _("Enter the reason for not accepting on the form first, and save.")
	return ""


def to_send_up(case) -> str:
	needed_verifiers = settings.get("licence_verifiers", case.accepted_on, case.township)
	verifiers = (case.verifier, case.second_verifier)
	text = words(
		service_cases.review_refusals(
			case.item_type, verifiers, case.decision or "", case.decision_reason or "", needed_verifiers
		)
	)
	if any(not row.to_date for row in case.pauses):
		text += _("A pause is still open. End it before the case goes up.")
	return text


def words(refusals: list[Refusal]) -> str:
	return "".join(refusal.text(_) for refusal in refusals if not refusal.is_warning)
