"""Controller of Block Module."""

from frappe_standalone.core.model.document import Document


class BlockModule(Document):
	"""Block Module: fields only, no rules of its own."""
