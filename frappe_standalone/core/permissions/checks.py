"""v15's questions about permissions, answered by `decide`."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, flags, session
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import bold, msgprint
from frappe_standalone.core.messages import throw_about as refuse_about
from frappe_standalone.core.model import (
	child_table_fields,
	core_doctypes_list,
	default_fields,
	optional_fields,
)
from frappe_standalone.core.permissions.decision import decide, evaluate_document
from frappe_standalone.core.permissions.roles import get_role_permissions, get_roles
from frappe_standalone.core.permissions.shares import get_shared
from frappe_standalone.core.translate import _


def has_permission(
	doctype: Any,
	ptype: str = "read",
	doc: Any = None,
	user: str | None = None,
	raise_exception: bool = True,
	*,
	parent_doctype: str | None = None,
	debug: bool = False,
) -> bool:
	"""True if the user has a right on a DocType, or on a document.

	Args:
		doc: a document or its name.
		raise_exception: show the reason as a message if the current user is refused (nothing is raised).
		parent_doctype: needed for a child table unless `doc` is given.
	"""
	from frappe_standalone.core.meta import get_meta
	from frappe_standalone.core.model.document import get_doc

	user = user or session.user
	if user == "Administrator":
		return True
	if doc is None and not isinstance(doctype, str):
		doctype, doc = doctype.doctype, doctype
	if get_meta(doctype).istable:
		return has_child_permission(doctype, ptype, doc, user, raise_exception, parent_doctype, debug=debug)
	if isinstance(doc, str | int):
		doc = get_doc(doctype, doc)
	decision = decide(user, doctype, ptype, doc or None)
	if not decision.allowed and raise_exception and user == session.user:
		msgprint("<br>".join(decision.reasons))
	return decision.allowed


def get_doc_permissions(
	doc: Any, user: str | None = None, ptype: str | None = None, debug: bool = False
) -> dict:
	"""Return right → 0/1 for a document."""
	return evaluate_document(doc, user or session.user, ptype).permissions


def has_child_permission(
	child_doctype: str,
	ptype: str = "read",
	child_doc: Any = None,
	user: str | None = None,
	raise_exception: bool = True,
	parent_doctype: str | None = None,
	*,
	debug: bool = False,
) -> bool:
	"""True if the user has the right on the document a row belongs to, and may see its table."""
	if isinstance(child_doc, str | int):
		columns = ("name", "parent", "parenttype", "parentfield")
		child_doc = db.get_value(child_doctype, child_doc, columns, as_dict=True)
	parent_doctype = child_doc.parenttype if child_doc else parent_doctype
	refusal = _unfit_parent(child_doctype, child_doc, parent_doctype, ptype, user)
	if refusal:
		if raise_exception:
			msgprint(refusal)
		return False
	parent = (getattr(child_doc, "parent_doc", None) or child_doc.parent) if child_doc else None
	return has_permission(parent_doctype, ptype, doc=parent, user=user, raise_exception=raise_exception)


def _unfit_parent(
	child_doctype: str, child_doc: Any, parent_doctype: str | None, ptype: str, user: str | None
) -> str | None:
	"""Return why rows of a DocType cannot be reached through a parent."""
	from frappe_standalone.core.meta import get_meta

	if not parent_doctype:
		return _("Please specify a valid parent DocType for {0}").format(bold(_(child_doctype)))
	meta = get_meta(parent_doctype)
	tables = {df.fieldname: df for df in meta.get_table_fields() if df.options == child_doctype}
	if meta.istable or not tables:
		return _("{0} is not a valid parent DocType for {1}").format(
			bold(_(parent_doctype)), bold(_(child_doctype))
		)
	if not child_doc:
		return None
	df = tables.get(child_doc.parentfield)
	if not df:
		return _("{0} is not a valid parentfield for {1}").format(
			bold(child_doc.parentfield), bold(_(child_doctype))
		)
	if (df.permlevel or 0) > 0 and df.permlevel not in meta.get_permlevel_access(ptype, user=user):
		return _("Insufficient Permission Level for {0}").format(bold(_(parent_doctype)))
	return None


def only_has_select_perm(doctype: str, user: str | None = None, ignore_permissions: bool = False) -> bool:
	"""True if the user may choose records of a DocType but not read them."""
	if ignore_permissions:
		return False
	permissions = get_role_permissions(doctype, user=user or session.user)
	return bool(permissions.get("select") and not permissions.get("read"))


def get_permitted_fields(
	doctype: str,
	parenttype: str | None = None,
	user: str | None = None,
	permission_type: str | None = None,
	*,
	ignore_virtual: bool = False,
) -> list[str]:
	"""Return the columns, and the virtual fields, of a DocType that the user may read."""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(doctype)
	columns = meta.get_valid_columns()
	if doctype in core_doctypes_list or set(columns).issubset(default_fields):
		return columns
	if permission_type is None:
		permission_type = "select" if only_has_select_perm(doctype, user=user) else "read"
	standard = meta.default_fields.copy()
	permitted = permitted_fieldnames(meta, parenttype, user=user, permission_type=permission_type)
	if ignore_virtual and meta.virtual_fields:
		virtual = {df.fieldname for df in meta.virtual_fields}
		permitted = [name for name in permitted if name not in virtual]
	if permitted:
		if permission_type == "select":
			return permitted
		if meta.istable:
			standard += child_table_fields
	return standard + permitted + [name for name in optional_fields if name in columns]


def permitted_fieldnames(
	meta: Any, parenttype: str | None = None, *, user: str | None = None, permission_type: str | None = "read"
) -> list[str]:
	"""Return the fields with a value whose permission level the user has."""
	if meta.istable and not parenttype:
		return []
	permission_type = permission_type or ("select" if only_has_select_perm(meta.name, user=user) else "read")
	if permission_type == "select":
		return meta.get_search_fields()
	if not meta.get_permissions(parenttype):
		return meta.get_fieldnames_with_value()
	levels = set(meta.get_permlevel_access(permission_type, parenttype, user=user))
	shared = parenttype if meta.istable else meta.name
	if 0 not in levels and permission_type == "read" and get_shared(shared, user, limit=1):
		levels.add(0)  # who was given a share reads what has no level of its own
	fields = meta.get_fieldnames_with_value(with_field_meta=True)
	return [df.fieldname for df in fields if (df.permlevel or 0) in levels]


def can_import(doctype: str, raise_exception: bool = False) -> bool:
	"""True if the current user may import records of a DocType."""
	allowed = "System Manager" in get_roles() or has_permission(doctype, "import", raise_exception=False)
	if not allowed and raise_exception:
		raise PermissionError(_("You are not allowed to import {0}").format(_(doctype)))
	return allowed


def can_export(doctype: str, raise_exception: bool = False) -> bool:
	"""True if the current user may export records of a DocType."""
	permissions = get_role_permissions(doctype)
	if_owner = permissions.get("if_owner") or {}
	allowed = "System Manager" in get_roles() or bool(permissions.get("export") or if_owner.get("export"))
	if not allowed and raise_exception:
		raise PermissionError(_("You are not allowed to export {0}").format(_(doctype)))
	return allowed


def only_for(roles: list[str] | tuple[str, ...] | str, message: str | bool = False) -> None:
	"""Refuse unless the current user has one of the roles. Tests pass, as in v15.

	Raises:
		PermissionError
	"""
	if flags.in_test or session.user == "Administrator":
		return
	wanted = {roles} if isinstance(roles, str) else set(roles)
	if not wanted & set(get_roles()):
		text = _("This action is only allowed for {0}").format(
			", ".join(bold(_(role)) for role in sorted(wanted))
		)
		if message:
			msgprint(text, title=_("Not Permitted"))
		raise PermissionError(text)


def check(
	doctype: str | None = None,
	ptype: str = "read",
	doc: Any = None,
	user: str | None = None,
	throw: bool = False,
	*,
	parent_doctype: str | None = None,
	debug: bool = False,
) -> bool:
	"""`frappe.has_permission`: the answer, or with `throw` a refusal that names the document.

	Raises:
		PermissionError
	"""
	if not doctype and doc is not None:
		doctype = doc.doctype
	allowed = has_permission(
		doctype, ptype, doc=doc, user=user, raise_exception=throw, parent_doctype=parent_doctype, debug=debug
	)
	if throw and not allowed:
		name = doc if isinstance(doc, str | int) or doc is None else doc.name
		label = f"{_(doctype)} {bold(name)}" if name else _(doctype)
		message = _("No permission for {0}").format(label)
		if name:
			refuse_about((doctype, name), message, PermissionError)
		flags.error_message = message
		raise PermissionError(message)
	return allowed
