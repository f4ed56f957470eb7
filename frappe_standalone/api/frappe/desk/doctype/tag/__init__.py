"""v15's `frappe.desk.doctype.tag`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
