"""Changing who may do what."""

from frappe_standalone.core.permissions.manager import add, get_users_with_role, remove, reset, update
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
