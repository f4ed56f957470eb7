"""Controller of Email Queue."""

from frappe_standalone.core.model.document import Document


class EmailQueue(Document):
	"""Email Queue: fields only, no rules of its own."""
