"""Controller of Currency."""

from frappe_standalone.core.model.document import Document


class Currency(Document):
	"""Currency: fields only, no rules of its own."""
