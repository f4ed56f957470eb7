"""Roles."""

from frappe_standalone.core.doctype.role.role import Role, get_users_with_role
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
