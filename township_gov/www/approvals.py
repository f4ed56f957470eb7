"""The inbox page: everybody who is signed in sees his own approvals."""

import frappe
from frappe import _

no_cache = 1


def get_context(context):
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to see your approvals."), frappe.PermissionError)
	context.title = _("My Approvals")
	context.show_sidebar = False
