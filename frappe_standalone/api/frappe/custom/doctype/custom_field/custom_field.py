"""Custom fields."""

from frappe_standalone.core.doctype.custom_field.custom_field import (
	CustomField,
	create_custom_field,
	create_custom_field_if_values_exist,
	create_custom_fields,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
