"""The one decision: may this user do this, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from frappe_standalone.core.context import session
from frappe_standalone.core.data import _dict
from frappe_standalone.core.hooks import call, get_hooks
from frappe_standalone.core.messages import bold
from frappe_standalone.core.permissions.roles import allow_everything, get_role_permissions
from frappe_standalone.core.permissions.shares import is_shared
from frappe_standalone.core.permissions.user_permissions import restriction
from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.translate import _


@dataclass(frozen=True)
class Decision:
	"""An answer with its reasons, the most telling one last."""

	allowed: bool
	reasons: tuple[str, ...] = ()
	is_vetoed: bool = False  # by an app, whatever roles and shares there are

	def __bool__(self) -> bool:
		return self.allowed


@dataclass
class Evaluation:
	"""Rights on one document, and what limited them."""

	permissions: dict
	reasons: list[str] = field(default_factory=list)
	is_vetoed: bool = False  # an app closes the document: no share opens it


def decide(user: str | None, doctype: str, ptype: str = "read", doc: Any = None) -> Decision:
	"""Decide on a right to a DocType, or to a document of it.

	Args:
		user: the user asked about; the current one if empty.
		ptype: one of `rights`.
		doc: a document; None asks about the DocType.
	"""
	from frappe_standalone.core.meta import get_meta

	user = user or session.user
	if user == "Administrator":
		return Decision(True, (_("Administrator may do everything"),))
	if ptype == "share" and get_system_settings("disable_document_sharing"):
		return Decision(False, (_("Sharing is switched off in System Settings"),))
	meta = get_meta(doctype)
	if doc is not None:
		evaluation = evaluate_document(doc, user, ptype)
		granted, reasons = bool(evaluation.permissions.get(ptype)), evaluation.reasons
		if evaluation.is_vetoed:
			return Decision(False, tuple(reasons), True)
	else:
		refusal = unfit(meta, ptype)
		if refusal:
			return Decision(False, (refusal,))
		granted, reasons = bool(get_role_permissions(meta, user).get(ptype)), []
	if granted:
		return Decision(True, (*reasons, _("A role of {0} grants it").format(user)))
	if is_shared(doctype, doc.name if doc is not None else None, ptype, user):
		return Decision(True, (*reasons, _("Shared with {0}").format(user)))
	return Decision(False, (*reasons, no_role_message(user, doctype, ptype)))


def no_role_message(user: str, doctype: str, ptype: str) -> str:
	return _("No role of user {0} grants “{1}” on {2}").format(bold(user), _(ptype), bold(_(doctype)))


def unfit(meta: Any, ptype: str) -> str | None:
	"""Return why a right makes no sense for a DocType."""
	if ptype == "submit" and not meta.is_submittable:
		return _("Document Type is not submittable")
	if ptype == "import" and not meta.allow_import:
		return _("Document Type is not importable")
	return None


def evaluate_document(doc: Any, user: str, ptype: str | None = None) -> Evaluation:
	"""Return the rights a user has on a document."""
	if user == "Administrator":
		return Evaluation({**allow_everything(), "import": int(bool(doc.meta.allow_import))})
	hook = denied_by_hook(doc, ptype, user)
	if hook:
		words = app_words(doc, ptype or "read", user)
		reason = words[0] if words else _("Not allowed by a rule of the app ({0})").format(hook)
		return Evaluation({ptype: 0}, [reason], True)
	owner = (doc.get("owner") or "").lower() == user.lower()
	permissions = _dict(get_role_permissions(doc.meta, user, is_owner=owner))
	if not doc.meta.is_submittable:
		permissions["submit"] = 0
	if not doc.meta.allow_import:
		permissions["import"] = 0
	if permissions.get("has_if_owner_enabled"):
		permissions.update(permissions.get("if_owner") or {})
	reason = restriction(doc, user)
	if not reason:
		return Evaluation(permissions)
	# what user permissions exclude stays open to its owner, as far as owners have rights
	remaining = {**(permissions.get("if_owner") or {}), "create": 0} if owner else {}
	return Evaluation(remaining, [reason])


def app_words(doc: Any, ptype: str, user: str) -> list[str]:
	"""Return why apps refuse, in their own words: what their hook `explain_permission` says (v15 has no such hook)."""
	hooks = get_hooks("explain_permission", {})
	methods = [*hooks.get(doc.doctype, []), *hooks.get("*", [])]
	texts = [call(method, doc=doc, ptype=ptype, user=user) for method in methods]
	return list(dict.fromkeys(text for text in texts if text))


def denied_by_hook(doc: Any, ptype: str | None, user: str) -> str | None:
	"""Return the name of the app's `has_permission` hook that denies; hooks cannot grant.

	The hook registered last is asked first; the first one with an opinion decides, as in v15.
	"""
	hooks = get_hooks("has_permission", {})
	methods = [*hooks.get(doc.doctype, []), *hooks.get("*", [])]
	for method in reversed(methods):
		answer = call(method, doc=doc, ptype=ptype, user=user, debug=False)
		if answer is not None:
			return None if answer else str(method)
	return None
