"""Controller of Report Column."""

from frappe_standalone.core.model.document import Document


class ReportColumn(Document):
	"""Report Column: fields only, no rules of its own."""
