"""Where a text stands, in words: an administrator tells two equal texts apart by it."""

from __future__ import annotations

import frappe
from frappe import _

from frappe_standalone.core.translate import enumerated

NAMED = 3  # places that are named, the others are counted


def place_of(source: str, context: str) -> str:
	"""The forms whose name, field or choice it is; else that it is a message or button."""
	if frappe.db.exists("DocType", source) and not context:
		return _("name of a form")
	parents = frappe.get_all(
		"DocField", {"label": source}, pluck="parent", distinct=True, limit_page_length=0
	)
	parents += frappe.get_all("Custom Field", {"label": source}, pluck="dt", limit_page_length=0)
	if context:
		parents = [parent for parent in parents if parent == context]
	if parents:
		return _("field of {0}").format(listed(parents))
	if context and frappe.db.exists("DocType", context):
		return _("choice of {0}").format(_(context))
	return _("messages and buttons")


def listed(parents: list[str]) -> str:
	names = sorted({_(parent) for parent in parents})
	return enumerated(names[:NAMED]) + ("…" if len(names) > NAMED else "")
