"""Where the shapes of a diagram stand and how its lines run: layers from left to right, no two shapes overlapping.

A line that passes a column runs on a row of its own there; lines that change their row do so between two columns; lines
that lead back run above everything. So no line crosses a shape. Pure: the same graph gets the same drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MARGIN, GAP, PITCH, LANE = (
	60,
	90,
	120,
	22,
)  # pixels: around, between columns, between rows, between lines above

Point = tuple[int, int]
Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bounds:
	"""A rectangle: the upper left corner and its size, in pixels."""

	x: int
	y: int
	width: int
	height: int

	@property
	def middle(self) -> int:
		"""The height at which lines meet it."""
		return self.y + self.height // 2

	@property
	def right(self) -> int:
		return self.x + self.width

	def overlaps(self, other: Bounds) -> bool:
		"""Whether the two rectangles share any point."""
		apart = self.right < other.x or other.right < self.x
		return not (apart or self.y + self.height < other.y or other.y + other.height < self.y)


@dataclass(frozen=True)
class Drawing:
	"""Bounds of each shape, corners of each line from its source to its target."""

	shapes: Mapping[str, Bounds]
	lines: Mapping[str, tuple[Point, ...]]


def draw(sizes: Mapping[str, Size], edges: Sequence[tuple[str, str, str]]) -> Drawing:
	"""Lay out shapes (key → width, height; the first is the beginning) joined by edges (key, source, target)."""
	return _Sheet(sizes, edges).run()


class _Sheet:
	def __init__(self, sizes: Mapping[str, Size], edges: Sequence[tuple[str, str, str]]):
		self.sizes, self.edges = dict(sizes), list(edges)
		self.backward = _leading_back(list(sizes), self.edges)
		self.column = self._columns()
		self.row: dict[str, int] = {}
		self.runs: dict[str, list[str]] = {}  # edge → the items it passes, source and target included

	def run(self) -> Drawing:
		self._run_edges()
		self._place_rows()
		self._measure()
		shapes = {key: self._bounds(key) for key in self.sizes}
		return Drawing(shapes, self._lines(shapes))

	def _columns(self) -> dict[str, int]:
		"""The longest way from the beginning, so that every line but those leading back goes to the right."""
		column = dict.fromkeys(self.sizes, 0)
		for _round in self.sizes:
			moved = False
			for key, source, target in self.edges:
				if key not in self.backward and column[target] <= column[source]:
					column[target], moved = column[source] + 1, True
			if not moved:
				break
		return column

	def _run_edges(self) -> None:
		"""Give a line that passes columns a place in each of them."""
		for key, source, target in self.edges:
			if key in self.backward:
				continue
			between = [f"{key}\n{number}" for number in range(self.column[source] + 1, self.column[target])]
			for number, item in enumerate(between, self.column[source] + 1):
				self.column[item] = number
			self.runs[key] = [source, *between, target]

	def _place_rows(self) -> None:
		"""Keep to the row one comes from where it is free; what is written first stands higher."""
		before: dict[str, list[str]] = {item: [] for item in self.column}
		for items in self.runs.values():
			for one, other in pairwise(items):
				before[other].append(one)
		for number in range(max(self.column.values()) + 1):
			items = [item for item, column in self.column.items() if column == number]
			wanted = {item: min((self.row[one] for one in before[item]), default=0) for item in items}
			last = -1
			for item in sorted(items, key=lambda one: (wanted[one], one not in self.sizes, items.index(one))):
				last = self.row[item] = max(wanted[item], last + 1)

	def _measure(self) -> None:
		"""Where each column begins and how wide it is; where the first row's middle lies below the lines above."""
		count = max(self.column.values()) + 1
		self.width = [0] * count
		for key, (width, _height) in self.sizes.items():
			self.width[self.column[key]] = max(self.width[self.column[key]], width)
		self.left = [MARGIN + GAP + sum(self.width[:n]) + n * GAP for n in range(count)]
		self.top = MARGIN + LANE * len(self.backward) + PITCH // 2

	def _bounds(self, key: str) -> Bounds:
		width, height = self.sizes[key]
		column = self.column[key]
		x = self.left[column] + (self.width[column] - width) // 2
		return Bounds(x, self._height(key) - height // 2, width, height)

	def _height(self, item: str) -> int:
		return self.top + self.row[item] * PITCH

	def _lines(self, shapes: Mapping[str, Bounds]) -> dict[str, tuple[Point, ...]]:
		bends: dict[int, list[str]] = {}  # the lines that change their row left of a column
		for key, source, target in self.edges:
			for column in self._bending(key, source, target):
				bends.setdefault(column, []).append(key)
		lines = {}
		for key, source, target in self.edges:
			begin, end = shapes[source], shapes[target]
			inner = self._back(key, source, target, bends) if key in self.backward else self._on(key, bends)
			points = [(begin.right, begin.middle), *inner, (end.x, end.middle)]
			lines[key] = tuple(one for n, one in enumerate(points) if not n or one != points[n - 1])
		return lines

	def _bending(self, key: str, source: str, target: str) -> list[int]:
		if key in self.backward:
			return [self.column[source] + 1, self.column[target]]
		items = self.runs[key]
		pairs = pairwise(items)
		return [self.column[other] for one, other in pairs if self.row[one] != self.row[other]]

	def _between(self, key: str, column: int, bends: Mapping[int, list[str]], nth: int = 0) -> int:
		"""The upright stretch of a line left of a column."""
		keys = bends[column]
		places = [n for n, one in enumerate(keys, 1) if one == key]
		right = self.left[column] if column < len(self.left) else self.left[-1] + self.width[-1] + GAP
		return right - GAP + GAP * places[min(nth, len(places) - 1)] // (len(keys) + 1)

	def _on(self, key: str, bends: Mapping[int, list[str]]) -> list[Point]:
		points = []
		items = self.runs[key]
		for one, other in pairwise(items):
			if self.row[one] != self.row[other]:
				x = self._between(key, self.column[other], bends)
				points += [(x, self._height(one)), (x, self._height(other))]
		return points

	def _back(self, key: str, source: str, target: str, bends: Mapping[int, list[str]]) -> list[Point]:
		above = MARGIN + LANE * sorted(self.backward).index(key)
		right = self._between(key, self.column[source] + 1, bends)
		left = self._between(key, self.column[target], bends, 1)
		return [(right, self._height(source)), (right, above), (left, above), (left, self._height(target))]


def _leading_back(keys: Sequence[str], edges: Sequence[tuple[str, str, str]]) -> set[str]:
	"""The edges that close a circle when one walks from the first shape."""
	out: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
	for key, source, target in edges:
		out[source].append((key, target))
	found: set[str] = set()
	done: set[str] = set()
	for first in keys:
		stack: list[tuple[str, int]] = [(first, 0)] if first not in done else []
		walking = {first}
		while stack:
			node, number = stack.pop()
			if number == len(out[node]):
				walking.discard(node)
				done.add(node)
				continue
			stack.append((node, number + 1))
			key, target = out[node][number]
			if target in walking:
				found.add(key)
			elif target not in done:
				walking.add(target)
				stack.append((target, 0))
	return found
