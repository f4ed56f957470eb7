"""What a refused person is told: the reason in words, and nothing of what he may not know.

A document that he may not open and one that does not exist are answered alike, with words that depend on him alone:
else names could be tried until the answer changes. Who sees every record of a DocType is told the plain truth.
"""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, flags, local, session
from frappe_standalone.core.errors import DoesNotExistError, PermissionError
from frappe_standalone.core.messages import clear_messages, msgprint
from frappe_standalone.core.permissions.match import build_match_conditions, needs_owner, query_conditions
from frappe_standalone.core.permissions.roles import get_role_permissions
from frappe_standalone.core.permissions.shares import get_shared
from frappe_standalone.core.permissions.user_permissions import (
	get_allowed_docs_for_doctype,
	get_user_permissions,
)
from frappe_standalone.core.translate import _, enumerated

SHOWN_VALUES = 5


def conceal(error: Exception) -> Exception:
	"""Return the error to answer with: one about a record that its asker may not know of says nothing about it."""
	record = getattr(error, "record", None)
	if (
		not record
		or session.user == "Administrator"
		or not isinstance(error, DoesNotExistError | PermissionError)
	):
		return error
	is_known = knows_all if isinstance(error, DoesNotExistError) else may_read
	if is_known(*record):
		return error
	return closed(record[0])


def closed(doctype: str) -> PermissionError:
	"""Return the refusal of a record, with its words as the only messages of this request; they do not name it."""
	texts = [_("You may not open this {0}, or there is no such record.").format(_(doctype))]
	texts += own_limits(doctype)
	clear_messages()
	local.error_log, flags.error_message = [], None
	msgprint("<br>".join(texts))
	return PermissionError(texts[0])


def knows_all(doctype: str, name: Any = None) -> bool:
	"""True if nothing limits what the user sees of a DocType, so that he may learn what does not exist."""
	permissions = get_role_permissions(doctype)
	if not (permissions.get("select") or permissions.get("read")):
		return False
	return not build_match_conditions(doctype)


def may_read(doctype: str, name: Any) -> bool:
	"""True if the user may open the record, so that he may learn why something else is refused."""
	from frappe_standalone.core.model.document import get_doc
	from frappe_standalone.core.permissions.decision import decide

	if not db.exists(doctype, name):
		return knows_all(doctype)
	doc = get_doc(doctype, name)
	if doc.meta.istable:
		return bool(doc.parenttype and doc.parent) and may_read(doc.parenttype, doc.parent)
	return bool(decide(None, doctype, "read", doc))


def own_limits(doctype: str, user: str | None = None) -> list[str]:
	"""Return in words what limits a user's view of a DocType; the records themselves are not looked at.

	The session's user is spoken to, others are spoken of.
	"""
	from frappe_standalone.core.meta import get_meta

	user, meta = user or session.user, get_meta(doctype)
	if meta.istable:
		return []
	permissions = get_role_permissions(meta, user=user)
	if not (permissions.get("select") or permissions.get("read")):
		return [_only_shared(doctype, user)]
	if needs_owner(permissions):
		is_own = user == session.user
		return [
			(
				_("You see only those records of {0} that you made yourself.")
				if is_own
				else _("He sees only those records of {0} that he made himself.")
			).format(_(doctype))
		]
	texts = [_limit_text(allow, docs, user) for allow, docs in _limits(meta, user).items()]
	if query_conditions(doctype, user):
		texts.append(_("A rule of the app closes some records of {0}.").format(_(doctype)))
	return texts


def _only_shared(doctype: str, user: str) -> str:
	if get_shared(doctype, user, limit=1):
		return _("You see only those records of {0} that were shared with you.").format(_(doctype))
	return _("None of your roles may read {0}. If your work needs it, ask your administrator.").format(
		_(doctype)
	)


def _limits(meta: Any, user: str) -> dict[str, list[str]]:
	rules = get_user_permissions(user)
	allows = [df.options for df in meta.get_fields_to_check_permissions(rules)]
	found = {allow: get_allowed_docs_for_doctype(rules[allow], meta.name) for allow in allows}
	return {allow: docs for allow, docs in found.items() if docs}


def _limit_text(allow: str, docs: list[str], user: str) -> str:
	names = [_title(allow, name) for name in docs[:SHOWN_VALUES]]
	shown = enumerated(names) + (" …" if len(docs) > SHOWN_VALUES else "")
	is_own = user == session.user
	text = (
		_("Your user permissions limit you to {0}: {1}.")
		if is_own
		else _("His user permissions limit him to {0}: {1}.")
	)
	return text.format(_(allow), shown)


def _title(doctype: str, name: str) -> str:
	"""A record's title with its name; whoever is limited to a record may know it."""
	from frappe_standalone.core.meta import get_meta

	field = get_meta(doctype).title_field
	title = db.get_value(doctype, name, field) if field and field != "name" else None
	return f"{title} ({name})" if title and title != name else name
