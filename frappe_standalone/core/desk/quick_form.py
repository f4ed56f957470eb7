"""The few fields a new record cannot do without, drawn for the dialog that a link's list opens."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.form_client import may_make
from frappe_standalone.core.desk.form_model import FormModel
from frappe_standalone.core.desk.grid_layout import BREAKS, TABLES
from frappe_standalone.core.desk.rendering import fragment
from frappe_standalone.core.desk.slugs import new_url
from frappe_standalone.core.desk.titles import title_field
from frappe_standalone.core.desk.wording import label_of
from frappe_standalone.core.http import incoming

# More fields than these are a form, not a dialog
MOST = 14


@frappe.whitelist()
def quick_form(doctype: str, text: str = "", near: str | dict | None = None) -> dict[str, Any]:
	"""The dialog for a new record of `doctype`.

	Args:
		text: what was typed into the link's box; it fills the record's title (or the field it is named by).
		near: the document that the link stands in: fields of the same name and target (a township) are taken from it.

	Returns:
		title, html (the fields), values (what is filled and not asked), title_field, url (its whole form).

	Raises PermissionError for who may not make such a record.
	"""
	if not may_make(doctype):
		message = _("You may not make a new {0}. If your work needs it, ask your administrator.")
		frappe.throw(message.format(_(doctype)), frappe.PermissionError)
	doc = frappe.new_doc(doctype)
	taken = fill(doc, text.strip(), incoming.from_json(near) if near else {})
	layout = FormModel(doc, is_new=True).layout()
	asked = [df for df in doc.meta.fields if is_asked(df, layout)][:MOST]
	fields = [layout.field(df, prefix="q") for df in asked]
	shown = {df.fieldname for df in asked}
	return {
		"title": _("New {0}").format(_(doctype)),
		"html": fragment("quick_form.html", fields=fields),
		"values": {name: doc.get(name) for name in taken if name not in shown},
		"title_field": title_field(doctype),
		"url": new_url(doctype),
	}


def fill(doc: Any, text: str, near: Any) -> list[str]:
	"""Set what is known of a new record; returns the names of the fields."""
	known: dict[str, Any] = {}
	autoname = (doc.meta.autoname or "").removeprefix("field:")
	named = title_field(doc.doctype) or autoname
	df = doc.meta.get_field(named) if named else None
	if text and df and df.fieldtype in ("Data", "Small Text"):
		known[named] = text
	for df in doc.meta.fields if isinstance(near, dict) else ():
		value = near.get(df.fieldname)
		if df.fieldtype == "Link" and isinstance(value, str) and value and same_link(near.get("doctype"), df):
			known[df.fieldname] = value
	doc.update(known)
	return list(known)


def same_link(doctype: Any, df: Any) -> bool:
	"""Whether the other form's field of this name points to the same doctype."""
	if not isinstance(doctype, str) or not frappe.db.exists("DocType", doctype):
		return False
	other = frappe.get_meta(doctype).get_field(df.fieldname)
	return bool(other and other.fieldtype == "Link" and other.options == df.options)


def is_asked(df: Any, layout: Any) -> bool:
	"""Required fields, those that v15 marks for its quick entry, and the record's title."""
	if (
		df.fieldtype in (*BREAKS, *TABLES)
		or not layout.is_shown(df)
		or not layout.is_editable(df, layout.doc)
	):
		return False
	wanted = (
		df.reqd or df.get("allow_in_quick_entry") or df.get("bold") or df.fieldname == layout.meta.title_field
	)
	return bool(wanted and label_of(df))
