"""What happens when a petition moves on: the engine writes the status, this refuses or sets the dates."""

import frappe

from township_gov import clock
from township_gov.policies import petition_rules
from township_gov.refusals import refuse
from township_gov.township_gov.doctype.petition import people


class RouteMissingError(frappe.ValidationError):
	"""The notice lacks the legal route, or the organ the petitioner is referred to."""


def on_registered(petition) -> None:
	"""Registered; the notice clock runs from receipt, so nothing is set."""
	petition.validate_registration()


def on_in_handling(petition) -> None:
	"""The petitioner has been told; on the residual route the matter is thereby accepted (Art. 31(6), 34)."""
	people.require_handler(petition)
	if petition.category == petition_rules.REPORT:
		return
	give_notice(petition)
	if petition_rules.has_conclude_clock(petition.as_matter()) and not petition.accepted_on:
		petition.accepted_on = clock.today()


def on_transferred(petition) -> None:
	"""Referred to the organ that deals with it: the notice says which."""
	give_notice(petition)
	petition.transferred_on = petition.transferred_on or clock.today()


def on_awaiting_opinion(petition) -> None:
	"""What the paper of the opinion says beside the opinion itself."""
	petition.addressee = petition.addressees()
	petition.remedy = petition.remedy_text() if petition.accepted_on else None


def on_concluded(petition) -> None:
	"""The opinion is given."""
	petition.concluded_on = clock.today()


def on_withdrawn(petition) -> None:
	"""The petitioner takes the matter back, which the opinion in the log says: its clocks end that day."""
	petition.concluded_on = clock.today()


def give_notice(petition) -> None:
	"""Written notice of receipt, route and procedure (Art. 23); there is nobody to tell where the name is unknown."""
	refuse(
		petition_rules.notice_refusals(petition.as_matter(), petition.transferred_to or ""), RouteMissingError
	)
	if not petition.contact_unknown and not petition.notified_on:
		petition.notified_on = clock.today()


STAGES = {
	"Registered": on_registered,
	"In Handling": on_in_handling,
	"Transferred": on_transferred,
	"Awaiting Opinion": on_awaiting_opinion,
	"Concluded": on_concluded,
	"Withdrawn": on_withdrawn,
}
