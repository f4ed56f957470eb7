"""Controller of Patch Log."""

from frappe_standalone.core.model.document import Document


class PatchLog(Document):
	"""Patch Log: fields only, no rules of its own."""
