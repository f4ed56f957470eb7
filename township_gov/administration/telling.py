"""Notices to the administrators, in the bell of the desk."""

from __future__ import annotations

import frappe
from frappe.utils import get_first_day, nowdate

from township_gov.administration.access import ROLES


def administrators() -> list[str]:
	"""The accounts in use that hold one of the administrators' roles."""
	rows = frappe.get_all("Has Role", {"parenttype": "User", "role": ("in", ROLES)}, pluck="parent")
	return [
		user
		for user in sorted(set(rows) - {"Administrator", "Guest"})
		if frappe.get_cached_value("User", user, "enabled")
	]


def tell(subject: str, link: str) -> int:
	"""Tell each administrator once a month; how many were told."""
	month = get_first_day(nowdate())  # rows are stamped by the platform's clock
	told = 0
	for user in administrators():
		known = {"for_user": user, "subject": subject, "creation": (">=", month)}
		if not frappe.db.exists("Notification Log", known):
			values = {"for_user": user, "subject": subject, "type": "Alert", "link": link}
			frappe.get_doc({"doctype": "Notification Log", **values}).insert(ignore_permissions=True)
			told += 1
	return told
