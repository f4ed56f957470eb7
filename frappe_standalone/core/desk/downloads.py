"""Answering a whitelisted call with a file."""

from __future__ import annotations

import frappe
from frappe import _

from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.desk.shell import site_title
from frappe_standalone.core.desk.wording import enumerated


def send_file(name: str, content: bytes) -> None:
	"""Let the call's response be this file (v15's `frappe.response` of type binary)."""
	frappe.response["type"] = "binary"
	frappe.response["filename"] = name
	frappe.response["filecontent"] = content


def export_notes(filters: list[str]) -> list[str]:
	"""The lines under an export's title: unit, who exported when, and by which filters."""
	who = my_name()
	lines = [
		_("Unit: {0}").format(site_title()),
		_("Exported by {0} at {1}").format(who, frappe.utils.now()[:16]),
	]
	return lines + ([_("Filters: {0}").format(enumerated(filters))] if filters else [])
