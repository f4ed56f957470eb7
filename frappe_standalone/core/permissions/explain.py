"""May this user do that, and why: the decision taken apart into reasons, and who could change it.

The answer is that of `decide`, and what the app says besides in the hook `explain_permission` (DocType or `*` → functions
`(doc, ptype, user)` that return in words why the app refuses, or None). v15 knows no such hook and ignores it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from frappe_standalone.core.context import db, session
from frappe_standalone.core.hooks import call, get_hooks
from frappe_standalone.core.permissions.decision import app_words, decide, denied_by_hook, unfit
from frappe_standalone.core.permissions.refusals import own_limits
from frappe_standalone.core.permissions.roles import AUTOMATIC_ROLES, get_roles
from frappe_standalone.core.permissions.shares import SHARED_RIGHTS, is_shared
from frappe_standalone.core.permissions.user_permissions import Exclusion, exclusion
from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.translate import _, enumerated
from frappe_standalone.core.utils.people import get_fullname

GIVES, TAKES, NOTES = "gives", "takes", "notes"


@dataclass(frozen=True)
class Reason:
	"""One thing that speaks for it, against it, or is good to know."""

	verdict: str
	text: str


@dataclass(frozen=True)
class Remedy:
	"""Who could change a refusal, and where."""

	text: str
	url: str = ""


@dataclass
class Explanation:
	"""The answer with its reasons; `remedies` only where it is no."""

	allowed: bool
	reasons: list[Reason] = field(default_factory=list)
	remedies: list[Remedy] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
	"""What is asked: a user, a right, a DocType and perhaps a document of it."""

	user: str
	meta: Any
	ptype: str
	doc: Any = None

	@property
	def doctype(self) -> str:
		return self.meta.name

	@property
	def roles(self) -> list[str]:
		return get_roles(self.user)

	@property
	def is_owner(self) -> bool:
		return bool(self.doc) and (self.doc.owner or "").lower() == self.user.lower()


def explain(user: str, doctype: str, ptype: str = "read", doc: Any = None) -> Explanation:
	"""Answer for a user and a right to a DocType, or to a document, with everything that counts."""
	from frappe_standalone.core.meta import get_meta

	question = Question(user, get_meta(doctype), ptype, doc)
	account = account_reason(user)
	words = objections(question)
	allowed = bool(decide(user, doctype, ptype, doc)) and not account and not words
	if user == "Administrator":
		reasons = [Reason(GIVES, _("Administrator may do everything"))]
	else:
		reasons = [
			account,
			*role_reasons(question),
			*user_permission_reasons(question),
			share_reason(question),
		]
	reasons += [Reason(TAKES, text) for text in words] + [level_note(question) if allowed else None]
	explanation = Explanation(allowed, [reason for reason in reasons if reason])
	if not allowed:
		explanation.remedies = remedies(question, bool(account), bool(words))
	return explanation


def account_reason(user: str) -> Reason | None:
	"""Who is disabled does nothing, whatever his roles."""
	if user == "Guest" or db.get_value("User", user, "enabled"):
		return None
	return Reason(TAKES, _("The account is disabled, so nobody can sign in with it."))


# Roles


def numbered_rules(meta: Any) -> list[tuple[int, Any]]:
	"""The rules of a DocType with their numbers, as the permission manager shows them."""
	rows = sorted(meta.permissions, key=lambda row: (row.permlevel or 0, row.idx or 0))
	return list(enumerate(rows, 1))


def giving_rules(question: Question) -> list[tuple[int, Any]]:
	"""The rules that give the right to one of the user's roles, be it for his own records only."""
	roles = set(question.roles)
	return [
		(number, row)
		for number, row in numbered_rules(question.meta)
		if row.role in roles and not row.permlevel and row.get(question.ptype)
	]


def role_reasons(question: Question) -> list[Reason]:
	"""One reason for each rule that counts, or that none does."""
	refusal = unfit(question.meta, question.ptype)
	if refusal:
		return [Reason(TAKES, refusal)]
	rules = giving_rules(question)
	if not rules:
		named = [_(role) for role in question.roles if role not in AUTOMATIC_ROLES]
		text = _("No rule of the permission manager gives “{0}” on {1} to one of his roles ({2}).")
		return [
			Reason(TAKES, text.format(_(question.ptype), _(question.doctype), enumerated(named) or _("none")))
		]
	return [rule_reason(question, number, row) for number, row in rules]


def rule_reason(question: Question, number: int, row: Any) -> Reason:
	"""What one rule says, and whether it holds for this document."""
	values = (number, _(row.role), _(question.ptype))
	if not row.if_owner:
		return Reason(
			GIVES, _("Rule {0} of the permission manager gives the role {1} the right “{2}”.").format(*values)
		)
	text = _("Rule {0} of the permission manager gives the role {1} the right “{2}” on records of one's own.")
	if not question.doc or question.ptype == "create":
		return Reason(GIVES, text.format(*values))
	if question.is_owner:
		return Reason(GIVES, text.format(*values) + " " + _("He made this record himself."))
	maker = get_fullname(question.doc.owner)
	return Reason(TAKES, text.format(*values) + " " + _("This record was made by {0}.").format(maker))


# User permissions and shares


def user_permission_reasons(question: Question) -> list[Reason]:
	"""What user permissions exclude, or, without a document, to what they limit."""
	if not question.doc:
		return [
			Reason(NOTES, text)
			for text in own_limits(question.doctype, question.user)
			if giving_rules(question)
		]
	found = exclusion(question.doc, question.user)
	if not found:
		return []
	text = _("His user permissions on {0} leave out {1}, which this record has in “{2}”.")
	return [Reason(TAKES, text.format(_(found.allow), found.value or _("an empty value"), found.place))]


def share_reason(question: Question) -> Reason | None:
	"""Whether a share gives the right."""
	name = question.doc.name if question.doc else None
	if not is_shared(question.doctype, name, question.ptype, question.user):
		return None
	if not name:
		return Reason(NOTES, _("Single records of it were shared with him."))
	return Reason(GIVES, _("The record was shared with him for this."))


# The app


def objections(question: Question) -> list[str]:
	"""What the apps say against it: their own words, or the name of the rule that closes the document."""
	if not question.doc or question.user == "Administrator":
		return []
	texts = app_words(question.doc, question.ptype, question.user)
	closing = denied_by_hook(question.doc, question.ptype, question.user)
	if closing and not texts:
		texts = [_("A rule of the app closes this record to him ({0}).").format(closing)]
	return texts


# Fields


def level_note(question: Question) -> Reason | None:
	"""Which fields stay closed where the document is open."""
	kind = "write" if question.ptype == "write" else "read"
	if (
		question.ptype not in ("read", "write", "create", "print", "export")
		or question.user == "Administrator"
	):
		return None
	levels = set(question.meta.get_permlevel_access(kind, user=question.user))
	closed = [
		_(df.label, context=question.doctype)
		for df in question.meta.fields
		if df.permlevel and df.permlevel not in levels and df.label
	]
	if not closed:
		return None
	text = _("Not these fields, which are of a higher level: {0}.")
	return Reason(NOTES, text.format(enumerated(closed)))


# Who could change it


def remedies(question: Question, is_disabled: bool, is_closed_by_app: bool) -> list[Remedy]:
	"""Who could grant what is refused, and where; what an app refuses nobody grants."""
	if is_disabled:
		return [Remedy(_("A System Manager can enable the account."), form_url("user", question.user))]
	if is_closed_by_app:
		return [Remedy(_("No right opens this: the app's own rule decides, as said above."))]
	if unfit(question.meta, question.ptype):
		return []
	found = [*role_remedies(question), user_permission_remedy(question), share_remedy(question)]
	return [remedy for remedy in found if remedy]


def role_remedies(question: Question) -> list[Remedy]:
	"""A role that has the right, or a rule for a role that he has."""
	if any(not row.if_owner for _number, row in giving_rules(question)):
		return []
	having = [
		row.role
		for _number, row in numbered_rules(question.meta)
		if row.get(question.ptype) and not row.permlevel and not row.if_owner and row.role != "Administrator"
	]
	found = []
	if having:
		names = enumerated(_(role) for role in dict.fromkeys(having))
		text = _("A System Manager can give him one of the roles that have it: {0}.").format(names)
		found.append(Remedy(text, form_url("user", question.user)))
	text = _("A System Manager can give the right to one of his roles in the permission manager.")
	return [*found, Remedy(text, f"/app/permission-manager?doctype={quote(question.doctype)}")]


def user_permission_remedy(question: Question) -> Remedy | None:
	"""A user permission more."""
	found: Exclusion | None = exclusion(question.doc, question.user) if question.doc else None
	if not found or not found.value:
		return None
	text = _("A System Manager can add a user permission on {0} {1} for him.").format(
		_(found.allow), found.value
	)
	return Remedy(text, f"/app/user-permission?user={quote(question.user)}")


def share_remedy(question: Question) -> Remedy | None:
	"""A share of this record."""
	if (
		not question.doc
		or question.ptype not in SHARED_RIGHTS
		or get_system_settings("disable_document_sharing")
	):
		return None
	if not any(row.get("share") for row in question.meta.permissions):
		return None
	return Remedy(_("Who may share this record can share it with him."))


def form_url(slug: str, name: str) -> str:
	return f"/app/{slug}/{quote(name, safe='')}"


def may_ask_about(user: str) -> bool:
	"""Whether the session's user may ask about another: a System Manager about everybody, others about those whom an
	app names in the hook `explain_permission_of` (functions that return users), and everybody about himself."""
	return user == session.user or "System Manager" in get_roles() or user in users_to_ask_about()


def users_to_ask_about() -> list[str]:
	"""The users that the apps let the session's user ask about."""
	found = [user for method in get_hooks("explain_permission_of") for user in call(method) or ()]
	return list(dict.fromkeys(found))
