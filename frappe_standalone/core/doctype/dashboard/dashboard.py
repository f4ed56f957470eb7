"""Controller of Dashboard."""

from frappe_standalone.core.model.document import Document


class Dashboard(Document):
	"""Dashboard: fields only, no rules of its own."""
