"""Controller of Tag Link."""

from frappe_standalone.core.model.document import Document


class TagLink(Document):
	"""Tag Link: fields only, no rules of its own."""
