"""Controller of Data Import."""

from frappe_standalone.core.model.document import Document


class DataImport(Document):
	"""Data Import: fields only, no rules of its own."""
