"""What a button on a form sends is a copy of the document; only its name is believed."""

from collections.abc import Mapping

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


def offer(doc, module: str, useful: Mapping[str, bool]) -> None:
	"""Tell the form which buttons have no use in the document's present state; `useful`: function of `module` → use.

	The functions check their own conditions again: this only spares people a refusal.
	"""
	away = [f"{module}.{name}" for name, is_useful in useful.items() if not is_useful]
	doc.set_onload("hidden_actions", away)
