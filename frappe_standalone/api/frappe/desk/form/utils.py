"""v15's `frappe.desk.form.utils`."""

from frappe_standalone.core.desk.comments import update_comment
from frappe_standalone.core.desk.form_utils import add_comment, get_next, remove_attach
from frappe_standalone.core.unsupported import refuse

__all__ = ["add_comment", "get_next", "remove_attach", "update_comment"]

__getattr__ = refuse(__name__)
