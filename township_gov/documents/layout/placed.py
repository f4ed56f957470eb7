"""Lines at their places on a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from township_gov.documents.layout.grid import Line
from township_gov.documents.layout.paper import PITCH


@dataclass(frozen=True)
class Placed:
	"""A line and what it is; `top` and `height` in millimetres, from the top of the type area; `size` in points."""

	top: float
	kind: str
	line: Line
	height: float = PITCH
	size: float = 0


@dataclass
class Page:
	"""One side of a sheet; `number` 0 where none is printed. `rules`: (kind, top in millimetres)."""

	index: int
	number: int
	lines: list[Placed] = field(default_factory=list)
	rules: list[tuple[str, float]] = field(default_factory=list)
	seal_top: float | None = None

	@property
	def is_odd(self) -> bool:
		return self.index % 2 == 1
