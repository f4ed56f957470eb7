"""Random acts on a random approval, and what must hold after each of them, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.engine.flows import Case, person
from tests.engine.worlds import PEOPLE, crowd, some_person
from township_gov.workflows import engine
from township_gov.workflows import state as st
from township_gov.workflows.core.run import request_key
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
	assert canonical(engine.replay(case.flow, case.log).dump()) == canonical(case.state.dump())


def _walk(case: Case, random: Random, steps: int, aim: Chooser | None) -> Iterator[Step]:
	for _number in range(steps):
		if case.state.status != st.RUNNING:
			return
		if random.random() < 0.15:
			shuffle_people(case, random)
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


def on_task(case: Case, task: Any, random: Random, kind: str) -> dict[str, Any]:
	if kind == "timer":
		case.now += random.choice((5, 70, 130, 300))
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
		elif name == "Moved" and case.flow.by_key[effect.source].type != "End":
			for way in case.flow.transitions:
				split = case.flow.by_key[way.target]
				if way.source == effect.source and split.type == "Exclusive Split":
					yield "Exclusive Split", "pass", bool(case.flow.paths[split.key])


# -- the rules --------------------------------------------------------------------------------------------


def check(case: Case, before: State | None) -> None:
	"""Everything that holds after every event."""
	finished_is_closed(case.state)
	no_orphans(case.state)
	tokens_have_owners(case.state)
	one_vote(case)
	joins_fire_once(case)
	opened_again(before, case)
	rebuilt(before, case)


def rebuilt(before: State | None, case: Case) -> None:
	"""The step taken again from the stored JSON of the state before gives the same bytes."""
	stored = State.load(before.dump()) if before else None
	again, effects = engine.step(case.flow, stored, *case.log[-1])
	assert canonical(again.dump()) == canonical(case.state.dump()) and effects == case.effects
	assert State.load(again.dump()) == case.state


def finished_is_closed(state: State) -> None:
	if state.status != st.RUNNING:
		assert not state.open_tasks() and not state.tokens and not state.suspended


def no_orphans(state: State) -> None:
	"""Every token belongs to a branch of an open block, every open branch has its token, and every task a token."""
	if state.status != st.RUNNING:
		return
	assert len({token.id for token in state.tokens}) == len(state.tokens) > 0
	tokens = {token.id for token in state.tokens}
	opened = [block for block in state.blocks if block.status == "Open"]
	sleeping = {block.token for block in opened}
	for block in opened:
		assert set(block.arrived) < set(block.branches)
		for branch in block.branches:
			assert (branch in tokens) + (branch in sleeping) + (branch in block.arrived) == 1
	for token in state.tokens:
		assert token.id not in sleeping
		if token.path:
			assert token.id in state.block(token.path[-1]).branches
		assert all(state.block(number).status == "Open" for number in token.path)
	for task in state.open_tasks():
		token = state.token(task.token)
		assert token and (token.node, token.round) == (task.node, task.round)


def tokens_have_owners(state: State) -> None:
	"""A token has an owner, or waits for an answer, or says openly that nobody is left."""
	for token in state.tokens:
		asked = bool(state.open_tasks(token.id))
		if token.waiting in ("", st.REPAIR):
			assert asked, token
		else:
			assert not asked, token
	for task in state.open_tasks():
		assert task.person and task.user and task.person not in {one.person for one in task.substitutes}


def one_vote(case: Case) -> None:
	"""A natural person has one say at each visit of a node, whether for himself or for another."""
	state = case.state
	for token in state.tokens:
		says: list[str] = []
		for task in state.visit(token):
			if task.status in (st.OPEN, st.SKIPPED) or (task.status == st.DONE and task.action != "retry"):
				says.append(task.actor or task.person)
		assert len(says) == len(set(says)), says
	for task in state.tasks:
		node = case.flow.by_key[task.node]
		if node.type == "Approval" and node.apart.initiator:
			assert "ann" not in task.people
		assert "ann" not in {one.person for one in task.substitutes}


def joins_fire_once(case: Case) -> None:
	fired = [effect.block for effect in case.effects if type(effect).__name__ == "Joined"]
	case.joined = [*getattr(case, "joined", []), *fired]
	assert len(case.joined) == len(set(case.joined))


def opened_again(before: State | None, case: Case) -> None:
	"""A return opens a new round; where it led, somebody is asked by a task that did not exist."""
	if before is None or case.state.round == before.round or case.state.status != st.RUNNING:
		return
	old = {task.id for task in before.tasks}
	rounds = [token for token in case.state.tokens if token.round == case.state.round]
	assert rounds
	for token in rounds:
		for task in case.state.open_tasks(token.id):
			assert task.id not in old
			assert any(
				getattr(e, "task", 0) == task.id and type(e).__name__ == "OpenTask" for e in case.effects
			)
