"""The part of a list a user may see, as an SQL condition."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.hooks import call, get_attr, get_hooks
from frappe_standalone.core.messages import throw
from frappe_standalone.core.permissions.roles import get_role_permissions
from frappe_standalone.core.permissions.shares import get_shared
from frappe_standalone.core.permissions.user_permissions import (
	get_allowed_docs_for_doctype,
	get_user_permissions,
)
from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.translate import _

NOTHING = "1 = 0"


def build_match_conditions(
	doctype: str, user: str | None = None, reference_doctype: str | None = None
) -> str:
	"""Return the SQL condition that limits a list to what the user may see; "" if nothing limits it.

	It holds for exactly the documents that `decide` opens: what a role gives within owner and user permissions, or
	what was shared; and of these, what no app closes.

	Args:
		reference_doctype: the DocType in whose Link field the list is offered.

	Raises:
		PermissionError: if the user may see nothing of the DocType.
	"""
	from frappe_standalone.core.meta import get_meta

	user = user or session.user
	meta = get_meta(doctype)
	permissions = get_role_permissions(meta, user=user)
	if permissions.get("select") or permissions.get("read"):
		limit = role_condition(meta, permissions, user, reference_doctype)
		shared = get_shared(doctype, user) if limit else []
		if shared:
			limit = f"({limit} or {_one_of(doctype, 'name', shared)})"
	elif meta.istable:
		limit = ""  # rows are limited with their parents, see `rows_condition`
	else:
		shared = get_shared(doctype, user)
		if not shared:
			throw(_("No permission to read {0}").format(_(doctype)), PermissionError)
		limit = _one_of(doctype, "name", shared)
	return _join([limit, query_conditions(doctype, user)])


def role_condition(meta: Any, permissions: dict, user: str, reference_doctype: str | None = None) -> str:
	"""Return what limits a user whose roles let him see documents: his own ones only, or his user permissions."""
	if needs_owner(permissions):
		return f"`tab{meta.name}`.`owner` = {db.escape(user, percent=False)}"
	return user_permission_condition(meta, user, reference_doctype)


def rows_condition(child_doctype: str, parent_doctype: str, user: str | None = None) -> str:
	"""Return the condition on a list of child rows: rows of readable tables of readable documents.

	Raises:
		PermissionError: if the user may see nothing of the parent.
	"""
	table = f"`tab{child_doctype}`"
	conditions = [f"{table}.`parenttype` = {db.escape(parent_doctype, percent=False)}"]
	conditions.append(tables_condition(child_doctype, parent_doctype, user))
	match = build_match_conditions(parent_doctype, user)
	if match:
		parents = f"select `tab{parent_doctype}`.`name` from `tab{parent_doctype}` where {match}"
		conditions.append(f"{table}.`parent` in ({parents})")
	return _join(conditions)


def tables_condition(child_doctype: str, parent_doctype: str, user: str | None = None) -> str:
	"""Return the condition that leaves out the rows of tables above the user's permission level; "" if none is."""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(parent_doctype)
	tables = [df for df in meta.get_table_fields() if df.options == child_doctype]
	if not any(df.permlevel for df in tables):
		return ""
	levels = {0, *meta.get_permlevel_access("read", user=user)}
	readable = [df.fieldname for df in tables if (df.permlevel or 0) in levels]
	return _one_of(child_doctype, "parentfield", readable) if readable else NOTHING


def needs_owner(permissions: dict) -> bool:
	"""True if the user may only see documents he made himself."""
	if not permissions.get("has_if_owner_enabled"):
		return False
	if_owner = permissions.get("if_owner") or {}
	right = "read" if permissions.get("read") else "select"
	return right in if_owner


def user_permission_condition(meta: Any, user: str, reference_doctype: str | None = None) -> str:
	"""Return the condition of the user permissions: every restricted link, in rows too, is empty or permitted."""
	rules = get_user_permissions(user)
	if not rules:
		return ""
	strict = bool(get_system_settings("apply_strict_user_permissions"))
	conditions = []
	for df in meta.get_fields_to_check_permissions(rules):
		for docs in _permitted(rules[df.options], df, meta.name, reference_doctype):
			condition = _one_of(meta.name, df.fieldname, docs)
			if not strict:
				condition = f"ifnull(`tab{meta.name}`.`{df.fieldname}`, '')='' or {condition}"
			conditions.append(f"({condition})")
	conditions += _row_conditions(meta, rules, strict)
	return f"({' and '.join(conditions)})" if conditions else ""


def _permitted(rules: list, df: Any, doctype: str, reference_doctype: str | None) -> list[list[str]]:
	"""Return the lists of records that a link must be in, all of them."""
	fits = [get_allowed_docs_for_doctype(rules, doctype)]
	if df.fieldname == "name" and reference_doctype not in (None, doctype):
		fits.append(get_allowed_docs_for_doctype(rules, reference_doctype))
	return [docs for docs in fits if docs]


def _row_conditions(meta: Any, rules: dict, strict: bool) -> list[str]:
	"""Return for each restricted link of a child table: no row of the document has one that is not permitted."""
	from frappe_standalone.core.meta import get_meta

	conditions = []
	for table in meta.get_table_fields():
		for df in get_meta(table.options).get_fields_to_check_permissions(rules):
			docs = get_allowed_docs_for_doctype(rules[df.options], meta.name)
			if df.fieldname == "name" or not docs:
				continue
			child = f"`tab{table.options}`"
			foreign = (
				f"ifnull({child}.`{df.fieldname}`, '') not in ({_listed(docs if strict else [*docs, ''])})"
			)
			conditions.append(
				f"not exists (select 1 from {child} where {child}.`parent` = `tab{meta.name}`.`name`"
				f" and {child}.`parenttype` = {db.escape(meta.name, percent=False)}"
				f" and {child}.`parentfield` = {db.escape(table.fieldname, percent=False)} and {foreign})"
			)
	return conditions


def query_conditions(doctype: str, user: str) -> str:
	"""Return the conditions of the apps' `permission_query_conditions` hooks."""
	hooks = get_hooks("permission_query_conditions", {})
	methods = [*hooks.get(doctype, []), *hooks.get("*", [])]
	conditions = [call(get_attr(method), user, doctype=doctype) for method in methods]
	return _join([f"({condition})" for condition in conditions if condition])


def _join(conditions: list[str | None]) -> str:
	return " and ".join(condition for condition in conditions if condition)


def _one_of(doctype: str, fieldname: str, names: list[str]) -> str:
	return f"`tab{doctype}`.`{fieldname}` in ({_listed(names)})"


def _listed(names: list[str]) -> str:
	return ", ".join(db.escape(str(name), percent=False) for name in names)
