"""v15's `frappe.core.page.permission_manager`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
