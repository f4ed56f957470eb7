"""Shares of documents."""

from frappe_standalone.core.permissions.shares import (
	add,
	add_docshare,
	check_share_permission,
	get_share_name,
	get_shared,
	get_shared_doctypes,
	get_users,
	remove,
	set_docshare_permission,
	set_permission,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
