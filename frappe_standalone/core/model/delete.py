"""Deleting documents: not while submitted or linked; what is deleted stays in Deleted Document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core import initials
from frappe_standalone.core.context import db, flags, form_dict, session
from frappe_standalone.core.errors import DoesNotExistError, LinkExistsError, PermissionError
from frappe_standalone.core.messages import msgprint, throw, throw_about
from frappe_standalone.core.model.links import check_dynamic_links_to, check_links_to
from frappe_standalone.core.model.naming import revert_name
from frappe_standalone.core.password import delete_all_passwords_for
from frappe_standalone.core.translate import _

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document

# Rows about a document that go with it: DocType → (column of the DocType, column of the name)
FOLLOWERS = {
	"ToDo": ("reference_type", "reference_name"),
	"DocShare": ("share_doctype", "share_name"),
	"Version": ("ref_doctype", "docname"),
	"Comment": ("reference_doctype", "reference_name"),
	"View Log": ("reference_doctype", "reference_name"),
	"Notification Log": ("document_type", "document_name"),
	"Tag Link": ("document_type", "document_name"),
}
# Rows that stay but forget the document
REFERRERS = (
	("Activity Log", "reference_doctype", "reference_name"),
	("Activity Log", "timeline_doctype", "timeline_name"),
)


def delete_doc(
	doctype: str | None = None,
	name: Any = None,
	force: int | bool = 0,
	ignore_doctypes: list[str] | None = None,
	for_reload: bool = False,
	ignore_permissions: bool = False,
	flags: dict | None = None,
	ignore_on_trash: bool = False,
	ignore_missing: bool = True,
	delete_permanently: bool = False,
) -> bool | None:
	"""Delete a document, or several.

	Args:
		force: delete although others link to it.
		ignore_doctypes: child tables whose rows stay.
		for_reload: the document is about to be written anew from a file: no checks, no trace.
		ignore_missing: return False if there is no such document.

	Raises:
		PermissionError, LinkExistsError, ValidationError (submitted), DoesNotExistError
	"""
	if not doctype:
		doctype, name = form_dict.get("dt"), form_dict.get("dn")
	for each in [name] if isinstance(name, str | int) else name or ():
		if not db.exists(doctype, each):
			if ignore_missing:
				return False
			error = DoesNotExistError(_("{0} {1} not found").format(_(doctype), each))
			error.record = (doctype, each)
			raise error
		doc = _load(doctype, each)
		doc.flags.update(flags or {})
		if ignore_permissions:
			doc.flags.ignore_permissions = True
		_delete(doc, force, ignore_doctypes or [], for_reload, ignore_on_trash, delete_permanently)
	return None


def delete_doc_if_exists(doctype: str, name: str, force: int | bool = 0) -> None:
	"""Delete a document if there is one."""
	if db.exists(doctype, name):
		delete_doc(doctype, name, force=force)


def _load(doctype: str, name: Any) -> Document:
	from frappe_standalone.core.model.document import get_doc

	return get_doc(doctype, name)


def _delete(
	doc: Document,
	force: int | bool,
	ignore_doctypes: list[str],
	for_reload: bool,
	ignore_on_trash: bool,
	delete_permanently: bool,
) -> None:
	if not for_reload:
		check_deletable(doc)
		if not ignore_on_trash:
			doc.run_method("on_trash")
			doc.flags.in_delete = True
			doc.run_method("on_change")
		if not force:
			check_not_linked(doc)
	delete_all_passwords_for(doc.doctype, doc.name)
	revert_name(doc)
	delete_rows(doc, ignore_doctypes)
	doc.run_method("after_delete")
	if not for_reload:
		delete_followers(doc, delete_permanently)
	doc.clear_cache()
	if not (delete_permanently or for_reload):
		keep_deleted(doc)
	if not for_reload and not flags.in_patch:
		doc.notify_update()


def check_deletable(doc: Document) -> None:
	"""Refuse without the right, and for submitted documents."""
	standard = doc.doctype == "DocType" and not doc.custom
	if not (doc.flags.ignore_permissions or session.user == "Administrator") and (
		standard or not doc.has_permission("delete")
	):
		message = _("User not allowed to delete {0}: {1}").format(_(doc.doctype), doc.name)
		throw_about((doc.doctype, doc.name), message, PermissionError)
	if doc.meta.is_submittable and doc.docstatus.is_submitted():
		throw(_("{0} {1} is submitted. Cancel it before you delete it.").format(_(doc.doctype), doc.name))


def check_not_linked(doc: Document) -> None:
	"""Refuse while other documents refer to this one, and point to disabling where that exists."""
	try:
		check_links_to(doc)
		check_dynamic_links_to(doc)
	except LinkExistsError:
		if doc.meta.has_field("enabled") or doc.meta.has_field("disabled"):
			msgprint(_("You can disable this {0} instead of deleting it.").format(_(doc.doctype)))
		raise


def delete_rows(doc: Document, ignore_doctypes: list[str]) -> None:
	"""Delete the row of a document and its child rows."""
	if doc.meta.issingle:
		db.delete("Singles", {"doctype": doc.doctype})
	else:
		db.delete(doc.doctype, {"name": doc.name})
		initials.forget(doc.doctype, doc.name)
	for child in {df.options for df in doc.meta.get_table_fields()} - set(ignore_doctypes):
		db.delete(child, {"parenttype": doc.doctype, "parent": doc.name})


def delete_followers(doc: Document, delete_permanently: bool = False) -> None:
	"""Delete files, comments, versions, shares … of a document; logs forget it."""
	from frappe_standalone.core.files import remove_attachments

	remove_attachments(doc.doctype, doc.name, delete_permanently)
	delete_dynamic_links(doc.doctype, doc.name)


def delete_dynamic_links(doctype: str, name: str) -> None:
	"""Delete what is only about a document; other rows forget it."""
	for follower, (type_column, name_column) in FOLLOWERS.items():
		if follower != doctype:
			db.delete(follower, {type_column: doctype, name_column: name})
	for referrer, type_column, name_column in REFERRERS:
		db.sql(
			f"UPDATE `tab{referrer}` SET `{type_column}`=NULL, `{name_column}`=NULL "
			f"WHERE `{type_column}`=%s AND `{name_column}`=%s",
			(doctype, name),
		)


def keep_deleted(doc: Document) -> None:
	"""Keep the content of a deleted document in Deleted Document."""
	from frappe_standalone.core.model.document import get_doc

	if doc.doctype == "Deleted Document" or flags.in_install == "frappe":
		return
	values = {
		"doctype": "Deleted Document",
		"deleted_doctype": doc.doctype,
		"deleted_name": doc.name,
		"data": doc.as_json(),
		"owner": session.user,
	}
	get_doc(values).db_insert()
