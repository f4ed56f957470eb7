"""v15's `frappe.email.doctype.email_template`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
