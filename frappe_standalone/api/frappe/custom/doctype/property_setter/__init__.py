"""v15's `frappe.custom.doctype.property_setter`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
