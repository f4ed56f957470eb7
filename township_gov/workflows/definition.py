"""What an approval flow is: immutable typed values, read from and written to plain JSON.

The JSON is described with an example in `docs/flows.md`. `Flow.parse(data)` reads it, `flow.dump()` writes
it back; `linter.lint` says what is wrong with it. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from township_gov.workflows.conditions import Condition, When, fields_of
from township_gov.workflows.core.settings import (
	Approver,
	BadValue,
	DefinitionError,
	Rung,
	Vote,
	approvers,
	rungs,
	verbs,
)
from township_gov.workflows.core.structure import Path, paths_of

__all__ = ["Apart", "Approver", "BadValue", "DefinitionError", "Flow", "Node", "Rung", "Transition", "Vote"]

SCHEMA = 2  # flows that use nothing of the second are still written as the first
INITIATOR = "initiator"  # the return target that every flow has

NODE_TYPES = (
	"Start",
	"Approval",
	"Automatic",
	"Exclusive Split",
	"Parallel Split",
	"Join",
	"Copy",
	"Issue Document",
	"End",
)
RULES = ("Role in Scope", "Named User", "Document Field", "Head of Office", "Initiator", "Head of Initiator")
HOW = ("Any One", "All", "Vote", "In Order")
ACTIONS = ("approve", "reject", "return", "abstain")
DEFAULT_LABELS = {"approve": "Approve", "reject": "Reject", "return": "Return"}
ASKING = ("Approval", "Automatic", "Copy", "Issue Document")  # node types that name people
OPINION = ("Never", "On Reject or Return", "Always")
AFTER_RETURN = ("Step by Step", "Straight Back")
WITHDRAW = ("Before First Decision", "Until Finished", "Never")
OUTCOMES = ("Approved", "Rejected")


@dataclass(frozen=True, slots=True)
class Apart:
	"""Duties kept apart at a node: who may not decide here (persons are natural persons, not accounts)."""

	initiator: bool = True
	earlier: bool = False
	fields: tuple[str, ...] = ()
	kin: bool = False

	@classmethod
	def parse(cls, data: Mapping[str, Any] | None, *, initiator: bool = True) -> Apart:
		"""Read the block; without one only the initiator is kept apart."""
		data = data or {}
		return cls(
			initiator=bool(data.get("initiator", initiator)),
			earlier=bool(data.get("earlier", False)),
			fields=tuple(data.get("fields") or ()),
			kin=bool(data.get("kin", False)),
		)

	def dump(self) -> dict[str, Any]:
		"""All four values, so that a default never hides in stored data."""
		return {
			"initiator": self.initiator,
			"earlier": self.earlier,
			"fields": list(self.fields),
			"kin": self.kin,
		}


@dataclass(frozen=True, slots=True)
class Node:
	"""One step of a flow; `docs/flows.md` says which values count for which type."""

	key: str
	type: str
	label: str = ""
	status: str = ""
	approvers: tuple[Approver, ...] = ()
	ladder: tuple[Approver, ...] = ()
	how: str = "Any One"
	actions: tuple[tuple[str, str], ...] = ()
	return_to: tuple[str, ...] = ()
	after_return: str = "Step by Step"
	opinion: str = "On Reject or Return"
	apart: Apart = field(default_factory=Apart)
	fields: tuple[str, ...] = ()
	required: tuple[str, ...] = ()
	outcome: str = "Approved"
	submit: bool = True
	vote: Vote | None = None
	collect_all: bool = False
	allow: tuple[str, ...] = ()
	skip_repeat: bool = False
	decision: bool = True
	timer: tuple[Rung, ...] = ()
	run: str = ""
	irreversible: bool = False
	document: str = ""

	@classmethod
	def parse(cls, data: Mapping[str, Any]) -> Node:
		"""Read one node; absent values take the defaults named in `docs/flows.md`."""
		kind = data.get("type") or "Approval"
		people = approvers(data, "approvers")
		is_own = any(rule.rule == "Initiator" for rule in people)
		return cls(
			key=data.get("key") or "",
			type=kind,
			label=data.get("label") or data.get("key") or "",
			status=data.get("status") or "",
			approvers=people,
			ladder=approvers(data, "ladder"),
			how=data.get("how") or "Any One",
			actions=_actions(data) if kind == "Approval" else (),
			return_to=tuple(data.get("return_to") or (INITIATOR,)) if kind == "Approval" else (),
			after_return=data.get("after_return") or "Step by Step",
			opinion=data.get("opinion") or "On Reject or Return",
			apart=Apart.parse(data.get("apart"), initiator=not is_own),
			fields=tuple(data.get("fields") or (("*",) if kind == "Start" else ())),
			required=tuple(data.get("required") or ()),
			outcome=data.get("outcome") or "Approved",
			submit=bool(data.get("submit", True)),
			vote=Vote.parse(data["vote"]) if data.get("vote") is not None else None,
			collect_all=bool(data.get("collect_all", False)),
			allow=verbs(data.get("allow") or ()),
			skip_repeat=bool(data.get("skip_repeat", False)),
			decision=bool(data.get("decision", True)),
			timer=rungs(data.get("timer") or ()),
			run=data.get("run") or "",
			irreversible=bool(data.get("irreversible", False)),
			document=data.get("document") or "",
		)

	def dump(self) -> dict[str, Any]:
		"""The node as JSON, with the values that its type uses."""
		data: dict[str, Any] = {"key": self.key, "type": self.type, "label": self.label}
		if self.status:
			data["status"] = self.status
		if self.type == "Start":
			data |= {"fields": list(self.fields), "required": list(self.required)}
		if self.type == "End":
			data |= {"outcome": self.outcome, "submit": self.submit}
		if self.type == "Approval":
			data |= {
				"approvers": [rule.dump() for rule in self.approvers],
				"ladder": [rule.dump() for rule in self.ladder],
				"how": self.how,
				"actions": dict(self.actions),
				"return_to": list(self.return_to),
				"after_return": self.after_return,
				"opinion": self.opinion,
				"apart": self.apart.dump(),
				"fields": list(self.fields),
				"required": list(self.required),
			}
		elif self.type in ASKING:
			data |= {"approvers": [rule.dump() for rule in self.approvers], "apart": self.apart.dump()}
			data |= {"opinion": self.opinion, "fields": list(self.fields), "required": list(self.required)}
		return data | self.extras()

	def extras(self) -> dict[str, Any]:
		"""The values of the second schema that are not at their defaults."""
		data: dict[str, Any] = {
			"vote": self.vote and self.vote.dump(),
			"allow": list(self.allow),
			"timer": [rung.dump() for rung in self.timer],
			"run": self.run,
			"document": self.document,
			"collect_all": self.collect_all,
			"skip_repeat": self.skip_repeat,
			"irreversible": self.irreversible,
		}
		return {name: value for name, value in data.items() if value} | (
			{} if self.decision else {"decision": False}
		)

	@property
	def rules(self) -> tuple[Approver, ...]:
		"""Every approver rule that the node names, wherever it stands."""
		chair = (self.vote.chair,) if self.vote and self.vote.chair else ()
		return (*self.approvers, *self.ladder, *chair, *(rule for rung in self.timer for rule in rung.to))

	def allows(self, action: str) -> bool:
		"""Whether `action` is offered here."""
		return any(name == action for name, _label in self.actions)

	def needs_opinion(self, action: str) -> bool:
		"""Whether a person must write an opinion for `action`."""
		return self.opinion == "Always" or (
			self.opinion == "On Reject or Return" and action in ("reject", "return")
		)


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
		plain = ("Start", "Approval", "Exclusive Split", "End")
		return (
			1 if all(n.type in plain and n.how in HOW[:2] and not n.extras() for n in self.nodes) else SCHEMA
		)

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
		names = {self.status_field, *self.condition_fields, *self.fields_after_end}
		for node in self.nodes:
			names.update(node.fields, node.required, node.apart.fields)
			for rule in node.rules:
				names.update((rule.field, rule.office_field, rule.township_field))
		return frozenset(name.replace(":", ".").split(".")[0] for name in names) - {"", "*"}

	def status_for(self, outcome: str) -> str:
		"""The status written for `approved`, `rejected` or `withdrawn`; empty leaves the field alone."""
		return dict(self.statuses).get(outcome, "")


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


def _actions(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
	given = data.get("actions")
	if given is None:
		given = DEFAULT_LABELS
	if not isinstance(given, Mapping):
		given = {name: DEFAULT_LABELS.get(name, name) for name in given}
	named = [
		(name, given[name] or DEFAULT_LABELS.get(name, name.title())) for name in ACTIONS if name in given
	]
	return tuple(named + [(name, label) for name, label in given.items() if name not in ACTIONS])


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
