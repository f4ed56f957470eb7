"""Masters of the whole site: who may change what all its townships share.

A Service Item, a Fee Item, a County Department, and a Rule Setting, an Approval Flow or a Government Calendar that names
no township, hold for every township of the site. Where there are several, a Township Administrator would change the work
of the others; there it takes the role County Administrator, or a System Manager. A site of one township needs neither, and
what names a township is changed by that township's people as ever.
"""

from __future__ import annotations

import frappe
from frappe import _

SHARED = (
	"Service Item",
	"Fee Item",
	"County Department",
	"Rule Setting",
	"Approval Flow",
	"Government Calendar",
	"Official Document Kind",
)
ROLES = ("County Administrator", "System Manager")
_CHANGES = ("write", "create", "delete", "submit", "cancel", "amend", "share")


def has_permission(doc, ptype: str = "read", user: str | None = None) -> bool | None:
	"""False for a change by somebody who answers for one township only; otherwise the roles decide (hook)."""
	return False if refusal(doc, ptype, user or frappe.session.user) else None


def refusal(doc, ptype: str, user: str) -> str | None:
	"""Why a user may not change a master, in words; None where the roles decide."""
	if ptype not in _CHANGES or doc.get("township") or not _has_several_townships():
		return None
	if user == "Administrator" or not set(ROLES).isdisjoint(frappe.get_roles(user)):
		return None
	return _("All townships of this site share it, so only a County Administrator changes it.")


def _has_several_townships() -> bool:
	return len(frappe.get_all("Township", pluck="name", limit=2)) > 1
