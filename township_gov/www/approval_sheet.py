"""The approval sheet (审批单) of a document as a page for paper: `/approval_sheet?doctype=…&name=…`."""

import frappe
import frappe.sessions
from frappe import _

from township_gov.workflows import panel, sheet

no_cache = 1


def get_context(context):
	"""Needs what reading the document needs; who was asked in its approval may print it too."""
	doctype, name = frappe.form_dict.get("doctype"), frappe.form_dict.get("name")
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to see your approvals."), frappe.PermissionError)
	if not isinstance(doctype, str) or not isinstance(name, str) or not frappe.db.exists(doctype, name):
		frappe.throw(_("Say what to print: the address needs doctype and name."), frappe.DoesNotExistError)
	doc = frappe.get_doc(doctype, name)
	if not panel.may_see(doc):
		doc.check_permission("print")
	context.sheet = sheet.sheet(doc)
	context.doctype, context.name = doctype, name
	context.csrf = frappe.sessions.get_csrf_token()
	context.title = context.sheet["title"]
	context.back = f"/app/{frappe.scrub(doctype).replace('_', '-')}/{name}"
