"""v15's `frappe.model.utils`."""

from frappe_standalone.core.model.fetching import get_fetch_values
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
