"""What an approval flow is: immutable typed values, read from and written to plain JSON.

The JSON is described with an example in `docs/flows.md`. `Flow.parse(data)` reads it, `flow.dump()` writes
it back; `linter.lint` says what is wrong with it. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from township_gov.workflows.conditions import Condition, When, fields_of
from township_gov.workflows.core.nodes import (
	ACTIONS,
	AFTER_RETURN,
	DEFAULT_LABELS,
	FIRST_RULES,
	HOW,
	INITIATOR,
	NODE_TYPES,
	OPINION,
	OUTCOMES,
	RULES,
	Apart,
	Node,
)
from township_gov.workflows.core.settings import Approver, BadValue, DefinitionError
from township_gov.workflows.core.structure import Path, paths_of

__all__ = [
	"ACTIONS", "AFTER_RETURN", "DEFAULT_LABELS", "HOW", "INITIATOR", "NODE_TYPES", "OPINION", "OUTCOMES", "RULES",
	"Apart", "Approver", "BadValue", "DefinitionError", "Flow", "Node", "Transition",
]  # fmt: skip

SCHEMA = 2  # flows that use nothing of the second are still written as the first
WITHDRAW = ("Before First Decision", "Until Finished", "Never")


@dataclass(frozen=True, slots=True)
class Transition:
	"""A way from one node to another, taken on approval (or on rejection), first match in written order."""

	key: str
	source: str
	target: str
	on: str = "approve"
	when: When = ()
	label: str = ""

	@classmethod
	def parse(cls, data: Mapping[str, Any], number: int) -> Transition:
		"""Read one transition; its key defaults to `t<number>`."""
		return cls(
			key=data.get("key") or f"t{number}",
			source=data.get("from") or "",
			target=data.get("to") or "",
			on=data.get("on") or "approve",
			when=parse_when(data.get("when")),
			label=data.get("label") or "",
		)

	def dump(self) -> dict[str, Any]:
		"""The transition as JSON."""
		data: dict[str, Any] = {"key": self.key, "from": self.source, "to": self.target, "on": self.on}
		if self.when:
			data["when"] = dump_when(self.when)
		if self.label:
			data["label"] = self.label
		return data


@dataclass(frozen=True)
class Flow:
	"""A whole flow. `statuses` holds the values of the document's status field at the end of an instance."""

	name: str
	applies_to: str
	nodes: tuple[Node, ...]
	transitions: tuple[Transition, ...]
	title: str = ""
	township: str = ""
	when: When = ()
	priority: int = 0
	status_field: str = ""
	statuses: tuple[tuple[str, str], ...] = ()
	starts_from: tuple[str, ...] = ()
	withdraw: str = "Before First Decision"
	fields_after_end: tuple[str, ...] = ()
	reopen_rejected: bool = False

	@classmethod
	def parse(cls, data: Mapping[str, Any]) -> Flow:
		"""Read a flow. Raises DefinitionError where the JSON has not the shape of a flow."""
		_check_shape(data)
		return cls(
			name=data.get("flow_name") or "",
			applies_to=data.get("applies_to") or "",
			title=data.get("title") or data.get("flow_name") or "",
			township=data.get("township") or "",
			when=parse_when(data.get("when")),
			priority=int(data.get("priority") or 0),
			status_field=data.get("status_field") or "",
			statuses=tuple(sorted((data.get("statuses") or {}).items())),
			starts_from=tuple(data.get("starts_from") or ()),
			withdraw=data.get("withdraw") or "Before First Decision",
			fields_after_end=tuple(data.get("fields_after_end") or ()),
			reopen_rejected=bool(data.get("reopen_rejected", False)),
			nodes=tuple(Node.parse(node) for node in data.get("nodes") or ()),
			transitions=tuple(
				Transition.parse(row, number) for number, row in enumerate(data.get("transitions") or (), 1)
			),
		)

	def dump(self) -> dict[str, Any]:
		"""The flow as JSON; `Flow.parse(flow.dump()) == flow`."""
		return {
			"schema": self.schema,
			"flow_name": self.name,
			"title": self.title,
			"applies_to": self.applies_to,
			"township": self.township,
			"when": dump_when(self.when),
			"priority": self.priority,
			"status_field": self.status_field,
			"statuses": dict(self.statuses),
			"starts_from": list(self.starts_from),
			"withdraw": self.withdraw,
			"fields_after_end": list(self.fields_after_end),
			"reopen_rejected": self.reopen_rejected,
			"nodes": [node.dump() for node in self.nodes],
			"transitions": [transition.dump() for transition in self.transitions],
		}

	@property
	def schema(self) -> int:
		"""The oldest schema that can say this flow."""
		return 1 if all(_is_everyday(node) for node in self.nodes) else SCHEMA

	@cached_property
	def paths(self) -> Mapping[str, Path]:
		"""The parallel branches that enclose each node; see `core.structure`."""
		return paths_of(self)[0]

	@cached_property
	def by_key(self) -> Mapping[str, Node]:
		"""Nodes by their key."""
		return {node.key: node for node in self.nodes}

	@cached_property
	def ways(self) -> Mapping[tuple[str, str], tuple[Transition, ...]]:
		"""Transitions by (source, approve or reject), in written order."""
		found: dict[tuple[str, str], list[Transition]] = {}
		for transition in self.transitions:
			found.setdefault((transition.source, transition.on), []).append(transition)
		return {pair: tuple(rows) for pair, rows in found.items()}

	@cached_property
	def leaving(self) -> Mapping[str, tuple[str, ...]]:
		"""The nodes that ways lead to from each node, the next ones only."""
		found: dict[str, list[str]] = {}
		for way in self.transitions:
			found.setdefault(way.source, []).append(way.target)
		return {source: tuple(targets) for source, targets in found.items()}

	@cached_property
	def onward(self) -> Mapping[str, frozenset[str]]:
		"""The nodes that ways lead to from each node, near and far."""
		return {key: _closure(self, key) for key in self.by_key}

	@cached_property
	def start(self) -> Node:
		"""The one Start node."""
		return next(node for node in self.nodes if node.type == "Start")

	@cached_property
	def condition_fields(self) -> tuple[str, ...]:
		"""Fields of the document that any condition looks at, sorted."""
		names = fields_of(self.when)
		for transition in self.transitions:
			names |= fields_of(transition.when)
		return tuple(sorted(names))

	@cached_property
	def field_names(self) -> frozenset[str]:
		"""Every field of the document that this flow uses; for tables the table's name."""
		return frozenset(name.split(".")[0] for name in self.field_paths)

	@cached_property
	def field_paths(self) -> frozenset[str]:
		"""The same with columns as `table.column`; a table is named too where one of its columns or rows is used."""
		names = {self.status_field, *self.condition_fields, *self.fields_after_end}
		for node in self.nodes:
			names.update(node.fields, node.required, node.hidden, node.apart.fields)
			for rule in node.rules:
				names.update((rule.field, rule.office_field, rule.township_field))
		paths = {name.split(":")[0] for name in names}
		return frozenset(paths | {name.split(".")[0] for name in paths}) - {"", "*"}

	def status_for(self, outcome: str) -> str:
		"""The status written for `approved`, `rejected` or `withdrawn`; empty leaves the field alone."""
		return dict(self.statuses).get(outcome, "")


def _closure(flow: Flow, key: str) -> frozenset[str]:
	found: set[str] = set()
	todo = [key]
	while todo:
		ahead = set(flow.leaving.get(todo.pop(), ())) - found
		found |= ahead
		todo += ahead
	return frozenset(found)


def parse_when(groups: Any) -> When:
	"""Read a *when*: a list of groups, each a list of rows; a single group may lack its outer list."""
	if not groups:
		return ()
	if isinstance(groups[0], Mapping):
		groups = [groups]
	return tuple(tuple(Condition.parse(row) for row in group) for group in groups if group)


def dump_when(when: When) -> list[list[dict[str, Any]]]:
	"""Write a *when* as JSON."""
	return [[row.dump() for row in group] for group in when]


def _is_everyday(node: Node) -> bool:
	"""Whether the first schema can say the node."""
	plain = ("Start", "Approval", "Exclusive Split", "End")
	if node.type not in plain or node.how not in HOW[:2] or node.extras():
		return False
	return all(rule.rule in FIRST_RULES and not rule.post for rule in node.rules)


def _check_shape(data: Any) -> None:
	if not isinstance(data, Mapping):
		raise DefinitionError("A flow is a JSON object.")
	for name in ("nodes", "transitions"):
		rows = data.get(name, ())
		if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
			raise DefinitionError("{0} of a flow is a list of JSON objects.", name)
	if int(data.get("schema") or SCHEMA) > SCHEMA:
		text = "Schema {0} of a flow is newer than this program ({1}); upgrade the program first."
		raise DefinitionError(text, str(data["schema"]), str(SCHEMA))
