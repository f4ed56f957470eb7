"""Controller of Scheduled Job Log."""

from frappe_standalone.core.model.document import Document


class ScheduledJobLog(Document):
	"""Scheduled Job Log: fields only, no rules of its own."""
