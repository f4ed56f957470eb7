"""Where a document stands in its approval, and what one person may change in it now."""

from __future__ import annotations

import json
from dataclasses import dataclass

import frappe
from frappe import _

from township_gov.workflows import people, published
from township_gov.workflows import state as st
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State, Task
from township_gov.workflows.wording import listed

_INSTANCE_FIELDS = ("name", "flow", "flow_version", "status", "state", "initiator", "last_seq", "node_label")
EVERYTHING = ("*",)


@dataclass(frozen=True)
class Standing:
	"""The latest approval of a document (or none) and one user's rights in it."""

	instance: frappe._dict | None
	flow: Flow | None
	state: State | None
	person: str
	mine: tuple[Task, ...]
	rights: tuple[str, ...]

	@property
	def hidden(self) -> tuple[str, ...]:
		"""Fields that every step of his leaves out of the form: convenience, no secrecy (rule 14)."""
		kept = [set(self.flow.by_key[task.node].hidden) for task in self.mine] if self.flow else []
		return tuple(sorted(set.intersection(*kept))) if kept else ()

	@property
	def running(self) -> bool:
		"""Whether an approval is under way."""
		return self.state is not None and self.state.status == st.RUNNING


def latest(doctype: str, name: str | None) -> frappe._dict | None:
	"""The newest approval of a document."""
	rows = frappe.get_all(
		"Approval Instance",
		filters={"reference_doctype": doctype, "reference_name": name},
		fields=list(_INSTANCE_FIELDS),
		order_by="creation desc",
		limit=1,
	)
	return rows[0] if rows else None


def of(doc, user: str | None = None) -> Standing:
	"""Where a stored document stands, seen by a user (default: the session's)."""
	person = people.person_of(user or frappe.session.user)
	instance = latest(doc.doctype, doc.name)
	if instance is None:
		found = published.applicable(doc)
		return Standing(None, None, None, person, (), found[1].start.fields if found else EVERYTHING)
	flow, state = published.version(instance.flow_version), State.load(json.loads(instance.state))
	mine = tuple(task for task in state.open_tasks() if _is_shared(task, person))
	return Standing(instance, flow, state, person, mine, _rights(flow, state, mine))


def _is_shared(task: Task, person: str) -> bool:
	"""Whether a task is a person's, or shared with him while he stands in for its owner."""
	return task.person == person or any(one.person == person for one in task.substitutes)


def _rights(flow: Flow, state: State, mine: tuple[Task, ...]) -> tuple[str, ...]:
	"""Field rights: of the open tasks while it runs, of Start where it may start again, else those after the end.

	Who is only asked for an opinion changes nothing, and nobody does while the approval is suspended.
	"""
	if state.status == st.RUNNING:
		nodes = {task.node for task in mine if task.kind != st.OPINION} if not state.suspended else set()
		return tuple(sorted({right for node in nodes for right in flow.by_key[node].fields}))
	if state.status in (st.WITHDRAWN, st.TERMINATED) or (
		state.status == st.REJECTED and flow.reopen_rejected
	):
		return flow.start.fields
	return flow.fields_after_end


def who_decides(standing: Standing) -> str:
	"""The names of those who are asked now, for a message."""
	names = [people.name_of(task.user) for task in standing.state.open_tasks()] if standing.state else []
	return listed(names) or _("nobody yet")


def node_label(standing: Standing) -> str:
	"""Where a running approval stands, in the reader's language."""
	labels = [standing.flow.by_key[token.node].label for token in standing.state.tokens]
	return listed(_(label) for label in labels)
