"""Random flows of every node type, well nested, and people for them. The same random source, the same world."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.engine.flows import Case, approval, person
from township_gov.workflows.core.settings import VERBS
from township_gov.workflows.definition import Flow

PEOPLE = ("ann", "bob", "cid", "dan", "eve", "fay")
SIZE = [{"field": "size", "operator": ">", "value": 5}]
KINDS = ("Any One", "All", "Vote", "In Order", "Automatic", "Issue Document", "Copy", "Exclusive Split")
VOTES: tuple[dict[str, Any], ...] = (
	{"count": 2}, {"more_than": "1/2"}, {"at_least": "2/3"},
	{"more_than": "1/2", "chair": {"rule": "Named User", "user": "chair"}},
)  # fmt: skip


class Builder:
	"""Writes one flow, node by node."""

	def __init__(self, random: Random, wanted: str = "", inside: bool = False, nested: bool = False):
		self.random, self.wanted, self.inside, self.nested = random, wanted, inside, nested
		self.nodes: list[dict[str, Any]] = []
		self.ways: list[dict[str, Any]] = []

	def flow(self) -> Flow:
		"""Start, some elements, End; the wanted kind of node is among them, inside a parallel block or outside."""
		start = self.add({"type": "Start", "status": "Draft"})
		ends = self.sequence([start], 0)
		end = self.add({"type": "End"})
		self.link(ends, end)
		return Flow.parse(
			{
				"flow_name": "Random",
				"applies_to": "ToDo",
				"status_field": "status",
				"withdraw": self.random.choice(
					["Before First Decision", "Until Finished", "Until Finished", "Never"]
				),
				"nodes": self.nodes,
				"transitions": self.ways,
			}
		)

	def add(self, node: dict[str, Any]) -> str:
		key = f"n{len(self.nodes)}"
		self.nodes.append({"label": key, **node, "key": key})
		return key

	def link(self, sources: list[str], target: str) -> None:
		self.ways += [{"from": source, "to": target} for source in sources]

	def sequence(self, sources: list[str], depth: int) -> list[str]:
		"""Two to four elements one after another; their last nodes."""
		elements = [self.random.choice(KINDS) for _number in range(self.random.randint(1, 3))]
		if depth == 0 and (self.inside or self.random.random() < 0.4):
			elements.insert(self.random.randint(0, len(elements)), "Parallel Split")
		elif depth == 1 and (self.nested or self.random.random() < 0.15):
			elements = ["Parallel Split"] if self.nested else [*elements, "Parallel Split"]
		if self.wanted and depth == (1 if self.inside else 0):
			elements.insert(self.random.randint(0, 1), self.wanted)
		line: list[str] = []
		for kind in elements:
			sources = self.element(kind, sources, depth)
			line += sources if len(sources) == 1 else []
		self.back(line)
		return sources

	def back(self, line: list[str]) -> None:
		"""At times a rejection leads back to an earlier node of the same line, past nothing that cannot be undone."""
		if len(line) < 2 or self.random.random() < 0.7:
			return
		rows = {node["key"]: node for node in self.nodes}
		since = max(
			(number for number, key in enumerate(line, 1) if rows[key]["type"] in ("Automatic", "Issue Document", "Join")),
			default=0,
		)  # fmt: skip
		asked = [key for key in line[since:] if rows[key]["type"] == "Approval"]
		if asked:
			source = self.random.choice(asked)
			target = self.random.choice(line[since : line.index(source) + 1])
			self.ways.append({"from": source, "to": target, "on": "reject"})

	def element(self, kind: str, sources: list[str], depth: int) -> list[str]:
		if kind == "Parallel Split":
			return self.block(sources, depth)
		if kind == "Exclusive Split":
			return self.choice(sources)
		node = self.add(self.node(kind))
		self.link(sources, node)
		return [node]

	def choice(self, sources: list[str]) -> list[str]:
		split = self.add({"type": "Exclusive Split"})
		self.link(sources, split)
		one, other = self.add(self.node("Any One")), self.add(self.node("All"))
		self.ways += [{"from": split, "to": one, "when": SIZE}, {"from": split, "to": other}]
		return [one, other]

	def block(self, sources: list[str], depth: int) -> list[str]:
		split = self.add({"type": "Parallel Split"})
		self.link(sources, split)
		ends: list[str] = []
		for number in range(self.random.randint(2, 3)):
			gate = self.add(self.node(self.random.choice(["Any One", "Copy"])))
			way: dict[str, Any] = {"from": split, "to": gate}
			if number and self.random.random() < 0.3:
				way["when"] = SIZE
			self.ways.append(way)
			ends += self.sequence([gate], depth + 1)
		join = self.add({"type": "Join"})
		self.link(ends, join)
		return [join]

	def node(self, kind: str) -> dict[str, Any]:
		random = self.random
		rule = [{"rule": "Role in Scope", "role": "R"}]
		apart = {"initiator": random.random() < 0.5, "earlier": random.random() < 0.1}
		if kind == "Automatic":
			return {
				"type": kind,
				"run": "act",
				"approvers": rule,
				"irreversible": random.random() < 0.2,
				"apart": apart,
			}
		if kind == "Issue Document":
			mine = rule if random.random() < 0.7 else []
			return {"type": kind, "document": "Notice", "approvers": mine, "apart": apart}
		if kind == "Copy":
			return {"type": kind, "approvers": rule}
		return self.approval(kind, apart)

	def approval(self, kind: str, apart: dict[str, Any]) -> dict[str, Any]:
		random = self.random
		offered = ["approve", "reject", "return", *(["abstain"] if kind == "Vote" else [])]
		decision = kind == "Vote" or random.random() < 0.6
		node = approval(
			"n",
			how=kind,
			label=f"n{len(self.nodes)}",
			actions=offered,
			apart=apart,
			status=random.choice(["", "Checking"]),
			after_return=random.choice(["Step by Step", "Straight Back"]),
			opinion=random.choice(["Never", "Never", "On Reject or Return"]),
			allow=[verb for verb in VERBS if random.random() < 0.8],
			collect_all=kind in ("All", "Vote") and random.random() < 0.3,
			skip_repeat=kind != "Vote" and random.random() < 0.15,
			decision=decision,
			timer=self.timer(decision),
		)
		return node | ({"vote": random.choice(VOTES)} if kind == "Vote" else {})

	def timer(self, decision: bool) -> list[dict[str, Any]]:
		if self.random.random() < 0.3:
			return []
		to = [{"rule": "Role in Scope", "role": "R"}]
		rungs = [
			{"after": 60, "do": "Remind"},
			{"after": 120, "do": "Escalate", "to": to, "hand_over": self.random.random() < 0.5},
		]
		return rungs + ([] if decision else [{"after": 240, "do": "Skip"}])


def case(random: Random, wanted: str = "", inside: bool = False, nested: bool = False) -> Case:
	"""A random flow with people for each of its nodes, not yet started."""
	flow = Builder(random, wanted, inside, nested).flow()
	people: dict[str, list[Any]] = {}
	for node in flow.nodes:
		for key in (node.key, f"{node.key}#chair", f"{node.key}@1"):
			people[key] = [some_person(random, one) for one in crowd(random, 1 if "#" in key else 4)]
	return Case(flow, people, values={"size": random.randint(0, 10)})


def crowd(random: Random, most: int) -> list[str]:
	"""Some people; now and then nobody."""
	least = 0 if random.random() < 0.08 else 1
	return random.sample(PEOPLE, random.randint(min(least, most), most))


def some_person(random: Random, name: str) -> dict[str, Any]:
	"""A person with an order of signing and, at times, a substitute."""
	values: dict[str, Any] = {"order": random.randint(0, 3)}
	if random.random() < 0.3:
		values["substitutes"] = [person(random.choice(PEOPLE))]
	return person(name, **values)
