"""Who may do what: roles, permission rows, user permissions, shares, hooks of apps.

One function, `decide`, answers for a DocType or a document and says why; `has_permission` and the
SQL condition of lists (`build_match_conditions`) rest on the same parts.
"""

from frappe_standalone.core.permissions.checks import (
	can_export,
	can_import,
	check,
	get_doc_permissions,
	get_permitted_fields,
	has_child_permission,
	has_permission,
	only_for,
	only_has_select_perm,
	permitted_fieldnames,
)
from frappe_standalone.core.permissions.custom import (
	add_permission,
	copy_perms,
	reset_perms,
	setup_custom_perms,
	update_permission_property,
)
from frappe_standalone.core.permissions.decision import Decision, decide
from frappe_standalone.core.permissions.match import (
	NOTHING,
	build_match_conditions,
	rows_condition,
	tables_condition,
)
from frappe_standalone.core.permissions.references import readable_references
from frappe_standalone.core.permissions.refusals import closed, conceal, own_limits
from frappe_standalone.core.permissions.roles import (
	ADMIN_ROLE,
	ALL_USER_ROLE,
	AUTOMATIC_ROLES,
	GUEST_ROLE,
	SYSTEM_USER_ROLE,
	allow_everything,
	clear_roles_cache,
	get_all_perms,
	get_doctype_roles,
	get_role_permissions,
	get_roles,
	get_valid_perms,
	is_system_user,
	rights,
)
from frappe_standalone.core.permissions.user_permissions import (
	add_user_permission,
	clear_user_permissions_cache,
	clear_user_permissions_for_doctype,
	filter_allowed_docs_for_doctype,
	get_allowed_docs_for_doctype,
	get_permitted_documents,
	get_user_permissions,
	has_user_permission,
	remove_user_permission,
	user_permission_exists,
)

__all__ = [
	"ADMIN_ROLE",
	"ALL_USER_ROLE",
	"AUTOMATIC_ROLES",
	"GUEST_ROLE",
	"NOTHING",
	"SYSTEM_USER_ROLE",
	"Decision",
	"add_permission",
	"add_user_permission",
	"allow_everything",
	"build_match_conditions",
	"can_export",
	"can_import",
	"check",
	"clear_roles_cache",
	"clear_user_permissions_cache",
	"clear_user_permissions_for_doctype",
	"closed",
	"conceal",
	"copy_perms",
	"decide",
	"filter_allowed_docs_for_doctype",
	"get_all_perms",
	"get_allowed_docs_for_doctype",
	"get_doc_permissions",
	"get_doctype_roles",
	"get_permitted_documents",
	"get_permitted_fields",
	"get_role_permissions",
	"get_roles",
	"get_user_permissions",
	"get_valid_perms",
	"has_child_permission",
	"has_permission",
	"has_user_permission",
	"is_system_user",
	"only_for",
	"only_has_select_perm",
	"own_limits",
	"permitted_fieldnames",
	"readable_references",
	"remove_user_permission",
	"reset_perms",
	"rights",
	"rows_condition",
	"setup_custom_perms",
	"tables_condition",
	"update_permission_property",
	"user_permission_exists",
]
