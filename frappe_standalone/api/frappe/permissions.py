"""Who may do what."""

from frappe_standalone.core.permissions import (
	ADMIN_ROLE,
	ALL_USER_ROLE,
	AUTOMATIC_ROLES,
	GUEST_ROLE,
	SYSTEM_USER_ROLE,
	add_permission,
	add_user_permission,
	allow_everything,
	can_export,
	can_import,
	clear_user_permissions_for_doctype,
	copy_perms,
	filter_allowed_docs_for_doctype,
	get_all_perms,
	get_allowed_docs_for_doctype,
	get_doc_permissions,
	get_doctype_roles,
	get_role_permissions,
	get_roles,
	get_user_permissions,
	get_valid_perms,
	has_child_permission,
	has_permission,
	has_user_permission,
	is_system_user,
	remove_user_permission,
	reset_perms,
	rights,
	setup_custom_perms,
	update_permission_property,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
