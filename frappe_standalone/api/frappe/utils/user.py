"""Users."""

from frappe_standalone.core.doctype.role.role import get_users_with_role
from frappe_standalone.core.permissions import is_system_user
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
