"""Controller of Workspace Shortcut."""

from frappe_standalone.core.model.document import Document


class WorkspaceShortcut(Document):
	"""Workspace Shortcut: fields only, no rules of its own."""
