"""File: an uploaded file, or a folder of them."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from frappe_standalone.core import files
from frappe_standalone.core.context import db, flags, session
from frappe_standalone.core.errors import DuplicateEntryError, PermissionError, ValidationError
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.permissions import check, decide, get_roles, readable_references
from frappe_standalone.core.translate import _

URL_SCHEMES = ("http://", "https://")


class File(Document):
	"""The row says where the content is: `/files/…` is public, `/private/files/…` is not."""

	def autoname(self) -> None:
		if self.is_folder:
			self.name = f"{self.folder}/{self.file_name}" if self.folder else self.file_name

	def before_insert(self) -> None:
		self.set_folder()
		content = self.__dict__.pop("content", None)
		if self.is_folder or self.is_remote():
			return
		if content is not None:
			if not isinstance(content, str | bytes):
				throw(_("The content of a file must be text, or base64 with decode"))
			self.save_content(files.decoded(content) if self.get("decode") else content)
		elif not self.file_url:
			throw(_("A file needs content, or the address it can be found at"))

	def validate(self) -> None:
		self.set_file_name()
		self.set_file_type()
		if self.is_folder:
			self.validate_folder()
		elif not self.is_remote():
			self.validate_url()
			self.validate_claim()
			self.move_if_privacy_changed()
			self.validate_on_disk()
		self.validate_attachment()
		self.validate_right_to_attach()

	def after_insert(self) -> None:
		if self.attached_to_doctype and self.attached_to_name and not self.is_folder:
			self.fill_attached_field()
			self.comment_on_attachment("Attachment", _("Added {0}"))

	def set_folder(self) -> None:
		"""Attachments go to the folder of attachments, everything else to the first folder."""
		if self.is_home_folder or self.folder:
			return
		self.folder = "Home/Attachments" if self.attached_to_name else "Home"

	def set_file_name(self) -> None:
		if not self.file_name and self.file_url:
			self.file_name = self.file_url.rsplit("/", 1)[-1]
		self.file_name = (self.file_name or "").strip()

	def set_file_type(self) -> None:
		guess = mimetypes.guess_type(self.file_name or "")[0]
		self.file_type = (mimetypes.guess_extension(guess) or "").lstrip(".").upper() if guess else None

	def validate_folder(self) -> None:
		if self.folder and not db.exists("File", {"name": self.folder, "is_folder": 1}):
			throw(_("There is no folder {0}").format(bold(self.folder)))

	def validate_url(self) -> None:
		"""Refuse an address outside the site's folders of files."""
		self.is_private = (
			int((self.file_url or "").startswith(files.PRIVATE_URL)) if self.is_new() else self.is_private
		)
		if not (self.file_url or "").startswith((files.PRIVATE_URL, files.PUBLIC_URL)):
			throw(_("{0} is no address of a file on this site").format(bold(self.file_url)), ValidationError)
		files.path_of(self.file_url)

	def validate_claim(self) -> None:
		"""Refuse an address of content that others put there: who names it could read it as his own.

		v15 lets everybody make a File that points to any private file of which he knows the address.
		"""
		previous = self.get_doc_before_save()
		if self.flags.content_saved or (previous and previous.file_url == self.file_url):
			return
		if previous and not self.flags.ignore_permissions:
			throw(_("The address of a file cannot be changed. Upload the file again."), PermissionError)
		if self.is_private and not self.flags.ignore_permissions:
			check_download(self.file_url)

	def validate_right_to_attach(self) -> None:
		"""Refuse to attach to a document that the user may not change; v15 asks in its upload form only."""
		previous = self.get_doc_before_save()
		target = (self.attached_to_doctype, self.attached_to_name)
		if self.flags.ignore_permissions or not self.attached_to_doctype:
			return
		if previous and target == (previous.attached_to_doctype, previous.attached_to_name):
			return
		if self.attached_to_name and db.exists(*target):
			get_doc(*target).check_permission("write")
		else:
			check(self.attached_to_doctype, "create" if self.attached_to_name else "write", throw=True)

	def move_if_privacy_changed(self) -> None:
		"""Move the content between the public and the private folder."""
		previous = self.get_doc_before_save()
		if previous and bool(previous.is_private) != bool(self.is_private):
			self.file_url = files.move(self.file_url, bool(self.is_private), self.name)
			self.fill_attached_field(previous.file_url)

	def validate_on_disk(self) -> None:
		if not files.path_of(self.file_url).exists():
			throw(_("File {0} does not exist").format(bold(self.file_url)))

	def validate_attachment(self) -> None:
		"""Refuse more attachments than the DocType allows."""
		if not (self.is_new() and self.attached_to_doctype and self.attached_to_name):
			return
		from frappe_standalone.core.meta import get_meta

		limit = get_meta(self.attached_to_doctype).max_attachments
		about = {"attached_to_doctype": self.attached_to_doctype, "attached_to_name": self.attached_to_name}
		if limit and db.count("File", about) >= limit:
			throw(
				_("{0} {1} has {2} attachments already, which is the limit").format(
					_(self.attached_to_doctype), self.attached_to_name, limit
				)
			)

	def save_content(self, content: bytes | str) -> None:
		"""Check and store the content, once for equal files."""
		stored = files.store(self.file_name, content, bool(self.is_private))
		self.update(stored)
		self.flags.content_saved = True

	def get_content(self) -> bytes | str:
		"""Return the content: text if it is UTF-8, bytes otherwise."""
		content = self.get_full_path_object().read_bytes()
		try:
			return content.decode()
		except UnicodeDecodeError:
			return content

	def get_full_path(self) -> str:
		"""Return the path of the content on disk."""
		return str(self.get_full_path_object())

	def get_full_path_object(self) -> Path:
		if self.is_folder or self.is_remote():
			throw(_("{0} has no content on this site").format(bold(self.file_name)))
		return files.path_of(self.file_url)

	def exists_on_disk(self) -> bool:
		return not self.is_remote() and files.path_of(self.file_url).exists()

	def is_remote(self) -> bool:
		return (self.file_url or "").startswith(URL_SCHEMES)

	def is_downloadable(self) -> bool:
		"""True if the current user may have the content."""
		return check("File", "read", doc=self)

	def fill_attached_field(self, old_url: str | None = None) -> None:
		"""Write the address to the Attach field the file was uploaded for, if that is still empty or old."""
		if not self.attached_to_field or not db.exists(self.attached_to_doctype, self.attached_to_name):
			return
		current = db.get_value(
			self.attached_to_doctype, self.attached_to_name, self.attached_to_field, ignore=True
		)
		if current == old_url and old_url:
			db.set_value(
				self.attached_to_doctype, self.attached_to_name, self.attached_to_field, self.file_url
			)

	def comment_on_attachment(self, kind: str, text: str) -> None:
		"""Say in the history of the document that a file came or went."""
		if (
			flags.in_install
			or flags.in_import
			or not db.exists(self.attached_to_doctype, self.attached_to_name)
		):
			return
		values = {
			"doctype": "Comment",
			"comment_type": kind,
			"reference_doctype": self.attached_to_doctype,
			"reference_name": self.attached_to_name,
			"content": text.format(bold(self.file_name)),
		}
		get_doc(values).insert(ignore_permissions=True)

	def on_trash(self) -> None:
		if self.is_home_folder or self.is_attachments_folder:
			throw(_("Cannot delete Home and Attachments folders"))
		if self.is_folder and db.exists("File", {"folder": self.name}):
			throw(_("Folder {0} is not empty").format(bold(self.name)), DuplicateEntryError)

	def after_delete(self) -> None:
		if self.is_folder or self.is_remote():
			return
		files.delete_unless_used(self.file_url, self.name)
		if self.attached_to_doctype and self.attached_to_name and not self.flags.with_document:
			self.comment_on_attachment("Attachment Removed", _("Removed {0}"))


def has_permission(doc: Any, ptype: str = "read", user: str | None = None, debug: bool = False) -> bool:
	"""A file of a document may be read by those who may read the document, any other by everybody if it is public and
	by System Managers if not; its owner reads it always.
	"""
	user = user or session.user
	if ptype == "create" or (user != "Guest" and doc.owner == user):
		return True
	reads = ptype in ("read", "select", "print", "email")
	if doc.attached_to_doctype and doc.attached_to_name:
		try:
			reference = get_doc(doc.attached_to_doctype, doc.attached_to_name)
		except ValidationError:
			return sees_all(user)
		return decide(user, reference.doctype, "read" if reads else "write", reference).allowed
	return sees_all(user) or bool(reads and not doc.is_private)


def sees_all(user: str) -> bool:
	"""True for users who manage the site's files."""
	return user == "Administrator" or "System Manager" in get_roles(user)


def get_permission_query_conditions(user: str | None = None) -> str:
	"""The list's half of the same rule."""
	user = user or session.user
	if user == "Administrator":
		return ""
	loose = (
		"(ifnull(`tabFile`.`attached_to_doctype`, '') = '' or ifnull(`tabFile`.`attached_to_name`, '') = '')"
	)
	parts = [
		f"`tabFile`.`owner` = {db.escape(user, percent=False)}",
		loose if sees_all(user) else f"({loose} and `tabFile`.`is_private` = 0)",
		readable_references("File", "attached_to_doctype", "attached_to_name", user, sees_all(user)),
	]
	return f"({' or '.join(parts)})"


def check_download(file_url: str) -> File:
	"""Return the file behind an address if the current user may read it.

	Raises:
		PermissionError: if not, and also if there is none: who may not read learns nothing.
	"""
	for name in db.get_values("File", {"file_url": file_url}, "name", pluck=True):
		doc = get_doc("File", name)
		if doc.is_downloadable():
			return doc
	raise PermissionError(_("You may not read this file"))


def on_doctype_update() -> None:
	db.add_index("File", ["attached_to_doctype", "attached_to_name"])
	db.add_index("File", ["file_url"])
