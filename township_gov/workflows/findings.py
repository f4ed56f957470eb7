"""What is wrong with a draft, in the reader's words and placed on the drawing: what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _

from township_gov.workflows import publishing
from township_gov.workflows.definition import DefinitionError
from township_gov.workflows.form import definition_of
from township_gov.workflows.linter import Problem

ERROR, WARNING = "error", "warning"
_HALVES = ("；", "; ", "，请")  # between what is wrong and what to do, in both languages


def of_draft(draft: dict[str, Any]) -> list[dict[str, Any]]:
	"""Everything wrong with a draft: `severity`, `node` or `transition`, `message`, `what_to_do`. Nothing is written."""
	words = _Words(draft)
	broken = list(_unreadable(draft))
	sound = _without(draft, {one.where for one in broken})
	return [words.told(one) for one in [*broken, *publishing.problems(definition_of(sound))]]


def _unreadable(draft: dict[str, Any]) -> Iterator[Problem]:
	"""Settings that cannot be meant at all, each at its node."""
	try:
		definition_of(draft)
		return
	except DefinitionError:
		bare = {**draft, "transitions": [], "conditions": []}
	for row in draft["nodes"]:
		try:
			definition_of({**bare, "nodes": [row]})
		except DefinitionError as error:
			yield Problem(error.message, error.args_, row["node_key"])


def unreadable(draft: dict[str, Any]) -> set[str]:
	"""The nodes that say something which cannot be meant at all."""
	return {one.where for one in _unreadable(draft)}


def readable(draft: dict[str, Any]) -> dict[str, Any]:
	"""The draft without the votes and time limits of nodes that cannot be read, so that the rest is judged all the same."""
	return _without(draft, unreadable(draft))


def _without(draft: dict[str, Any], broken: set[str]) -> dict[str, Any]:
	if not broken:
		return draft
	nodes = [{**row, "how": "Any One"} if row["node_key"] in broken else row for row in draft["nodes"]]
	timers = [row for row in draft["timers"] if row["node_key"] not in broken]
	return {**draft, "nodes": nodes, "timers": timers}


class _Words:
	"""Problems in the reader's language: fields by their labels, ways by the steps they join."""

	def __init__(self, draft: dict[str, Any]):
		self.nodes = {row["node_key"]: row["label"] or row["node_key"] for row in draft["nodes"]}
		self.ways = {row["transition_key"]: self._way(row) for row in draft["transitions"]}
		self.doctype = draft["applies_to"] or ""
		self.labels = _labels(self.doctype)

	def told(self, problem: Problem) -> dict[str, Any]:
		"""One problem as the designer shows it."""
		message, what_to_do = halves(_(problem.message))
		parts = [self._part(part) for part in problem.args]
		row: dict[str, Any] = {"severity": ERROR if problem.error else WARNING}
		if problem.where in self.nodes:
			row["node"] = problem.where
		elif problem.where in self.ways:
			row["transition"] = problem.where
		said, label = message.format(*parts), _(self.nodes.get(row.get("node"), ""), context="Approval")
		if label and label not in said:
			said = _("{0}: {1}", context="Flow Designer").format(label, said)
		return {**row, "message": said, "what_to_do": what_to_do.format(*parts)}

	def _way(self, row: dict[str, Any]) -> str:
		ends = [
			_(self.nodes.get(row[end]) or row[end] or "?", context="Approval")
			for end in ("from_node", "to_node")
		]
		return " → ".join(ends)

	def _part(self, part: str) -> str:
		"""A value that a problem names, as the reader knows it."""
		known = self.labels.get(part) or self.ways.get(part)
		if known:
			return known
		if part == self.doctype:
			return _(part)
		return ", ".join(_(one, context="Approval") for one in part.split(", "))


def halves(text: str) -> tuple[str, str]:
	"""A problem's sentence as what is wrong and what to do next."""
	end = "。" if text.endswith("。") else "."
	for mark in _HALVES:
		head, found, tail = text.rpartition(mark)
		if found and head and not tail.startswith("{"):
			return head + end, ("请" if mark == "，请" else "") + tail[:1].upper() + tail[1:]
	return text, ""


def _labels(doctype: str) -> dict[str, str]:
	"""Labels of a document type's fields, columns as `table.column`."""
	if not doctype or not frappe.db.exists("DocType", doctype):
		return {}
	found: dict[str, str] = {}
	for df in frappe.get_meta(doctype).fields:
		if df.label:
			found[df.fieldname] = _(df.label, context=doctype)
		if df.fieldtype in ("Table", "Table MultiSelect"):
			columns = frappe.get_meta(df.options).fields
			found |= {
				f"{df.fieldname}.{one.fieldname}": f"{_(df.label, context=doctype)} · {_(one.label, context=df.options)}"
				for one in columns
				if one.label
			}
	return found
