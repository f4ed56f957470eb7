"""Small flows and people for the engine's tests, in the JSON that users write."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from township_gov.workflows import engine
from township_gov.workflows.core.run import request_key
from township_gov.workflows.definition import Flow
from township_gov.workflows.refusals import NeedFacts
from township_gov.workflows.state import State


def approval(key: str, **values: Any) -> dict[str, Any]:
	"""An Approval node whose people the facts name."""
	node = {
		"key": key,
		"type": "Approval",
		"label": key.title(),
		"approvers": [{"rule": "Role in Scope", "role": key.title()}],
		"opinion": "Never",
		"return_to": ["*"],
	}
	return node | values


def chain(*nodes: dict[str, Any], **values: Any) -> Flow:
	"""Start, the given nodes one after another, End."""
	keys = ["start", *(node["key"] for node in nodes), "end"]
	return Flow.parse(
		{
			"flow_name": "Test",
			"applies_to": "ToDo",
			"status_field": "status",
			"statuses": {"approved": "Done", "rejected": "Refused", "withdrawn": "Draft"},
			"nodes": [
				{"key": "start", "type": "Start", "label": "Draft", "status": "Draft"},
				*nodes,
				{"key": "end", "type": "End", "label": "End"},
			],
			"transitions": [{"from": source, "to": target} for source, target in pairwise(keys)],
		}
		| values
	)


def person(name: str, **values: Any) -> dict[str, Any]:
	"""A person with an account of the same name."""
	return {"person": name, "user": f"{name}@x", "kin": []} | values


class Case:
	"""A running approval in memory that records what the log would record."""

	def __init__(self, flow: Flow, people: dict[str, list[str]], *, subjects=None, values=None):
		self.flow = self.first = flow
		self.versions: dict[str, Flow] = {}  # those that a `migrate` event may go over to
		self.people = dict(people)
		self.subjects = subjects or {}
		self.values = values or {}
		self.now = 0  # working minutes since the first day
		self.awake = 0  # those of them in which the approval did not rest
		self.state: State | None = None
		self.log: list[tuple[dict, dict]] = []
		self.effects: list = []

	def fact(self, kind: str, key: str) -> Any:
		"""What the platform would find out today."""
		if kind == "subjects":
			return self.subjects.get(key, [])
		if kind == "clock":
			return str(self.now)
		if kind == "minutes":
			return self.now - int(self.state.task(int(key)).at)
		return [one if isinstance(one, dict) else person(one) for one in self.people.get(key, [])]

	def send(self, event: dict) -> Case:
		"""Apply an event, giving the engine each fact it asks for."""
		facts: dict[str, Any] = {"values": dict(self.values), "people": {}, "subjects": {}}
		facts |= {"clock": {}, "minutes": {}}
		flow = self.versions.get(event.get("version", ""), self.flow)
		while True:
			try:
				self.state, self.effects = engine.step(flow, self.state, event, facts)
				break
			except NeedFacts as need:
				facts[need.kind][need.key] = self.fact(need.kind, need.key)
		self.flow = flow
		self.log.append((event, facts))
		return self

	def start(self, who: str = "ann") -> Case:
		return self.send({"type": "start", "actor": person(who)})

	def act(self, who: str, action: str = "approve", **values: Any) -> Case:
		"""Let `who` act on his open task; without one on his last task, so that the refusal is the engine's."""
		mine = [t for t in self.state.tasks if who in {t.person, *(one.person for one in t.substitutes)}]
		task = next((one for one in mine if one.status == "Open"), mine[-1] if mine else self.state.tasks[-1])
		if "users" in values:
			values["users"] = [person(one) if isinstance(one, str) else one for one in values["users"]]
		event = {"type": "act", "actor": person(who), "task": task.id, "action": action} | values
		return self.send(event)

	def do(self, kind: str, who: str = "ann", **values: Any) -> Case:
		"""An event on the whole approval."""
		return self.send({"type": kind, "actor": person(who)} | values)

	def answer(self, kind: str = "done", **values: Any) -> Case:
		"""What the program reports of the first token that waits for an action or a number."""
		token = next(one for one in self.state.tokens if one.waiting in ("Action", "Number"))
		return self.send({"type": kind, "token": token.id, "key": request_key(token)} | values)

	def wait(self, minutes: int) -> Case:
		"""Let working minutes pass."""
		self.now += minutes
		self.awake += 0 if self.state and self.state.suspended else minutes
		return self

	def tick(self, who: str, minutes: int) -> Case:
		"""Let working minutes pass, then report the time of a person's open task."""
		self.wait(minutes)
		task = next(one for one in self.state.open_tasks() if one.person == who)
		used = self.now - int(task.at or self.now)
		return self.send({"type": "timer", "task": task.id, "now": str(self.now), "minutes": used})

	def told(self, kind: str) -> list[str]:
		"""Whom the last step's effects of a kind concern."""
		return [one.dump()["person"] for one in self.effects if one.dump()["kind"] == kind]

	def withdraw(self, who: str = "ann") -> Case:
		return self.send({"type": "withdraw", "actor": person(who)})

	def reassign(self) -> Case:
		return self.send({"type": "reassign", "actor": person("admin")})

	@property
	def asked(self) -> list[tuple[str, str, int]]:
		"""Who is asked now: (node, person, round)."""
		return [(task.node, task.person, task.round) for task in self.state.open_tasks()]

	def kinds(self) -> list[str]:
		"""Kinds of the last step's effects."""
		return [effect.dump()["kind"] for effect in self.effects]

	@property
	def written(self) -> list[str]:
		"""Status values the last step wrote."""
		return [effect.value for effect in self.effects if effect.dump()["kind"] == "WriteStatus"]


def drawn(nodes: list[dict[str, Any]], *lines: str, **values: Any) -> Flow:
	"""A flow from its nodes and lines such as "start > office > end"; Start and End are there already."""
	ways = [
		{"from": source.strip(), "to": target.strip()}
		for line in lines
		for source, target in pairwise(line.split(">"))
	]
	return chain(*nodes, **{"transitions": ways, **values})


def gate(key: str, kind: str, **values: Any) -> dict[str, Any]:
	"""A node that is not an Approval."""
	return {"key": key, "type": kind, "label": key.title()} | values
