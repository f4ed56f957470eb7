"""v15's `frappe.core.api`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
