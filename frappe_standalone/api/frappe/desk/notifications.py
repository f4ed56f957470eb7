"""v15's `frappe.desk.notifications`."""

from frappe_standalone.core.desk.form_utils import get_open_count
from frappe_standalone.core.desk.mentions import extract_mentions
from frappe_standalone.core.desk.notifications import config as get_notification_config
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
