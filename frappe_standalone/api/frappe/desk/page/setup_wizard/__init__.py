"""v15's `frappe.desk.page.setup_wizard`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
