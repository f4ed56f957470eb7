"""The steps of a walk as they are told: one for each visit to a node, filled from the engine's effects. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from township_gov.workflows.core.crossing import crossed, ways
from township_gov.workflows.definition import Flow, Node
from township_gov.workflows.effects import Effect

Row = dict[str, Any]


class Storyboard:
	"""`steps` in their order, `outcome` when it has ended; `now` is the time that is being told of."""

	def __init__(self, flow: Flow, values: Mapping[str, Any], now: Any):
		self.flow, self.now = flow, now
		self.values = dict(values)
		self.round = 1
		self.steps: list[Row] = []
		self.rows: dict[str, Row] = {}  # user → the candidate who was found last
		self.visits: dict[str, int] = {}
		self.outcome = ""
		self.jumps: set[str] = set()  # nodes that the event being told leaves by a jump, not by a way

	def meet(self, rows: Iterable[Row]) -> None:
		"""Remember the candidates of a people fact, and who stands in for them."""
		for row in rows:
			self.rows[row["user"]] = row
			self.rows |= {one["user"]: {"why": {}, **one} for one in row.get("substitutes") or ()}

	def tell(self, effect: Effect) -> None:
		"""Add what an effect says."""
		data = effect.dump()
		handler = getattr(self, f"_on_{data['kind'].lower()}", None)
		if handler:
			handler(data)

	def _on_moved(self, effect: Row) -> None:
		source, target = self.flow.by_key[effect["source"]], self.flow.by_key[effect["target"]]
		lines = [] if source.key in self.jumps else crossed(self.flow, self.values, source.key, target.key)
		if lines and (len(lines[0].ways) > 1 or lines[0].ways[0]["when"]):
			self.step_of(source.key)["ways"] = list(lines[0].ways)
		self._leave(source.key)
		for line in lines[1:]:
			self.add_step(self.flow.by_key[line.node])["ways"] = list(line.ways)
		if target.type != "Join":  # a join is one step, when it fires
			self.add_step(target)

	def _on_joined(self, effect: Row) -> None:
		self.add_step(self.flow.by_key[effect["node"]])

	def _on_forked(self, effect: Row) -> None:
		self.step_of(effect["node"])["ways"] = list(ways(self.flow, self.values, effect["node"]))

	def _on_showtask(self, effect: Row) -> None:
		for step in self.steps:
			for row in step["people"]:
				if row.get("task") == effect["task"]:
					row["substitutes"].append(self.person(effect["user"])["name"])

	def _on_closetask(self, effect: Row) -> None:
		for step in self.steps:
			for row in step["people"]:
				if row.get("task") == effect["task"] and not row["status"]:
					row["status"] = effect["status"]

	def _on_passedover(self, effect: Row) -> None:
		known = next((row for row in self.rows.values() if row["person"] == effect["person"]), {})
		name = known.get("name") or effect["person"]
		row = {
			"person": effect["person"],
			"user": known.get("user"),
			"name": name,
			"reason": effect["reason"],
		}
		if row not in self.step_of(effect["node"])["passed_over"]:
			self.step_of(effect["node"])["passed_over"].append(row)

	def _on_nobodyleft(self, effect: Row) -> None:
		self.step_of(effect["node"])["nobody_left"] = True

	def _on_branchcancelled(self, effect: Row) -> None:
		self._leave(effect["node"])

	def _on_copyto(self, effect: Row) -> None:
		self.step_of(effect["node"])["people"].append({**self.person(effect["user"]), "status": "Copy"})

	def _on_writestatus(self, effect: Row) -> None:
		self.steps[-1]["status"] = effect["value"]
		if self.flow.status_field in self.values:
			self.values[self.flow.status_field] = effect["value"]

	def _on_ended(self, effect: Row) -> None:
		self.outcome = effect["outcome"]
		for step in self.steps:
			step["left_at"] = step["left_at"] or str(self.now)

	def add_step(self, node: Node) -> Row:
		"""A new visit to a node begins now."""
		self.visits[node.key] = self.visits.get(node.key, 0) + 1
		step = {
			"node": node.key,
			"type": node.type,
			"label": node.label,
			"how": node.how if node.type == "Approval" else "",
			"inside": [split for split, _way in self.flow.paths.get(node.key, ())],
			"round": self.round,
			"entered_at": str(self.now),
			"left_at": "",
			"does": node.run or node.document,
			"nobody_left": False,
			"decision": "",
			"takes": None,
		}
		step |= {name: [] for name in ("people", "passed_over", "ways", "rungs", "alternatives")}
		self.steps.append(step)
		return step

	def step_of(self, node: str) -> Row:
		"""The present visit to a node."""
		return next(step for step in reversed(self.steps) if step["node"] == node)

	def _is_at(self, node: str) -> bool:
		return any(step["node"] == node and not step["left_at"] for step in self.steps)

	def _leave(self, node: str) -> None:
		if self._is_at(node):
			self.step_of(node)["left_at"] = str(self.now)

	def person(self, user: str) -> Row:
		"""Somebody at a step, as he is shown."""
		row = self.rows.get(user) or {"user": user, "why": {}}
		names = ("person", "user", "name", "post", "why")
		return {
			**{name: row.get(name) for name in names},
			"status": "",
			"action": "",
			"task": 0,
			"substitutes": [],
		}
