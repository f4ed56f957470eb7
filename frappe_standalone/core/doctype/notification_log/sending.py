"""Telling users something on the bell of the desk."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, flags
from frappe_standalone.core.data import _dict
from frappe_standalone.core.jobs import enqueue
from frappe_standalone.core.model.create_new import new_doc

TO_HIMSELF_TOO = ("Energy Point", "Alert")


def enqueue_create_notification(users: list[str] | str, doc: dict) -> None:
	"""Make Notification Logs in a job.

	Args:
		users: addresses, as a list or with commas.
		doc: the values of the Notification Log.
	"""
	if flags.in_install:
		return
	if isinstance(users, str):
		users = [user.strip() for user in users.split(",") if user.strip()]
	enqueue(
		"frappe_standalone.core.doctype.notification_log.sending.make_notification_logs",
		doc=dict(doc),
		users=sorted(set(users)),
		now=flags.in_test,
	)


def make_notification_logs(doc: Any, users: list[str]) -> None:
	"""One Notification Log for each enabled user with one of the addresses, except for who caused it."""
	doc = _dict(doc)
	names = db.get_values("User", {"enabled": 1, "email": ("in", users)}, "name", pluck=True) if users else []
	for user in names:
		log = new_doc("Notification Log")
		log.update(doc)
		log.for_user = user
		if log.for_user != log.from_user or doc.type in TO_HIMSELF_TOO:
			log.insert(ignore_permissions=True)
