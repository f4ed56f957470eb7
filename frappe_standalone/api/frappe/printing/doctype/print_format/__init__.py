"""v15's `frappe.printing.doctype.print_format`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
