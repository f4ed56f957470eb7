"""v15's `frappe.desk.form.assign_to`."""

from frappe_standalone.core.desk.assign_to import (
	DuplicateToDoError,
	add,
	add_multiple,
	clear,
	close,
	close_all_assignments,
	get,
	remove,
	set_status,
)
from frappe_standalone.core.unsupported import refuse

__all__ = [
	"DuplicateToDoError",
	"add",
	"add_multiple",
	"clear",
	"close",
	"close_all_assignments",
	"get",
	"remove",
	"set_status",
]

__getattr__ = refuse(__name__)
