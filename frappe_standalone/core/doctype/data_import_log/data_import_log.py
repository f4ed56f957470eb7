"""Controller of Data Import Log."""

from frappe_standalone.core.model.document import Document


class DataImportLog(Document):
	"""Data Import Log: fields only, no rules of its own."""
