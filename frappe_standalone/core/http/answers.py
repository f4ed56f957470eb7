"""What a method that changed a document answers with: the document, without what its user may not read."""

from typing import Any

from frappe_standalone.core.model.document import Document


def readable(doc: Any) -> Any:
	"""The document cut to the levels the user may read; one that he may not open is only named.

	v15 answers with every field, those of closed levels too.
	"""
	if not isinstance(doc, Document) or doc.meta.istable:
		return doc
	if not doc.has_permission("read"):
		return {"doctype": doc.doctype, "name": doc.name}
	doc.apply_fieldlevel_read_permissions()
	return doc


def as_readable_dict(doc: Document) -> dict[str, Any]:
	"""The same as plain values."""
	answer = readable(doc)
	return answer if isinstance(answer, dict) else answer.as_dict()
