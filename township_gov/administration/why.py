"""May this user do that, and why: the answer taken apart into reasons, by the public API alone, so on both desks."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.permissions import get_user_permissions, has_user_permission

from township_gov import why_not
from township_gov.administration import rights
from township_gov.workflows.drawn import link_title


class MayNotAskError(frappe.PermissionError):
	"""A question about somebody whose rights are not the asker's business."""


def may_ask() -> list[str] | None:
	"""The users whose rights the session's user may ask about; None stands for all."""
	if "System Manager" in frappe.get_roles():
		return None
	return list(dict.fromkeys([frappe.session.user, *why_not.users_of_my_townships()]))


def answer(user: str, doctype: str, name: str | None, right: str) -> dict[str, Any]:
	"""{allowed, sentence, reasons: [{verdict, text}], remedies: [text]}.

	Raises:
		MayNotAskError, DoesNotExistError, PermissionError (a record that the asker may not read)
	"""
	account = _check(user, doctype, right)
	doc = None
	if name:
		doc = frappe.get_doc(doctype, name)
		doc.check_permission("read")
	rows = rights.rules([doctype]).get(doctype, [])
	reasons = [reason for reason in _reasons(account, doctype, right, doc, rows) if reason]
	allowed = (user == "Administrator" or bool(account.enabled)) and bool(
		frappe.has_permission(doctype, right, doc, user=user)
	)
	allowed = allowed and not any(reason["verdict"] == "closes" for reason in reasons)
	what = f"{_(doctype)} {name or ''}".strip()
	sentence = _("{0} may “{1}” {2}.") if allowed else _("{0} may not “{1}” {2}.")
	return {
		"allowed": allowed,
		"sentence": sentence.format(account.full_name or user, rights.word(right), what),
		"reasons": reasons,
		"remedies": [] if allowed else _remedies(right, reasons, rows),
	}


def _check(user: str, doctype: str, right: str) -> frappe._dict:
	"""The account that is asked about: name, full_name, enabled."""
	known = may_ask()
	if known is not None and user not in known:
		frappe.throw(
			_("You may ask about your own rights only. Ask a System Manager about those of others."),
			MayNotAskError,
		)
	account = frappe.db.get_value("User", user, ["name", "full_name", "enabled"], as_dict=True)
	if not account:
		frappe.throw(_("There is no user {0}.").format(user), frappe.DoesNotExistError)
	if not frappe.db.exists("DocType", {"name": doctype, "istable": 0}) or right not in rights.RIGHTS:
		frappe.throw(_("Choose a form, a role and a right."), frappe.DoesNotExistError)
	return account


def _reasons(
	account: frappe._dict, doctype: str, right: str, doc: Any, rows: list
) -> list[dict[str, str] | None]:
	user = account.name
	if user == "Administrator":
		return [_reason("gives", _("Administrator may do everything"))]
	return [
		_reason("takes", _("The account is disabled, so nobody can sign in with it."))
		if not account.enabled
		else None,
		*_role_reasons(user, right, doc, rows),
		_limit_reason(user, doctype, doc),
		_share_reason(user, doctype, right, doc),
		*_app_reasons(user, doctype, right, doc),
		_level_reason(user, doctype, right, rows),
	]


def _reason(verdict: str, text: str) -> dict[str, str]:
	return {"verdict": verdict, "text": text}


def _role_reasons(user: str, right: str, doc: Any, rows: list) -> list[dict[str, str]]:
	held = set(frappe.get_roles(user))
	found = []
	for row in rows:
		if row.role not in held or row.permlevel or not row.get(right):
			continue
		if not row.if_owner:
			text = _("The role {0} has the right “{1}”.").format(_(row.role), rights.word(right))
			found.append(_reason("gives", text))
		elif doc is None or doc.owner == user:
			text = _("The role {0} has the right “{1}” on records of one's own.")
			found.append(_reason("gives", text.format(_(row.role), rights.word(right))))
	if found:
		return found
	names = "、".join(_(role) for role in sorted(held - {"All", "Guest", "Desk User"})) or _("none")
	text = _("None of the roles ({0}) has the right “{1}” on this form.")
	return [_reason("takes", text.format(names, rights.word(right)))]


def _limit_reason(user: str, doctype: str, doc: Any) -> dict[str, str] | None:
	"""User permissions: to which records of which kind he is limited, and whether this one is outside."""
	limits = get_user_permissions(user)
	if not limits:
		return None
	words = "；".join(
		f"{_(kind)}：" + "、".join(link_title(kind, row.get("doc")) for row in rows)
		for kind, rows in limits.items()
	)
	if doc is not None and not has_user_permission(doc, user):
		return _reason(
			"takes", _("The record lies outside what the user permissions allow: {0}.").format(words)
		)
	return _reason("notes", _("User permissions limit the user to: {0}.").format(words))


def _share_reason(user: str, doctype: str, right: str, doc: Any) -> dict[str, str] | None:
	if doc is None or right not in ("read", "write", "share", "submit"):
		return None
	place = {"share_doctype": doctype, "share_name": doc.name, "user": user, right: 1}
	if not frappe.db.exists("DocShare", place):
		return None
	return _reason("gives", _("The record was shared with the user for this."))


def _app_reasons(user: str, doctype: str, right: str, doc: Any) -> list[dict[str, str]]:
	"""What the app's own rules say against it, in their words."""
	if doc is None:
		return []
	hooks = frappe.get_hooks("explain_permission") or {}
	found = []
	for method in [*hooks.get(doctype, []), *hooks.get("*", [])]:
		text = frappe.get_attr(method)(doc, right, user)
		if text:
			found.append(_reason("closes", text))
	return found


def _level_reason(user: str, doctype: str, right: str, rows: list) -> dict[str, str] | None:
	if right not in ("read", "write", "print", "export"):
		return None
	held = set(frappe.get_roles(user))
	kind = "write" if right == "write" else "read"
	opened = {row.permlevel for row in rows if row.role in held and row.get(kind)}
	closed = [words for level, words in rights.level_fields(doctype).items() if level not in opened]
	if not closed:
		return None
	return _reason(
		"notes", _("Not these fields, which are of a higher level: {0}.").format("、".join(closed))
	)


def _remedies(right: str, reasons: list[dict[str, str]], rows: list) -> list[str]:
	"""Who could change it, in sentences; what the app's own rule closes, no right opens."""
	if any(reason["verdict"] == "closes" for reason in reasons):
		return [_("No right opens this: the app's own rule decides, as said above.")]
	having = [
		_(row.role)
		for row in rows
		if row.get(right) and not row.permlevel and not row.if_owner and row.role not in rights._NOT_ROLES
	]
	found = []
	if any(reason["verdict"] == "gives" for reason in reasons):
		found.append(_("A System Manager can widen the user permissions of the user, or share the record."))
	elif having:
		names = "、".join(dict.fromkeys(having))
		found.append(_("A System Manager can give one of the roles that have it: {0}.").format(names))
	return found
