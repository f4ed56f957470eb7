"""One try at a door: what stood before, what stands after, and what was said. Nothing outlives the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import frappe

# What everybody may change who reads a document, and what no approval is about
SOCIAL = {"modified", "modified_by", "_user_tags", "_comments", "_assign", "_liked_by", "_seen", "idx"}
_POINT = "bypass"


@dataclass(frozen=True)
class Outcome:
	"""What a try did: the class of the refusal (empty: it was answered), its words, what it changed, how
	many refusals were recorded, and whether the guard or the engine refused."""

	refusal: str
	words: str
	changed: frozenset[str]
	recorded: int
	guarded: bool


def snapshot(doctype: str, name: str) -> dict[str, Any]:
	"""Everything an approval keeps of a document: each field, each table, its approvals, their tasks and their log."""
	rows = _rows(doctype, {"name": name})
	kept: dict[str, Any] = dict(rows[0]) if rows else {"gone": True}
	for df in frappe.get_meta(doctype).get_table_fields():
		kept[df.fieldname] = _rows(df.options, {"parent": name, "parenttype": doctype})  # in their order
	where = {"reference_doctype": doctype, "reference_name": name}
	for kind, fields in (
		("Approval Instance", ["name", "state", "status"]),
		("Approval Task", ["name", "status", "assigned_to"]),
		("Approval Log", ["name", "state_hash", "opinion"]),
	):
		kept[kind] = frappe.get_all(kind, where, fields, order_by="name")
	return kept


def _rows(doctype: str, filters: dict[str, Any]) -> list:
	rows = frappe.get_all(doctype, filters, ["*"], order_by="idx, name")
	return [sorted((key, str(value)) for key, value in row.items() if key not in SOCIAL) for row in rows]


def difference(before: dict[str, Any], after: dict[str, Any]) -> frozenset[str]:
	"""The names of what is not as it was."""
	return frozenset(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


class Held:
	"""The transaction of one test: doors commit, roll back and enqueue as they like, and all of it stays inside.

	A commit is only noted; a rollback goes back to the point before the try; a job runs at once.
	"""

	def __init__(self):
		self.watch: Callable[[], frozenset[str]] = frozenset
		self.kept: frozenset[str] = frozenset()

	@contextmanager
	def open(self) -> Iterator[Held]:
		"""Hold the session's transaction for a block."""
		database = frappe.db
		self._rollback = database.rollback
		saved = database.commit, database.rollback, frappe.enqueue
		database.commit, database.rollback, frappe.enqueue = self._commit, self._roll, _at_once
		try:
			self.mark()
			yield self
		finally:
			database.commit, database.rollback, frappe.enqueue = saved
			frappe.set_user("Administrator")
			database.rollback()

	def mark(self) -> None:
		"""What is written so far stays when a try is undone."""
		frappe.db.savepoint(_POINT)

	def undo(self) -> None:
		"""Go back to the mark, as the end of a failed request does; what wants to run after a rollback runs."""
		self._roll()

	def _commit(self, *_args, **_kwargs) -> None:
		self.kept |= self.watch()

	def _roll(self, *, save_point: str | None = None, **_kwargs) -> None:
		if save_point:
			self._rollback(save_point=save_point)
			return
		frappe.db.before_commit.reset()
		frappe.db.before_rollback.run()
		self._rollback(save_point=_POINT)
		frappe.db.savepoint(_POINT)
		frappe.db.after_commit.reset()
		frappe.db.after_rollback.run()

	def attempt(self, call: Callable[[], Any], user: str, doctype: str, name: str) -> Outcome:
		"""Make the call as `user`, as a request would, look, and undo it.

		A refusal counts as a change where it had committed something before.
		"""
		from township_gov.workflows.errors import ApprovalRefused, DocumentGuarded

		self._rollback(save_point=_POINT)
		before, refused = snapshot(doctype, name), frappe.db.count("Refusal Record")
		self.kept, self.watch = frozenset(), lambda: difference(before, snapshot(doctype, name))
		flags = frappe.local.flags.copy()
		frappe.set_user(user)
		refusal, words, guarded = "", "", False
		try:
			call()
		except Exception as error:
			refusal, words = type(error).__name__, str(error)
			guarded = isinstance(error, ApprovalRefused | DocumentGuarded)
		frappe.local.flags = flags
		frappe.set_user("Administrator")
		changed = self.kept | (frozenset() if refusal else self.watch())
		self.undo()
		recorded = frappe.db.count("Refusal Record") - refused
		frappe.clear_messages()
		for cache in ("document_cache", "permission_debug_log"):
			getattr(frappe.local, cache, {}).clear()
		return Outcome(refusal, words, changed, recorded, guarded)


def _at_once(method, *_args, **kwargs):
	"""A job, run where it is asked for."""
	for name in (
		"queue", "timeout", "event", "is_async", "job_name", "job_id", "now", "enqueue_after_commit", "at_front",
		"on_success", "on_failure", "deduplicate",
	):  # fmt: skip
		kwargs.pop(name, None)
	return frappe.call(method, **kwargs)
