"""Controller of Number Card."""

from frappe_standalone.core.model.document import Document


class NumberCard(Document):
	"""Number Card: fields only, no rules of its own."""
