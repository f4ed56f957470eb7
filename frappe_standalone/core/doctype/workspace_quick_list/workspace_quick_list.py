"""Controller of Workspace Quick List."""

from frappe_standalone.core.model.document import Document


class WorkspaceQuickList(Document):
	"""Workspace Quick List: fields only, no rules of its own."""
