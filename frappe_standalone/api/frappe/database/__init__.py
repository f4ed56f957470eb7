"""The database."""

from frappe_standalone.core.db.transactions import savepoint
from frappe_standalone.core.unsupported import refuse

LAZY = {
	"database": "frappe.database.database",
	"utils": "frappe.database.utils",
}

__getattr__ = refuse(__name__, LAZY)
