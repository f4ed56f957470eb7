"""Controller of Installed Applications."""

from frappe_standalone.core.model.document import Document


class InstalledApplications(Document):
	"""Installed Applications: fields only, no rules of its own."""
