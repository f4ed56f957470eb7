"""v15's `frappe.desk.form`."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(
	__name__, {name: f"{__name__}.{name}" for name in ("assign_to", "load", "save", "utils")}
)
