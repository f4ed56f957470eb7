"""v15's `frappe.model.utils.user_settings`."""

from frappe_standalone.core.desk.list_settings import get, get_user_settings, save, update_user_settings
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
