"""Role Profile: a set of roles that users share."""

from frappe_standalone.core.context import db
from frappe_standalone.core.model.document import Document, get_doc


class RoleProfile(Document):
	"""A change reaches all users with the profile."""

	def on_update(self) -> None:
		for name in db.get_values("User", {"role_profile_name": self.name}, "name", pluck=True):
			get_doc("User", name).save(ignore_permissions=True)
