"""Documents: the names every part shares."""

from frappe_standalone.core.model import *
from frappe_standalone.core.unsupported import refuse

LAZY = {
	"document": "frappe.model.document",
	"base_document": "frappe.model.base_document",
	"meta": "frappe.model.meta",
	"naming": "frappe.model.naming",
	"docstatus": "frappe.model.docstatus",
	"rename_doc": "frappe.model.rename_doc",
	"utils": "frappe.model.utils",
	"mapper": "frappe.model.mapper",
	"delete_doc": "frappe.model.delete_doc",
	"get_permitted_fields": "frappe_standalone.core.permissions:get_permitted_fields",
}

__getattr__ = refuse(__name__, LAZY)
