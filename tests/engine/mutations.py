"""How well the linter sees broken drawings: sound flows are broken at random, the truth is found by exploration.

	python -m tests.engine.mutations [FLOWS]

A flow is truly broken when some walk through all its choices meets a refusal for want of a way, never ends, ends
inside a parallel block, when a node is reached from different branches, or never. Prints recall and false alarms.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.engine.flows import Case, person
from tests.engine.worlds import SIZE, Builder
from township_gov.workflows.core.run import request_key
from township_gov.workflows.definition import Flow
from township_gov.workflows.linter import lint
from township_gov.workflows.refusals import EngineRefusal
from township_gov.workflows.state import State, Token

Data = dict[str, Any]


def sound(random: Random) -> Data:
	"""A sound flow whose steps one person decides, so that all of its walks can be taken."""
	data = Builder(random, inside=random.random() < 0.6).flow().dump()
	for node in data["nodes"]:
		if node["type"] == "Approval":
			for name in ("allow", "timer", "vote", "collect_all", "skip_repeat", "decision"):
				node.pop(name, None)
			node |= {"how": "Any One", "actions": {"approve": "", "reject": ""}, "opinion": "Never"}
		node["apart"] = {"initiator": False}
	return data


# -- operators: each breaks a flow in place, or leaves it when it has no place ------------------------------


def drop_way(data: Data, random: Random) -> None:
	data["transitions"].remove(random.choice(data["transitions"]))


def redirect(data: Data, random: Random) -> None:
	way, node = random.choice(data["transitions"]), random.choice(data["nodes"][1:])
	way["to"] = node["key"]


def add_way(data: Data, random: Random) -> None:
	"""A way for a rejection from one node to any other."""
	source = random.choice([node for node in data["nodes"] if node["type"] == "Approval"] or [None])
	if source:
		target = random.choice(data["nodes"][1:])["key"]
		data["transitions"].append({"key": "extra", "from": source["key"], "to": target, "on": "reject"})


def condition(data: Data, random: Random) -> None:
	random.choice(data["transitions"])["when"] = [SIZE]


def retype(data: Data, random: Random) -> None:
	node = random.choice(data["nodes"][1:])
	if node["type"] in ("Join", "Parallel Split", "Exclusive Split", "Copy"):
		node["type"] = random.choice(["Join", "Parallel Split", "Exclusive Split"])


def lonely(data: Data, random: Random) -> None:
	extra = copy.deepcopy(random.choice([n for n in data["nodes"] if n["type"] != "Start"])) | {
		"key": "lonely"
	}
	data["nodes"].append(extra)
	if extra["type"] != "End":
		data["transitions"].append({"key": "lone", "from": "lonely", "to": data["nodes"][-2]["key"]})


OPERATORS: tuple[Callable[[Data, Random], None], ...] = (
	drop_way,
	redirect,
	add_way,
	condition,
	retype,
	lonely,
)


# -- the truth --------------------------------------------------------------------------------------------


def broken(flow: Flow) -> str:
	"""Why the flow is broken, found by taking every walk; empty for a sound one."""
	seen: set[str] = {"n0"}
	for size in (0, 10):
		why = _explore(flow, size, seen)
		if why:
			return why
	return "never reached" if {node.key for node in flow.nodes} - seen else ""


def _explore(flow: Flow, size: int, seen: set[str]) -> str:
	people = {node.key: [person("bob")] for node in flow.nodes}
	first = Case(flow, people, values={"size": size})
	try:
		first.start("ann")
	except (EngineRefusal, RecursionError, LookupError) as error:
		return type(error).__name__
	graph: dict[Any, set[Any]] = {}
	branch_of: dict[str, Any] = {}
	todo, ends = [first], set()
	while todo:
		case = todo.pop()
		seen.update(effect.target for effect in case.effects if type(effect).__name__ == "Moved")
		_see_splits(case, seen)
		mark = _mark(case.state)
		if mark in graph:
			continue
		graph[mark] = set()
		for token in case.state.tokens:
			if branch_of.setdefault(token.node, _branch(case.state, token)) != _branch(case.state, token):
				return "reached from different branches"
		if len(case.state.tokens) > 9 or len(graph) > 900:
			return "grows without end"
		for event in _events(case.state):
			after = Case(flow, people, values={"size": size})
			after.state = case.state
			try:
				after.send(event)
			except (EngineRefusal, RecursionError, LookupError) as error:
				return type(error).__name__
			_see_splits(after, seen)
			seen.update(effect.target for effect in after.effects if type(effect).__name__ == "Moved")
			if after.state.status == "Running":
				graph[mark].add(_mark(after.state))
				todo.append(after)
			elif event.get("action") != "reject" and _cut_off(case.state, after):
				return "ended inside a block"
			else:
				if event.get("action") != "reject" or _drawn_reject(flow, case.state, event):
					ends.add(mark)
	return "" if _all_reach(graph, ends) else "never ends"


def _see_splits(case: Case, seen: set[str]) -> None:
	"""Exclusive splits leave no trace of their own: one is seen when a way into it and a way out of it were taken."""
	for effect in case.effects:
		if type(effect).__name__ == "Moved":
			for way in case.flow.transitions:
				if way.source == effect.source and case.flow.by_key[way.target].type == "Exclusive Split":
					_pass(case.flow, way.target, effect.target, seen)


def _pass(flow: Flow, split: str, target: str, seen: set[str], depth: int = 4) -> bool:
	for way in flow.transitions:
		if way.source == split:
			further = flow.by_key[way.target].type == "Exclusive Split" and depth
			if way.target == target or (further and _pass(flow, way.target, target, seen, depth - 1)):
				seen.add(split)
				return True
	return False


def _mark(state: State) -> Any:
	tokens = sorted((token.node, token.waiting, len(token.path)) for token in state.tokens)
	return (
		tuple(tokens),
		tuple(sorted((b.split, len(b.arrived)) for b in state.blocks if b.status == "Open")),
	)


def _branch(state: State, token: Token) -> Any:
	"""Which branch of which split a token is in, from the inside out."""
	found, number = [], token.id
	for block in (state.block(one) for one in reversed(token.path)):
		found.append((block.split, block.branches.index(number)))
		number = block.token
	return found


def _events(state: State) -> Iterator[dict[str, Any]]:
	for task in state.open_tasks():
		actions = {"Issue": ("issue",), "Mend": ("retry",)}.get(task.kind, ("approve", "reject"))
		for action in actions:
			yield {"type": "act", "actor": person(task.person), "task": task.id, "action": action}
	for token in state.tokens:
		if token.waiting in ("Action", "Number"):
			kind = "done" if token.waiting == "Action" else "issued"
			yield {"type": kind, "token": token.id, "key": request_key(token), "number": "1"}


def _cut_off(before: State, after: Case) -> bool:
	"""Whether branches were still under way, or waited at their join, when an End was reached."""
	return any(type(e).__name__ == "Joined" for e in after.effects) is False and any(
		token.path for token in before.tokens
	)


def _drawn_reject(flow: Flow, state: State, event: dict[str, Any]) -> bool:
	return (state.task(event["task"]).node, "reject") in flow.ways


def _all_reach(graph: dict[Any, set[Any]], ends: set[Any]) -> bool:
	good, grown = set(ends), True
	while grown:
		grown = False
		for mark, after in graph.items():
			if mark not in good and after & good:
				good.add(mark)
				grown = True
	return set(graph) == good


def measure(flows: int, seed: int = 0) -> tuple[int, int, int, list[str]]:
	"""(broken, found, false alarms, what was missed or raised in vain) over flows × operators × 3."""
	random = Random(seed)
	count = found = false = 0
	odd: list[str] = []
	for _number in range(flows):
		data = sound(random)
		while len(data["nodes"]) > 20 or broken(Flow.parse(data)):
			data = sound(random)
		for operator in OPERATORS:
			for _again in range(3):
				mutant = copy.deepcopy(data)
				operator(mutant, random)
				flow = Flow.parse(mutant)
				errors = [str(one) for one in lint(flow) if one.error]
				why = broken(flow) if len({n.key for n in flow.nodes}) == len(flow.nodes) else "double key"
				count, found = count + bool(why), found + bool(why and errors)
				false += bool(errors and not why)
				if bool(why) != bool(errors):
					odd.append(f"{operator.__name__}: {why or errors[0]}")
	return count, found, false, odd


def main() -> None:
	"""Print recall and false alarms."""
	flows = int(sys.argv[1]) if len(sys.argv) > 1 else 25
	count, found, false, odd = measure(flows)
	total = flows * len(OPERATORS) * 3
	print(f"{total} mutants of {flows} flows: {count} broken, {found} found ({found / count:.1%})")
	print(f"{false} false alarms among {total - count} sound mutants ({false / max(1, total - count):.1%})")
	for line in sorted(set(odd)):
		print(f"{odd.count(line):4} {line}")


if __name__ == "__main__":
	main()
