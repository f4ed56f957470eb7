"""Telling people about approvals: who is told what the engine's effects say, here it becomes records.

Everything is written in the document's transaction: what is undone told nobody. The desk's notification is there at
once; e-mail and text messages wait in `Approval Notification` until `delivery` has sent them after the commit. A
mistake here is recorded and never undoes an approval.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import frappe
from frappe.utils import cint, cstr, format_datetime

from township_gov.workflows import confidential, notice_texts, outbox, people, urging
from township_gov.workflows.core import telling
from township_gov.workflows.core.settings import Approver
from township_gov.workflows.notice_texts import Words
from township_gov.workflows.outbox import Message

_SILENT = "approval_notices_silent"
_ADMINISTRATORS = (Approver(rule="Role in Scope", role="Township Administrator"),)
SUBSTITUTION = "Substitution"


@contextmanager
def silence() -> Iterator[None]:
	"""Tell nobody inside the block: history that is made afterwards (demo, imports)."""
	before = frappe.flags.get(_SILENT)
	frappe.flags[_SILENT] = True
	try:
		yield
	finally:
		frappe.flags[_SILENT] = before


def tell(step, before, event: dict[str, Any], effects: Sequence) -> None:
	"""Tell what a step did; `step` has written its records. Never raises: what fails is in the Error Log."""
	if frappe.flags.get(_SILENT):
		return
	frappe.db.savepoint("approval_notices")
	try:
		_tell(step, before, event, effects)
	except Exception:
		frappe.db.rollback(save_point="approval_notices")
		frappe.log_error(title="Approval notices were not written")


def _tell(step, before, event: dict[str, Any], effects: Sequence) -> None:
	outbox.withdraw(step.instance.name, telling.closed(before, step.state))
	found = telling.notices(step.flow, before, step.state, event, effects)
	if event["type"] == "urge":
		soon = urging.too_soon(step)
		found = [notice for notice in found if notice.task not in soon]
	if found:
		teller = _Teller(step)
		outbox.put(message for notice in found for message in teller.messages(notice))


class _Teller:
	"""Turns the notices of one step into messages, each in its reader's language."""

	def __init__(self, step):
		self.step, self.doc, self.instance = step, step.doc, step.instance
		numbers = sorted({task.id for task in step.state.tasks})
		filters = {"instance": self.instance.name, "task_no": ("in", numbers or [0])}
		rows = frappe.get_all("Approval Task", filters, ["name", "task_no", "node_label", "person_name"])
		self.tasks = {cint(row.task_no): row for row in rows}
		self.who = people.name_of(frappe.session.user)
		self.is_closed = confidential.is_closed(self.doc)

	def messages(self, notice: telling.Notice) -> Iterator[Message]:
		"""The messages of a notice; one to the administrators becomes one to each."""
		for user in [notice.user] if notice.user else self._administrators():
			if people.may_be_asked(user):
				yield self._message(notice, user)

	def _administrators(self) -> list[str]:
		asking = people.Asking(self.instance.initiator)
		found = people.candidates(_ADMINISTRATORS, self.doc, asking)
		return [row["user"] for row in found if row["user"] != self.instance.initiator]

	def _message(self, notice: telling.Notice, user: str) -> Message:
		task = self.tasks.get(notice.task)
		lang = outbox.language_of(user)
		node = task.node_label if task else ""
		if notice.event == telling.ENDED:
			node = self.step.state.status
		words = Words(self.instance.title or self.doc.name, node, self.who, self._principal(notice, task))
		hidden = notice_texts.hidden_title(self.doc.doctype, lang)
		outside = Words(hidden, words.node, words.who, words.principal) if self.is_closed else words
		desk = words if confidential.may_read_title(self.doc, user) else outside
		return Message(
			recipient=user,
			event=notice.event,
			text=notice_texts.text_of(notice.event, desk, lang),
			outside_text=notice_texts.text_of(notice.event, outside, lang),
			reference_doctype=self.doc.doctype,
			reference_name=self.doc.name,
			township=cstr(self.instance.township) or None,
			instance=self.instance.name,
			task=task.name if task else None,
			key=f"{self.instance.name}:{self.instance.last_seq}:{notice.event}:{notice.task}",
		)

	def _principal(self, notice: telling.Notice, task) -> str:
		if notice.event == telling.ESCALATION and task:
			return cstr(task.person_name)
		if not notice.of:
			return ""
		kind, _colon, name = notice.of.partition(":")
		if kind == "cadre":
			return cstr(frappe.get_cached_value("Cadre", name, "employee_name")) or name
		return people.name_of(name)


# -- substitutions ----------------------------------------------------------------------------------------


def tell_proposed(doc) -> None:
	"""Ask the substitute for his consent; tell the principal where somebody else proposed it."""
	lang = outbox.language_of(doc.substitute_user)
	text = notice_texts.proposed(
		doc.principal_name, doc.substitute_name, _moment(doc.begins_at), _moment(doc.ends_at), lang
	)
	_about(doc, "proposed", {doc.substitute_user: text}, but=frappe.session.user)


def tell_answered(doc) -> None:
	"""Tell the principal, and who proposed it, what the substitute answered."""
	outbox.answered(doc)
	accepted = doc.status == "Accepted"
	users = {doc.principal_user, doc.owner}
	lines = {
		user: notice_texts.answered(doc.substitute_name, accepted, outbox.language_of(user)) for user in users
	}
	_about(doc, "answered", lines, but=frappe.session.user)


def tell_turned(doc, tasks: int) -> None:
	"""A substitution has begun or is over by the clock: one line for both, however many tasks are open."""
	outbox.answered(doc)
	_about(doc, doc.status, _turn_lines(doc, tasks), but=None)


def tell_ended_early(doc) -> None:
	"""The same when somebody ended it before its time; who ended it knows."""
	outbox.answered(doc)
	tasks = frappe.db.count("Approval Task", {"person": f"cadre:{doc.principal}", "status": "Open"})
	_about(doc, "ended", _turn_lines(doc, tasks), but=frappe.session.user)


def _turn_lines(doc, tasks: int) -> dict[str, str]:
	users = {doc.principal_user, doc.substitute_user}
	return {user: _turn_line(doc, tasks, outbox.language_of(user)) for user in users}


def _turn_line(doc, tasks: int, lang: str | None) -> str:
	if doc.status == "Lapsed":
		return notice_texts.lapsed(doc.principal_name, doc.substitute_name, lang)
	begun = doc.status == "Active"
	return notice_texts.turned(begun, doc.principal_name, doc.substitute_name, tasks, lang)


def _about(doc, what: str, lines: dict[str, str], but: str | None) -> None:
	"""Put one line for each person; `but` did it himself and knows."""
	if frappe.flags.get(_SILENT):
		return
	outbox.put(
		Message(
			recipient=user,
			event=SUBSTITUTION,
			text=lines[user],
			outside_text=lines[user],
			reference_doctype=doc.doctype,
			reference_name=doc.name,
			township=doc.township,
			key=f"{doc.name}:{what}",
		)
		for user in sorted(user for user in lines if user)
		if user != but and people.may_be_asked(user)
	)


def _moment(value) -> str:
	return format_datetime(value, "yyyy-MM-dd HH:mm")
