"""Controller of Dynamic Link."""

from frappe_standalone.core.model.document import Document


class DynamicLink(Document):
	"""Dynamic Link: fields only, no rules of its own."""
