"""Controller of Workspace Link."""

from frappe_standalone.core.model.document import Document


class WorkspaceLink(Document):
	"""Workspace Link: fields only, no rules of its own."""
