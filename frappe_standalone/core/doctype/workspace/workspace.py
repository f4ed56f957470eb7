"""Workspace: a page of the desk with shortcuts, links, charts and number cards."""

from __future__ import annotations

from frappe_standalone.core import cache
from frappe_standalone.core.context import session
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.permissions import get_roles
from frappe_standalone.core.translate import _


class Workspace(Document):
	"""Public ones belong to Workspace Managers, private ones to a user."""

	def validate(self) -> None:
		if self.public and "Workspace Manager" not in get_roles() and not self.flags.ignore_permissions:
			throw(_("You need the role Workspace Manager to change public workspaces"), PermissionError)
		if (
			not self.public
			and self.for_user
			and self.for_user != session.user
			and session.user != "Administrator"
		):
			throw(_("This workspace belongs to another user"), PermissionError)

	def on_update(self) -> None:
		cache.delete_value("workspaces")

	def after_delete(self) -> None:
		cache.delete_value("workspaces")
