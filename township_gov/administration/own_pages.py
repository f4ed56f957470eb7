"""What an administrator of a township does without the system administrator (hook `own_administration`)."""

from __future__ import annotations

import frappe
from frappe import _

ROLE = "Township Administrator"
# Address, caption, and the form whose write right the page asks for
PAGES = (
	("/flow-designer", "Approval Flow", "Approval Flow"),
	("/rule-settings", "Limits and Numbers", "Rule Setting"),
	("/year-calendar", "Working Days of a Year", "Government Calendar"),
	("/app/township-office", "Township Office", "Township Office"),
	("/app/service-window", "Service Window", "Service Window"),
	("/permission-why", "May This User Do That", None),
)


def own_pages() -> list[dict[str, str]]:
	"""[{label, url}] of what the signed-in administrator of a township may open; nothing for everybody else."""
	if ROLE not in frappe.get_roles() or "System Manager" in frappe.get_roles():
		return []
	return [
		{"label": _(label), "url": url}
		for url, label, doctype in PAGES
		if doctype is None or frappe.has_permission(doctype, "write")
	]
