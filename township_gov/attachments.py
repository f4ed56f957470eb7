"""Files of documents under approval are evidence; and private content is shown to nobody by its address alone."""

import frappe
from frappe import _
from frappe.core.doctype.file.file import File

from township_gov import petition_access, refusals
from township_gov.workflows import doors, published, standing
from township_gov.workflows.errors import DocumentGuarded

_PRIVATE = "/private/files/"


class ForeignFileError(frappe.PermissionError):
	"""A File would point to private content that the person may not read."""


class TownshipFile(File):
	"""The platform's File (hook `override_doctype_class`), asking before it reads content it only has the address of."""

	def before_insert(self):
		if not self.get("content"):
			check_claim(self)
		elif is_evidence(self):
			self.is_private = 1
		super().before_insert()

	def is_downloadable(self):
		"""v15 asks no hook for the Administrator."""
		return petition_access.can_see_trace(self, frappe.session.user) and super().is_downloadable()


def before_validate(doc, method=None) -> None:
	"""A File points to private content only for those who may read it, and evidence does not become public."""
	if frappe.flags.in_install or frappe.flags.in_migrate or frappe.flags.in_patch:
		return
	if not doc.is_new() and doc.has_value_changed("file_url"):
		check_claim(doc)
	before = None if doc.is_new() else doc.get_doc_before_save()
	if before and before.is_private and not doc.is_private:
		_check_evidence(before, "save", _("It belongs to an approval, so it stays private."))


def check_fields(doc, method=None) -> None:
	"""Nor does a field draw in private content by its address: the platforms attach what such a field shows."""
	for field in doc.meta.fields:
		if field.fieldtype not in ("Attach", "Attach Image"):
			continue
		url = doc.get(field.fieldname) or ""
		if url.startswith(_PRIVATE) and (doc.is_new() or doc.has_value_changed(field.fieldname)):
			_check_address(url)


def on_trash(doc, method=None) -> None:
	"""What was attached to a document in approval is kept, but for those whose task it is now."""
	_check_evidence(doc, "delete", _("It belongs to an approval and is kept."))


def is_evidence(doc) -> bool:
	"""Whether a File is attached to a document of a type that approvals decide: whoever has its address may not read it
	for that, and a petition may turn out to be a Report later."""
	place = _document_of(doc)
	return bool(place and place[0] in published.guarded())


def check_claim(doc) -> None:
	"""Refuse an address of private content that the person may not read already. Raises `ForeignFileError`."""
	if (doc.file_url or "").startswith(_PRIVATE):
		_check_address(doc.file_url, doc.name)


def _check_address(url: str, own: str | None = None) -> None:
	if frappe.session.user == "Administrator":
		return
	others = frappe.get_all("File", filters={"file_url": url, "name": ("!=", own or "")}, pluck="name")
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
