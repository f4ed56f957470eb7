"""Conditions that contradict themselves, hide each other or overlap.

Each field is cut at the values that any condition names, and every piece is tried by one value from it, with the
engine's own comparison: so what is found here is what would happen. Constants that are all numbers stand for a
number field, all others for a text (ISO dates sort as text).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from township_gov.workflows.conditions import Condition, When, holds
from township_gov.workflows.definition import Flow, Transition

MOST = 4000  # documents tried for one node; a node with more combinations is not judged
Found = tuple[str, tuple[str, ...], str]


def of_conditions(flow: Flow) -> Iterator[Found]:
	"""What is odd about the conditions of a flow: text, its arguments, the transition (empty: the flow itself)."""
	if flow.when and not any(_can_hold((group,)) for group in flow.when):
		yield "The flow's own condition contradicts itself; no document fits it.", (), ""
	for node in flow.nodes:
		for decision in ("approve", "reject"):
			ways = flow.ways.get((node.key, decision), ())
			if node.type == "Parallel Split":
				yield from (_never(way, flow) for way in ways if way.when and not _can_hold(way.when))
			else:
				yield from _of_choice(flow, ways)


def _never(way: Transition, flow: Flow) -> Found:
	text = "{0}: the way to {1} is never taken; its condition contradicts itself or those before it."
	return text, (_label(flow, way.source), _label(flow, way.target)), way.key


def _of_choice(flow: Flow, ways: tuple[Transition, ...]) -> Iterator[Found]:
	"""Ways of which the first that fits is taken."""
	if not any(way.when for way in ways):
		return
	documents = _documents(*(way.when for way in ways))
	if documents is None:
		return
	taken, both = set(), set()
	for values in documents:
		fitting = [way for way in ways if holds(way.when, values)]
		taken.update(way.key for way in fitting[:1])
		named = [way for way in fitting if way.when]
		both.update((one.key, other.key) for one, other in itertools.combinations(named, 2))
	for way in ways:
		if way.key not in taken and way.when:
			yield _never(way, flow)
	for one, other in itertools.combinations(ways, 2):
		if (one.key, other.key) in both and other.key in taken:
			text = "{0}: a document can fit the ways to {1} and to {2}; the first is taken."
			yield (
				text,
				(_label(flow, one.source), _label(flow, one.target), _label(flow, other.target)),
				other.key,
			)


def _label(flow: Flow, key: str) -> str:
	return flow.by_key[key].label if key in flow.by_key else key


def _can_hold(when: When) -> bool:
	documents = _documents(when)
	return documents is None or any(holds(when, values) for values in documents)


def _documents(*whens: When) -> list[Mapping[str, Any]] | None:
	"""One document for each combination of pieces; None when there are too many."""
	rows: dict[str, list[Condition]] = {}
	for row in (row for when in whens for group in when for row in group):
		rows.setdefault(row.field, []).append(row)
	pieces = {name: _values(found) for name, found in rows.items()}
	count = 1
	for values in pieces.values():
		count *= len(values)
	if count > MOST:
		return None
	return [dict(zip(pieces, one, strict=True)) for one in itertools.product(*pieces.values())]


def _values(rows: list[Condition]) -> list[Any]:
	"""A value from every piece of one field: each constant, between two of them, below and above all, and nothing."""
	constants = {one for row in rows for one in (row.value if isinstance(row.value, tuple) else (row.value,))}
	texts = sorted(one for one in constants if one not in (None, ""))
	try:
		numbers = sorted(Decimal(one) for one in texts)
	except InvalidOperation:
		numbers = []
	if numbers:
		between = [(one + other) / 2 for one, other in itertools.pairwise(numbers)]
		return [None, Decimal(0), numbers[0] - 1, *numbers, *between, numbers[-1] + 1]
	return [None, "", " ", *texts, *(f"{one}~" for one in texts)]
