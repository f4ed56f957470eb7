"""Renaming a field: its values, and what refers to it by name."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.meta import clear_meta, get_meta
from frappe_standalone.core.model import no_value_fields, table_fields
from frappe_standalone.core.password import rename_password_field


def rename_field(doctype: str, old_fieldname: str, new_fieldname: str, validate: bool = True) -> None:
	"""Copy the values of a field to the new one, which the DocType must have already.

	Raises:
		LookupError: if the DocType has no field of the new name.
	"""
	meta = get_meta(doctype, cached=False)
	df = meta.get_field(new_fieldname)
	if not df:
		raise LookupError(f"rename_field: {doctype} has no field {new_fieldname}. Sync the DocType first.")
	if df.fieldtype in table_fields:
		db.sql(
			f"UPDATE `tab{df.options}` SET `parentfield`=%s WHERE `parenttype`=%s AND `parentfield`=%s",
			(new_fieldname, doctype, old_fieldname),
		)
	elif meta.issingle:
		db.sql(
			"UPDATE `tabSingles` SET `field`=%s WHERE `doctype`=%s AND `field`=%s",
			(new_fieldname, doctype, old_fieldname),
		)
	elif df.fieldtype not in no_value_fields and db.has_column(doctype, old_fieldname):
		db.sql(f"UPDATE `tab{doctype}` SET `{new_fieldname}`=`{old_fieldname}`")
	if df.fieldtype == "Password":
		rename_password_field(doctype, old_fieldname, new_fieldname)
	db.set_value(
		"Property Setter",
		{"doc_type": doctype, "field_name": old_fieldname},
		"field_name",
		new_fieldname,
		update_modified=False,
	)
	clear_meta(doctype)
