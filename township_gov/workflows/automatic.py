"""What the program does itself in a step: registered actions, numbers of official documents, numbers voided (rule 16).

An app registers an action in its hooks: `approval_actions = {"name": "dotted.path"}`. It is called as `(doc, context)` with
the document in approval, in the transaction of the act that led to it and inside a savepoint: it is done wholly or not at
all. `context.key` is the same however often it is tried, so that it can see what it did before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from township_gov import organisation
from township_gov.documents import issuing
from township_gov.workflows import doors, log
from township_gov.workflows import state as st
from township_gov.workflows.core.run import request_key
from township_gov.workflows.effects import Effect, IssueDocument, RunAction, VoidNumber

if TYPE_CHECKING:
	from township_gov.workflows.stepping import Step

_SAVEPOINT = "approval_action_"
# The database has given up the whole transaction: nothing is left to go on with
_FATAL = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)


class ActionNotRegistered(frappe.ValidationError):
	"""No app registers the action that the flow names."""


@dataclass(frozen=True)
class Context:
	"""What an action is told besides its document."""

	key: str
	instance: str
	node: str
	label: str
	action: str
	initiator: str


def registered() -> dict[str, str]:
	"""The dotted paths of the actions that the installed apps register, by name."""
	hooks = frappe.get_hooks("approval_actions") or {}
	return {name: paths[-1] if isinstance(paths, list) else paths for name, paths in hooks.items()}


def requests(effects: Iterable[Effect]) -> list[Effect]:
	"""Those effects that ask the program for something."""
	return [one for one in effects if isinstance(one, RunAction | IssueDocument | VoidNumber)]


def answer(step: Step, effect: Effect) -> list[Effect]:
	"""Do what an effect asks for and feed the answer to the engine; the effects of that."""
	return _ANSWERS[type(effect)](step, effect)


def run(step: Step, effect: RunAction) -> list[Effect]:
	"""Run a registered action. Its failure leaves the token there, undoes its work, and asks somebody to mend it."""
	if not _waits(step, effect, st.ACTION):
		return []
	event = {"token": effect.token, "key": effect.key}
	stored = frappe.get_doc(step.doc.doctype, step.doc.name)
	words = _perform(step, effect)
	step.doc = frappe.get_doc(step.doc.doctype, step.doc.name)
	if words is not None:
		notes = {"opinion": words, "action_label": "Failed"}
		return step.take({"type": "failed", **event}, "failed", log.BY_PROGRAM | notes)
	notes = {"changes": step.changes(stored), "action_label": "Done by the Program"}
	return step.take({"type": "done", **event}, "done", log.BY_PROGRAM | notes)


def issue(step: Step, effect: IssueDocument) -> list[Effect]:
	"""Issue the official document; where it cannot be issued, the act that led to it is refused."""
	if not _waits(step, effect, st.NUMBER):
		return []
	node = step.flow.by_key[effect.node]
	with doors.opened(step.doc.doctype, step.doc.name):
		number = issuing.issue(step.doc, step.instance, node.key, effect.document, _key(step, effect.key))
	step.doc = frappe.get_doc(step.doc.doctype, step.doc.name)
	event = {"type": "issued", "token": effect.token, "key": effect.key, "number": str(number)}
	notes = {"action_label": "Issued", "opinion": str(number)}
	return step.take(event, "issued", log.BY_PROGRAM | notes)


def void(step: Step, effect: VoidNumber) -> list[Effect]:
	"""Keep a number that came to nothing, as void."""
	issuing.void(effect.number, step.reason, instance=step.instance.name)
	return []


def _perform(step: Step, effect: RunAction) -> str | None:
	"""None where the action was done, else what went wrong, in words."""
	kept = list(frappe.local.message_log)
	# a name of its own: the action may start an approval whose action has its savepoint inside of this one
	savepoint = _SAVEPOINT + frappe.generate_hash(length=10)
	frappe.db.savepoint(savepoint)
	try:
		with doors.opened(step.doc.doctype, step.doc.name):
			load(_path(effect.action))(step.doc, _context(step, effect))
		return None
	except _FATAL:
		raise
	except Exception as error:
		frappe.db.rollback(save_point=savepoint)
		organisation.forget_cadres()
		frappe.local.message_log = kept
		if not isinstance(error, frappe.ValidationError | frappe.PermissionError):
			frappe.log_error(title=f"Approval action {effect.action}")
		return str(error) or type(error).__name__


def _path(name: str) -> str:
	path = registered().get(name)
	if not path:
		text = _(
			"The action {0} is not registered by any installed app; install it, or have the flow changed."
		)
		raise ActionNotRegistered(text.format(name))
	return path


def load(path: str) -> Callable[[Any, Context], None]:
	"""The function at a dotted path of an installed app."""
	return frappe.get_attr(path)


def _context(step: Step, effect: RunAction) -> Context:
	node = step.flow.by_key[effect.node]
	return Context(
		key=_key(step, effect.key),
		instance=step.instance.name,
		node=node.key,
		label=node.label,
		action=effect.action,
		initiator=step.initiator,
	)


def _key(step: Step, key: str) -> str:
	"""A request's key among those of all approvals."""
	return f"{step.instance.name}.{key}"


def _waits(step: Step, effect: RunAction | IssueDocument, waiting: str) -> bool:
	"""Whether the token still waits for this answer; another answer may have ended the approval."""
	token = step.state.token(effect.token)
	return bool(token and token.waiting == waiting and request_key(token) == effect.key)


_ANSWERS: dict[type[Effect], Callable[[Step, Any], list[Effect]]] = {
	RunAction: run,
	IssueDocument: issue,
	VoidNumber: void,
}
