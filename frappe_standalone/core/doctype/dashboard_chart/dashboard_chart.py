"""Controller of Dashboard Chart."""

from frappe_standalone.core.model.document import Document


class DashboardChart(Document):
	"""Dashboard Chart: fields only, no rules of its own."""
