"""A mapping from the file's own column heads: field names, or labels in English or the user's language."""

import frappe
from frappe import _

from frappe_standalone.core.data_import.errors import BadMapping
from frappe_standalone.core.data_import.mapping import Mapping, Target
from frappe_standalone.core.data_import.transforms import FieldRule

_NO_VALUE = (
	"Section Break",
	"Column Break",
	"Tab Break",
	"HTML",
	"Button",
	"Heading",
	"Table",
	"Table MultiSelect",
)


def mapping_by_headers(doctype: str, columns: list[str]) -> Mapping:
	"""Return a mapping for a table whose heads name the fields; raises BadMapping naming unknown heads."""
	fields = importable_fields(doctype)
	by_head: dict[str, str] = {}
	for field in fields:
		for head in (field.fieldname, field.label, _(field.label or "")):
			by_head.setdefault((head or "").strip().lower(), field.fieldname)
	unknown = [column for column in columns if column.lower() not in by_head]
	if unknown:
		raise BadMapping(
			_("These columns are no fields of {0}: {1}. Possible are: {2}.").format(
				_(doctype), ", ".join(unknown), ", ".join(_(field.label) for field in fields)
			)
		)
	rules = tuple(FieldRule(by_head[column.lower()], column=column) for column in columns)
	names = [rule.fieldname for rule in rules]
	doubled = sorted({name for name in names if names.count(name) > 1})
	if doubled:
		raise BadMapping(_("Two columns mean the same field: {0}. Remove one.").format(", ".join(doubled)))
	return Mapping(doctype, (Target(doctype, doctype, key_fields(doctype, names), rules),))


def importable_fields(doctype: str) -> list:
	"""Return the fields a table may fill."""
	return [
		field
		for field in frappe.get_meta(doctype).fields
		if field.fieldtype not in _NO_VALUE and not field.read_only and not field.hidden and field.label
	]


def key_fields(doctype: str, present: list[str]) -> tuple[str, ...]:
	"""Return the fields that tell records apart: the naming field, a unique one, or else all of them."""
	meta = frappe.get_meta(doctype)
	autoname = meta.autoname or ""
	if autoname.startswith("field:") and autoname[6:] in present:
		return (autoname[6:],)
	for field in meta.fields:
		if field.unique and field.fieldname in present:
			return (field.fieldname,)
	required = tuple(name for name in present if meta.get_field(name).reqd)
	return required or tuple(present)
