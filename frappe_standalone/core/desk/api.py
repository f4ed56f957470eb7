"""Whitelisted methods that only this desk calls (those with a v15 name are re-exported under `frappe.desk`)."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import format_datetime

from frappe_standalone.core.desk.finder import find_anything
from frappe_standalone.core.desk.notifications import count_text
from frappe_standalone.core.desk.shell import LANGUAGES
from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.desk.wording import enumerated


@frappe.whitelist(methods=["POST"])
def set_language(lang: str) -> None:
	"""Keep the language in which the signed-in user reads the desk."""
	if lang not in LANGUAGES:
		frappe.throw(_("The desk speaks {0}.").format(enumerated(LANGUAGES.values())))
	frappe.db.set_value("User", frappe.session.user, "language", lang)
	frappe.clear_cache(user=frappe.session.user)


@frappe.whitelist()
def notices() -> list[dict[str, Any]]:
	"""The newest unread notifications of the signed-in user, for the bell: name, subject, address, time."""
	rows = frappe.get_list(
		"Notification Log",
		filters={"for_user": frappe.session.user, "read": 0},
		fields=["name", "subject", "link", "document_type", "document_name", "creation"],
		order_by="creation desc",
		limit=20,
	)
	return [
		{
			"name": row.name,
			"subject": row.subject,
			"url": _address(row),
			"time": format_datetime(row.creation),
		}
		for row in rows
	]


@frappe.whitelist()
def unread() -> str:
	"""How many notifications the signed-in user has not read, counted up to 99; nothing where there are none."""
	filters = {"for_user": frappe.session.user, "read": 0}
	rows = frappe.get_all("Notification Log", filters, pluck="name", limit=100, order_by=None)
	return count_text(len(rows), 99) if rows else ""


def _address(row: Any) -> str:
	"""Where a notification leads: its own link on this site, else its document, else itself."""
	if row.link and row.link.startswith("/") and not row.link.startswith("//"):
		return row.link
	if row.document_type and row.document_name:
		return record_url(row.document_type, row.document_name)
	return record_url("Notification Log", row.name)


@frappe.whitelist()
def find(text: str) -> list[dict[str, Any]]:
	"""Search forms, reports and records for the box in the top bar."""
	return find_anything(text)
