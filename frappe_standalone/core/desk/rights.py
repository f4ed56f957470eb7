"""May the user … ? Asked often on one page, so each right is asked for once in a request."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

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


def field_levels(meta: Any, right: str = "read") -> set[int]:
	"""Permission levels of the fields that the user may read (or write) on a record that he may read (or write).

	Level 0 goes with the record, as on v15: who reads it through a share has no role that says so.
	"""
	return {0, *meta.get_permlevel_access(right)}


def no_export_words(doctype: str) -> str:
	"""Why the export is grey, and whom to ask; empty for whoever may export."""
	if may(doctype, "export"):
		return ""
	said = _("Your roles may not export {0}.").format(_(doctype))
	if able := _roles_that_export(doctype):
		said += _("Who holds one of these roles can do it for you: {0}.").format("、".join(able))
	return said + _(
		"Who needs it often asks the system administrator for the right “Export” (Permission Manager, {0})."
	).format(_(doctype))


def _roles_that_export(doctype: str) -> list[str]:
	rows = frappe.get_meta(doctype).permissions
	able = (row.role for row in rows if row.export and row.read and not row.permlevel)
	return list(dict.fromkeys(_(role) for role in able if role not in ("Administrator", "System Manager")))
