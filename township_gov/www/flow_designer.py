"""The page on which an administrator draws an approval flow; without a flow, the page on which he chooses or begins one."""

import frappe
from frappe import _

from township_gov.workflows.designer_texts import texts

no_cache = 1


def get_context(context):
	flow = frappe.form_dict.get("flow") or ""
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to draw approval flows."), frappe.PermissionError)
	frappe.has_permission("Approval Flow", "read", throw=True)
	if flow:
		if not frappe.db.exists("Approval Flow", flow):
			frappe.throw(_("There is no approval flow {0}.").format(flow), frappe.DoesNotExistError)
		frappe.get_doc("Approval Flow", flow).check_permission("read")
	context.flow = flow
	context.texts = frappe.as_json(texts(), indent=None).replace("<", "\\u003c")
	context.title = _("Flow Designer")
	context.show_sidebar = False
	context.full_width = True
