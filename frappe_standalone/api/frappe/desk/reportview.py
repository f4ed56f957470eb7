"""v15's `frappe.desk.reportview`."""

from frappe_standalone.core.desk.raw_conditions import (
	build_match_conditions,
	get_filters_cond,
	get_match_cond,
)
from frappe_standalone.core.desk.report_builder_api import delete_report, save_report
from frappe_standalone.core.desk.reportview import delete_items, export_query, get, get_count, get_list
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
