"""What a button on a form sends is a copy of the document; only its name is believed."""

import frappe
from frappe import _


class UnsavedDocumentError(frappe.ValidationError):
	"""A button was pressed on a document that is not saved."""


def stored(doc: str | dict, permission: str = "write"):
	"""The stored document behind a form's button, with the permission checked; unsaved changes are refused."""
	sent = frappe.parse_json(doc)
	if sent.get("__islocal") or sent.get("__unsaved"):
		frappe.throw(_("Save the document first, then press the button again."), UnsavedDocumentError)
	found = frappe.get_doc(sent["doctype"], sent["name"])
	found.check_permission(permission)
	return found
