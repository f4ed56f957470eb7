"""One step of an approval flow, as an immutable value with JSON. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from township_gov.workflows.core.settings import Approver, Rung, Vote, approvers, rungs, verbs

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
FIRST_RULES = (
	"Role in Scope",
	"Named User",
	"Document Field",
	"Head of Office",
	"Initiator",
	"Head of Initiator",
)
RULES = (*FIRST_RULES, "Deputy of Office", "Leader by Portfolio", "Holder of a Post", "Previous Handler")
HOW = ("Any One", "All", "Vote", "In Order")
ACTIONS = ("approve", "reject", "return", "abstain")
DEFAULT_LABELS = {"approve": "Approve", "reject": "Reject", "return": "Return"}
ASKING = ("Approval", "Automatic", "Copy", "Issue Document")  # node types that name people
OPINION = ("Never", "On Reject or Return", "Always")
AFTER_RETURN = ("Step by Step", "Straight Back")
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
	hidden: tuple[str, ...] = ()

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
			hidden=tuple(data.get("hidden") or ()),
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
			"hidden": list(self.hidden),
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
