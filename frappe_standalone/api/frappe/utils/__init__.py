"""v15's small functions."""

from frappe_standalone.core.unsupported import refuse
from frappe_standalone.core.utils import *

LAZY = {
	"data": "frappe.utils.data",
	"caching": "frappe.utils.caching",
	"background_jobs": "frappe.utils.background_jobs",
	"html_utils": "frappe.utils.html_utils",
	"nestedset": "frappe.utils.nestedset",
	"password": "frappe.utils.password",
	"jinja": "frappe.utils.jinja",
	"user": "frappe.utils.user",
	"formatters": "frappe.utils.formatters",
	"file_manager": "frappe.utils.file_manager",
}

__getattr__ = refuse(__name__, LAZY)
