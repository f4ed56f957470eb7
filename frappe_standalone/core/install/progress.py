"""Telling the caller how far a long step has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

# text, steps done, steps in all
Progress = Callable[[str, int, int], None]


def silent(text: str, done: int, total: int) -> None:
	"""Say nothing."""


def steps(items: Iterable[Any], text: str, progress: Progress) -> Iterator[Any]:
	"""Yield the items, and tell the progress before each one and at the end."""
	items = list(items)
	for done, item in enumerate(items):
		progress(text, done, len(items))
		yield item
	if items:
		progress(text, len(items), len(items))
