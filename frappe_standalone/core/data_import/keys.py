"""What tells the records of a DocType apart."""

import frappe


def key_fields(doctype: str, present: list[str]) -> tuple[str, ...]:
	"""Return the fields that tell records apart: the naming field, a unique one, or else all of them."""
	meta = frappe.get_meta(doctype)
	autoname = meta.autoname or ""
	if autoname.startswith("field:") and autoname[6:] in present:
		return (autoname[6:],)
	for field in meta.fields:
		if field.unique and field.fieldname in present:
			return (field.fieldname,)
	required = tuple(name for name in present if name != "name" and meta.get_field(name).reqd)
	return required or tuple(present)
