"""v15's `frappe.desk.reportview`."""

from frappe_standalone.core.desk.reportview import delete_items, export_query, get, get_count, get_list
from frappe_standalone.core.unsupported import refuse

__all__ = ["delete_items", "export_query", "get", "get_count", "get_list"]

__getattr__ = refuse(__name__)
