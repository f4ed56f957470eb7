"""Controller of Report Filter."""

from frappe_standalone.core.model.document import Document


class ReportFilter(Document):
	"""Report Filter: fields only, no rules of its own."""
