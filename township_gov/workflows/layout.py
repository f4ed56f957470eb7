"""Where the nodes of a flow stand in a drawing: a rank along the way, a lane beside it. Pure, standard library only.

A reader's drawing leaves exclusive splits out: the ways through them lead from step to step, each with the conditions it
passes. A drawing to edit (`whole`) shows every node, those that nothing leads to as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from township_gov.workflows.conditions import When
from township_gov.workflows.definition import Flow, Transition


@dataclass(frozen=True, slots=True)
class Way:
	"""One way from a drawn node to the next; `back`: it leads to a node that stands before it."""

	source: str
	target: str
	on: str
	label: str
	conditions: tuple[When, ...]
	lane: int = 0
	back: bool = False


@dataclass(frozen=True)
class Layout:
	"""`places`: (rank, lane) of each drawn node that Start reaches. `ways` in the flow's order."""

	places: Mapping[str, tuple[int, int]]
	ways: tuple[Way, ...]

	@property
	def ranks(self) -> int:
		"""How many ranks there are."""
		return 1 + max((rank for rank, _lane in self.places.values()), default=0)

	@property
	def lanes(self) -> int:
		"""How many lanes there are, those that only a way runs through included."""
		return 1 + max(
			(*(lane for _rank, lane in self.places.values()), *(way.lane for way in self.ways)), default=0
		)

	def after(self, key: str) -> frozenset[str]:
		"""The node and everything that can come after it without going back."""
		found, todo = set(), [key]
		while todo:
			one = todo.pop()
			if one not in found:
				found.add(one)
				todo += [way.target for way in self.ways if way.source == one and not way.back]
		return frozenset(found)


@lru_cache(maxsize=256)
def layout(flow: Flow, whole: bool = False) -> Layout:
	"""The places of a flow's nodes; the same flow always gets the same drawing. `whole`: of every node, even unsound ones."""
	return _Layouter(flow, whole).run()


class _Layouter:
	def __init__(self, flow: Flow, whole: bool):
		self.flow, self.whole = flow, whole
		self.ways: list[Way] = []
		self.order: list[str] = []  # nodes, each after those that lead to it
		self.rank: dict[str, int] = {}
		self.lane: dict[str, int] = {}
		self.taken: set[tuple[int, int]] = set()

	def run(self) -> Layout:
		self._find_ways()
		self._rank_nodes()
		self._lay_chains()
		places = {key: (self.rank[key], self.lane[key]) for key in self.order}
		return Layout(places, tuple(self._with_lanes()))

	def _out(self, key: str) -> list[Transition]:
		return [one for one in self.flow.transitions if one.source == key and one.target in self.flow.by_key]

	def _find_ways(self) -> None:
		"""Walk from Start; a way to a node that is still being walked from leads back."""
		walking: set[str] = set()
		done: set[str] = set()

		def walk(key: str) -> None:
			walking.add(key)
			for way in self._through(key):
				back = way.target in walking
				self.ways.append(Way(way.source, way.target, way.on, way.label, way.conditions, 0, back))
				if not back and way.target not in done:
					walk(way.target)
			walking.discard(key)
			done.add(key)
			self.order.insert(0, key)

		for root in self._roots():
			if root not in done:
				walk(root)

	def _roots(self) -> list[str]:
		"""Where the drawing begins: the Start, then what nothing leads to, then what stands only in a circle of its own."""
		if not self.whole:
			return [self.flow.start.key]
		entered = {way.target for way in self.flow.transitions if way.source != way.target}
		starts = [node.key for node in self.flow.nodes if node.type == "Start"]
		loose = [key for key in self.flow.by_key if key not in entered and key not in starts]
		return [*starts, *loose, *self.flow.by_key]

	def _through(self, key: str) -> Iterable[Way]:
		"""The ways out of a node, exclusive splits passed."""
		for one in self._out(key):
			yield from self._pass(key, one, one.on, (), "", frozenset())

	def _pass(
		self,
		source: str,
		one: Transition,
		on: str,
		conditions: tuple[When, ...],
		label: str,
		seen: frozenset[str],
	) -> Iterable[Way]:
		conditions = (*conditions, one.when) if one.when else conditions
		label = one.label or label
		if self.whole or self.flow.by_key[one.target].type != "Exclusive Split":
			yield Way(source, one.target, on, label, conditions)
		elif one.target not in seen:
			for further in self._out(one.target):
				yield from self._pass(source, further, on, conditions, label, seen | {one.target})

	def _forward(self, key: str) -> list[Way]:
		return [way for way in self.ways if way.source == key and not way.back]

	def _rank_nodes(self) -> None:
		"""The longest way from Start, so that every way leads onward."""
		for key in self.order:
			self.rank.setdefault(key, 0)
			for way in self._forward(key):
				self.rank[way.target] = max(self.rank.get(way.target, 0), self.rank[key] + 1)

	def _lay_chains(self) -> None:
		"""Lay the longest chain straight on, then what branches off it beside it."""
		self.length: dict[str, int] = {}
		for key in reversed(self.order):
			self.length[key] = 1 + max((self.length[way.target] for way in self._forward(key)), default=0)
		written = {way.target: number for number, way in reversed(list(enumerate(self.ways)))}
		written |= {node.key: -1 for node in self.flow.nodes if node.type == "Start"}
		for key in sorted(self.order, key=lambda one: (self.rank[one], written.get(one, len(self.ways)))):
			if key not in self.lane:
				self._lay_chain(key)

	def _lay_chain(self, key: str) -> None:
		chain = [key]
		while free := [way.target for way in self._forward(chain[-1]) if way.target not in self.lane]:
			chain.append(max(free, key=lambda one: self.length[one]))
		before = [self.rank[way.source] + 1 for way in self.ways if way.target == key and not way.back]
		onward = [self.rank[way.target] - 1 for way in self._forward(chain[-1])]
		first = min([self.rank[key], *before])
		last = max([self.rank[chain[-1]], *onward])
		lane = self._free_lane(first, last)
		for one in chain:
			self.lane[one] = lane
		self.taken |= {(rank, lane) for rank in range(first, last + 1)}

	def _free_lane(self, first: int, last: int) -> int:
		lane = 0
		while any((rank, lane) in self.taken for rank in range(first, last + 1)):
			lane += 1
		return lane

	def _with_lanes(self) -> Iterable[Way]:
		"""A way that jumps over ranks gets a lane of its own where others stand in its way."""
		for way in self.ways:
			first, last = self.rank[way.source] + 1, self.rank[way.target] - 1
			lane = max(self.lane[way.source], self.lane[way.target])
			if not way.back and first <= last:
				lane = self._lane_for(way, first, last)
			yield Way(way.source, way.target, way.on, way.label, way.conditions, lane, way.back)

	def _lane_for(self, way: Way, first: int, last: int) -> int:
		nodes = {(self.rank[key], self.lane[key]) for key in self.order}
		for lane in (self.lane[way.source], self.lane[way.target]):
			if not any((rank, lane) in nodes for rank in range(first, last + 1)):
				return lane
		lane = self._free_lane(first, last)
		self.taken |= {(rank, lane) for rank in range(first, last + 1)}
		return lane
