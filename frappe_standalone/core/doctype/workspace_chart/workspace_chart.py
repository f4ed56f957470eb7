"""Controller of Workspace Chart."""

from frappe_standalone.core.model.document import Document


class WorkspaceChart(Document):
	"""Workspace Chart: fields only, no rules of its own."""
