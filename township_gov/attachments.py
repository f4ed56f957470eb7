"""Files of documents under approval are evidence; and private content is shown to nobody by its address alone."""

import frappe
from frappe import _

from township_gov import refusals
from township_gov.workflows import doors, published, standing
from township_gov.workflows.errors import DocumentGuarded

_PRIVATE = "/private/files/"


class ForeignFileError(frappe.PermissionError):
	"""A File would point to private content that the person may not read."""


def before_validate(doc, method=None) -> None:
	"""A File points to private content only for those who may read it, and evidence does not become public."""
	if frappe.flags.in_install or frappe.flags.in_migrate or frappe.flags.in_patch:
		return
	_check_claim(doc)
	before = None if doc.is_new() else doc.get_doc_before_save()
	if before and before.is_private and not doc.is_private:
		_check_evidence(before, "save", _("It belongs to an approval, so it stays private."))


def on_trash(doc, method=None) -> None:
	"""What was attached to a document in approval is kept, but for those whose task it is now."""
	_check_evidence(doc, "delete", _("It belongs to an approval and is kept."))


def _check_claim(doc) -> None:
	url = doc.file_url or ""
	if not url.startswith(_PRIVATE) or doc.get("content") or doc.flags.content_saved:
		return
	if not doc.is_new() and not doc.has_value_changed("file_url"):
		return
	others = frappe.get_all("File", filters={"file_url": url, "name": ("!=", doc.name or "")}, pluck="name")
	if not any(frappe.get_doc("File", name).has_permission("read") for name in others):
		frappe.throw(_("You may not use this file. Upload your own."), ForeignFileError)


def _check_evidence(doc, door: str, text: str) -> None:
	place = _document_of(doc)
	if not place or place[0] not in published.guarded() or doors.is_open(*place):
		return
	if not standing.latest(*place) or not frappe.db.exists(*place):
		return
	document = frappe.get_doc(*place)
	now = standing.of(document)
	if not now.mine:
		refusals.record(document, door, [text])
		frappe.throw(text, DocumentGuarded)


def _document_of(doc) -> tuple[str, str] | None:
	"""The document a File is attached to; of a row, the row's document."""
	doctype, name = doc.attached_to_doctype, doc.attached_to_name
	if not doctype or not name or not frappe.db.exists("DocType", doctype):
		return None
	if not frappe.get_meta(doctype).istable:
		return doctype, name
	row = frappe.db.get_value(doctype, name, ["parenttype", "parent"])
	return tuple(row) if row else None
