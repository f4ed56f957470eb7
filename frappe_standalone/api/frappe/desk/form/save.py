"""v15's `frappe.desk.form.save`."""

from frappe_standalone.core.desk.form_save import cancel, savedocs
from frappe_standalone.core.unsupported import refuse

__all__ = ["cancel", "savedocs"]

__getattr__ = refuse(__name__)
