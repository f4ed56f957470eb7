"""Random acts on a random approval, and what must hold after each of them, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.engine.flows import Case, person
from tests.engine.invariants import check
from tests.engine.worlds import PEOPLE, crowd, some_person
from township_gov.workflows import engine
from township_gov.workflows import state as st
from township_gov.workflows.core import migrating
from township_gov.workflows.core.run import request_key
from township_gov.workflows.definition import Flow
from township_gov.workflows.refusals import EngineRefusal
from township_gov.workflows.state import State, canonical

WHOLE = ("withdraw", "take_back", "urge", "suspend", "resume", "terminate", "reassign")


@dataclass(frozen=True)
class Step:
	"""One accepted event: the kind of node it concerned, what was done, and whether inside a parallel block."""

	kind: str
	verb: str
	inside: bool


Chooser = Callable[[Case, Random], "tuple[dict[str, Any], list[tuple[str, bool]]] | None"]


def walk(case: Case, random: Random, steps: int = 30, aim: Chooser | None = None) -> Iterator[Step]:
	"""Start the approval and act at random; after every accepted event the rules are checked.

	`aim`: chooses four of five events.
	"""
	case.start("ann")
	check(case, None)
	yield from _walk(case, random, steps, aim)
	again = engine.replay(case.first, case.log, case.versions.__getitem__)
	assert canonical(again.dump()) == canonical(case.state.dump())


def _walk(case: Case, random: Random, steps: int, aim: Chooser | None) -> Iterator[Step]:
	for _number in range(steps):
		if case.state.status != st.RUNNING:
			return
		if random.random() < 0.15:
			shuffle_people(case, random)
		if random.random() < 0.3:
			case.wait(random.choice((1, 10, 100)))
		chosen = aim(case, random) if aim and random.random() < 0.8 else None
		event, place = chosen or choose(case, random)
		before = case.state
		try:
			case.send(event)
		except EngineRefusal as refusal:
			assert str(refusal) and case.state is before
			continue
		check(case, before)
		yield from (Step(*one) for one in steps_of(case, before, event, place))


def shuffle_people(case: Case, random: Random) -> None:
	"""Posts change hands: the facts of tomorrow are others."""
	for key in case.people:
		if random.random() < 0.3:
			case.people[key] = [some_person(random, one) for one in crowd(random, 1 if "#" in key else 4)]


def places(case: Case) -> list[tuple[str, bool]]:
	"""Where the approval stands: kinds of nodes, and whether inside a parallel block."""
	return [(kind_of(case, token.node), bool(token.path)) for token in case.state.tokens]


def kind_of(case: Case, node: str) -> str:
	row = case.flow.by_key[node]
	return row.how if row.type == "Approval" else row.type


def choose(case: Case, random: Random) -> tuple[dict[str, Any], list[tuple[str, bool]]]:
	"""An event, mostly possible, and the places it concerns: (kind of node, inside a block)."""
	state = case.state
	waiting = [token for token in state.tokens if token.waiting in (st.ACTION, st.NUMBER)]
	tasks = state.open_tasks()
	roll = random.random()
	if state.suspended and roll < 0.6:
		return {"type": "resume", "actor": person("ann")}, places(case)
	if waiting and roll < 0.35:
		token = random.choice(waiting)
		return answer(token, random), [(kind_of(case, token.node), bool(token.path))]
	if roll < 0.36:
		return migration(case), places(case)
	if roll < 0.45:
		kind = random.choice(("urge", "take_back", "reassign", "suspend", "resume"))
		return whole(state, random, kind), places(case)
	if not tasks or roll < 0.46:
		return whole(state, random, random.choice(WHOLE)), places(case)
	task = random.choice(tasks)
	place = [(kind_of(case, task.node), bool(state.token(task.token).path))]
	if roll < 0.54:
		return on_task(case, task, random, random.choice(("timer", "stand_in", "remove!"))), place
	return act(case, task, random), place


def answer(token: Any, random: Random) -> dict[str, Any]:
	kind = "issued" if token.waiting == st.NUMBER else random.choice(("done", "done", "failed"))
	key = request_key(token) if random.random() < 0.95 else "another"
	return {"type": kind, "token": token.id, "key": key, "number": "〔2026〕1号"}


def whole(state: State, random: Random, kind: str) -> dict[str, Any]:
	who = random.choice(PEOPLE) if random.random() < 0.4 else "ann"
	if kind == "take_back" and state.undo:
		who = state.undo[-1].people[0]
	event = {"type": kind, "actor": person(who), "opinion": random.random() < 0.95}
	tasks = state.open_tasks()
	if kind == "reassign" and tasks and random.random() < 0.3:
		event |= {"task": random.choice(tasks).id, "users": [person(random.choice(PEOPLE))]}
	return event


def migration(case: Case) -> dict[str, Any]:
	"""Over to a newer version, with other words and other rules for a withdrawal."""
	data = case.flow.dump() | {"withdraw": "Until Finished"}
	for node in data["nodes"]:
		node["label"] += "+"
	name, new = f"v{len(case.versions) + 2}", Flow.parse(data)
	case.versions[name] = new
	plan = migrating.plan(case.flow, new, case.state, {})
	return {"type": "migrate", "actor": person("admin"), "from": "", "version": name, **plan}


def on_task(case: Case, task: Any, random: Random, kind: str) -> dict[str, Any]:
	if kind == "timer":
		case.wait(random.choice((5, 70, 130, 300)))
		used = case.now - int(task.at or case.now)
		return {"type": "timer", "task": task.id, "now": str(case.now), "minutes": used}
	if kind == "stand_in":
		return {"type": "stand_in", "task": task.id, "substitutes": [person(one) for one in crowd(random, 2)]}
	return {"type": "remove", "actor": person("admin"), "task": task.id}


def act(case: Case, task: Any, random: Random) -> dict[str, Any]:
	offered = list(engine.actions(case.flow, case.state, task))
	action = random.choice(offered)
	if action in ("reject", "return") and random.random() < 0.6:
		action = offered[0]
	owner = task.person
	if task.substitutes and random.random() < 0.4:
		owner = random.choice(task.substitutes).person
	who = owner if random.random() < 0.95 else random.choice(PEOPLE)
	targets = engine.return_targets(case.flow, case.state, task) if action == "return" else []
	users = [person(one) for one in random.sample(PEOPLE, 1 if random.random() < 0.7 else 2)]
	if action == "remove":
		mine = [one.person for one in case.state.open_tasks() if one.of == task.id] or ["fay"]
		users = [person(random.choice(mine))]
	return {
		"type": "act",
		"actor": person(who),
		"task": task.id,
		"action": action,
		"to": random.choice([*targets, None]) if targets else None,
		"opinion": random.random() < 0.95,
		"users": users,
	}


def steps_of(case: Case, before: State, event: dict, where: list) -> Iterator[tuple[str, str, bool]]:
	"""What an accepted event counts for in the coverage table."""
	verb = event.get("action") or event["type"]
	kinds = set(case.kinds())
	if verb == "timer":
		task = before.task(event["task"])
		rungs = case.flow.by_key[task.node].timer
		now = case.state.task(task.id).fired
		verbs = [f"time: {rungs[number].do.lower()}" for number in now if number not in task.fired]
	elif verb == "remove" and event["type"] == "remove":
		verbs = ["remove!"]
	else:
		verbs = [verb]
	if "ActedFor" in kinds:
		verbs.append("for another")
	if verb == "take_back" and event["type"] == verb:
		back = case.state.token(case.state.tasks[-1].token)
		where = [(kind_of(case, back.node), bool(back.path))]
	if verb == "reassign":
		nodes = {e.node for e in case.effects if type(e).__name__ == "OpenTask"}
		where = [(kind_of(case, t.node), bool(t.path)) for t in case.state.tokens if t.node in nodes]
	for kind, inside in set(where):
		for one in verbs:
			yield kind, one, inside
	yield from passed(case)


def passed(case: Case) -> Iterator[tuple[str, str, bool]]:
	"""Nodes that a step passed through without stopping."""
	for effect in case.effects:
		name = type(effect).__name__
		if name in ("Forked", "Joined"):
			outer = (
				case.state.block(effect.block).path
				if any(b.id == effect.block for b in case.state.blocks)
				else ()
			)
			yield ("Parallel Split" if name == "Forked" else "Join"), "pass", bool(outer)
		elif name == "Moved" and case.flow.by_key[effect.target].type == "Copy":
			yield "Copy", "pass", bool(case.flow.paths[effect.target])
		elif name == "Moved" and case.flow.by_key[effect.target].type == "End":
			yield "End", "arrive", False
		elif name == "Moved" and case.flow.by_key[effect.source].type != "End":
			for way in case.flow.transitions:
				split = case.flow.by_key[way.target]
				if way.source == effect.source and split.type == "Exclusive Split":
					yield "Exclusive Split", "pass", bool(case.flow.paths[split.key])
