"""User Permission: limits a user to records linked to the permitted ones."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.errors import DuplicateEntryError
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.permissions import (
	clear_user_permissions_cache,
	get_permitted_documents,
	get_user_permissions,
	user_permission_exists,
)
from frappe_standalone.core.text import cstr
from frappe_standalone.core.translate import _

__all__ = ["UserPermission", "get_permitted_documents", "get_user_permissions", "user_permission_exists"]


class UserPermission(Document):
	"""Applies to all DocTypes, or to one (`applicable_for`)."""

	def validate(self) -> None:
		if self.apply_to_all_doctypes:
			self.applicable_for = None
		self.validate_duplicate()
		self.validate_default()

	def validate_duplicate(self) -> None:
		same = {
			"user": self.user,
			"allow": self.allow,
			"for_value": self.for_value,
			"name": ("!=", self.name),
		}
		scope = (cstr(self.applicable_for), self.apply_to_all_doctypes)
		others = db.get_values("User Permission", same, ["applicable_for", "apply_to_all_doctypes"])
		if scope in [(cstr(applicable_for), to_all) for applicable_for, to_all in others]:
			throw(_("User permission already exists"), DuplicateEntryError)

	def validate_default(self) -> None:
		"""Refuse a second default record of the same DocType."""
		if not self.is_default:
			return
		others = {"allow": self.allow, "user": self.user, "is_default": 1, "name": ("!=", self.name)}
		for other in db.get_values("User Permission", others, ["for_value", "applicable_for"], as_dict=True):
			if not other.applicable_for or other.applicable_for == self.applicable_for:
				throw(
					_("{0} is already the default {1} of this user").format(
						bold(other.for_value), _(self.allow)
					)
				)

	def on_update(self) -> None:
		clear_user_permissions_cache(self.user)
		previous = self.get_doc_before_save()
		if previous and previous.user != self.user:
			clear_user_permissions_cache(previous.user)

	def after_delete(self) -> None:
		clear_user_permissions_cache(self.user)
