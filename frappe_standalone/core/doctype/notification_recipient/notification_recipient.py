"""Controller of Notification Recipient."""

from frappe_standalone.core.model.document import Document


class NotificationRecipient(Document):
	"""Notification Recipient: fields only, no rules of its own."""
