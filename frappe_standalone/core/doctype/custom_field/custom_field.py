"""Custom Field: a field added to a DocType of somebody else."""

from __future__ import annotations

import re
from typing import Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.doctype.doctype.doctype import forget
from frappe_standalone.core.doctype.doctype.rules import check_field_name, check_field_type, check_target
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.meta import SPECIAL_DOCTYPES, get_meta
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.schema import sync_table
from frappe_standalone.core.text import scrub
from frappe_standalone.core.translate import _


class CustomField(Document):
	"""Named `<DocType>-<fieldname>`."""

	def autoname(self) -> None:
		self.set_fieldname()
		self.name = f"{self.dt}-{self.fieldname}"

	def set_fieldname(self) -> None:
		"""Make the name of the field from its label, as v15 does, unless it is given."""
		if not self.fieldname:
			if not self.label and self.fieldtype not in ("Section Break", "Column Break", "Tab Break"):
				throw(_("Label is mandatory"))
			text = scrub(self.label or f"{self.fieldtype} {self.idx or 1}")
			self.fieldname = "custom_" + re.sub(r"\W+", "_", text).strip("_")
		self.fieldname = self.fieldname.lower()

	def validate(self) -> None:
		if not self.dt:
			throw(_("Choose the DocType that gets the field"))
		self.set_fieldname()
		if self.dt in SPECIAL_DOCTYPES:
			throw(_("{0} cannot have custom fields").format(bold(self.dt)))
		meta = get_meta(self.dt)
		others = {df.fieldname for df in meta.fields if not (df.is_custom_field and df.name == self.name)}
		check_field_name(meta, self, others)
		check_field_type(meta, self)
		check_target(meta, self)
		self.set_place(meta)

	def set_place(self, meta: Any) -> None:
		"""Stand after a field, the last one if none is named; fields before it give the number."""
		names = [df.fieldname for df in meta.fields if df.fieldname != self.fieldname]
		if self.insert_after == "append" or (self.is_new() and not self.insert_after and names):
			self.insert_after = names[-1] if names else None
		if self.insert_after in names:
			self.idx = names.index(self.insert_after) + 1

	def on_update(self) -> None:
		forget(self.dt)
		if not self.flags.skip_sync:
			sync_table(get_meta(self.dt))

	def on_trash(self) -> None:
		if self.is_system_generated and session.user != "Administrator":
			throw(
				_("{0} belongs to an app: only Administrator deletes it. Hide it instead.").format(
					bold(self.label)
				)
			)
		db.delete("Property Setter", {"doc_type": self.dt, "field_name": self.fieldname})

	def after_delete(self) -> None:
		forget(self.dt)


def create_custom_field_if_values_exist(doctype: str, df: dict) -> None:
	"""Add a custom field if the table has values for it already."""
	if db.has_column(doctype, df["fieldname"]) and db.exists(doctype, {df["fieldname"]: ("is", "set")}):
		create_custom_field(doctype, df)


def create_custom_field(
	doctype: str, df: dict, ignore_validate: bool = False, is_system_generated: bool = True
) -> Document | None:
	"""Add a custom field unless it exists."""
	fieldname = df.get("fieldname") or scrub(df.get("label"))
	if get_meta(doctype).has_field(fieldname):
		return None
	values = {
		"fieldtype": "Data",
		"permlevel": 0,
		"hidden": 0,
		"is_system_generated": int(is_system_generated),
	}
	doc = get_doc({"doctype": "Custom Field", "dt": doctype, **values, **df, "fieldname": fieldname})
	doc.flags.ignore_validate = ignore_validate
	return doc.insert(ignore_permissions=True)


def create_custom_fields(custom_fields: dict, ignore_validate: bool = False, update: bool = True) -> None:
	"""Add or change custom fields: {DocType or tuple of them: field or list of fields}."""
	changed = set()
	for doctypes, fields in custom_fields.items():
		for doctype in (doctypes,) if isinstance(doctypes, str) else doctypes:
			changed.add(doctype)
			for df in [fields] if isinstance(fields, dict) else fields:
				_create_or_update(doctype, dict(df), ignore_validate, update)
	for doctype in changed:
		forget(doctype)
		sync_table(get_meta(doctype))


def _create_or_update(doctype: str, df: dict, ignore_validate: bool, update: bool) -> None:
	name = db.get_value("Custom Field", {"dt": doctype, "fieldname": df["fieldname"]})
	if not name:
		create_custom_field(doctype, df, ignore_validate=ignore_validate)
	elif update:
		doc = get_doc("Custom Field", name)
		doc.flags.update({"ignore_validate": ignore_validate, "skip_sync": True, "ignore_permissions": True})
		doc.update(df)
		doc.save()


def on_doctype_update() -> None:
	db.add_index("Custom Field", ["dt", "fieldname"])
