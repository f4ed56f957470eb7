"""Whose records a list shows, in words (hook `list_scope` of the standalone): an empty list says why it is empty."""

from __future__ import annotations

import frappe
from frappe import _

from township_gov import own_papers

TASKS = ("Approval Task", "Approval Copy", "Approval Substitute")


def scope_of(doctype: str) -> str | None:
	"""One sentence for the signed-in user, or None where he sees all of his township."""
	user = frappe.session.user
	if doctype in own_papers.OVERSEERS and not own_papers.sees_all(doctype, user):
		return _(
			"Only your own are shown here, those in which you are named, and those an approval brought to you."
		)
	if doctype in TASKS and user != "Administrator":
		return _("Only what was given to you, and what belongs to papers you may read, is shown here.")
	return None
