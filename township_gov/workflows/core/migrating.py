"""Moving a running approval onto a newer version of its flow: old state + mapping + new flow → new state.

`obstacles` says beforehand what stands in the way, knowing both versions. The event carries what it decided (`nodes`: old
key → new key, `fired`: rungs of each open task's new timer that count as climbed), so that a log replays with the new flow alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core.run import Event, Run
from township_gov.workflows.definition import Flow, Node
from township_gov.workflows.effects import Migrated
from township_gov.workflows.state import Person, State, Task, Token, replace

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Obstacle:
	"""Why an approval stays on its version: an English template with its arguments."""

	message: str
	args: tuple[str, ...] = ()

	def __str__(self) -> str:
		return self.message.format(*self.args)


def plan(old: Flow, new: Flow, state: State, mapping: Names) -> dict[str, Any]:
	"""The part of a `migrate` event that the versions decide: `nodes` and `fired`, only what concerns this state."""
	full = {old.start.key: new.start.key, **mapping}
	nodes = {key: full[key] for key in sorted(_named(state)) if full.get(key, key) != key}
	fired = {}
	for task in state.open_tasks():
		target = new.by_key.get(nodes.get(task.node, task.node))
		if target and task.fired:
			climbed = {
				(old.by_key[task.node].timer[n].after, old.by_key[task.node].timer[n].do) for n in task.fired
			}
			fired[str(task.id)] = [n for n, one in enumerate(target.timer) if (one.after, one.do) in climbed]
	return {"nodes": nodes, "fired": fired}


def obstacles(old: Flow, new: Flow, state: State, mapping: Names) -> list[Obstacle]:
	"""Everything that keeps this running approval on its version; empty when it can move."""
	nodes = plan(old, new, state, mapping)["nodes"]
	if old.applies_to != new.applies_to or old.status_field != new.status_field:
		return [Obstacle("The new version is for other documents, or writes another status field.")]
	found = list(_gone(old, new, state, nodes)) + list(_merged(old, state, nodes))
	if found:
		return found
	moved = _renamed(state, nodes)
	found = list(_of_structure(new, moved))
	for token in state.tokens:
		target = new.by_key[nodes.get(token.node, token.node)]
		found += _of_node(old.by_key[token.node], target, state, token)
		found += _of_marks(old, new, state, token, target)
	return list(dict.fromkeys(found))


def migrate(run: Run, event: Event) -> None:
	"""The event: take over the new keys; everybody keeps his task, its votes and its working time."""
	nodes = event.get("nodes") or {}
	moved = replace(_renamed(run.state, nodes), undo=())
	for token in moved.tokens:
		if token.node not in run.flow.by_key:
			raise no.CannotMigrate(
				"{0} is not in the new version; say which step takes its place.", token.node
			)
	for one in _of_structure(run.flow, moved):
		raise no.CannotMigrate(one.message, *one.args)
	run.state = moved
	for task in run.state.open_tasks():
		run.put_task(_with_new_clock(run, task, event.get("fired") or {}))
		run.effects.append(Migrated(task.id, task.node))


def _with_new_clock(run: Run, task: Task, fired: Mapping[str, list[int]]) -> Task:
	"""A task whose step has a time limit now, or has none any more; the working time used stays."""
	timed = bool(run.node(task).timer) and task.kind in ("", st.BESIDE, st.AFTER)
	if not timed:
		return replace(task, at="", fired=()) if task.at or task.fired else task
	at = task.at or ("" if run.state.suspended else run.fact("clock", "now"))
	return replace(task, at=at, fired=tuple(fired.get(str(task.id)) or ()))


def _named(state: State) -> set[str]:
	"""Keys of nodes that the state names anywhere."""
	names = {row.node for row in (*state.tokens, *state.tasks, *state.marks)}
	names |= {key for token in state.tokens for key in token.back_to}
	return names | {block.split for block in state.blocks}


def _renamed(state: State, nodes: Names) -> State:
	if not nodes:
		return state

	def to(key: str) -> str:
		return nodes.get(key, key)

	return replace(
		state,
		tokens=tuple(_token_renamed(one, nodes) for one in state.tokens),
		tasks=tuple(replace(one, node=to(one.node)) for one in state.tasks),
		blocks=tuple(replace(one, split=to(one.split)) for one in state.blocks),
		marks=tuple(replace(one, node=to(one.node)) for one in state.marks),
	)


def _token_renamed(token: Token, nodes: Names) -> Token:
	"""A token with those who wait for their turn, who say which people fact named them (`key`, `key#rung`)."""

	def person(one: Person) -> Person:
		key, sign, rung = one.source.partition("#")
		return replace(one, source=f"{nodes.get(key, key)}{sign}{rung}")

	return replace(
		token,
		node=nodes.get(token.node, token.node),
		back_to=tuple(nodes.get(key, key) for key in token.back_to),
		queue=tuple(person(one) for one in token.queue),
		after=tuple(person(one) for one in token.after),
	)


# -- what stands in the way -------------------------------------------------------------------------------

_FROZEN = (
	"The roster of {0} is frozen, and the new version counts it in another way; let it be decided first."
)


def _gone(old: Flow, new: Flow, state: State, nodes: Names) -> Iterator[Obstacle]:
	"""Steps where the approval stands, or will jump back to, that the new version lacks or has as something else."""
	needed = {token.node for token in state.tokens} | {key for one in state.tokens for key in one.back_to}
	needed |= {block.split for block in state.blocks if block.status == st.OPEN_BLOCK}
	for key in sorted(needed):
		target = new.by_key.get(nodes.get(key, key))
		if target is None:
			text = "{0} is not in the new version; say which step takes its place."
			yield Obstacle(text, (old.by_key[key].label,))
		elif target.type != old.by_key[key].type:
			yield Obstacle("{0} is a step of another kind in the new version.", (target.label,))


def _merged(old: Flow, state: State, nodes: Names) -> Iterator[Obstacle]:
	"""Two steps that would become one: who acted where could not be told any more."""
	seen: dict[str, str] = {}
	for key in sorted(_named(state)):
		target = nodes.get(key, key)
		if target in seen:
			labels = tuple(old.by_key[one].label if one in old.by_key else one for one in (seen[target], key))
			yield Obstacle("{0} and {1} would become one step, and the approval has been at both.", labels)
		seen[target] = key


def _of_structure(new: Flow, state: State) -> Iterator[Obstacle]:
	"""What the new flow alone does not bear: parallel blocks, jumps back, frozen rosters. Keys are the new ones."""
	ways: dict[tuple[int, str], int] = {}
	for token in state.tokens:
		node, around = new.by_key[token.node], _blocks(state, token)
		path = new.paths.get(token.node, ())
		if tuple(split for split, _way in path) != tuple(split for split, _branch in around):
			yield Obstacle("{0} lies inside another parallel block in the new version.", (node.label,))
			continue
		for (_split, way), (_own, branch), number in zip(path, around, token.path, strict=True):
			if ways.setdefault((number, way), branch) != branch:
				yield Obstacle("Two parallel branches would become one at {0}.", (node.label,))
		for key in token.back_to:
			back = new.paths.get(key, ()) if key in new.by_key else None
			if back is None or tuple(split for split, _way in back) != tuple(split for split, _way in path):
				text = "It will go straight back to {0}, which lies elsewhere in the new version."
				yield Obstacle(text, (new.by_key[key].label if key in new.by_key else key,))
		yield from _of_roster(node, token, state)


def _blocks(state: State, token: Token) -> list[tuple[str, int]]:
	"""The splits around a token, from the outside in, each with the branch it stands in."""
	branches = [*(state.block(number).token for number in token.path[1:]), token.id]
	return [(state.block(number).split, branch) for number, branch in zip(token.path, branches, strict=False)]


def _of_roster(node: Node, token: Token, state: State) -> Iterator[Obstacle]:
	"""Rosters and thresholds freeze on entry (rule 3), so the new version must count in the same way."""
	if node.type != "Approval" or token.waiting:
		return
	how = "Vote" if token.needed else "In Order" if token.seats else ""
	same = node.how == how if how else node.how in ("Any One", "All")
	if not same and state.visit(token):
		yield Obstacle(_FROZEN, (node.label,))


def _of_node(old: Node, new: Node, state: State, token: Token) -> Iterator[Obstacle]:
	"""What has begun at the very step under rules that are others now."""
	if token.needed and old.vote != new.vote:
		yield Obstacle(_FROZEN, (old.label,))
	cast = [task for task in state.roster(token) if task.status == st.DONE]
	if cast and (old.how, old.collect_all, old.vote) != (new.how, new.collect_all, new.vote):
		text = "Somebody has decided at {0} already, and the new version counts in another way."
		yield Obstacle(text, (old.label,))
	asked = token.waiting in (st.ACTION, st.REPAIR, st.NUMBER)
	if asked and (old.key, old.run, old.document) != (new.key, new.run, new.document):
		text = "{0} waits for an answer that was asked for under the old version; let it come first."
		yield Obstacle(text, (old.label,))


def _of_marks(old: Flow, new: Flow, state: State, token: Token, target: Node) -> Iterator[Obstacle]:
	"""What cannot be undone was done, and the new version would do it again (rule 13)."""
	before = {_deed(old.by_key[key]) for key in _after(old, token.node)}
	again = {_deed(new.by_key[key]): new.by_key[key].label for key in _after(new, target.key)}
	for mark in state.marks:
		deed = _deed(old.by_key[mark.node]) if mark.node in old.by_key else None
		if deed in again and deed not in before:
			text = "{0} was passed and cannot be undone, but comes again behind {1} in the new version."
			yield Obstacle(text, (again[deed], target.label))


def _deed(node: Node) -> tuple[str, str, str]:
	return (node.type, node.run, node.document)


def _after(flow: Flow, key: str) -> set[str]:
	"""Nodes that can come after this one, itself not included unless a way leads back to it."""
	found: set[str] = set()
	todo = [way.target for way in flow.transitions if way.source == key]
	while todo:
		one = todo.pop()
		if one in flow.by_key and one not in found:
			found.add(one)
			todo += [way.target for way in flow.transitions if way.source == one]
	return found
