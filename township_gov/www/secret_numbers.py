"""Full numbers of one record, shown one by one with a reason; and records found by a number."""

import frappe
from frappe import _

from township_gov import secret_fields

no_cache = 1


def get_context(context):
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to look at numbers."), frappe.PermissionError)
	doctype, name = frappe.form_dict.get("doctype"), frappe.form_dict.get("name")
	context.title = _("Full Numbers")
	context.show_sidebar = False
	context.numbers = frappe.as_json({"texts": texts(), "record": record(doctype, name)}, indent=None)


def record(doctype: str | None, name: str | None) -> dict | None:
	"""The record and its masked numbers, for who may read it."""
	if not (doctype and name):
		return None
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return {"title": f"{_(doctype)} {name}", "fields": secret_fields.masked_of(doc)}


def texts() -> dict[str, str]:
	"""What the page says, in the reader's language."""
	return {
		"reason": _("For what work do you need the full number? It is recorded."),
		"show": _("Show"),
		"find": _("Find"),
		"number": _("Identity, telephone or bank number"),
		"found": _("Records with this number that you may read:"),
		"none": _("No record that you may read holds this number."),
		"failed": _("The request failed. Check the connection and try again."),
	}
