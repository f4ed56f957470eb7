"""v15's `frappe.printing`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
