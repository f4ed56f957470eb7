"""Changing DocTypes for a site from Python."""

from __future__ import annotations

from typing import Any


def make_property_setter(
	args: dict,
	ignore_validate: bool = False,
	validate_fields_for_doctype: bool = True,
	is_system_generated: bool = True,
) -> None:
	"""`frappe.make_property_setter`: set a property of a field, or of a DocType without a field.

	Args:
		args: `doctype`, `property`, `value`, and `fieldname`, `doctype_or_field`, `property_type` as needed. Without a
			`doctype` every DocType with the field gets it.
	"""
	for doctype in doctypes_of(args):
		_make(doctype, args, ignore_validate, is_system_generated)


def doctypes_of(args: dict) -> list[str]:
	from frappe_standalone.core.context import db

	if args.get("doctype"):
		return [args["doctype"]]
	return db.get_values("DocField", {"fieldname": args["fieldname"]}, "parent", distinct=True, pluck=True)


def _make(doctype: str, args: dict, ignore_validate: bool, is_system_generated: bool) -> Any:
	from frappe_standalone.core.model.document import get_doc

	target = args.get("doctype_or_field") or ("DocField" if args.get("fieldname") else "DocType")
	values = {
		"doctype": "Property Setter",
		"doctype_or_field": target,
		"doc_type": doctype,
		"field_name": args.get("fieldname"),
		"row_name": args.get("row_name"),
		"property": args["property"],
		"value": args.get("value"),
		"property_type": args.get("property_type") or property_type(target, args["property"]),
		"is_system_generated": int(is_system_generated),
	}
	doc = get_doc(values)
	doc.flags.ignore_validate = ignore_validate
	return doc.insert(ignore_permissions=True)


def property_type(target: str, property: str) -> str:
	"""Return the field type of a property of a field or DocType."""
	from frappe_standalone.core.meta import get_meta

	df = get_meta(target).get_field(property)
	return df.fieldtype if df else "Data"
