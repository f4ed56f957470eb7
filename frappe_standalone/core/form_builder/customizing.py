"""Changing a form that an app brings: what the builder sends becomes what Customize Form writes."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from frappe_standalone.core.form_builder import changes
from frappe_standalone.core.form_builder.names import field_name
from frappe_standalone.core.form_builder.reading import SETTINGS
from frappe_standalone.core.form_builder.saving import check_choices, stored_field
from frappe_standalone.core.form_builder.titles import title_of


def customize(form: dict[str, Any], confirmed: bool = False) -> dict[str, Any]:
	"""Write Custom Fields and Property Setters; returns as `save_form` does.

	Raises:
		NotCustomizableError, WouldLoseValuesError
	"""
	doctype = form["name"]
	meta = frappe.get_meta(doctype)
	give_names(form["fields"])
	asked = changes.questions(doctype, meta.fields, form["fields"])
	if asked and not confirmed:
		return {"ask": asked}
	doc = frappe.new_doc("Customize Form")
	doc.doc_type = doctype
	doc.fetch_to_customize()
	fill(doc, form)
	doc.flags.hide_success = True
	doc.save_customization()
	return {"name": doctype}


def give_names(fields: list[dict[str, Any]]) -> None:
	taken = {df["fieldname"] for df in fields if df.get("fieldname")}
	for number, df in enumerate(fields, 1):
		df["label"] = (df.get("label") or "").strip()
		if not df.get("fieldname"):
			df["fieldname"] = field_name(f"custom {df['label'] or df['fieldtype'] + str(number)}", taken)
			taken.add(df["fieldname"])
			check_choices(df)


def fill(doc: Any, form: dict[str, Any]) -> None:
	"""Put what was sent into a Customize Form that holds the form as it is."""
	stored = {df.fieldname: df for df in doc.fields}
	by_key = {df.get("key") or df["fieldname"]: df["fieldname"] for df in form["fields"]}
	rows = []
	for df in form["fields"]:
		values = stored_field(df, by_key, set(by_key.values()))
		before = stored.get(df["fieldname"])
		rows.append(
			{**(before.as_dict() if before else {"is_custom_field": 1}), **only_changed(before, values)}
		)
	doc.set("fields", [])
	for row in rows:
		doc.append("fields", {key: value for key, value in row.items() if key not in ("idx", "doctype")})
	settings = form.get("settings") or {}
	for key in SETTINGS:
		if key in settings and doc.meta.has_field(key):
			value = settings[key]
			doc.set(key, by_key.get(value, value) if key == "title_field" else value)
	doc.search_fields = searched(doc.search_fields, form["fields"])
	title = (form.get("title") or "").strip()
	if title and title != title_of(doc.doc_type):
		doc.label = title


def only_changed(before: Any, values: dict[str, Any]) -> dict[str, Any]:
	"""What differs from the stored row; nothing and an empty text are the same."""
	if before is None:
		return values
	return {key: value for key, value in values.items() if (before.get(key) or "") != (value or "")}


def searched(stored: str | None, fields: list[dict[str, Any]]) -> str | None:
	"""The search fields in the order they were, new ones after them."""
	wanted = [df["fieldname"] for df in fields if cint(df.get("searchable"))]
	before = [name.strip() for name in (stored or "").split(",") if name.strip()]
	names = [name for name in before if name in wanted or name == "name"]
	names += [name for name in wanted if name not in names]
	return ",".join(names) if names != before else stored


def reset(doctype: str) -> None:
	"""Back to what the app brings."""
	doc = frappe.new_doc("Customize Form")
	doc.doc_type = doctype
	doc.reset_to_defaults()


def changes_here(doctype: str) -> list[str]:
	"""What was changed on this site, one line each, for people to read."""
	meta = frappe.get_meta(doctype)
	lines = [
		_("Field added: {0}").format(_(label or name))
		for name, label in frappe.get_all(
			"Custom Field", {"dt": doctype}, ["fieldname", "label"], as_list=True
		)
	]
	fields = ["field_name", "property", "value"]
	for setter in frappe.get_all(
		"Property Setter", filters={"doc_type": doctype}, fields=fields, order_by="creation asc"
	):
		df = meta.get_field(setter.field_name) if setter.field_name else None
		subject = _(df.label or df.fieldname) if df else _(doctype)
		if setter.property == "field_order":
			lines.append(_("Order of the fields"))
		else:
			lines.append(
				_("{0}: {1} is now {2}").format(subject, property_label(setter), setter.value or _("empty"))
			)
	return lines


def property_label(setter: Any) -> str:
	df = frappe.get_meta("DocField" if setter.field_name else "DocType").get_field(setter.property)
	return _(df.label) if df and df.label else setter.property
