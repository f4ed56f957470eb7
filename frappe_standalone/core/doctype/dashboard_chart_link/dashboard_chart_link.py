"""Controller of Dashboard Chart Link."""

from frappe_standalone.core.model.document import Document


class DashboardChartLink(Document):
	"""Dashboard Chart Link: fields only, no rules of its own."""
