"""Users."""

from frappe_standalone.core.doctype.user.lists import get_system_users, get_website_users
from frappe_standalone.core.doctype.user.user import (
	STANDARD_USERS,
	User,
	generate_keys,
	get_all_roles,
)
from frappe_standalone.core.doctype.user.user import update_own_password as update_password
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
