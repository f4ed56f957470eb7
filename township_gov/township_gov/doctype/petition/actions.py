"""The button of a petition that is no approval: the head approves the extension, and the petitioner is told why."""

import frappe
from frappe import _
from frappe.utils import cint

from township_gov import clock, form_actions, settings
from township_gov.policies import petition_rules
from township_gov.refusals import refuse
from township_gov.workflows import guard

HEADS = ("Office Head", "Township Leader")
STAGES = ("In Handling", "Awaiting Review", "Awaiting Opinion")


class ExtensionRefusedError(frappe.ValidationError):
	"""The extension is too long, lacks its reason, or belongs to a matter without the 60 days."""


def offer(petition) -> None:
	"""Show the button to those who may use it, once an extension is entered."""
	may_approve = bool(set(HEADS) & set(frappe.get_roles())) and not petition.extension_approved_by
	is_asked = petition.status in STAGES and bool(petition.extension_days)
	form_actions.offer(petition, __name__, {"approve_extension": may_approve and is_asked})


@frappe.whitelist(methods=["POST"])
def approve_extension(doc: str) -> dict:
	"""Put the conclusion off by the days entered, at most 30 in all (信访工作条例 Art. 34).

	Raises `ExtensionRefusedError`.
	"""
	frappe.only_for(HEADS)
	petition = form_actions.stored(doc, "Petition")
	if petition.extension_approved_by or petition.status not in STAGES:
		frappe.throw(
			_("An extension is approved once, while the matter is being handled."), ExtensionRefusedError
		)
	longest = settings.get("X4.extension", petition.accepted_on, petition.township)
	refusals = petition_rules.extension_refusals(
		petition.as_matter(), cint(petition.extension_days), petition.extension_reason or "", longest
	)
	refuse(refusals, ExtensionRefusedError)
	with guard.opened("Petition", petition.name, _("Extension approved")):
		petition.extension_approved_by = frappe.session.user
		petition.extension_notified_on = clock.today()
		petition.save()
	return petition.as_dict()
