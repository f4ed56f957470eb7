"""Who may import what, and whose import it is."""

from __future__ import annotations

import frappe
from frappe import _

# Records of the platform itself: an import would change what the program is (v15's list, less User and Role).
NEVER = (
	"DefaultValue",
	"DocType",
	"DocField",
	"DocPerm",
	"DocType Action",
	"DocType Link",
	"DocType State",
	"Custom DocPerm",
	"Custom Field",
	"Property Setter",
	"Has Role",
	"Patch Log",
	"Module Def",
	"Version",
	"File",
	"Page",
	"Data Import",
	"Data Import Log",
	"Deleted Document",
)


def may_import(doctype: str) -> bool:
	"""Whether this user may import into a DocType that allows it."""
	if doctype in NEVER or not frappe.db.exists("DocType", doctype):
		return False
	meta = frappe.get_meta(doctype)
	return bool(
		meta.allow_import
		and not meta.istable
		and not meta.issingle
		and frappe.has_permission(doctype, "import")
	)


def check_may_import(doctype: str) -> None:
	"""Raise PermissionError where the user may not import."""
	if not may_import(doctype):
		frappe.throw(
			_(
				"You may not import into {0}. If your work needs it, ask your administrator for the right to import."
			).format(_(doctype)),
			frappe.PermissionError,
		)


def import_of(name: str):
	"""The Data Import of this user, or of anybody for a System Manager; raises PermissionError for others.

	Its rows are whatever stood in somebody's file, so nobody else sees them.
	"""
	doc = frappe.get_doc("Data Import", name)
	if doc.owner != frappe.session.user and "System Manager" not in frappe.get_roles():
		frappe.throw(_("This import is somebody else's."), frappe.PermissionError)
	check_may_import(doc.reference_doctype)
	return doc
