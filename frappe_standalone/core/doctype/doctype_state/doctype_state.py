"""Controller of DocType State."""

from frappe_standalone.core.model.document import Document


class DocTypeState(Document):
	"""The colour of a status in lists."""
