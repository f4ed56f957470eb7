"""Reports."""

from frappe_standalone.core.doctype.report.report import Report
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
