"""Texts that are stored (titles, holiday names) are written once, in the site's language, for everybody who reads them."""

import frappe
from frappe import _

# What a township's site speaks when nobody has chosen.
DEFAULT = "zh"


def of_site() -> str:
	"""The site's language, not the present user's."""
	return frappe.db.get_single_value("System Settings", "language") or DEFAULT


def stored(text: str) -> str:
	"""An English source text as it is stored: in the site's language."""
	return _(text, of_site()) if text else ""


def wording_changed(doc, method=None) -> None:
	"""A changed word is read at once: Frappe Desk keeps the words of everybody who is signed in beside his session."""
	frappe.cache.delete_value("bootinfo")
