"""Permission rows as administrators change them: they replace those of the DocType."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db
from frappe_standalone.core.messages import msgprint
from frappe_standalone.core.permissions.roles import rights
from frappe_standalone.core.translate import _


def setup_custom_perms(parent: str) -> bool:
	"""Copy a DocType's permission rows into Custom DocPerm, once; True if it was done now."""
	if db.exists("Custom DocPerm", {"parent": parent}):
		return False
	copy_perms(parent)
	return True


def copy_perms(parent: str) -> None:
	"""Copy a DocType's permission rows into Custom DocPerm."""
	from frappe_standalone.core.model.create_new import new_doc

	for row in db.sql("SELECT * FROM `tabDocPerm` WHERE `parent`=%s ORDER BY `idx`", (parent,), as_dict=True):
		custom = new_doc("Custom DocPerm")
		custom.update({key: row[key] for key in (*rights, "role", "permlevel", "if_owner", "parent", "idx")})
		custom.insert(ignore_permissions=True)


def reset_perms(doctype: str) -> None:
	"""Go back to the permission rows of the DocType."""
	from frappe_standalone.core.meta import clear_meta

	db.delete("Custom DocPerm", {"parent": doctype})
	clear_meta(doctype)


def add_permission(doctype: str, role: str, permlevel: int = 0, ptype: str | None = None) -> str | None:
	"""Give a role a right (read if left out) on a DocType; return the new row's name."""
	from frappe_standalone.core.model.document import get_doc

	setup_custom_perms(doctype)
	rule = {"parent": doctype, "role": role, "permlevel": permlevel, "if_owner": 0}
	if db.exists("Custom DocPerm", rule):
		msgprint(
			_("Rule for this doctype, role, permlevel and if-owner combination already exists."), alert=True
		)
		return None
	return get_doc({"doctype": "Custom DocPerm", **rule, ptype or "read": 1}).insert().name


def update_permission_property(
	doctype: str,
	role: str,
	permlevel: int,
	ptype: str,
	value: Any = None,
	validate: bool = True,
	if_owner: int = 0,
) -> bool:
	"""Set one right of a role; True if the DocType's rows were copied for it."""
	from frappe_standalone.core.meta import clear_meta

	copied = setup_custom_perms(doctype)
	rule = {"parent": doctype, "role": role, "permlevel": permlevel, "if_owner": if_owner}
	name = db.get_value("Custom DocPerm", rule)
	db.set_value("Custom DocPerm", name, ptype, value, update_modified=False)
	clear_meta(doctype)
	return copied
