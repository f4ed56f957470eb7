"""Controller of Number Card Link."""

from frappe_standalone.core.model.document import Document


class NumberCardLink(Document):
	"""Number Card Link: fields only, no rules of its own."""
