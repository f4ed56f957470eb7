"""What a document must name before its rules look at it.

Frappe asks for mandatory values after `validate`. The rules of a document follow its links (to the post, the township,
the item …), so an empty one is refused before them, in Frappe's own words.
"""

import frappe
from frappe import _

MODULE = "Township Gov"


def check_links(doc, method: str | None = None) -> None:
	"""Refuse an empty mandatory link of an app's document that a person fills. Raises `frappe.MandatoryError`."""
	if doc.meta.module != MODULE or doc.flags.ignore_mandatory:
		return
	missing = [
		df.label for df in doc.meta.get_link_fields() if _is_asked_for(df) and not doc.get(df.fieldname)
	]
	if missing:
		labels = ", ".join(_(label) for label in missing)
		frappe.throw(_("Value missing for {0}: {1}").format(_(doc.doctype), labels), frappe.MandatoryError)


def _is_asked_for(df) -> bool:
	return bool(df.reqd and not df.read_only and not df.fetch_from and not df.default)
