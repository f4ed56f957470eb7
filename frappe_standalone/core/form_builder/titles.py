"""The Chinese name of a form: a Translation of its internal name, as v15's Customize Form keeps it."""

from __future__ import annotations

import frappe
from frappe import _

from frappe_standalone.core.translate import site_language


def language() -> str:
	"""The language titles are written in: the reader's, which the shell says is Chinese or English."""
	return frappe.local.lang or site_language()


def title_of(doctype: str) -> str:
	"""What people read for a form."""
	return _(doctype)


def set_title(doctype: str, title: str) -> None:
	"""Let everybody read `title` for the form; its own name takes the Translation away."""
	title = (title or "").strip()
	lang = language()
	name = frappe.db.get_value(
		"Translation", {"source_text": doctype, "language": lang, "context": ("is", "not set")}
	)
	if title == title_of(doctype):
		return
	if not title or title == doctype:
		if name:
			frappe.delete_doc("Translation", name)
		return
	if name:
		translation = frappe.get_doc("Translation", name)
		translation.translated_text = title
		translation.save()
	else:
		values = {"source_text": doctype, "translated_text": title, "language": lang}
		frappe.get_doc({"doctype": "Translation", **values}).insert()


def taken_titles() -> dict[str, str]:
	"""Title → name of every form that records are made of."""
	names = frappe.get_all("DocType", filters={"istable": 0}, pluck="name", limit_page_length=0)
	return {title_of(name): name for name in names}
