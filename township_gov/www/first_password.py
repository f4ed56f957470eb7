"""`/first-password`: where a one-time password becomes one's own."""

import frappe
from frappe import _

no_cache = 1


def get_context(context):
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login"
		raise frappe.Redirect
	context.no_cache = 1
	context.title = _("Choose Your Password")
	context.show_sidebar = False
	context.account = frappe.session.user
