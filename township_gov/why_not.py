"""The app's own rules in words, for the page that says why somebody may not do something.

The platform's hook `explain_permission`: functions of `(doc, ptype, user)` that return why the app refuses, or None. Frappe
has no such hook and leaves it alone. What is refused is decided elsewhere; here it is only told.
"""

from __future__ import annotations

import frappe
from frappe import _

from township_gov import masters, petition_access
from township_gov.workflows import access, published, standing


def petition(doc, ptype: str, user: str) -> str | None:
	"""Reports about persons, and more time for one, are closed to all but their handlers."""
	if petition_access.can_see(doc, user):
		return None
	return _(
		"It is a report about persons: only who registered it, its handler and those asked in its approval see it."
	)


def master(doc, ptype: str, user: str) -> str | None:
	"""What all townships share."""
	return masters.refusal(doc, ptype, user)


def approval_record(doc, ptype: str, user: str) -> str | None:
	"""Tasks, instances and log rows."""
	if access.may_read(doc, ptype, user):
		return None
	if ptype not in ("read", "select", "print", "email", "report", "export"):
		return _("{0} is written by the program alone, and kept as it is.").format(_(doc.doctype))
	return _("Only who may read the document, was asked in its approval or started it sees this.")


def approval(doc, ptype: str, user: str) -> str | None:
	"""A document in approval is changed by the holders of its open tasks, and not at all in other ways."""
	if doc.is_new() or doc.doctype not in published.guarded():
		return None
	if ptype == "write":
		return _why_not_written(standing.of(doc, user))
	if ptype == "delete" and standing.latest(doc.doctype, doc.name):
		return _("It has been in an approval and is kept. Withdraw the approval instead.")
	if ptype in ("submit", "cancel") and (
		standing.latest(doc.doctype, doc.name) or published.applicable(doc)
	):
		return _("Nobody does this by hand; its approval does.")
	return None


def _why_not_written(now: standing.Standing) -> str | None:
	if now.rights:
		return None
	if now.running:
		return _("It is in approval at {0}: only those asked there, {1}, can change it.").format(
			standing.node_label(now), standing.who_decides(now)
		)
	if now.state:
		return _("Its approval has ended, so it cannot be changed any more.")
	return _("Before its approval it cannot be changed. Start the approval to go on.")


def users_of_my_townships() -> list[str]:
	"""Whose rights a Township Administrator may ask about: the cadres whose records he may read (hook
	`explain_permission_of`)."""
	if "Township Administrator" not in frappe.get_roles():
		return []
	filters = {"user_id": ("is", "set"), "status": "Active"}
	return frappe.get_list("Cadre", filters=filters, pluck="user_id", order_by="employee_name asc", limit=500)
