"""Controller of DefaultValue."""

from frappe_standalone.core.model.document import Document


class DefaultValue(Document):
	"""DefaultValue: fields only, no rules of its own."""
