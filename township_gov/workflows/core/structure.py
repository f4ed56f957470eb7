"""Which parallel branches enclose each node of a flow, and where the nesting is broken (rule 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
	from township_gov.workflows.definition import Flow

# A path names, from the outside in, each enclosing split and the way taken out of it.
Path = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Broken:
	"""A place where blocks are not well nested: an English template with its arguments, and the node."""

	message: str
	args: tuple[str, ...]
	where: str


class _Walk:
	"""One walk over a flow's ways, from Start."""

	def __init__(self, flow: Flow):
		self.flow = flow
		self.found: dict[str, Path] = {}
		self.partner: dict[str, str] = {}  # join → split, and split → join
		self.broken: list[Broken] = []

	def say(self, message: str, key: str) -> None:
		self.broken.append(Broken(message, (self.flow.by_key[key].label,), key))

	def run(self) -> None:
		todo: list[tuple[str, Path]] = [(node.key, ()) for node in self.flow.nodes if node.type == "Start"][
			:1
		]
		while todo:
			key, path = todo.pop()
			if key not in self.flow.by_key:
				continue  # the linter names unknown nodes
			if self.flow.by_key[key].type == "Join":
				path = self.close(key, path)
			if key in self.found:
				if self.found[key] != path:
					self.say(
						"{0} is reached from different parallel branches; lead each branch to its Join.", key
					)
				continue
			self.found[key] = path
			todo += self.onward(key, path)

	def onward(self, key: str, path: Path) -> list[tuple[str, Path]]:
		"""The nodes after this one, each with the path it is reached by."""
		kind = self.flow.by_key[key].type
		if kind == "End" and path:
			self.say("{0} ends the approval inside a parallel block; lead the branch to its Join first.", key)
		ways = [way for way in self.flow.transitions if way.source == key]
		if kind == "Parallel Split":
			return [(way.target, (*path, (key, way.key))) for way in ways]
		return [(way.target, path) for way in ways]

	def close(self, join: str, path: Path) -> Path:
		"""The path after a Join that is reached by `path`."""
		if not path:
			self.say(
				"{0} joins nothing: no Parallel Split stands before it. Add one or remove the Join.", join
			)
			return path
		split = path[-1][0]
		if self.partner.setdefault(join, split) != split or self.partner.setdefault(split, join) != join:
			self.say(
				"{0} does not close exactly one Parallel Split; give each split one Join of its own.", join
			)
		return path[:-1]


def paths_of(flow: Flow) -> tuple[Mapping[str, Path], list[Broken]]:
	"""The path of every node that Start reaches (a Join stands outside of its block), and what breaks the nesting."""
	walk = _Walk(flow)
	walk.run()
	return walk.found, walk.broken


def blocks_of(flow: Flow) -> Mapping[str, str]:
	"""The Join of each Parallel Split."""
	walk = _Walk(flow)
	walk.run()
	return {key: other for key, other in walk.partner.items() if flow.by_key[key].type == "Parallel Split"}
