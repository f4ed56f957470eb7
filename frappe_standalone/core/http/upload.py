"""`upload_file`: what a form or a program sends becomes a File, with the permission of the document it belongs to."""

import frappe
from frappe import _
from frappe.utils import cint

from frappe_standalone.core.files import DEFAULT_MAX_SIZE, MEGABYTE
from frappe_standalone.core.http.assets import content_type

# For people without the desk (v15's list); desk users are limited by System Settings only.
ALLOWED_MIMETYPES = (
	"image/png",
	"image/jpeg",
	"application/pdf",
	"application/msword",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.ms-excel",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"application/vnd.oasis.opendocument.text",
	"application/vnd.oasis.opendocument.spreadsheet",
	"text/plain",
	"video/quicktime",
	"video/mp4",
)


_FIELDS = (
	"is_private",
	"doctype",
	"docname",
	"fieldname",
	"file_url",
	"folder",
	"file_name",
	"method",
	"library_file_name",
)


@frappe.whitelist(allow_guest=True, methods=["POST", "PUT"])
def upload_file():
	"""Store an uploaded file (or a link to one) and return the File document.

	Form fields as on v15: file, is_private, doctype, docname, fieldname, file_url, folder, file_name, method,
	library_file_name. Pictures are kept exactly as sent (`optimize` is not followed): they may be evidence.
	"""
	form = _text_fields()
	ignore_permissions = _check_uploader()
	source = _from_library(form.library_file_name) if form.library_file_name else form
	if not ignore_permissions:
		check_write_permission(form.doctype, form.docname)
	content, filename = _sent_file(source.file_name)
	frappe.local.uploaded_file, frappe.local.uploaded_filename = content, filename
	if content is not None:
		_check_type(filename)
	if form.method:
		method = frappe.get_attr(form.method)
		frappe.is_whitelisted(method)
		return method()
	return frappe.get_doc(
		{
			"doctype": "File",
			"attached_to_doctype": form.doctype,
			"attached_to_name": form.docname,
			"attached_to_field": form.fieldname,
			"folder": form.folder or "Home",
			"file_name": filename,
			"file_url": source.file_url,
			"is_private": cint(source.is_private),
			"content": content,
		}
	).save(ignore_permissions=ignore_permissions)


def _text_fields() -> frappe._dict:
	"""Return what the form says beside the file.

	Raises:
		ValidationError: for anything but texts, which only a JSON body can carry.
	"""
	form = frappe.form_dict
	odd = [name for name in _FIELDS if not isinstance(form.get(name), str | int | None)]
	if odd:
		frappe.throw(_("{0} must be a text").format(", ".join(odd)))
	return form


@frappe.whitelist()
def get_max_file_size() -> int:
	"""Return the largest upload in bytes, from System Settings."""
	return (cint(frappe.get_system_settings("max_file_size")) or DEFAULT_MAX_SIZE) * MEGABYTE


def check_write_permission(doctype: str | None, name: str | None) -> None:
	"""Refuse an attachment to a document the user may not change; v15 computes this and forgets to refuse."""
	if not doctype:
		return
	if name and frappe.db.exists(doctype, name):
		frappe.get_doc(doctype, name).check_permission("write")
		return
	frappe.has_permission(doctype, "create" if name else "write", throw=True)


def _check_uploader() -> bool:
	"""Return whether permissions are ignored, which is so for guests of a site that lets them upload."""
	if frappe.session.user != "Guest":
		return False
	if not cint(frappe.get_system_settings("allow_guests_to_upload_files")):
		raise frappe.PermissionError
	return True


def _from_library(name: str) -> dict:
	frappe.has_permission("File", doc=name, throw=True)
	found = frappe.db.get_value("File", name, ["is_private", "file_url", "file_name"], as_dict=True)
	if not found:
		raise frappe.DoesNotExistError
	return found


def _sent_file(wished_name: str | None) -> tuple[bytes | None, str | None]:
	"""Return content and name of the file sent; name, size and type are checked when the File is saved."""
	sent = frappe.local.request.files.get("file")
	return (sent.stream.read(), sent.filename) if sent else (None, wished_name)


def _check_type(filename: str) -> None:
	if not has_desk_access() and content_type(filename) not in ALLOWED_MIMETYPES:
		frappe.throw(_("You can only upload JPG, PNG, PDF, TXT or Microsoft documents."))


def has_desk_access() -> bool:
	"""Say whether the user works on the desk."""
	user = frappe.session.user
	return user != "Guest" and frappe.db.get_value("User", user, "user_type") != "Website User"
