"""v15's `frappe.utils.response`."""

from frappe_standalone.core.http.envelope import build_response, json_handler, report_error
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
