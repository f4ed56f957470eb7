"""Controller of Email Queue Recipient."""

from frappe_standalone.core.model.document import Document


class EmailQueueRecipient(Document):
	"""Email Queue Recipient: fields only, no rules of its own."""
