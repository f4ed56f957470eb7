"""What a notification says, in the language of who gets it."""

from __future__ import annotations

from dataclasses import dataclass

from frappe import _

from township_gov.workflows.core import telling as t

# {0} the document, {1} the node, {2} who did it, {3} for whom
_TEXTS = {
	t.TASK: "{0}: please act at {1}",
	t.RETURNED: "{0}: returned to you by {2}; correct it and submit it again",
	t.STAND_IN: "{0}: please act at {1} for {3}",
	t.HANDED: "{0}: handed over to you at {1}",
	t.URGE: "{0}: {2} asks you to hurry at {1}",
	t.REMINDER: "{0}: it waits for you at {1}",
	t.UNBLOCKED: "{0}: those you asked have answered; it is your turn at {1}",
	t.ESCALATION: "{0}: it waits at {1} for {3} beyond its time",
	t.STANDS_STILL: "{0}: it stands still, nobody may decide there; have it reassigned",
	t.NOT_NEEDED: "{0}: not needed of you any more at {1}, others have decided",
	t.TAKEN_AWAY: "{0}: your task at {1} is gone, nothing is to be done",
	t.ACTED_FOR: "{0}: {3} acted for you at {1}",
	t.SUSPENDED: "{0}: suspended by {2}",
	t.RESUMED: "{0}: resumed by {2}",
	t.ENDED: "{0}: the approval has ended ({1})",
	t.COPY: "{0}: a copy for you from {2}",
}


@dataclass(frozen=True)
class Words:
	"""What the texts name."""

	title: str
	node: str = ""
	who: str = ""
	principal: str = ""


def text_of(event: str, words: Words, language: str | None) -> str:
	"""The line of a notice."""
	node = _(words.node, language) if words.node else ""
	if event == t.ENDED:
		node = _(words.node, language, "Approval Instance")
	text = _(_TEXTS[event], language).format(words.title, node, words.who, words.principal)
	if event in (t.URGE, t.REMINDER, t.UNBLOCKED) and words.principal:
		text += " " + _("(you stand in for {0})", language).format(words.principal)
	return text


def hidden_title(doctype: str, language: str | None) -> str:
	"""How a document is called where its title must not be read."""
	return _("{0} (confidential; sign in to read it)", language).format(_(doctype, language))


def proposed(principal: str, substitute: str, begins: str, ends: str, language: str | None) -> str:
	"""The question to a substitute."""
	text = _("{0} asks you to stand in from {1} to {2}: please accept or decline", language)
	return text.format(principal, begins, ends)


def answered(substitute: str, accepted: bool, language: str | None) -> str:
	"""The substitute's answer, for whom it was asked."""
	text = (
		_("{0} has agreed to stand in for you", language)
		if accepted
		else _("{0} has declined to stand in for you; choose somebody else", language)
	)
	return text.format(substitute)


def turned(begun: bool, principal: str, substitute: str, tasks: int, language: str | None) -> str:
	"""A substitution begins or is over; the same line for both persons."""
	text = (
		_("{0} stands in for {1} from now on ({2} open tasks)", language)
		if begun
		else _("{0} no longer stands in for {1}; what is open is with {1} again ({2} open tasks)", language)
	)
	return text.format(substitute, principal, tasks)


def lapsed(principal: str, substitute: str, language: str | None) -> str:
	"""Nobody answered in time."""
	return _("{0} did not answer whether to stand in for {1}; the term is over", language).format(
		substitute, principal
	)


def digest(count: int, language: str | None) -> str:
	"""Many notices in one line."""
	return _("{0} more notices about approvals; open My Approvals to see them", language).format(count)
