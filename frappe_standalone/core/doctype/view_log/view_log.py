"""Controller of View Log."""

from frappe_standalone.core.model.document import Document


class ViewLog(Document):
	"""View Log: fields only, no rules of its own."""
