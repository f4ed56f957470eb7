"""Controller of DocField."""

from frappe_standalone.core.model.document import Document


class DocField(Document):
	"""A field of a DocType."""
