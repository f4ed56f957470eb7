"""Acts that lead a random walk towards one cell of the coverage table: to its node, then to its act."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.engine import walker
from tests.engine.flows import Case, person
from tests.engine.worlds import PEOPLE
from township_gov.workflows import engine
from township_gov.workflows import state as st

Cell = tuple[str, str, bool]
FIRST = {"answer": "delegate", "remove": "add beside"}  # what has to be done before


def event(case: Case, random: Random, aim: Cell) -> tuple[dict[str, Any], list[tuple[str, bool]]] | None:
	"""The next event on the way to the cell, with its place; None where chance may decide."""
	kind, verb, inside = aim
	state = case.state
	if state.suspended:
		return walker.whole(state, random, "resume"), walker.places(case)
	here = [t for t in state.tokens if walker.kind_of(case, t.node) == kind and bool(t.path) == inside]
	if not here and verb == "reassign" and kind == "Issue Document":
		case.people |= {node.key: [] for node in case.flow.nodes if node.type == kind}
	if kind == "Start" and not here:
		return _bring_back(case, random)
	if verb == "migrate" and here:
		return walker.migration(case), walker.places(case)
	if (verb in walker.WHOLE and here) or (verb == "take_back" and state.undo):
		return _whole(case, random, verb, here[0] if here else None)
	if not here:
		return _onward(case, random, None)
	if here[0].waiting in (st.ACTION, st.NUMBER) or not state.open_tasks(here[0].id):
		return _machine(case, random, verb, here[0])
	return _act(case, random, verb, here[0])


def _whole(case: Case, random: Random, verb: str, token: st.Token | None):
	if verb == "resume":
		verb = "suspend"
	if verb == "take_back" and not case.state.undo:
		return _onward(case, random, token)
	if verb == "reassign" and token and case.flow.by_key[token.node].type != "Approval":
		return _machine(case, random, verb, token)
	if verb == "reassign" and token:
		case.people[token.node] = [person(one) for one in random.sample(PEOPLE, 2)]
	return walker.whole(case.state, random, verb), walker.places(case)


def _bring_back(case: Case, random: Random):
	tasks = [t for t in case.state.open_tasks() if "return" in engine.actions(case.flow, case.state, t)]
	if not tasks:
		return _onward(case, random, None)
	return _by(case, random.choice(tasks), "return", random, to="initiator")


def _onward(case: Case, random: Random, token: st.Token | None):
	"""Agree, answer, report as done: what brings a token to its next node."""
	waiting = [one for one in case.state.tokens if one.waiting in (st.ACTION, st.NUMBER)]
	tasks = case.state.open_tasks(token.id if token else None)
	if waiting and (not tasks or random.random() < 0.5):
		return _machine(case, random, "done", random.choice(waiting))
	if not tasks:
		return walker.whole(case.state, random, "reassign"), walker.places(case)
	task = random.choice(tasks)
	return _by(case, task, next(iter(engine.actions(case.flow, case.state, task))), random)


def _machine(case: Case, random: Random, verb: str, token: st.Token):
	place = [(walker.kind_of(case, token.node), bool(token.path))]
	if token.waiting not in (st.ACTION, st.NUMBER):
		case.people[token.node] = [person(one) for one in random.sample(PEOPLE, 3)]
		return {"type": "reassign", "actor": person("ann")}, place
	found = walker.answer(token, random)
	if token.waiting == st.ACTION:
		if verb == "reassign":
			case.people[token.node] = []
		found["type"] = (
			"failed" if verb in ("retry", "reassign", "stand_in", "for another", "failed") else "done"
		)
	return found, place


def _act(case: Case, random: Random, verb: str, token: st.Token):
	task = random.choice(case.state.open_tasks(token.id))
	place = [(walker.kind_of(case, task.node), bool(token.path))]
	if verb.startswith("time"):
		return walker.on_task(case, task, random, "timer"), place
	if verb in ("stand_in", "remove!") or (verb == "for another" and not task.substitutes):
		return walker.on_task(case, task, random, "remove!" if verb == "remove!" else "stand_in"), place
	offered = engine.actions(case.flow, case.state, task)
	if verb == "for another":
		who = random.choice(task.substitutes).person
		return _by(case, task, next(iter(offered)), random, who=who)
	action = verb if verb in offered else FIRST.get(verb, "")
	return _by(case, task, action if action in offered else next(iter(offered)), random)


def _by(case: Case, task: st.Task, action: str, random: Random, *, who: str = "", to: str | None = None):
	targets = engine.return_targets(case.flow, case.state, task) if action == "return" else []
	to = to if to in targets else random.choice(targets) if targets else None
	mine = [one.person for one in case.state.open_tasks() if one.of == task.id]
	users = [random.choice(mine)] if action == "remove" and mine else random.sample(PEOPLE, 1)
	found = {"type": "act", "actor": person(who or task.person), "task": task.id, "action": action, "to": to}
	found |= {"opinion": True, "users": [person(one) for one in users]}
	return found, [(walker.kind_of(case, task.node), bool(case.state.token(task.token).path))]
