"""May the user … ? Asked often on one page, so answered from the roles, and from the shares read once a request."""

from __future__ import annotations

import frappe


def may(doctype: str, right: str = "read") -> bool:
	"""Whether the user has a right on some records of a doctype: by a role, or because one was shared with him."""
	if frappe.session.user == "Administrator":
		return True
	if frappe.permissions.get_role_permissions(doctype).get(right):
		return True
	return doctype in _shared_doctypes() and bool(frappe.has_permission(doctype, right))


def _shared_doctypes() -> set[str]:
	if not hasattr(frappe.local, "desk_shared"):
		filters = [["user", "=", frappe.session.user], ["everyone", "=", 1]]
		rows = frappe.get_all(
			"DocShare", or_filters=filters, pluck="share_doctype", distinct=True, order_by=None
		)
		frappe.local.desk_shared = set(rows)
	return frappe.local.desk_shared
