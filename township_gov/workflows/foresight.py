"""A flow's simulation on this site: facts of today, past durations, the result in the reader's words. Nothing is written."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_days, flt

from township_gov import calendars, clock
from township_gov.policies.refusal import RuleError
from township_gov.workflows import drawn, errors, people, published, publishing, reasons, substitutes
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st
from township_gov.workflows.core.rerunning import rules_of
from township_gov.workflows.definition import Approver, Flow, parse_when
from township_gov.workflows.simulator import Sample, simulate
from township_gov.workflows.state import State

PAST_TASKS, PAST_DAYS = 4000, 365  # how many tasks of how many days tell how long a step takes
_REASONS = {
	"initiator": "Started the approval",
	"subject": "Is concerned by the document",
	"kin": "A relative is concerned by the document",
	"earlier actor": "Has decided at an earlier step",
}
_BY_INITIATOR = ("Initiator", "Head of Initiator")


def words(text: str) -> str:
	"""A text of a flow, or of these pages, in the reader's language."""
	return _(text, context="Approval") if text else ""


class ForesightWrote(RuntimeError):
	"""Something was written while a flow was only looked at: a fault of the program, and undone."""


@contextmanager
def nothing_written() -> Iterator[None]:
	"""Hold a block to reading. Raises ForesightWrote, after undoing what was written."""
	writes = frappe.db.transaction_writes
	frappe.db.savepoint("foresight")
	yield
	if frappe.db.transaction_writes != writes:
		frappe.db.rollback(save_point="foresight")
		raise ForesightWrote("A simulation wrote to the database; what it wrote is undone.")


def definition(flow: str, of: str = "draft") -> Flow:
	"""The flow as its form has it (`draft`) or as it is in force (`published`); needs read permission on it.

	Raises `FlowNotSound` where it cannot be walked at all.
	"""
	doc = frappe.get_doc("Approval Flow", flow)
	doc.check_permission("read")
	if of == "published":
		if not doc.published_version:
			frappe.throw(
				_("{0} is not published yet; look at its draft.").format(_(doc.title)), errors.FlowNotSound
			)
		return published.version(doc.published_version)
	return sound(publishing.definition(doc))


def sound(data: dict[str, Any]) -> Flow:
	"""A definition as rules that can be walked. Raises `FlowNotSound` with every error."""
	if wrong := [one for one in publishing.problems(data) if one.error]:
		lines = [_(one.message).format(*(_(part) for part in one.args)) for one in wrong]
		text = _("Mend the flow first, then look ahead: {0}").format("<br>".join(lines))
		frappe.throw(text, errors.FlowNotSound)
	return Flow.parse(data)


class Facts:
	"""The facts of today for documents of one flow; the same rules on the same values are looked up once."""

	def __init__(self, flow: Flow, *, with_substitutes: bool = False):
		self.flow, self.with_substitutes = flow, with_substitutes
		self.known: dict[Any, list] = {}

	def people(self, key: str, doc, initiator: str, state: State | None) -> list[dict]:
		"""The candidates behind a people fact."""
		rules = rules_of(self.flow, key) or ()
		node = self.flow.by_key[key.partition("#")[0].partition("@")[0]]
		previous = _previous(state, node.key) if _asks_previous(rules) else None
		in_order = node.how == "In Order" and key == node.key
		mark = (rules, _looked_at(rules, doc), self._initiator(rules, initiator), previous, in_order)
		if mark not in self.known:
			asking = people.Asking(initiator, previous)
			self.known[mark] = people.candidates(rules, doc, asking, in_order=in_order)
		return self._stood_in_for(self.known[mark], doc) if self.with_substitutes else self.known[mark]

	def _stood_in_for(self, rows: list[dict], doc) -> list[dict]:
		"""Candidates with those who may act for them today."""
		found = substitutes.active_among({row["person"] for row in rows}, doc, flow=self.flow.name)
		return [
			{**row, "substitutes": found[row["person"]]} if row["person"] in found else row for row in rows
		]

	def subjects(self, key: str, doc) -> list[str]:
		"""The persons whom a document is about, by a node's duties-apart fields."""
		return people.subjects(self.flow.by_key[key], doc)

	@staticmethod
	def _initiator(rules: Iterable[Approver], initiator: str) -> str:
		return initiator if any(rule.rule in _BY_INITIATOR for rule in rules) else ""


def _asks_previous(rules: Iterable[Approver]) -> bool:
	return any(rule.rule == "Previous Handler" for rule in rules)


def _previous(state: State | None, node: str) -> str | None:
	"""Who acted last at another node."""
	rows = [task for task in (state.tasks if state else ()) if task.status == st.DONE and task.node != node]
	return rows[-1].user if rows else None


def _looked_at(rules: Iterable[Approver], doc) -> tuple:
	"""The values of the document that approver rules look at."""
	names = {name for rule in rules for name in (rule.field, rule.township_field, rule.office_field)} - {""}
	return tuple((name, _value(doc, name)) for name in sorted(names))


def _value(doc, path: str) -> Any:
	table, _dot, column = path.partition(".")
	if column:
		return tuple(str(row.get(column)) for row in doc.get(table) or ())
	return str(doc.get(path))


# -- one simulation ---------------------------------------------------------------------------------------


def sample_document(flow: Flow, name: str | None, values: Mapping[str, Any] | None):
	"""The document to walk: a stored one that the session's user may read, or one made up in memory from `values`."""
	if name:
		doc = frappe.get_doc(flow.applies_to, name)
		doc.check_permission("read")
		return doc
	if not frappe.has_permission(flow.applies_to, "read"):
		text = _("You may not read documents of type {0}, so no sample of them can be walked.")
		frappe.throw(text.format(_(flow.applies_to)), frappe.PermissionError)
	doc = frappe.new_doc(flow.applies_to)
	known = {df.fieldname for df in doc.meta.fields}
	doc.update({key: value for key, value in (values or {}).items() if key in known})
	doc.owner = frappe.session.user
	if not frappe.has_permission(flow.applies_to, "read", doc=doc):
		frappe.throw(_("The sample lies outside of what you may read."), frappe.PermissionError)
	return doc


def walk(
	flow: Flow, doc, initiator: str, choices: Mapping[str, list[str]], start: datetime.datetime | None = None
) -> dict[str, Any]:
	"""Simulate a document; the result as the reader's browser draws it."""
	facts = Facts(flow, with_substitutes=True)

	def ask(kind: str, key: str, state: State | None) -> Any:
		return facts.subjects(key, doc) if kind == "subjects" else facts.people(key, doc, initiator, state)

	actor = {**people.actor(initiator), "name": people.name_of(initiator)}
	sample = Sample(
		actor=actor,
		values=published.values(doc, flow),
		start=(start or clock.now()).replace(microsecond=0),
		calendar=calendars.calendar_for(doc.get("township")),
		choices=choices,
		past=past_minutes(flow),
	)
	try:
		return _Telling(flow, doc.meta).result(simulate(flow, sample, ask))
	except RuleError as error:
		frappe.throw(_(error.message).format(*error.args_), errors.ApprovalRefused)


def past_minutes(flow: Flow) -> dict[str, tuple[int, int]]:
	"""Node → (median working minutes of a task, number of tasks), from what this flow's approvals took of late."""
	rows = frappe.get_all(
		"Approval Task",
		filters={
			"reference_doctype": flow.applies_to,
			"status": st.DONE,
			"used_minutes": (">", 0),
			"closed_at": (">", add_days(clock.today(), -PAST_DAYS)),
		},
		fields=["instance", "node_key", "used_minutes"],
		order_by="closed_at desc",
		limit=PAST_TASKS,
	)
	names = {row.instance for row in rows}
	mine = set(frappe.get_all("Approval Instance", filters={"name": ("in", list(names) or [""]), "flow": flow.name}, pluck="name"))  # fmt: skip
	taken: dict[str, list[int]] = {}
	for row in rows:
		if row.instance in mine:
			taken.setdefault(row.node_key, []).append(row.used_minutes)
	return {key: (round(statistics.median(minutes)), len(minutes)) for key, minutes in taken.items()}


class _Telling:
	"""A simulation in the reader's words."""

	def __init__(self, flow: Flow, meta):
		self.flow = flow
		self.labels = {df.fieldname: _(df.label, context=meta.name) for df in meta.fields if df.label}
		self.doctype, self.meta = meta.name, meta
		levels = {0, *meta.get_permlevel_access("read")}
		self.shut = {df.fieldname for df in meta.fields if (df.permlevel or 0) not in levels}
		self.sees_kin = people.may_know_kin()

	def result(self, found: dict[str, Any]) -> dict[str, Any]:
		problem = found["problem"]
		return {
			**found,
			"flow": self.flow.name,
			"title": words(self.flow.title),
			"problem": said(problem) if problem else "",
			"outcome_label": _(found["outcome"], context="Approval Instance") if found["outcome"] else "",
			"unknown": [words(label) for label in found["unknown"]],
			"steps": [self.step(step) for step in found["steps"]],
		}

	def step(self, step: dict[str, Any]) -> dict[str, Any]:
		return {
			**step,
			"label": words(step["label"]),
			"type_label": _(step["type"], context="Approval Flow Node"),
			"how_label": _(step["how"], context="Approval Flow Node") if step["how"] else "",
			"status": _(step["status"], context=self.doctype) if step.get("status") else "",
			"people": [self.person(row, step["node"]) for row in step["people"]],
			"passed_over": [self.passed_over(row) for row in step["passed_over"]],
			"ways": [self.way(row) for row in step["ways"]],
			"rungs": [
				{**row, "do_label": _(row["do"], context="Approval Flow Timer")} for row in step["rungs"]
			],
			"alternatives": [self.alternative(row) for row in step["alternatives"]],
		}

	def person(self, row: dict[str, Any], node: str) -> dict[str, Any]:
		why = row["why"] or {}
		return {
			**{name: row[name] for name in ("user", "name", "status", "action", "substitutes")},
			"name": row["name"] or people.name_of(row["user"]),
			"post": frappe.get_cached_value("Post", row["post"], "post_name") if row["post"] else "",
			"why": reasons.brief(why) if why.get("rule") else "",
			"why_full": people.explain(why) if why.get("rule") else "",
			"status_label": _(row["status"], context="Approval Task") if row["status"] else "",
			"action_label": self.action(row["action"], node),
		}

	def action(self, action: str, node: str) -> str:
		"""What somebody does, as the step's button says it."""
		return words(dict(self.flow.by_key[node].actions).get(action) or action.title())

	def passed_over(self, row: dict[str, Any]) -> dict[str, Any]:
		hidden = row["reason"] == "kin" and not self.sees_kin
		reason = people.KEPT_APART if hidden else _REASONS.get(row["reason"], row["reason"])
		return {"name": row["name"], "reason": words(reason)}

	def way(self, row: dict[str, Any]) -> dict[str, Any]:
		when = parse_when(row["when"])
		actual = {one["field"]: one["actual"] for group in row["when"] for one in group}
		met = [
			_("{0}: {1}", context="Flow Designer").format(self.labels.get(name, name), self.held(name, value))
			for name, value in actual.items()
		]
		return {
			"to": row["to"],
			"to_label": words(self.flow.by_key[row["to"]].label),
			"label": words(row["label"]),
			"when": drawn.when_words(frappe._dict(meta=self.meta), when)
			if when
			else words("in every other case"),
			"met": met,
			"held": row["held"],
			"taken": row["taken"],
		}

	def held(self, name: str, value: Any) -> str:
		"""What the document holds, for those whom its permission level opens the field to."""
		return _("(not open to you)") if name in self.shut else self.value(value, name)

	def value(self, value: Any, name: str) -> str:
		"""What a field holds, as its form shows it: money with its cents, a linked record by its title."""
		df = self.meta.get_field(name)
		if df and df.fieldtype == "Currency":
			return f"{flt(value):,.2f}"
		if df and df.fieldtype == "Link" and value:
			return drawn.link_title(df.options, value)
		return "—" if value in (None, "") else _(str(value), context=self.doctype)

	def alternative(self, row: dict[str, Any]) -> dict[str, Any]:
		labels = [words(self.flow.by_key[key].label) for key in row["leads_to"]]
		target = self.flow.by_key.get(row["to"])
		return {
			"action": row["action"],
			"to": row["to"],
			"label": words(row["label"]),
			"to_label": words(target.label) if target else "",
			"leads_to": labels[-1:] if row["outcome"] else labels,
			"outcome": _(row["outcome"], context="Approval Instance") if row["outcome"] else "",
			"problem": said(row["problem"]) if row.get("problem") else "",
		}


def said(refusal: no.EngineRefusal) -> str:
	"""A refusal of the engine in the reader's language."""
	return _(refusal.message).format(*(_(str(part), context="Approval") for part in refusal.args_))
