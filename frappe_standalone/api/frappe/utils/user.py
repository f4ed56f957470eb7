"""Users."""

from frappe_standalone.core.doctype.role.role import get_users_with_role
from frappe_standalone.core.doctype.user.lists import (
	add_role,
	add_system_manager,
	get_enabled_system_users,
	get_fullname_and_avatar,
	get_system_managers,
	get_user_fullname,
	get_users,
	is_website_user,
)
from frappe_standalone.core.permissions import is_system_user
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
