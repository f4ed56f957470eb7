"""v15's `frappe.auth`."""

from frappe_standalone.core.http.cookies import CookieManager
from frappe_standalone.core.http.login import MAX_PASSWORD_SIZE, LoginManager, get_logged_user
from frappe_standalone.core.http.login_attempts import LoginAttemptTracker
from frappe_standalone.core.http.methods import SAFE_HTTP_METHODS, UNSAFE_HTTP_METHODS
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
