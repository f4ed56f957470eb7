"""Documents: the field lists every part of the model shares, named as in v15's `frappe.model`."""

from __future__ import annotations

from frappe_standalone.core import fieldtypes

# Named one by one: a star import must not carry this folder's modules into `frappe.model`.
__all__ = [
	"attachment_fieldtypes",
	"child_table_fields",
	"core_doctypes_list",
	"data_field_options",
	"data_fieldtypes",
	"datetime_fields",
	"default_fields",
	"display_fieldtypes",
	"float_like_fields",
	"is_default_field",
	"log_types",
	"no_value_fields",
	"numeric_fieldtypes",
	"optional_fields",
	"std_fields",
	"table_fields",
]

data_fieldtypes = fieldtypes.names(has_value=True)
no_value_fields = fieldtypes.names(has_value=False)
display_fieldtypes = fieldtypes.names(is_layout=True)
table_fields = fieldtypes.names(is_table=True)
numeric_fieldtypes = fieldtypes.names(is_numeric=True)
float_like_fields = frozenset(fieldtypes.names(is_float=True))
datetime_fields = frozenset(fieldtypes.names(is_datetime=True))
attachment_fieldtypes = fieldtypes.names(is_attachment=True)
data_field_options = ("Email", "Name", "Phone", "URL", "Barcode")

default_fields = ("doctype", "name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")
child_table_fields = ("parent", "parentfield", "parenttype")
optional_fields = ("_user_tags", "_comments", "_assign", "_liked_by", "_seen")

# Written by the platform itself: never versioned, never link-checked, always named by hash.
log_types = (
	"Version",
	"Error Log",
	"Scheduled Job Log",
	"Access Log",
	"View Log",
	"Activity Log",
	"Notification Log",
	"Email Queue",
	"DocShare",
	"Deleted Document",
)

core_doctypes_list = (
	"DefaultValue",
	"DocType",
	"DocField",
	"DocPerm",
	"DocType Action",
	"DocType Link",
	"User",
	"Role",
	"Has Role",
	"Page",
	"Module Def",
	"Print Format",
	"Report",
	"Customize Form",
	"Customize Form Field",
	"Property Setter",
	"Custom Field",
	"Client Script",
)

std_fields = (
	{"fieldname": "name", "fieldtype": "Link", "label": "ID"},
	{"fieldname": "owner", "fieldtype": "Link", "label": "Created By", "options": "User"},
	{"fieldname": "idx", "fieldtype": "Int", "label": "Index"},
	{"fieldname": "creation", "fieldtype": "Datetime", "label": "Created On"},
	{"fieldname": "modified", "fieldtype": "Datetime", "label": "Last Updated On"},
	{"fieldname": "modified_by", "fieldtype": "Link", "label": "Last Updated By", "options": "User"},
	{"fieldname": "_user_tags", "fieldtype": "Data", "label": "Tags"},
	{"fieldname": "_liked_by", "fieldtype": "Data", "label": "Liked By"},
	{"fieldname": "_comments", "fieldtype": "Text", "label": "Comments"},
	{"fieldname": "_assign", "fieldtype": "Text", "label": "Assigned To"},
	{"fieldname": "docstatus", "fieldtype": "Int", "label": "Document Status"},
)


def is_default_field(fieldname: str) -> bool:
	"""True for a column that every DocType has."""
	return fieldname in default_fields
