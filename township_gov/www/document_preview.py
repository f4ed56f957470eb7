"""`/document-preview?task=…`: an official document before it is issued, for those who see the task."""

import frappe
from frappe import _

from township_gov.documents import api, layout_of

no_cache = 1


def get_context(context):
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to see your approvals."), frappe.PermissionError)
	draft = api.draft_of(frappe.form_dict.get("task") or "")
	context.no_cache = 1
	context.title = draft.title
	context.note = _("Preview. The number is given when the document is issued.")
	context.sheets = layout_of.sheets(draft)
