"""Content of files on disk: `public/files` is served to everybody, `private/files` after a check."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frappe_standalone.core.apps import get_site_path
from frappe_standalone.core.context import db, session
from frappe_standalone.core.errors import ValidationError
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.translate import _

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document

PRIVATE_URL = "/private/files/"
PUBLIC_URL = "/files/"
MEGABYTE = 1024 * 1024
DEFAULT_MAX_SIZE = 25  # megabytes, v15's limit
# A browser would run these under the site's own address.
ACTIVE_TYPES = frozenset(("html", "htm", "xhtml", "shtml", "svg", "xml", "js", "mjs", "mht", "mhtml", "swf"))
SHOWN_TYPES = frozenset(("png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "pdf", "mp4", "mov"))
PAGES_AND_PROGRAMS = (b"<", b"mz", b"\x7felf", b"#!", b"\xca\xfe\xba\xbe", b"@echo")
UNSAFE_CHARACTERS = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|#%&{}$!'@+`=]")
UNNAMED = "new-"  # how the browser calls a document without a name
MAX_NAME, MAX_EXTENSION = 180, 30  # bytes; file systems allow 255, and a name may get an addition
# Names that mean a device on Windows, with any extension: such a file could not be opened or deleted there.
WINDOWS_DEVICES = frozenset(
	(
		"con",
		"prn",
		"aux",
		"nul",
		"conin$",
		"conout$",
		*(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
	)
)
# Control and format characters (a right-to-left override shows exe.txt as txt.exe), halves of characters, no characters.
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


class FileTooLarge(ValidationError):
	"""The content is larger than the site allows."""

	http_status_code = 413


class FileTypeNotAllowed(ValidationError):
	"""Files of this type are not taken."""


def safe_name(file_name: str) -> str:
	"""Return a name that is safe on every file system; letters of all scripts stay."""
	text = unicodedata.normalize("NFC", file_name or "").replace("\\", "/")
	name = "".join(letter for letter in text.rpartition("/")[2] if unicodedata.category(letter) not in UNSEEN)
	name = UNSAFE_CHARACTERS.sub("_", name).strip(". ")
	stem, dot, extension = name.rpartition(".")
	if not stem:
		stem, dot, extension = name, "", ""
	if stem.partition(".")[0].strip().lower() in WINDOWS_DEVICES:
		stem = f"_{stem}"
	return (shortened(stem, MAX_NAME) + dot + shortened(extension, MAX_EXTENSION)).strip(". ") or "file"


def shortened(text: str, size: int) -> str:
	"""Return the beginning of a text that takes at most `size` bytes in UTF-8."""
	return text.encode()[:size].decode(errors="ignore")


def decoded(content: bytes | str) -> bytes:
	"""Return the bytes of base64 text, with or without a data-URL prefix."""
	data = content if isinstance(content, bytes) else content.encode()
	try:
		return base64.b64decode(data.rpartition(b",")[2])
	except ValueError:
		throw(_("The content is not valid base64"))


def check_content(file_name: str, content: bytes, is_private: bool) -> None:
	"""Refuse content that is empty, too large, or of a type the site does not take."""
	limit = int(get_system_settings("max_file_size") or 0) or DEFAULT_MAX_SIZE
	if len(content) > limit * MEGABYTE:
		throw(_("{0} is larger than {1} MB").format(bold(file_name), limit), FileTooLarge)
	extension = file_name.rpartition(".")[2].lower()
	allowed = [
		line.strip().lower() for line in (get_system_settings("allowed_file_extensions") or "").splitlines()
	]
	allowed = [line for line in allowed if line]
	if allowed and extension not in allowed:
		throw(
			_("Files of type {0} are not taken here. Allowed: {1}").format(
				bold(extension), ", ".join(allowed)
			),
			FileTypeNotAllowed,
		)
	if not is_private and extension in ACTIVE_TYPES:
		throw(
			_("A {0} file can run in a browser, so it must be private").format(bold(extension)),
			FileTypeNotAllowed,
		)


def refuse_disguise(file_name: str, content: bytes) -> None:
	"""Refuse a picture, PDF or film whose content is a page, a script or a program.

	Browsers are told not to guess, but people pass files on.
	"""
	extension = file_name.rpartition(".")[2].lower()
	beginning = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
	if extension in SHOWN_TYPES and beginning.startswith(PAGES_AND_PROGRAMS):
		throw(
			_("{0} says it is {1} and holds something else. Save it again in its real format.").format(
				bold(file_name), extension.upper()
			),
			FileTypeNotAllowed,
		)


def store(file_name: str | None, content: bytes | str, is_private: bool) -> dict[str, Any]:
	"""Write content to disk and return the values of its File: equal content is stored once."""
	data = content.encode() if isinstance(content, str) else content
	name = safe_name(file_name or "")
	check_content(name, data, is_private)
	refuse_disguise(name, data)
	digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
	url = _same_content(digest, is_private, name)
	if not url:
		path = unused_path(folder(is_private), name)
		write(path, data)
		url = url_of(path.name, is_private)
	return {"file_name": name, "file_url": url, "file_size": len(data), "content_hash": digest}


def _same_content(digest: str, is_private: bool, name: str) -> str | None:
	"""Return the address of equal content with the same ending."""
	filters = {"content_hash": digest, "is_private": int(is_private), "is_folder": 0}
	for url in db.get_values("File", filters, "file_url", pluck=True):
		if url and Path(url).suffix == Path(name).suffix and path_of(url).exists():
			return url
	return None


def write(path: Path, data: bytes) -> None:
	"""Write a file whole or not at all, onto the disk; a rollback of the request removes it."""
	path.parent.mkdir(parents=True, exist_ok=True)
	draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
	try:
		with draft.open("wb") as out:
			out.write(data)
			out.flush()
			os.fsync(out.fileno())  # its record is committed next: a power cut must not leave that one alone
		os.replace(draft, path)
		sync_folder(path.parent)
	except OSError:
		draft.unlink(missing_ok=True)  # a full disk gets back what half a file took
		raise
	db.after_rollback.add(lambda: path.unlink(missing_ok=True))


def sync_folder(directory: Path) -> None:
	"""Wait until the names in a folder are on the disk; Windows has no such call and needs none."""
	if os.name == "nt":
		return
	handle = os.open(directory, os.O_RDONLY)
	try:
		os.fsync(handle)
	finally:
		os.close(handle)


def folder(is_private: bool) -> Path:
	"""Return the folder for private or public content."""
	return Path(get_site_path("private" if is_private else "public", "files"))


def url_of(name: str, is_private: bool) -> str:
	return (PRIVATE_URL if is_private else PUBLIC_URL) + name


def unused_path(directory: Path, name: str) -> Path:
	"""Return a path in the folder that no file has."""
	path = directory / name
	while path.exists():
		path = directory / f"{Path(name).stem}{secrets.token_hex(3)}{Path(name).suffix}"
	return path


def path_of(file_url: str) -> Path:
	"""Return the path of the content behind an address.

	Raises:
		ValidationError: if the address leads out of the site's folders.
	"""
	is_private = file_url.startswith(PRIVATE_URL)
	if not is_private and not file_url.startswith(PUBLIC_URL):
		throw(_("{0} is no address of a file on this site").format(bold(file_url)))
	base = folder(is_private).resolve()
	path = (base / file_url[len(PRIVATE_URL if is_private else PUBLIC_URL) :]).resolve()
	if not path.is_relative_to(base) or path == base:
		throw(_("{0} is no address of a file on this site").format(bold(file_url)))
	return path


def move(file_url: str, is_private: bool, name: str) -> str:
	"""Copy or move content to the other folder and return its new address; others keep theirs."""
	source = path_of(file_url)
	data = source.read_bytes()
	check_content(source.name, data, is_private)
	target = unused_path(folder(is_private), source.name)
	write(target, data)
	db.after_commit.add(lambda: delete_unless_used(file_url, name))
	return url_of(target.name, is_private)


def delete_unless_used(file_url: str, name: str) -> None:
	"""Delete content after the commit, unless another File has the same address."""
	if db.exists("File", {"file_url": file_url, "name": ("!=", name)}):
		return
	path = path_of(file_url)
	db.after_commit.add(lambda: path.unlink(missing_ok=True))


# files of documents -----------------------------------------------------------------------------------


def save_file(
	fname: str,
	content: bytes | str,
	dt: str | None,
	dn: str | None,
	folder: str | None = None,
	decode: bool = False,
	is_private: int = 0,
	df: str | None = None,
) -> Document:
	"""Store content as a file attached to a document (v15's `file_manager.save_file`)."""
	from frappe_standalone.core.model.document import get_doc

	values = {
		"doctype": "File",
		"file_name": fname,
		"attached_to_doctype": dt,
		"attached_to_name": dn,
		"attached_to_field": df,
		"folder": folder,
		"is_private": is_private,
		"content": decoded(content) if decode else content,
	}
	return get_doc(values).insert(ignore_permissions=True)


def attachments_of(doctype: str, name: str) -> list[dict]:
	"""Return the files attached to a document."""
	columns = ["name", "file_name", "file_url", "is_private", "file_size", "attached_to_field"]
	filters = {"attached_to_doctype": doctype, "attached_to_name": name}
	return db.get_values("File", filters, columns, as_dict=True, order_by="creation asc")


def copy_attachments_of(doctype: str, old: str, new: str) -> None:
	"""Attach the files of a document to its amendment too; the content is not copied."""
	from frappe_standalone.core.model.document import get_doc

	for row in attachments_of(doctype, old):
		values = {"file_name": row.file_name, "file_url": row.file_url, "is_private": row.is_private}
		target = {"attached_to_doctype": doctype, "attached_to_name": new, "folder": "Home/Attachments"}
		get_doc({"doctype": "File", **values, **target}).insert(ignore_permissions=True)


def relink_uploads(doc: Document) -> None:
	"""Attach to a document the files its Attach fields show but which belong to nothing yet.

	These were uploaded into a form before its document had a name, by the same person.
	"""
	for df in doc.meta.get_attachment_fields():
		url = doc.get(df.fieldname)
		for row in (
			db.get_values(
				"File", {"file_url": url, "owner": session.user}, ["name", "attached_to_name"], as_dict=True
			)
			if url
			else ()
		):
			if row.attached_to_name and not row.attached_to_name.startswith(UNNAMED):
				continue
			target = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
			db.set_value(
				"File", row.name, {**target, "attached_to_field": df.fieldname}, update_modified=False
			)


def remove_attachments(doctype: str, name: str, delete_permanently: bool = False) -> None:
	"""Delete the files of a document that is deleted."""
	from frappe_standalone.core.model.delete import delete_doc

	for row in attachments_of(doctype, name):
		delete_doc(
			"File",
			row.name,
			ignore_permissions=True,
			flags={"with_document": True},
			delete_permanently=delete_permanently,
		)
