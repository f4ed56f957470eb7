"""Saving a form under v15's names, for clients written for its desk."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.http import incoming

TARGETS = {"Save": 0, "Submit": 1, "Update": 1, "Cancel": 2}


@frappe.whitelist(methods=["POST", "PUT"])
def savedocs(doc: str | dict, action: str) -> None:
	"""Save, submit, update or cancel a document given whole; the stored document comes back in `docs`.

	Raises:
		ValidationError: for an action that does not exist; and whatever the document's own checks refuse.
	"""
	if action not in TARGETS:
		frappe.throw(_("Unknown action {0}. Use one of: {1}").format(action, ", ".join(TARGETS)))
	document = incoming.document(doc)
	local_name = forget_local_names(document)
	document.docstatus = TARGETS[action]
	document.save()
	answer_with(document, local_name)
	frappe.msgprint(_("Saved"), indicator="green", alert=True)


@frappe.whitelist(methods=["POST", "PUT"])
def cancel(
	doctype: str | None = None,
	name: str | int | None = None,
	workflow_state_fieldname: str | None = None,
	workflow_state: str | None = None,
) -> None:
	"""Cancel a submitted document; it comes back in `docs`."""
	document = frappe.get_doc(doctype, name)
	if workflow_state_fieldname and workflow_state:
		document.set(workflow_state_fieldname, workflow_state)
	document.cancel()
	answer_with(document)
	frappe.msgprint(_("Cancelled"), indicator="red", alert=True)


def forget_local_names(document: Any) -> str | None:
	"""Take away the names a browser gave to what it has not saved yet; return the document's."""
	for row in document.get_all_children():
		if document.get("__islocal") or row.get("__islocal"):
			row.name = None
	if not document.get("__islocal"):
		return None
	local_name, document.name = document.name, None
	return local_name


def answer_with(document: Any, local_name: str | None = None) -> None:
	"""Put the document into the answer, cut to the levels the user may read."""
	document.run_method("onload")
	document.apply_fieldlevel_read_permissions()
	plain = document.as_dict()
	if local_name:
		plain["localname"] = local_name
	frappe.response.setdefault("docs", []).append(plain)
