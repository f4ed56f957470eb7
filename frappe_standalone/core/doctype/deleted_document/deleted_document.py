"""Controller of Deleted Document."""

from frappe_standalone.core.model.document import Document


class DeletedDocument(Document):
	"""Deleted Document: fields only, no rules of its own."""
