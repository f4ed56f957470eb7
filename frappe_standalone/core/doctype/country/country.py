"""Controller of Country."""

from frappe_standalone.core.model.document import Document


class Country(Document):
	"""Country: fields only, no rules of its own."""
