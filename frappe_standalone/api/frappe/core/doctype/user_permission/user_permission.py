"""User permissions."""

from frappe_standalone.core.doctype.user_permission.user_permission import (
	UserPermission,
	get_permitted_documents,
	get_user_permissions,
	user_permission_exists,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
