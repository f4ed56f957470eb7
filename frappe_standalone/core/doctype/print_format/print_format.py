"""Controller of Print Format."""

from frappe_standalone.core.model.document import Document


class PrintFormat(Document):
	"""Print Format: fields only, no rules of its own."""
