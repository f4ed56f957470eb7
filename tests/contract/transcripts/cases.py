"""A family of cases: small functions with a readable id, each of which gives a value or raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


def nothing() -> None:
	"""The preparation of a family that needs none."""


@dataclass
class Family:
	"""Cases that share their data.

	`setup` makes rows before the first case and commits; they are deleted after the last one. Every case is
	rolled back. `commits` says that cases commit themselves: then rows are deleted and made anew for each of them.
	`rights` says that cases change who may do what, which is kept in caches that a rollback does not reach.
	"""

	name: str
	setup: Callable[[], None] = nothing
	commits: bool = False
	rights: bool = False
	cases: dict[str, Callable] = field(default_factory=dict)

	def add(self, case_id: str, run: Callable) -> None:
		"""One case; `run` takes no argument and gives its answer."""
		if case_id in self.cases:
			raise ValueError(f"{self.name} has two cases named {case_id!r}")
		self.cases[case_id] = run

	def case(self, case_id: str) -> Callable:
		"""Decorator of one case."""

		def keep(run: Callable) -> Callable:
			self.add(case_id, run)
			return run

		return keep

	def expressions(self, rows: Iterable[str], names: Callable[[], dict], prefix: str = "") -> None:
		"""One case per Python expression, whose text is its id; `names` gives what it may use, when it runs."""
		for text in rows:
			self.add(prefix + text, lambda text=text: eval(text, names()))
