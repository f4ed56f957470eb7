"""Controller of DocType Action."""

from frappe_standalone.core.model.document import Document


class DocTypeAction(Document):
	"""A button of a form."""
