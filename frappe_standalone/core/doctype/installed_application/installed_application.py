"""Controller of Installed Application."""

from frappe_standalone.core.model.document import Document


class InstalledApplication(Document):
	"""Installed Application: fields only, no rules of its own."""
