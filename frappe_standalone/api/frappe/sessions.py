"""v15's `frappe.sessions`."""

from frappe_standalone.core.http.sessions import (
	Session,
	clear_all_sessions,
	clear_expired_sessions,
	clear_sessions,
	delete_session,
	get_csrf_token,
	get_expiry_in_seconds,
	get_expiry_period,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
