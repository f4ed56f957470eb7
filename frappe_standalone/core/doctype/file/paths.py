"""Where the content of a File stands."""

from __future__ import annotations

import base64

from frappe_standalone.core.context import db
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.delegates import get_files_path


def get_file_path(file_name: str) -> str | None:
	"""The path of a file on the disk, by the name or file name of its File or by its address.

	None for a name that climbs out of the folder.
	"""
	if "../" in file_name:
		return None
	found = db.sql(
		"SELECT `file_url` FROM `tabFile` WHERE `name` = %s OR `file_name` = %s LIMIT 1",
		(file_name, file_name),
	)
	address = found[0][0] if found else file_name
	address = address if "/" in address else f"/files/{address}"
	for folder, is_private in (("/private/files/", 1), ("/files/", 0)):
		if address.startswith(folder):
			return get_files_path(*address.removeprefix(folder).split("/"), is_private=is_private)
	throw(_("There is some problem with the file url: {0}").format(address))


def safe_b64decode(binary: bytes) -> bytes:
	"""Decode base64 whose padding may be missing."""
	return base64.b64decode(binary + b"===")
