"""Controller of Access Log."""

from frappe_standalone.core.model.document import Document


class AccessLog(Document):
	"""Access Log: fields only, no rules of its own."""
