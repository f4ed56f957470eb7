"""Changing who may do what from a program or a page; for System Managers. v15's `permission_manager`."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db
from frappe_standalone.core.messages import throw
from frappe_standalone.core.permissions import custom
from frappe_standalone.core.permissions.checks import only_for
from frappe_standalone.core.translate import _
from frappe_standalone.core.whitelist import whitelist

MANAGER = "System Manager"


@whitelist()
def add(parent: str, role: str, permlevel: int) -> None:
	"""Give a role the right to read a DocType at a permission level."""
	only_for(MANAGER)
	custom.add_permission(parent, role, permlevel)


@whitelist()
def update(
	doctype: str, role: str, permlevel: int, ptype: str, value: Any = None, if_owner: int = 0
) -> str | None:
	"""Set one right of a role; "refresh" if the DocType's rows were copied for it."""
	only_for(MANAGER)
	if ptype == "report" and value == "1" and if_owner == "1":
		throw(_("Cannot set 'Report' permission if 'Only If Creator' permission is set"))
	copied = custom.update_permission_property(doctype, role, permlevel, ptype, value, if_owner=if_owner)
	if ptype == "if_owner" and value == "1":
		custom.update_permission_property(doctype, role, permlevel, "report", "0", if_owner=1)
	return "refresh" if copied else None


@whitelist()
def remove(doctype: str, role: str, permlevel: int, if_owner: int = 0) -> None:
	"""Take the rights of a role at a permission level away; one rule must stay."""
	from frappe_standalone.core.doctype.doctype.doctype import validate_permissions_for_doctype

	only_for(MANAGER)
	custom.setup_custom_perms(doctype)
	rule = {"parent": doctype, "role": role, "permlevel": permlevel, "if_owner": if_owner}
	db.delete("Custom DocPerm", rule)
	if not db.exists("Custom DocPerm", {"parent": doctype}):
		throw(_("There must be at least one permission rule."), title=_("Cannot Remove"))
	validate_permissions_for_doctype(doctype, for_remove=True, alert=True)


@whitelist()
def reset(doctype: str) -> None:
	"""Go back to the rights the DocType was shipped with."""
	only_for(MANAGER)
	custom.reset_perms(doctype)


@whitelist()
def get_users_with_role(role: str) -> list[str]:
	"""The enabled users with a role, Administrator apart."""
	from frappe_standalone.core.doctype.role.role import get_users_with_role

	only_for(MANAGER)
	return get_users_with_role(role)
