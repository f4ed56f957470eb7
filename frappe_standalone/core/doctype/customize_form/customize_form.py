"""Customize Form: changes a form that an app brings, by Custom Fields and Property Setters.

It is no record: the Single holds the form while it is being changed (`fetch_to_customize`, `save_customization`,
`reset_to_defaults`, as on v15) and is never stored.
"""

from __future__ import annotations

import json
from typing import Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.customize import make_property_setter
from frappe_standalone.core.doctype.customize_form.properties import (
	OF_DOCTYPE,
	OF_FIELD,
	ONLY_GIVEN,
	OPEN_OPTIONS,
)
from frappe_standalone.core.doctype.doctype.doctype import forget, validate_fields_for_doctype
from frappe_standalone.core.doctype.property_setter.property_setter import delete_property_setter
from frappe_standalone.core.errors import PermissionError, ValidationError
from frappe_standalone.core.messages import msgprint, throw
from frappe_standalone.core.meta import SPECIAL_DOCTYPES, get_meta
from frappe_standalone.core.model.delete import delete_doc
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.permissions import get_roles
from frappe_standalone.core.query.listing import get_all
from frappe_standalone.core.schema import sync_table
from frappe_standalone.core.translate import _
from frappe_standalone.core.whitelist import whitelist


class NotCustomizableError(ValidationError):
	"""The form may not be customised, or not in this way."""


class CustomizeForm(Document):
	"""Holds one form while an administrator changes it."""

	def on_update(self) -> None:
		db.delete("Singles", {"doctype": "Customize Form"})
		db.delete("Customize Form Field")

	@whitelist()
	def fetch_to_customize(self) -> None:
		"""Fill this document with the form named in `doc_type`."""
		doc_type = self.doc_type
		self.clear()
		self.doc_type = doc_type
		if not doc_type:
			return
		meta = get_meta(doc_type, cached=False)
		check_customizable(meta)
		self.update({name: meta.get(name) for name in OF_DOCTYPE})
		for df in meta.fields:
			values = {name: df.get(name) for name in OF_FIELD}
			also = {
				key: df.get(key) for key in ("fieldname", "is_custom_field", "is_system_generated", "name")
			}
			self.append("fields", {**values, **also})
		for table in ("links", "actions", "states"):
			for part in meta.get(table):
				self.append(table, part.as_dict())
		self.label = (self.title_translation() or {}).get("translated_text") or ""

	def clear(self) -> None:
		for column in self.meta.get_valid_columns():
			self.set(column, None)
		for df in self.meta.get_table_fields():
			self.set(df.fieldname, [])
		self.name = "Customize Form"

	@whitelist(methods=["POST"])
	def save_customization(self) -> None:
		"""Write what differs from the form as its app brings it."""
		if not self.doc_type:
			return
		check_customizer()
		meta = get_meta(self.doc_type, cached=False)
		check_customizable(meta)
		self.check_no_standard_left_out(meta)
		self.set_doctype_properties(meta)
		self.add_and_change_custom_fields(meta)
		self.set_field_properties(meta)
		self.set_field_order(meta)
		self.set_title()
		validate_fields_for_doctype(self.doc_type)
		sync_table(get_meta(self.doc_type))
		if not self.flags.hide_success and not self.get("hide_success"):
			msgprint(_("{0} updated").format(_(self.doc_type)), alert=True)
		self.fetch_to_customize()

	@whitelist(methods=["POST"])
	def reset_to_defaults(self) -> None:
		"""Take back what was changed here; the values of removed fields stay in the database."""
		if not self.doc_type:
			return
		check_customizer()
		reset_customization(self.doc_type)
		self.fetch_to_customize()

	@whitelist(methods=["POST"])
	def reset_layout(self) -> None:
		"""Take back the order of the fields only."""
		check_customizer()
		places = {"doc_type": self.doc_type, "property": ("in", ("field_order", "insert_after"))}
		for name in get_all("Property Setter", filters=places, pluck="name"):
			delete_doc("Property Setter", name)
		self.fetch_to_customize()

	# what is written -----------------------------------------------------------------------------------

	def check_no_standard_left_out(self, meta: Any) -> None:
		sent = {df.fieldname for df in self.fields}
		for df in meta.fields:
			if is_standard(df) and df.fieldname not in sent:
				throw(
					_("{0} comes with the program and cannot be removed. Hide it instead.").format(
						_(df.label or df.fieldname)
					),
					NotCustomizableError,
				)

	def set_doctype_properties(self, meta: Any) -> None:
		for name, kind in OF_DOCTYPE.items():
			if (self.get(name) or "") != (meta.get(name) or ""):
				self.set_property(name, self.get(name), kind)

	def set_field_properties(self, meta: Any) -> None:
		for df in self.fields:
			stored = meta.get_field(df.fieldname)
			if not stored or not is_standard(stored):
				continue
			for name, kind in OF_FIELD.items():
				if (df.get(name) or "") != (stored.get(name) or ""):
					check_change(self.doc_type, stored, name, df.get(name))
					self.set_property(name, df.get(name), kind, df.fieldname)

	def set_property(self, name: str, value: Any, kind: str, fieldname: str | None = None) -> None:
		"""Keep a property as a Property Setter, or none where it is what the app brings."""
		table, at = (
			("DocField", {"parent": self.doc_type, "fieldname": fieldname})
			if fieldname
			else ("DocType", self.doc_type)
		)
		shipped = db.get_value(table, at, name) if db.has_column(table, name) else None
		known = {"doc_type": self.doc_type, "property": name, "field_name": fieldname or ("is", "not set")}
		for setter in get_all("Property Setter", filters=known, pluck="name"):
			delete_doc("Property Setter", setter)
		if (shipped or "") == (value or ""):
			return
		args = {"doctype": self.doc_type, "fieldname": fieldname, "property": name, "value": value}
		make_property_setter({**args, "property_type": kind}, is_system_generated=False)

	def set_field_order(self, meta: Any) -> None:
		order = [df.fieldname for df in self.fields]
		shipped = get_all(
			"DocField",
			filters={"parent": self.doc_type},
			pluck="fieldname",
			order_by="idx",
			limit_page_length=0,
		)
		kept = get_meta(self.doc_type).get("field_order")
		if order == shipped:
			if kept:
				delete_property_setter(self.doc_type, "field_order")
		elif order != json.loads(kept or "[]"):
			args = {"doctype": self.doc_type, "property": "field_order", "value": json.dumps(order)}
			make_property_setter({**args, "property_type": "Small Text"}, is_system_generated=False)

	def add_and_change_custom_fields(self, meta: Any) -> None:
		before = None
		for number, df in enumerate(self.fields):
			stored = meta.get_field(df.fieldname) if df.fieldname else None
			if not stored:
				self.add_custom_field(df, before, number)
			elif not is_standard(stored):
				change_custom_field(stored.name, df, before)
			before = df.fieldname
		sent = {df.fieldname for df in self.fields}
		for df in meta.fields:
			if df.fieldname not in sent and not is_standard(df):
				delete_doc("Custom Field", df.name)

	def add_custom_field(self, df: Any, before: str | None, number: int) -> None:
		values = {name: df.get(name) for name in OF_FIELD}
		place = {"dt": self.doc_type, "fieldname": df.fieldname, "insert_after": before, "idx": number}
		df.fieldname = get_doc({"doctype": "Custom Field", **values, **place}).insert().fieldname
		df.is_custom_field = 1

	# the form's name --------------------------------------------------------------------------------------

	def title_translation(self) -> Any:
		from frappe_standalone.core.form_builder.titles import language

		of_form = {"source_text": self.doc_type, "language": language()}
		return db.get_value("Translation", of_form, ["name", "translated_text"], as_dict=True)

	def set_title(self) -> None:
		"""Keep the form's name as a Translation; an empty one goes back to the app's."""
		from frappe_standalone.core.form_builder.titles import set_title

		current = self.title_translation()
		if not self.label:
			if current:
				delete_doc("Translation", current.name)
		elif not current or self.label != current.translated_text:
			set_title(self.doc_type, self.label)


def is_standard(df: Any) -> bool:
	"""Whether a field comes with an app."""
	return not df.get("is_custom_field") or bool(df.get("is_system_generated"))


def check_customizer() -> None:
	"""Refuse everybody who may not write Customize Form; it is no document whose saving would ask."""
	if session.user != "Administrator" and "System Manager" not in get_roles():
		throw(_("Only a System Manager changes forms."), PermissionError)


def check_customizable(meta: Any) -> None:
	if meta.name in SPECIAL_DOCTYPES:
		throw(_("Core DocTypes cannot be customized."), NotCustomizableError)
	if meta.issingle:
		throw(_("Single DocTypes cannot be customized."), NotCustomizableError)
	if meta.custom:
		throw(
			_("Only standard DocTypes are customised here. Change {0} itself.").format(_(meta.name)),
			NotCustomizableError,
		)


def check_change(doctype: str, stored: Any, name: str, value: Any) -> None:
	"""Refuse what a site may not change on a field that an app brings."""
	label = _(stored.label or stored.fieldname)
	shipped = db.get_value("DocField", {"parent": doctype, "fieldname": stored.fieldname}, name)
	if name in ("fieldtype", "is_virtual"):
		throw(_("The kind of {0} comes with the program and stays.").format(label), NotCustomizableError)
	if name in ONLY_GIVEN and shipped and not value:
		word = _("required") if name == "reqd" else _("read only")
		throw(_("The program needs {0} to be {1}.").format(label, word), NotCustomizableError)
	if name == "allow_on_submit" and value and not shipped:
		throw(_("{0} may not be opened after submitting.").format(label), NotCustomizableError)
	if name == "options":
		check_options(stored, shipped, value, label)


def check_options(stored: Any, shipped: str | None, value: str | None, label: str) -> None:
	if stored.fieldtype not in OPEN_OPTIONS:
		throw(_("What {0} refers to comes with the program and stays.").format(label), NotCustomizableError)
	if stored.fieldtype == "Select":
		offered = {line.strip() for line in (value or "").split("\n")}
		gone = [line.strip() for line in (shipped or "").split("\n") if line.strip() not in offered]
		if gone:
			throw(
				_("{0} needs the choice “{1}”, which the program works with. Others may be added.").format(
					label, _(gone[0])
				),
				NotCustomizableError,
			)


def change_custom_field(name: str, df: Any, before: str | None) -> None:
	"""Bring a Custom Field in line with its row."""
	doc = get_doc("Custom Field", name)
	changed = {key: df.get(key) for key in OF_FIELD if (df.get(key) or "") != (doc.get(key) or "")}
	if before and doc.insert_after != before:
		changed["insert_after"] = before
	if changed:
		doc.update(changed)
		doc.save()


def reset_customization(doctype: str) -> None:
	"""Take a form's Property Setters and Custom Fields away, but those of apps."""
	ours = {"doc_type": doctype, "is_system_generated": 0}
	for name in get_all("Property Setter", filters=ours, pluck="name", limit_page_length=0):
		delete_doc("Property Setter", name)
	for name in get_all(
		"Custom Field", filters={"dt": doctype, "is_system_generated": 0}, pluck="name", limit_page_length=0
	):
		delete_doc("Custom Field", name)
	forget(doctype)
	sync_table(get_meta(doctype))
