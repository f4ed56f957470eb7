"""Workspace: a page of the desk with shortcuts, links, charts and number cards."""

from __future__ import annotations

from frappe_standalone.core import cache
from frappe_standalone.core.context import flags, session
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.permissions import get_roles
from frappe_standalone.core.translate import _


class Workspace(Document):
	"""Public ones belong to Workspace Managers, private ones to a user."""

	def validate(self) -> None:
		self.check_owner(self)
		if previous := self.get_doc_before_save():
			self.check_owner(previous)

	def on_trash(self) -> None:
		self.check_owner(self)

	def check_owner(self, shown: Document) -> None:
		"""Refuse to touch what is shown to everybody, or to somebody else."""
		if self.flags.ignore_permissions or session.user == "Administrator" or flags.in_migrate:
			return
		if shown.public and "Workspace Manager" not in get_roles():
			throw(_("You need the role Workspace Manager to change public workspaces"), PermissionError)
		if not shown.public and shown.for_user and shown.for_user != session.user:
			throw(_("This workspace belongs to another user"), PermissionError)

	def on_update(self) -> None:
		cache.drop_live("workspaces")

	def after_delete(self) -> None:
		cache.drop_live("workspaces")
