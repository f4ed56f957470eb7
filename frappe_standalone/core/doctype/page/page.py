"""Controller of Page."""

from frappe_standalone.core.model.document import Document


class Page(Document):
	"""Page: fields only, no rules of its own."""
