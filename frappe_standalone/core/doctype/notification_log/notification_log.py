"""Notification Log: what the bell of the desk shows to a user."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.whitelist import whitelist


class NotificationLog(Document):
	"""Everybody sees only his own."""


@whitelist()
def mark_as_read(docname: str) -> None:
	"""Mark one notification of the current user as read."""
	if db.get_value("Notification Log", docname, "for_user") == session.user:
		db.set_value("Notification Log", docname, "read", 1, update_modified=False)


@whitelist()
def mark_all_as_read() -> None:
	"""Mark all notifications of the current user as read."""
	db.set_value("Notification Log", {"for_user": session.user, "read": 0}, "read", 1, update_modified=False)


def get_permission_query_conditions(user: str) -> str | None:
	user = user or session.user
	if user == "Administrator":
		return None
	return f"`tabNotification Log`.`for_user` = {db.escape(user, percent=False)}"


def has_permission(doc: Any, ptype: str = "read", user: str | None = None) -> bool:
	return doc.for_user == (user or session.user)


def on_doctype_update() -> None:
	db.add_index("Notification Log", ["for_user", "read"])
