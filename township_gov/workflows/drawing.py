"""Where an approval stands, as a drawing: nodes with what became of them, ways taken and not taken. Pure.

What happened comes from the moves that the log keeps (`Moved` effects, oldest first); where it stands, from the state.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import township_gov.workflows.state as st
from township_gov.workflows.definition import Flow, Node
from township_gov.workflows.layout import Layout, Way, layout
from township_gov.workflows.state import Block, State, Task, Token

Move = tuple[str, str]
# What became of a node
CURRENT, DONE, REJECTED, TODO, AGAIN, NOT_TAKEN = "current", "done", "rejected", "todo", "again", "not taken"
OPEN_WAY, TAKEN, LEFT = "open", "taken", "not taken"


def draw(flow: Flow, state: State | None = None, moves: Iterable[Move] = ()) -> dict[str, Any]:
	"""The drawing as plain values: `nodes` (key, type, label, rank, lane, state …), `ways` (source, target, state …)."""
	laid = layout(flow)
	walk = _Walk(flow, laid)
	for source, target in moves:
		walk.move(source, target)
	nodes = [
		{
			"key": key,
			"type": flow.by_key[key].type,
			"label": flow.by_key[key].label,
			"rank": rank,
			"lane": lane,
			"state": _state_of(walk, state, flow.by_key[key]),
			**_joined(flow, state, key),
		}
		for key, (rank, lane) in sorted(laid.places.items(), key=lambda row: (row[1], row[0]))
	]
	by_key = {node["key"]: node["state"] for node in nodes}
	ways = [_way(walk, state, way, by_key) for way in laid.ways]
	return {"ranks": laid.ranks, "lanes": laid.lanes, "nodes": nodes, "ways": ways}


class _Walk:
	"""What the moves have passed so far; a way back takes what came after it out again."""

	def __init__(self, flow: Flow, laid: Layout):
		self.flow, self.laid = flow, laid
		self.visited: set[str] = set()  # ever
		self.passed: set[str] = {flow.start.key}  # and still counts
		self.ways: set[Way] = set()
		self.undone: set[str] = set()

	def move(self, source: str, target: str) -> None:
		found = self._way(source, target)
		after = self.laid.after(target)
		jump = found is None and target in self.laid.after(source)
		if target in self.passed or (found is None and not jump):
			self.undone |= self.passed & after
		self.passed -= after
		self.ways = {way for way in self.ways if way.source not in after}
		if jump:  # straight back to the returner: what lies between still counts
			between = self.undone - after
			self.passed |= between
			self.ways |= {
				way for way in self.laid.ways if {way.source, way.target} <= between | {source, target}
			}
		if found:
			self.ways.add(found)
		self.passed.add(target)
		self.visited.add(target)
		self.undone -= self.passed

	def _way(self, source: str, target: str) -> Way | None:
		ways = [way for way in self.laid.ways if (way.source, way.target) == (source, target)]
		return ways[0] if ways else None


def reachable(flow: Flow, state: State | None) -> frozenset[str]:
	"""The nodes that can still be come to from where the approval stands."""
	laid = layout(flow)
	if state is None:
		return frozenset(laid.places)
	if state.status != st.RUNNING:
		return frozenset()
	found: set[str] = set()
	for token in state.tokens:
		for key in (token.node, *token.back_to):
			found |= laid.after(key)
	return frozenset(found)


def _state_of(walk: _Walk, state: State | None, node: Node) -> str:
	if state is None:
		return TODO
	if any(token.node == node.key for token in state.tokens) or _waits_at(walk.flow, state, node.key):
		return CURRENT
	if node.key in walk.passed:
		return REJECTED if _rejected(state, node) else DONE
	if node.key not in reachable(walk.flow, state):
		return NOT_TAKEN
	return AGAIN if node.key in walk.undone else TODO


def _rejected(state: State, node: Node) -> bool:
	if node.type == "End":
		return node.outcome == st.REJECTED
	asked = [task for task in state.tasks if task.node == node.key and task.kind in ("", st.BESIDE, st.AFTER)]
	last = max((task.round for task in asked), default=0)
	rejected = [t for t in asked if t.round == last and t.status == st.DONE and t.action == "reject"]
	return bool(rejected) and state.status == st.REJECTED and rejected[-1].id == _last_decision(state)


def _last_decision(state: State) -> int:
	return max((t.id for t in state.tasks if t.status == st.DONE and t.action == "reject"), default=0)


def open_block(flow: Flow, state: State, join: str) -> Block | None:
	"""The passage through the block of this join that is under way."""
	for block in reversed(state.blocks):
		if block.status == st.OPEN_BLOCK and join_of(flow, block.split) == join:
			return block
	return None


def join_of(flow: Flow, split: str) -> str:
	"""The join that closes a parallel split: the first node behind it that stands outside of the block."""
	laid = layout(flow)
	depth = len(flow.paths.get(split, ()))
	joins = [key for key in laid.after(split) if flow.by_key[key].type == "Join"]
	outside = [key for key in joins if len(flow.paths.get(key, ())) == depth]
	return min(outside, key=lambda key: laid.places[key][0], default="")


def _waits_at(flow: Flow, state: State, key: str) -> bool:
	if flow.by_key[key].type != "Join":
		return False
	block = open_block(flow, state, key)
	return bool(block and block.arrived)


def _joined(flow: Flow, state: State | None, key: str) -> dict[str, int]:
	"""How many branches have arrived at a join, of how many."""
	block = open_block(flow, state, key) if state and flow.by_key[key].type == "Join" else None
	return {"arrived": len(block.arrived), "branches": len(block.branches)} if block else {}


def _way(walk: _Walk, state: State | None, way: Way, states: dict[str, str]) -> dict[str, Any]:
	if way in walk.ways:
		found = TAKEN
	elif states[way.target] == NOT_TAKEN or states[way.source] == NOT_TAKEN or _left(walk, state, way):
		found = LEFT
	else:
		found = OPEN_WAY
	return {
		"source": way.source,
		"target": way.target,
		"on": way.on,
		"label": way.label,
		"conditions": way.conditions,
		"lane": way.lane,
		"back": way.back,
		"state": found,
	}


def _left(walk: _Walk, state: State | None, way: Way) -> bool:
	"""Whether the approval has gone on from the way's source by another way."""
	if state is None or way.source not in walk.passed:
		return False
	if any(way.source in (token.node, *token.back_to) for token in state.tokens):
		return False
	return any(one.source == way.source for one in walk.ways) or state.status != st.RUNNING


# -- who is asked at a node -------------------------------------------------------------------------------------------


def asked(state: State, node: str) -> list[Task]:
	"""The tasks of the latest visit to a node: of its token while it stands there, else of its latest round."""
	token = next((one for one in state.tokens if one.node == node), None)
	if token:
		return state.visit(token)
	mine = [task for task in state.tasks if task.node == node and task.status != st.TAKEN_BACK]
	last = max((task.round for task in mine), default=0)
	return [task for task in mine if task.round == last]


def votes(node: Node, state: State) -> dict[str, int] | None:
	"""How a node decided by several stands: approvals, rejections, abstentions, seats, approvals needed."""
	if node.type != "Approval" or node.how == "Any One":
		return None
	rows = [
		t
		for t in asked(state, node.key)
		if t.decides and t.status in (st.OPEN, st.DONE, st.SKIPPED, st.NOT_NEEDED)
	]
	token = next((one for one in state.tokens if one.node == node.key), None)
	seats = max(token.seats if token else 0, len(rows))
	if len(rows) < 2 and seats < 2:
		return None
	needed = token.needed if token and token.needed else (node.vote.needed(seats) if node.vote else seats)
	counted = {name: sum(t.action == name for t in rows) for name in ("approve", "reject", "abstain")}
	return {**counted, "seats": seats, "needed": needed}


def position(state: State, token: Token) -> tuple[int, int]:
	"""In an ordered signing: whose turn it is (1 is the first), of how many."""
	done = [task for task in state.roster(token) if task.status != st.OPEN]
	return len(done) + 1, len(state.roster(token)) + len(token.queue)
