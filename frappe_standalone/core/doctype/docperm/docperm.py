"""Controller of DocPerm."""

from frappe_standalone.core.model.document import Document


class DocPerm(Document):
	"""A role's rights on a DocType, at one permission level."""
