"""v15's `frappe.rate_limiter`."""

from frappe_standalone.core.http.rate_limit import rate_limit
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
