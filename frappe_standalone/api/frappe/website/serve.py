"""v15's `frappe.website.serve`."""

from frappe_standalone.core.http.website import get_response
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
