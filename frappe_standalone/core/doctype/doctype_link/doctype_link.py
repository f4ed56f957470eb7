"""Controller of DocType Link."""

from frappe_standalone.core.model.document import Document


class DocTypeLink(Document):
	"""Another DocType whose records refer to this one."""
