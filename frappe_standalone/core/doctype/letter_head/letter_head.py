"""Controller of Letter Head."""

from frappe_standalone.core.model.document import Document


class LetterHead(Document):
	"""Letter Head: fields only, no rules of its own."""
