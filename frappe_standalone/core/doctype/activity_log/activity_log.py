"""Controller of Activity Log."""

from frappe_standalone.core.model.document import Document


class ActivityLog(Document):
	"""Activity Log: fields only, no rules of its own."""
