"""v15's `frappe.desk.query_report`."""

from frappe_standalone.core.desk.query_report import export_query, get_report_doc, run
from frappe_standalone.core.unsupported import refuse

__all__ = ["export_query", "get_report_doc", "run"]

__getattr__ = refuse(__name__)
