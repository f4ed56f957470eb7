"""May the user … ? Asked often on one page, so answered from the roles, and from the shares read once a request."""

from __future__ import annotations

import frappe

from frappe_standalone.core.permissions.shares import get_shared_doctypes


def may(doctype: str, right: str = "read") -> bool:
	"""Whether the user has a right on some records of a doctype: by a role, or because one was shared with him."""
	if frappe.session.user == "Administrator":
		return True
	if frappe.permissions.get_role_permissions(doctype).get(right):
		return True
	return doctype in get_shared_doctypes() and bool(frappe.has_permission(doctype, right))
