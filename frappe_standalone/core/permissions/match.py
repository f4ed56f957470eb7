"""The part of a list a user may see, as an SQL condition."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.hooks import call, get_attr, get_hooks
from frappe_standalone.core.messages import throw
from frappe_standalone.core.permissions.roles import get_role_permissions
from frappe_standalone.core.permissions.shares import get_shared
from frappe_standalone.core.permissions.user_permissions import get_user_permissions
from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.translate import _


def build_match_conditions(
	doctype: str, user: str | None = None, reference_doctype: str | None = None
) -> str:
	"""Return the SQL condition that limits a list to what the user may see; "" if nothing limits it.

	Args:
		reference_doctype: the DocType in whose Link field the list is offered.

	Raises:
		PermissionError: if the user may see nothing of the DocType.
	"""
	from frappe_standalone.core.meta import get_meta

	user = user or session.user
	meta = get_meta(doctype)
	permissions = get_role_permissions(meta, user=user)
	may_read = permissions.get("select") or permissions.get("read")
	if not may_read and not meta.istable and not _may_choose(doctype, user, reference_doctype):
		shared = get_shared(doctype, user)
		if not shared:
			throw(_("No permission to read {0}").format(_(doctype)), PermissionError)
		return _join([_one_of(doctype, "name", shared), query_conditions(doctype, user)])
	if needs_owner(permissions):
		limit = f"`tab{doctype}`.`owner` = {db.escape(user, percent=False)}"
	else:
		limit = user_permission_condition(meta, user, reference_doctype) if may_read else ""
	conditions = _join([limit, query_conditions(doctype, user)])
	shared = get_shared(doctype, user) if limit else []
	if shared:
		return f"(({conditions}) or ({_one_of(doctype, 'name', shared)}))"
	return conditions


def _may_choose(doctype: str, user: str, reference_doctype: str | None) -> bool:
	"""True if user permissions on the DocType exist for the form its records are chosen in."""
	rules = get_user_permissions(user).get(doctype, [])
	return any(not rule.applicable_for or rule.applicable_for == reference_doctype for rule in rules)


def needs_owner(permissions: dict) -> bool:
	"""True if the user may only see documents he made himself."""
	if not permissions.get("has_if_owner_enabled"):
		return False
	if_owner = permissions.get("if_owner") or {}
	right = "read" if permissions.get("read") else "select"
	return right in if_owner


def user_permission_condition(meta: Any, user: str, reference_doctype: str | None = None) -> str:
	"""Return the condition of the user permissions: every restricted link is empty or permitted."""
	rules = get_user_permissions(user)
	strict = bool(rules) and bool(get_system_settings("apply_strict_user_permissions"))
	conditions = []
	for df in meta.get_fields_to_check_permissions(rules):
		docs = [rule.doc for rule in rules[df.options] if _applies(rule, df, meta.name, reference_doctype)]
		if docs:
			condition = _one_of(meta.name, df.fieldname, docs)
			if not strict:
				condition = f"ifnull(`tab{meta.name}`.`{df.fieldname}`, '')='' or {condition}"
			conditions.append(f"({condition})")
	return f"({' and '.join(conditions)})" if conditions else ""


def _applies(rule: Any, df: Any, doctype: str, reference_doctype: str | None) -> bool:
	if not rule.applicable_for:
		return True
	if df.fieldname == "name" and reference_doctype:
		return rule.applicable_for == reference_doctype
	return rule.applicable_for == doctype


def query_conditions(doctype: str, user: str) -> str:
	"""Return the conditions of the apps' `permission_query_conditions` hooks."""
	hooks = get_hooks("permission_query_conditions", {})
	methods = [*hooks.get(doctype, []), *hooks.get("*", [])]
	return _join([call(get_attr(method), user, doctype=doctype) for method in methods])


def _join(conditions: list[str | None]) -> str:
	return " and ".join(condition for condition in conditions if condition)


def _one_of(doctype: str, fieldname: str, names: list[str]) -> str:
	values = ", ".join(db.escape(str(name), percent=False) for name in names)
	return f"`tab{doctype}`.`{fieldname}` in ({values})"
