"""What a button on a form sends is a copy of the document; only its name is believed."""

from collections.abc import Mapping

import frappe
from frappe import _


class UnsavedDocumentError(frappe.ValidationError):
	"""A button was pressed on a document that is not saved."""


def stored(doc: str | dict, doctype: str, permission: str = "write"):
	"""The stored document of `doctype` behind a form's button, with the permission checked; unsaved changes are refused."""
	sent = _read(doc, doctype)
	if sent.get("__islocal") or sent.get("__unsaved"):
		frappe.throw(_("Save the document first, then press the button again."), UnsavedDocumentError)
	found = frappe.get_doc(doctype, sent["name"])
	found.check_permission(permission)
	return found


def _read(doc: str | dict, doctype: str) -> dict:
	try:
		sent = frappe.parse_json(doc)
	except ValueError:
		sent = None
	if not isinstance(sent, dict) or sent.get("doctype") != doctype or not isinstance(sent.get("name"), str):
		frappe.throw(
			_("This button belongs to a {0} and must send it, with doctype and name.").format(_(doctype))
		)
	return sent


def offer(doc, module: str, useful: Mapping[str, bool], needed: str = "") -> None:
	"""Tell the form which buttons have no use in the document's present state; `useful`: function of `module` → use.

	`needed` names the one that the document waits for: the standalone desk draws it as the first thing to press.
	The functions check their own conditions again: this only spares people a refusal.
	"""
	away = [f"{module}.{name}" for name, is_useful in useful.items() if not is_useful]
	doc.set_onload("hidden_actions", away)
	if needed:
		doc.set_onload("needed_action", f"{module}.{needed}")


def link(doc, label: str, url: str) -> None:
	"""Add a page of this site to the menu of the document's form, on both desks."""
	links = list((doc.get("__onload") or {}).get("links") or ())
	doc.set_onload("links", [*links, {"label": label, "url": url}])
