"""Shares: a document opened to one more user, or to everybody."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.numbers import cint
from frappe_standalone.core.whitelist import whitelist

SHARED_RIGHTS = ("read", "write", "submit", "share")


def get_shared(
	doctype: str,
	user: str | None = None,
	rights: list[str] | None = None,
	*,
	filters: list | None = None,
	limit: int | None = None,
) -> list[str]:
	"""Return the names of the documents of a DocType shared with a user, with these rights."""
	user = user or session.user
	if doctype not in shared_rights(user):
		return []
	conditions = " AND ".join(f"`{right}`=1" for right in rights or ["read"])
	values: list[Any] = [doctype, user]
	for column, _equals, value in filters or ():
		conditions += f" AND `{column}`=%s"
		values.append(value)
	everyone = "" if user == "Guest" else " OR `everyone`=1"
	query = f"SELECT `share_name` FROM `tabDocShare` WHERE `share_doctype`=%s AND (`user`=%s{everyone}) AND {conditions}"
	return db.sql_list(query + (f" LIMIT {cint(limit)}" if limit else ""), tuple(values))


def is_shared(doctype: str, name: str | None, ptype: str, user: str) -> bool:
	"""True if a document (any document of the DocType without a name) is shared for a right."""
	if ptype not in ("read", "write", "share", "submit", "email", "print"):
		return False
	right = "read" if ptype in ("email", "print") else ptype
	if not name:
		return right in shared_rights(user).get(doctype, ())
	return bool(get_shared(doctype, user, [right], filters=[["share_name", "=", str(name)]], limit=1))


def get_shared_doctypes(user: str | None = None) -> list[str]:
	"""Return the DocTypes of which something is shared with a user."""
	return list(shared_rights(user or session.user))


def shared_rights(user: str) -> dict[str, set[str]]:
	"""Return DocType → the rights with which something of it is shared with a user.

	Every list of a limited user asks this, so it is kept with the values of `DocShare` that a write of one drops.
	"""
	kept = db.value_cache.setdefault("DocShare", {})
	key = ("shared rights", user)
	if key not in kept:
		columns = ", ".join(f"max(`{right}`)" for right in SHARED_RIGHTS)
		everyone = "" if user == "Guest" else " OR `everyone`=1"
		query = f"SELECT `share_doctype`, {columns} FROM `tabDocShare` WHERE `user`=%s{everyone} GROUP BY `share_doctype`"
		kept[key] = {
			doctype: {right for right, given in zip(SHARED_RIGHTS, rights, strict=True) if given}
			for doctype, *rights in db.sql(query, (user,))
		}
	return kept[key]


def get_share_name(doctype: str, name: str, user: str | None, everyone: Any) -> str | None:
	"""Return the DocShare of a document for a user, or for everybody."""
	whom = {"everyone": 1} if cint(everyone) else {"user": user}
	return db.get_value("DocShare", {**whom, "share_name": name, "share_doctype": doctype})


def check_share_permission(doctype: str, name: str) -> None:
	"""Refuse unless the current user may share the document."""
	if not doctype or not name:
		throw(_("Name the document: doctype and name."))
	from frappe_standalone.core.permissions.checks import check

	check(doctype, "share", doc=name, throw=True)


def add_docshare(
	doctype: str,
	name: str,
	user: str | None = None,
	read: int = 1,
	write: int = 0,
	submit: int = 0,
	share: int = 0,
	everyone: int = 0,
	flags: dict | None = None,
	notify: int = 0,
) -> Any:
	"""Share a document; an existing share gets these rights instead."""
	from frappe_standalone.core.model.document import get_doc

	user = user or session.user
	if not (flags or {}).get("ignore_share_permission"):
		check_share_permission(doctype, name)
	existing = get_share_name(doctype, name, user, everyone)
	if existing:
		doc = get_doc("DocShare", existing)
	else:
		target = {"user": None if cint(everyone) else user, "share_doctype": doctype, "share_name": name}
		doc = get_doc({"doctype": "DocShare", "everyone": cint(everyone), **target})
	doc.flags.update(flags or {})
	doc.update({"read": 1, "write": cint(write), "submit": cint(submit), "share": cint(share)})
	doc.save(ignore_permissions=True)
	return doc


@whitelist()
def add(
	doctype: str,
	name: str,
	user: str | None = None,
	read: int = 1,
	write: int = 0,
	submit: int = 0,
	share: int = 0,
	everyone: int = 0,
	notify: int = 0,
) -> Any:
	"""Share a document; flags cannot be given from outside."""
	return add_docshare(
		doctype,
		name,
		user,
		read=read,
		write=write,
		submit=submit,
		share=share,
		everyone=everyone,
		notify=notify,
	)


def remove(doctype: str, name: str, user: str, flags: dict | None = None) -> None:
	"""End the share of a document with a user."""
	from frappe_standalone.core.model.delete import delete_doc

	existing = get_share_name(doctype, name, user, 0)
	if existing:
		delete_doc("DocShare", existing, flags=flags)


def set_docshare_permission(
	doctype: str,
	name: str,
	user: str,
	permission_to: str,
	value: int = 1,
	everyone: int = 0,
	flags: dict | None = None,
) -> Any:
	"""Give or take one right of a share; a share without rights is deleted."""
	from frappe_standalone.core.model.document import get_doc

	if not (flags or {}).get("ignore_share_permission"):
		check_share_permission(doctype, name)
	if permission_to not in SHARED_RIGHTS:
		throw(_("{0} cannot be shared. Choose one of: {1}").format(permission_to, ", ".join(SHARED_RIGHTS)))
	existing = get_share_name(doctype, name, user, everyone)
	if not existing:
		granted = {permission_to: 1}
		return (
			add_docshare(doctype, name, user, everyone=everyone, flags=flags, **granted)
			if cint(value)
			else None
		)
	share = get_doc("DocShare", existing)
	share.flags.update(flags or {}, ignore_permissions=True)
	share.set(permission_to, cint(value))
	if permission_to == "read" and not cint(value):
		share.update(dict.fromkeys(SHARED_RIGHTS, 0))
	share.save()
	if any(share.get(right) for right in SHARED_RIGHTS):
		return share
	share.delete(ignore_permissions=True)
	return None


@whitelist()
def set_permission(
	doctype: str, name: str, user: str, permission_to: str, value: int = 1, everyone: int = 0
) -> Any:
	"""Give or take one right of a share; flags cannot be given from outside."""
	return set_docshare_permission(doctype, name, user, permission_to, value=value, everyone=everyone)


@whitelist()
def get_users(doctype: str, name: str) -> list[dict]:
	"""Return the shares of a document the current user may read."""
	from frappe_standalone.core.permissions.checks import has_permission

	if not db.exists(doctype, name) or not has_permission(doctype, "read", doc=name, raise_exception=False):
		return []
	return db.sql(
		"SELECT `name`, `user`, `read`, `write`, `submit`, `share`, `everyone`, `owner`, `creation` "
		"FROM `tabDocShare` WHERE `share_doctype`=%s AND `share_name`=%s",
		(doctype, name),
		as_dict=True,
	)
