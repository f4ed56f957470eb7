"""Tag Link: a tag that a document has."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.permissions import readable_references


class TagLink(Document):
	"""Fields only; it is as closed as its document. v15 lists the names of all tagged documents to everybody."""


def get_permission_query_conditions(user: str | None = None) -> str | None:
	"""Show the tags of documents that the user may read."""
	user = user or session.user
	if user == "Administrator":
		return None
	return readable_references("Tag Link", "document_type", "document_name", user)


def has_permission(
	doc: Any, ptype: str = "read", user: str | None = None, debug: bool = False
) -> bool | None:
	"""The same for one of them."""
	names_one = doc.document_type and doc.document_name
	if ptype == "create" or not names_one or not db.exists(doc.document_type, doc.document_name):
		return ptype == "create"
	reference = get_doc(doc.document_type, doc.document_name)
	return None if reference.has_permission("read", user=user or session.user) else False
