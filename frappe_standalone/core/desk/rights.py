"""May the user … ? Asked often on one page, so each right is asked for once in a request."""

from __future__ import annotations

import frappe

from frappe_standalone.core.permissions.shares import get_shared_doctypes


def may(doctype: str, right: str = "read") -> bool:
	"""Whether the user has a right on some records of a doctype: by a role, or because one was shared with him."""
	if not hasattr(frappe.local, "desk_rights"):
		frappe.local.desk_rights = {}
	known, key = frappe.local.desk_rights, (frappe.session.user, doctype, right)
	if key not in known:
		known[key] = _ask(doctype, right)
	return known[key]


def _ask(doctype: str, right: str) -> bool:
	if frappe.session.user == "Administrator":
		return True
	if frappe.permissions.get_role_permissions(doctype).get(right):
		return True
	return doctype in get_shared_doctypes() and bool(frappe.has_permission(doctype, right))
