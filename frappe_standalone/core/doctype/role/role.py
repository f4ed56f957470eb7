"""Role: what permissions are given to."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.permissions import AUTOMATIC_ROLES, clear_roles_cache
from frappe_standalone.core.translate import _

STANDARD_ROLES = (*AUTOMATIC_ROLES, "System Manager")


class Role(Document):
	"""A disabled role is taken away from every user."""

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		if old in STANDARD_ROLES:
			throw(_("Standard roles cannot be renamed"))

	def validate(self) -> None:
		if self.disabled:
			if self.name in STANDARD_ROLES:
				throw(_("Standard roles cannot be disabled"))
			db.delete("Has Role", {"role": self.name})

	def on_update(self) -> None:
		clear_roles_cache()
		if self.has_value_changed("desk_access") and not self.is_new():
			self.update_user_types()

	def update_user_types(self) -> None:
		"""Let users with this role enter the desk, or leave it."""
		for user in get_users_with_role(self.name):
			doc = get_doc("User", user)
			before = doc.user_type
			doc.set_system_user()
			if doc.user_type != before:
				doc.db_set("user_type", doc.user_type)

	def after_rename(self, old: str, new: str, merge: bool = False) -> None:
		clear_roles_cache()

	def on_trash(self) -> None:
		if self.name in STANDARD_ROLES:
			throw(_("Standard roles cannot be deleted"))

	def after_delete(self) -> None:
		clear_roles_cache()


def get_users_with_role(role: str) -> list[str]:
	"""Return the enabled users that have a role; Administrator and Guest are left out."""
	return db.sql_list(
		"SELECT DISTINCT hr.`parent` FROM `tabHas Role` hr JOIN `tabUser` u ON u.`name`=hr.`parent` "
		"WHERE hr.`parenttype`='User' AND hr.`role`=%s AND u.`enabled`=1 "
		"AND u.`name` NOT IN ('Administrator', 'Guest')",
		(role,),
	)
