"""Whitelisted methods that only this desk calls (those with a v15 name are re-exported under `frappe.desk`)."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.search import find_anything
from frappe_standalone.core.desk.shell import LANGUAGES
from frappe_standalone.core.desk.wording import enumerated


@frappe.whitelist(methods=["POST"])
def set_language(lang: str) -> None:
	"""Keep the language in which the signed-in user reads the desk."""
	if lang not in LANGUAGES:
		frappe.throw(_("The desk speaks {0}.").format(enumerated(LANGUAGES.values())))
	frappe.db.set_value("User", frappe.session.user, "language", lang)
	frappe.clear_cache(user=frappe.session.user)


@frappe.whitelist()
def find(text: str) -> list[dict[str, Any]]:
	"""Search forms, reports and records for the box in the top bar."""
	return find_anything(text)
