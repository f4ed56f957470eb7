"""ToDo: something assigned to a user."""

from __future__ import annotations

import json
from typing import Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.permissions import get_roles
from frappe_standalone.core.utils.people import get_fullname


class ToDo(Document):
	"""Open assignments stand in the document's `_assign`, for lists."""

	def validate(self) -> None:
		if not self.assigned_by:
			self.assigned_by = session.user
		self.assigned_by_full_name = get_fullname(self.assigned_by)

	def on_update(self) -> None:
		self.update_reference()

	def after_delete(self) -> None:
		self.update_reference()

	def update_reference(self) -> None:
		"""Write the users with open assignments to the document."""
		if not (self.reference_type and self.reference_name) or not db.table_exists(self.reference_type):
			return
		if not db.has_column(self.reference_type, "_assign"):
			return
		filters = {
			"reference_type": self.reference_type,
			"reference_name": self.reference_name,
			"status": ("not in", ("Cancelled", "Closed")),
			"allocated_to": ("is", "set"),
		}
		users = list(dict.fromkeys(db.get_values("ToDo", filters, "allocated_to", pluck=True)))
		text = json.dumps(users) if users else ""
		db.set_value(self.reference_type, self.reference_name, "_assign", text, update_modified=False)

	@classmethod
	def get_owners(cls, filters: dict | None = None) -> list[str]:
		"""Return the users that assignments are allocated to."""
		return db.get_values("ToDo", filters or {}, "allocated_to", pluck=True)


def sees_all(user: str) -> bool:
	"""True for users who manage the site."""
	return "System Manager" in get_roles(user)


def get_permission_query_conditions(user: str) -> str | None:
	"""Show others only what they assigned or were assigned."""
	user = user or session.user
	if sees_all(user):
		return None
	name = db.escape(user, percent=False)
	return f"(`tabToDo`.`allocated_to` = {name} or `tabToDo`.`assigned_by` = {name})"


def has_permission(doc: Any, ptype: str = "read", user: str | None = None) -> bool:
	"""True for who assigned it, who was assigned, and who manages the site."""
	user = user or session.user
	return sees_all(user) or ptype == "create" or user in (doc.allocated_to, doc.assigned_by)


def on_doctype_update() -> None:
	db.add_index("ToDo", ["reference_type", "reference_name"])
	db.add_index("ToDo", ["allocated_to", "status"])
