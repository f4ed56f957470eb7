"""Frappe Desk's own pages in the menu, which are of no use to people at the township's windows and offices."""

import frappe

# Frappe shows these to everybody who may read one document of their module; they hold accounts, code and web sites
FRAPPES_WORKSPACES = ("Build", "Integrations", "Tools", "Users", "Website")
ROLE = "System Manager"


def close_workspaces() -> None:
	"""Leave Frappe's own workspaces to System Managers, once, where nobody has chosen whose they are.

	What an administrator changes of it later stays so. A site with other apps is left alone: their people may need them.
	The standalone has none of them.
	"""
	if not set(frappe.get_installed_apps()) <= {"frappe", "township_gov"}:
		return
	for name in FRAPPES_WORKSPACES:
		about = {"parenttype": "Workspace", "parent": name}
		if not frappe.db.exists("Workspace", name) or frappe.db.exists("Has Role", about):
			continue
		row = {"doctype": "Has Role", **about, "parentfield": "roles", "role": ROLE, "idx": 1}
		frappe.get_doc(row).insert(ignore_permissions=True)
		frappe.clear_document_cache("Workspace", name)
