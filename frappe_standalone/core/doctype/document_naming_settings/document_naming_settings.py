"""Controller of Document Naming Settings."""

from frappe_standalone.core.model.document import Document


class DocumentNamingSettings(Document):
	"""Document Naming Settings: fields only, no rules of its own."""
