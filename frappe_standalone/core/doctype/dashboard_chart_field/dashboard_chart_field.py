"""Controller of Dashboard Chart Field."""

from frappe_standalone.core.model.document import Document


class DashboardChartField(Document):
	"""Dashboard Chart Field: fields only, no rules of its own."""
