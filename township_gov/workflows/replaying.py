"""Past approvals through a draft: what would have gone differently, document by document. Nothing is written.

Each approval is told again from its Approval Log (`core/rerunning.py`). What the log does not hold is looked up as it is
today, and the report says so: a field of the document that only the draft's conditions name, the people of a rule that the
old version did not have.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_days, create_batch, getdate

from township_gov.workflows import people, published
from township_gov.workflows.conditions import holds
from township_gov.workflows.core.rerunning import Logged, Rerun, Story, past, rerun, rules_of
from township_gov.workflows.definition import Flow
from township_gov.workflows.foresight import Facts, said, words
from township_gov.workflows.state import State

BATCH = 500
SHOWN = 200  # documents that are named in one report
DIFFERENCES = ("path", "people", "steps", "outcome", "unknown", "not_for_it", "stopped")
Row = dict[str, Any]


def replay(flow: Flow, from_date, to_date) -> Row:
	"""The report on approvals that were started from one day to another, both included.

	`totals` counts documents, `rows` names those that would have gone differently and that the session's user may read,
	`from_today` says what the log did not hold.
	"""
	return _Report(flow).of(_instances(flow, getdate(from_date), getdate(to_date)))


def _instances(flow: Flow, from_date, to_date) -> list[Row]:
	"""This flow's approvals; where it has none yet, those of every flow for the same documents."""
	filters: list[list[Any]] = [
		["reference_doctype", "=", flow.applies_to],
		["started_at", ">=", from_date],
		["started_at", "<", add_days(to_date, 1)],
	]
	if flow.township:
		filters.append(["township", "=", flow.township])
	if frappe.db.exists("Approval Instance", {"flow": flow.name}):
		filters.append(["flow", "=", flow.name])
	fields = ["name", "flow_version", "reference_name", "title", "status", "initiator"]
	return frappe.get_all(
		"Approval Instance", filters=filters, fields=fields, order_by="started_at desc, name desc"
	)


class _Report:
	def __init__(self, flow: Flow):
		self.flow, self.facts = flow, Facts(flow)
		self.totals: Counter = Counter()
		self.from_today: Counter = Counter()
		self.rows: list[Row] = []

	def of(self, instances: list[Row]) -> Row:
		for batch in create_batch(instances, BATCH):
			logs, documents = _logs(batch), _Documents(self.flow, batch)
			for instance in batch:
				self.one(instance, logs.get(instance.name) or [], documents)
		return {
			"flow": self.flow.name,
			"title": words(self.flow.title),
			"doctype": self.flow.applies_to,
			"totals": {name: self.totals[name] for name in ("documents", "same", *DIFFERENCES, "hidden")},
			"rows": self.rows,
			"more": self.totals["named"] - len(self.rows),
			"from_today": [{"what": what, "documents": count} for what, count in self.from_today.items()],
		}

	def one(self, instance: Row, rows: list[Logged], documents: _Documents) -> None:
		self.totals["documents"] += 1
		if not rows:
			self.totals["stopped"] += 1
			return
		version = published.version(_first_version(rows) or instance.flow_version)
		found, missing = None, []
		if self._fits(rows[0], instance, documents, missing):
			found = rerun(self.flow, version, rows, self._ask(instance, documents))
			missing += found.missing
		said_missing = list(dict.fromkeys(self._missing(*key) for key in missing))
		self.from_today.update(said_missing)
		row = self.compare(version, past(rows), found, _names(rows))
		changed = [name for name in DIFFERENCES if row[name]]
		for name in changed or ["same"]:
			self.totals[name] += 1
		if changed:
			self._name(instance, {**row, "missing": said_missing})

	def _fits(self, first: Logged, instance: Row, documents: _Documents, missing: list) -> bool:
		"""Whether the draft is for this document at all; by the values of its start."""
		if not self.flow.when:
			return True
		names = {row.field for group in self.flow.when for row in group}
		values = dict(first.facts.get("values") or {})
		for name in names - set(values):
			missing.append(("values", name))
			values[name] = documents.value(instance, name)
		return holds(self.flow.when, values)

	def _ask(self, instance: Row, documents: _Documents):
		def ask(kind: str, key: str, state: State | None) -> Any:
			if kind == "values":
				return documents.value(instance, key)
			if kind == "subjects":
				return self.facts.subjects(key, documents.whole(instance))
			doc = documents.document(instance, rules_of(self.flow, key) or ())
			return self.facts.people(key, doc, instance.initiator, state)

		return ask

	def compare(self, version: Flow, was: Story, found: Rerun | None, names: Mapping[str, str]) -> Row:
		"""What differs, in the reader's words."""
		labels = {node.key: node.label for flow in (version, self.flow) for node in flow.nodes}

		def path(story: Story) -> list[str]:
			return [words(labels.get(visit.node, visit.node)) for visit in story.asked]

		row: Row = dict.fromkeys(("path", "people", "steps", "outcome", "unknown", "stopped"))
		row |= {"not_for_it": found is None, "path_before": path(was), "outcome_before": _ended(was.outcome)}
		if found is None:
			return row
		row |= {
			"path_after": path(found.story),
			"people": [self._of_step(*one, names) for one in _other_people(was, found.story)],
			"presumed": [words(labels[key]) for key in found.presumed],
			"unused": found.unused,
			"stopped": said(found.problem) if found.problem else "",
		}
		row["path"] = row["path_after"] != row["path_before"]
		row["steps"] = len(row["path_after"]) - len(row["path_before"])
		row["unknown"] = bool(found.presumed)
		row["outcome"] = not row["unknown"] and found.story.outcome != was.outcome
		row["outcome_after"] = words("Outcome unknown") if row["unknown"] else _ended(found.story.outcome)
		return row

	def _of_step(self, node: str, before: list[str], after: list[str], names: Mapping[str, str]) -> Row:
		def said_names(persons: list[str]) -> list[str]:
			return [names.get(one) or self._name_of(one) for one in persons]

		label = self.flow.by_key[node].label if node in self.flow.by_key else node
		return {"label": words(label), "before": said_names(before), "after": said_names(after)}

	@staticmethod
	def _name_of(person: str) -> str:
		kind, _colon, name = person.partition(":")
		return (
			frappe.get_cached_value("Cadre", name, "employee_name")
			if kind == "cadre"
			else people.name_of(name)
		) or name

	def _name(self, instance: Row, row: Row) -> None:
		"""Name the document, if the reader may see it."""
		if self.totals["named"] >= SHOWN:
			self.totals["named"] += 1
			return
		where = (self.flow.applies_to, instance.reference_name)
		if not frappe.db.exists(*where) or not frappe.has_permission(where[0], "read", doc=where[1]):
			self.totals["hidden"] += 1
			return
		self.totals["named"] += 1
		self.rows.append({"name": instance.reference_name, "document_title": instance.title, **row})

	def _missing(self, kind: str, key: str) -> str:
		node = self.flow.by_key.get(key.partition("#")[0].partition("@")[0])
		if kind == "people":
			return _("people of {0}, as of today").format(words(node.label))
		if kind == "subjects":
			return _("persons kept apart at {0}, as of today").format(words(node.label))
		field = frappe.get_meta(self.flow.applies_to).get_field(key)
		return _("{0}, as the document has it today").format(
			_(field.label, context=self.flow.applies_to) if field and field.label else key
		)


def _first_version(rows: list[Logged]) -> str | None:
	"""The version an approval was started by, where it was moved to a newer one since."""
	return next((row.event.get("from") for row in rows if row.event["type"] == "migrate"), None)


def _ended(outcome: str) -> str:
	return _(outcome or "Running", context="Approval Instance")


def _names(rows: list[Logged]) -> dict[str, str]:
	"""Person → name, as the log has it."""
	found = {}
	for row in rows:
		for candidates in (row.facts.get("people") or {}).values():
			found |= {one["person"]: one.get("name") for one in candidates}
	return found


def _other_people(was: Story, now: Story) -> Iterator[tuple[str, list[str], list[str]]]:
	"""Steps on both ways at which others would have been asked; a step's visits are compared in their order."""
	before: dict[str, list[list[str]]] = {}
	for visit in was.asked:
		before.setdefault(visit.node, []).append(sorted(visit.people))
	for visit in now.asked:
		rows = before.get(visit.node)
		if rows and (old := rows.pop(0)) != sorted(visit.people):
			yield visit.node, old, sorted(visit.people)


def _logs(batch: list[Row]) -> dict[str, list[Logged]]:
	"""The logged events of some approvals, in their order."""
	rows = frappe.get_all(
		"Approval Log",
		filters={"instance": ("in", [row.name for row in batch]), "kind": "Event"},
		fields=["instance", "event", "facts", "effects", "at"],
		order_by="instance asc, seq asc",
	)
	found: dict[str, list[Logged]] = {}
	for row in rows:
		logged = Logged(
			json.loads(row.event), json.loads(row.facts), json.loads(row.effects), str(row.at)[:19]
		)
		found.setdefault(row.instance, []).append(logged)
	return found


class _Documents:
	"""The documents of a batch as they are today: plain columns at once, whole documents when a table is asked for."""

	def __init__(self, flow: Flow, batch: list[Row]):
		self.flow, self.batch = flow, batch
		self.rows: dict[str, Row] | None = None
		self.kept: dict[str, Any] = {}

	def value(self, instance: Row, field: str) -> Any:
		"""A field's value as conditions see it."""
		row = self._columns().get(instance.reference_name) or {}
		if field in row:
			return published.plain(row[field])
		return published.plain(self.whole(instance).get(field))

	def document(self, instance: Row, rules) -> Any:
		"""A document that has what the rules look at."""
		if any("." in rule.field for rule in rules):
			return self.whole(instance)
		row = self._columns().get(instance.reference_name)
		return (
			frappe.get_doc({"doctype": self.flow.applies_to, **row})
			if row
			else frappe.new_doc(self.flow.applies_to)
		)

	def whole(self, instance: Row) -> Any:
		"""The stored document; an empty one where it is gone."""
		name = instance.reference_name
		if name not in self.kept:
			exists = frappe.db.exists(self.flow.applies_to, name)
			self.kept[name] = (
				frappe.get_doc(self.flow.applies_to, name) if exists else frappe.new_doc(self.flow.applies_to)
			)
		return self.kept[name]

	def _columns(self) -> dict[str, Row]:
		if self.rows is None:
			meta = frappe.get_meta(self.flow.applies_to)
			columns = {"name", "owner"} | {
				name for name in self.flow.field_names if (df := meta.get_field(name)) and not _is_table(df)
			}
			names = [row.reference_name for row in self.batch]
			found = frappe.get_all(
				self.flow.applies_to, filters={"name": ("in", names)}, fields=sorted(columns)
			)
			self.rows = {row.name: row for row in found}
		return self.rows


def _is_table(df) -> bool:
	return df.fieldtype in ("Table", "Table MultiSelect") or bool(df.is_virtual)
