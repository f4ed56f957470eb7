"""v15's `frappe.custom.doctype.custom_field`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
