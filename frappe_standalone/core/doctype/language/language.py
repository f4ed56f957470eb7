"""Controller of Language."""

from frappe_standalone.core.model.document import Document


class Language(Document):
	"""Language: fields only, no rules of its own."""
