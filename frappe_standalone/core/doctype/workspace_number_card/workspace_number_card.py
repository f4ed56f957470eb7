"""Controller of Workspace Number Card."""

from frappe_standalone.core.model.document import Document


class WorkspaceNumberCard(Document):
	"""Workspace Number Card: fields only, no rules of its own."""
