"""Controller of Workspace Custom Block."""

from frappe_standalone.core.model.document import Document


class WorkspaceCustomBlock(Document):
	"""Workspace Custom Block: fields only, no rules of its own."""
