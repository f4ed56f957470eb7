"""The page that looks ahead: a flow simulated, last month replayed, running approvals moved. For who may read the flow."""

import frappe
from frappe import _

no_cache = 1


def get_context(context):
	flow = frappe.form_dict.get("flow")
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to look ahead."), frappe.PermissionError)
	if not flow or not frappe.db.exists("Approval Flow", flow):
		frappe.throw(_("Open this page from the form of an approval flow."), frappe.DoesNotExistError)
	doc = frappe.get_doc("Approval Flow", flow)
	doc.check_permission("read")
	context.flow = flow
	context.title = _("Look Ahead: {0}").format(_(doc.title, context="Approval"))
	context.show_sidebar = False
