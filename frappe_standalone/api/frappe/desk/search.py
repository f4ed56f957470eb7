"""v15's `frappe.desk.search`."""

from frappe_standalone.core.desk.search import search_link, search_widget
from frappe_standalone.core.unsupported import refuse

__all__ = ["search_link", "search_widget"]

__getattr__ = refuse(__name__)
