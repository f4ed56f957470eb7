"""User permissions: a user sees only records linked to the permitted ones."""

from __future__ import annotations

from typing import Any, NamedTuple

from frappe_standalone.core import cache
from frappe_standalone.core.context import db, local, session
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import DoesNotExistError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.translate import _

USER_PERMISSIONS = "user_permissions"
UNRESTRICTED = ("Administrator", "Guest")


def get_user_permissions(user: str | None = None) -> _dict:
	"""Return DocType → list of {doc, applicable_for, is_default} for a user; nodes below are included."""
	user = user or session.user
	if not user or user in UNRESTRICTED:
		return _dict()
	return cache.hget(USER_PERMISSIONS, user, lambda: read_user_permissions(user)) or _dict()


def read_user_permissions(user: str) -> _dict:
	"""Read the user permissions of a user from the database."""
	from frappe_standalone.core.meta import get_meta
	from frappe_standalone.core.nestedset import get_descendants_of

	out = _dict()
	rules = db.sql(
		"SELECT * FROM `tabUser Permission` WHERE `user`=%s ORDER BY `creation`", (user,), as_dict=True
	)
	for rule in rules:
		docs = out.setdefault(rule.allow, [])
		applicable_for = None if rule.apply_to_all_doctypes else rule.applicable_for or None
		docs.append(_dict(doc=rule.for_value, applicable_for=applicable_for, is_default=rule.is_default))
		if get_meta(rule.allow).is_nested_set() and not rule.hide_descendants:
			below = get_descendants_of(rule.allow, rule.for_value, ignore_permissions=True)
			docs += [_dict(doc=name, applicable_for=applicable_for, is_default=False) for name in below]
	return out


def clear_user_permissions_cache(user: str | None = None) -> None:
	"""Forget the user permissions of a user, or of all users (a tree changed)."""
	local.new_doc_templates = {}
	if user:
		cache.hdel(USER_PERMISSIONS, user)
	else:
		cache.delete_value(USER_PERMISSIONS)


def get_allowed_docs_for_doctype(user_permissions: list, doctype: str) -> list[str]:
	"""Return the permitted records that count for a DocType."""
	return filter_allowed_docs_for_doctype(user_permissions, doctype, with_default_doc=False)


def filter_allowed_docs_for_doctype(
	user_permissions: list, doctype: str, with_default_doc: bool = True
) -> Any:
	"""Return the permitted records that count for a DocType, with the default one if asked for."""
	rules = [
		rule
		for rule in user_permissions
		if not rule.get("applicable_for") or rule["applicable_for"] == doctype
	]
	allowed = [rule["doc"] for rule in rules]
	if not with_default_doc:
		return allowed
	preferred = [rule["doc"] for rule in rules if rule.get("is_default") or len(user_permissions) == 1]
	return allowed, (preferred[-1] if preferred else None)


def has_user_permission(doc: Any, user: str | None = None, debug: bool = False) -> bool:
	"""True unless user permissions exclude the document."""
	return restriction(doc, user) is None


class Exclusion(NamedTuple):
	"""A link by which user permissions exclude a document."""

	allow: str
	value: str | None
	place: str
	is_own_name: bool = False


def restriction(doc: Any, user: str | None = None) -> str | None:
	"""Return why user permissions exclude a document, None if they do not."""
	found = exclusion(doc, user)
	if not found:
		return None
	if found.is_own_name:
		return _("Not allowed for {0}: {1}").format(_(doc.doctype), doc.name)
	return _("You may not open this {0}, because it belongs to {1} “{2}” ({3})").format(
		_(doc.doctype), _(found.allow), found.value or _("empty"), found.place
	)


def exclusion(doc: Any, user: str | None = None) -> Exclusion | None:
	"""Return the first link by which user permissions exclude a document, None if they do not."""
	rules = get_user_permissions(user)
	if not rules:
		return None
	strict = not doc.meta.issingle and bool(get_system_settings("apply_strict_user_permissions"))
	if doc.doctype in rules:
		allowed = get_allowed_docs_for_doctype(rules[doc.doctype], doc.doctype)
		if allowed and str(doc.name) not in allowed:
			return Exclusion(doc.doctype, doc.name, _("Name"), True)
	for part in (doc, *doc.get_all_children()):
		for df in part.meta.get_link_fields():
			if _excludes(doc, part, df, rules, strict):
				return Exclusion(df.options, part.get(df.fieldname), _place(part, df))
	return None


def _excludes(doc: Any, part: Any, df: Any, rules: dict, strict: bool) -> bool:
	value = part.get(df.fieldname)
	if df.ignore_user_permissions or df.options not in rules or not (value or strict):
		return False
	allowed = get_allowed_docs_for_doctype(rules[df.options], doc.doctype)
	return bool(allowed) and value not in allowed


def _place(part: Any, df: Any) -> str:
	label = _(df.label, context=df.parent) if df.label else df.fieldname
	return _("row {0}, field {1}").format(part.idx, label) if part.get("parentfield") else label


def add_user_permission(
	doctype: str,
	name: str,
	user: str,
	ignore_permissions: bool = False,
	applicable_for: str | None = None,
	is_default: int = 0,
	hide_descendants: int = 0,
) -> None:
	"""Limit a user to a record (and those permitted before)."""
	from frappe_standalone.core.model.document import get_doc

	if user_permission_exists(user, doctype, name, applicable_for):
		return
	if not db.exists(doctype, name):
		throw(_("{0} {1} not found").format(_(doctype), name), DoesNotExistError)
	values = {
		"doctype": "User Permission",
		"user": user,
		"allow": doctype,
		"for_value": name,
		"is_default": is_default,
		"applicable_for": applicable_for,
		"apply_to_all_doctypes": 0 if applicable_for else 1,
		"hide_descendants": hide_descendants,
	}
	get_doc(values).insert(ignore_permissions=ignore_permissions)


def remove_user_permission(doctype: str, name: str, user: str) -> None:
	"""Take a user permission away."""
	from frappe_standalone.core.model.delete import delete_doc

	rule = db.get_value("User Permission", {"user": user, "allow": doctype, "for_value": name})
	delete_doc("User Permission", rule)


def clear_user_permissions_for_doctype(doctype: str, user: str | None = None) -> None:
	"""Take away all user permissions on a DocType, of one user or of all."""
	from frappe_standalone.core.model.delete import delete_doc

	filters = {"allow": doctype, **({"user": user} if user else {})}
	for name in db.get_values("User Permission", filters, "name", pluck=True):
		delete_doc("User Permission", name)


def user_permission_exists(
	user: str, allow: str, for_value: str, applicable_for: str | None = None
) -> _dict | None:
	"""Return the rule that permits a record to a user, if there is one."""
	rules = get_user_permissions(user).get(allow, [])
	same = (rule for rule in rules if rule.doc == for_value and rule.applicable_for == applicable_for)
	return next(same, None)


def get_permitted_documents(doctype: str) -> list[str]:
	"""Return the records of a DocType permitted to the current user, the default one first."""
	rules = get_user_permissions().get(doctype, [])
	return [
		rule.doc for rule in sorted(rules, key=lambda rule: rule.is_default or 0, reverse=True) if rule.doc
	]
