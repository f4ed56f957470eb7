"""The files attached to a document."""

from __future__ import annotations

from frappe_standalone.core.query.listing import get_all


def get_attachments(dt: str, dn: str) -> list[dict]:
	"""Name, file name, address and secrecy of the files attached to a document."""
	filters = {"attached_to_name": dn, "attached_to_doctype": dt}
	return get_all("File", fields=["name", "file_name", "file_url", "is_private"], filters=filters)
