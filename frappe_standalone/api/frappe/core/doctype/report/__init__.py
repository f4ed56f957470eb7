"""v15's `frappe.core.doctype.report`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
