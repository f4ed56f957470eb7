"""Controller of Tag."""

from frappe_standalone.core.model.document import Document


class Tag(Document):
	"""Tag: fields only, no rules of its own."""
