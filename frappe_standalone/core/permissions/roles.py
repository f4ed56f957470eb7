"""Roles of a user, and what permission rows grant to them."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import db, local, session
from frappe_standalone.core.data import _dict

rights = (
	"select",
	"read",
	"write",
	"create",
	"delete",
	"submit",
	"cancel",
	"amend",
	"print",
	"email",
	"report",
	"import",
	"export",
	"share",
)
GUEST_ROLE = "Guest"
ALL_USER_ROLE = "All"  # everybody who signed in, users of the website included
SYSTEM_USER_ROLE = "Desk User"
ADMIN_ROLE = "Administrator"
AUTOMATIC_ROLES = (GUEST_ROLE, ALL_USER_ROLE, SYSTEM_USER_ROLE, ADMIN_ROLE)
ROLES = "roles"


def get_roles(user: str | None = None, with_standard: bool = True) -> list[str]:
	"""Return the roles of a user (the current one if left out); Administrator has all."""
	user = user or session.user
	if not user or user == "Guest":
		return [GUEST_ROLE]
	roles = cache.hget(ROLES, user, lambda: read_roles(user))
	return roles if with_standard else [role for role in roles if role not in AUTOMATIC_ROLES]


def read_roles(user: str) -> list[str]:
	"""Read the roles of a user from the database."""
	if user == "Administrator":
		return db.sql_list("SELECT `name` FROM `tabRole`")
	roles = db.sql_list(
		"SELECT `role` FROM `tabHas Role` WHERE `parenttype`='User' AND `parent`=%s ORDER BY `idx`", (user,)
	)
	automatic = [ALL_USER_ROLE, GUEST_ROLE, *([SYSTEM_USER_ROLE] if is_system_user(user) else [])]
	return [role for role in roles if role not in AUTOMATIC_ROLES] + automatic


def clear_roles_cache(user: str | None = None) -> None:
	"""Forget the roles of a user, or of all users."""
	if user:
		cache.hdel(ROLES, user)
	else:
		cache.delete_value(ROLES)
	local.role_permissions = {}


def is_system_user(user: str | None = None) -> bool:
	"""True if the user may enter the desk."""
	return db.get_value("User", user or session.user, "user_type", cache=True) == "System User"


def allow_everything() -> dict[str, int]:
	"""Return a dictionary that grants every right."""
	return dict.fromkeys(rights, 1)


def get_role_permissions(
	doctype_meta: Any, user: str | None = None, is_owner: bool | None = None, debug: bool = False
) -> dict:
	"""Return right → 0/1 as the roles grant it; rights of owners stand under `if_owner`.

	A right that only owners have shows as 0, except read and select, which stay 1 so that the list
	opens (and is then limited to the user's own documents).
	"""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(doctype_meta) if isinstance(doctype_meta, str) else doctype_meta
	user = user or session.user
	if user == "Administrator":
		return allow_everything()
	key = (meta.name, user, bool(is_owner))
	if key not in local.role_permissions:
		local.role_permissions[key] = evaluate(meta.permissions, set(get_roles(user)), bool(is_owner))
	return local.role_permissions[key]


def evaluate(rows: list, roles: set[str], is_owner: bool) -> _dict:
	"""Return what permission rows grant to a set of roles."""
	mine = [row for row in rows if row.role in roles and not row.permlevel]
	perms = _dict(if_owner={}, has_if_owner_enabled=any(row.if_owner for row in mine))
	for right in rights:
		granted = any(row.get(right) for row in mine)
		unconditional = any(row.get(right) and not row.if_owner for row in mine)
		perms[right] = int(granted)
		if granted and not unconditional and right != "create":
			perms["if_owner"][right] = int(is_owner)
			perms[right] = int(right in ("select", "read"))
	return perms


def get_doctype_roles(doctype: str, access_type: str = "read") -> list[str]:
	"""Return the roles with a right on a DocType."""
	from frappe_standalone.core.meta import get_meta

	return [row.role for row in get_meta(doctype).permissions if row.get(access_type)]


def get_all_perms(role: str) -> list[_dict]:
	"""Return the permission rows of a role on all DocTypes; custom rows replace standard ones."""
	return _effective_rows("`role`=%s", (role,))


def get_valid_perms(doctype: str | None = None, user: str | None = None) -> list[_dict]:
	"""Return the permission rows (level 0) that apply to a user."""
	roles = get_roles(user)
	marks = ", ".join(["%s"] * len(roles))
	rows = _effective_rows(f"`permlevel`=0 AND `docstatus`=0 AND `role` IN ({marks})", tuple(roles))
	return [row for row in rows if not doctype or row.parent == doctype]


def _effective_rows(condition: str, values: tuple) -> list[_dict]:
	custom = db.sql(f"SELECT * FROM `tabCustom DocPerm` WHERE {condition}", values, as_dict=True)
	standard = db.sql(f"SELECT * FROM `tabDocPerm` WHERE {condition}", values, as_dict=True)
	replaced = set(db.sql_list("SELECT DISTINCT `parent` FROM `tabCustom DocPerm`"))
	return custom + [row for row in standard if row.parent not in replaced]
