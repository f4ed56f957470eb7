"""Conditions that contradict themselves, hide each other, overlap or leave a gap.

Each field is cut at the values that any condition names, and every piece is tried by one value from it, with the
engine's own comparison: so what is found here is what would happen. Where the type of a field is known, only values
that it can have are tried; else constants that are all numbers stand for a number, all others for a text.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from typing import Any

from township_gov.workflows.conditions import Condition, When, holds
from township_gov.workflows.core.site import NUMBERS, WHOLE, Field
from township_gov.workflows.definition import Flow, Transition

MOST = 4000  # documents tried for one node; of a node with more combinations only pairs of ways are judged
Fields = Mapping[str, Field]
Found = tuple[str, tuple[str, ...], str, bool]  # text, arguments, transition or node, whether it is an error


def half_written(flow: Flow) -> Iterator[Found]:
	"""Conditions that compare with nothing yet; told whatever else is wrong with the flow."""
	if row := _half_written(flow.when):
		yield (
			"The flow's own condition on {0} has no value to compare with; fill one in.",
			(row.field,),
			"",
			True,
		)
	for way in flow.transitions:
		if row := _half_written(way.when):
			text = "{0}: the condition of the way to {1} compares {2} with nothing; fill in a value."
			yield text, (_label(flow, way.source), _label(flow, way.target), row.field), way.key, True


def of_conditions(flow: Flow, fields: Fields | None = None) -> Iterator[Found]:
	"""What is wrong or odd about the conditions of a flow."""
	known = fields or {}
	if (
		flow.when
		and not _half_written(flow.when)
		and not any(_can_hold((group,), known) for group in flow.when)
	):
		text = (
			"The flow's own condition contradicts itself, so no document fits it; change one of its values."
		)
		yield text, (), "", False
	for node in flow.nodes:
		for decision in ("approve", "reject"):
			ways = flow.ways.get((node.key, decision), ())
			if not any(way.when for way in ways):
				continue
			if any(_half_written(way.when) for way in ways):
				continue
			if node.type == "Parallel Split":
				yield from (_never(way, flow) for way in ways if way.when and not _can_hold(way.when, known))
			else:
				yield from _of_choice(flow, ways, known)
			yield from _gap(flow, node.key, ways, known)


def _half_written(when: When) -> Condition | None:
	"""The first row that has no value yet."""
	return next((row for group in when for row in group if row.lacks_value), None)


def _never(way: Transition, flow: Flow) -> Found:
	text = (
		"{0}: the way to {1} is never taken; its condition contradicts itself or those before it. Change it or remove "
		"the way."
	)
	return text, (_label(flow, way.source), _label(flow, way.target)), way.key, False


def _of_choice(flow: Flow, ways: tuple[Transition, ...], fields: Fields) -> Iterator[Found]:
	"""Ways of which the first that fits is taken."""
	documents = _documents(fields, *(way.when for way in ways))
	if documents is None:
		taken, both = _by_pairs(ways, fields)
	else:
		taken, both = _tried(ways, documents)
	for way in ways:
		if way.key not in taken and way.when:
			yield _never(way, flow)
	for one, other in itertools.combinations(ways, 2):
		if (one.key, other.key) in both and other.key in taken and one.target != other.target:
			text = (
				"{0}: a document can fit the ways to {1} and to {2}; the first is taken. Part the conditions, or put the "
				"narrower one first."
			)
			names = (_label(flow, one.source), _label(flow, one.target), _label(flow, other.target))
			yield text, names, other.key, False


def _tried(ways: tuple[Transition, ...], documents: list[Mapping[str, Any]]) -> tuple[set, set]:
	"""Which ways are taken by some document, and which pairs of ways with conditions fit the same one."""
	taken, both = set(), set()
	for values in documents:
		fitting = [way for way in ways if holds(way.when, values)]
		taken.update(way.key for way in fitting[:1])
		named = [way for way in fitting if way.when]
		both.update((one.key, other.key) for one, other in itertools.combinations(named, 2))
	return taken, both


def _by_pairs(ways: tuple[Transition, ...], fields: Fields) -> tuple[set, set]:
	"""As `_tried` where there are too many combinations: each way beside each one before it."""
	taken, both = {way.key for way in ways}, set()
	for one, other in itertools.combinations(ways, 2):
		documents = _documents(fields, one.when, other.when)
		if documents is not None:
			first, pair = _tried((one, other), documents)
			taken -= {other.key} - first
			both |= pair
		elif all(any(set(wide) <= set(narrow) for wide in one.when) for narrow in other.when):
			taken.discard(other.key)
	return taken, both


def _gap(flow: Flow, node: str, ways: tuple[Transition, ...], fields: Fields) -> Iterator[Found]:
	"""A document that fits none of the ways: it could not go on."""
	if any(not way.when for way in ways):
		return
	documents = _documents(fields, *(way.when for way in ways))
	if documents is None:
		text = "{0}: the last way out must have no condition, for what none covers; remove its condition."
		yield text, (_label(flow, node),), node, True
		return
	for values in documents:
		if not any(holds(way.when, values) for way in ways):
			text = "{0}: no way out fits a document with {1}; the last way out must have no condition, so remove it."
			if flow.by_key[node].type == "Parallel Split":
				text = "{0}: no way out fits a document with {1}; one way at least must have no condition, so remove one."
			yield text, (_label(flow, node), _shown(values)), node, True
			return


def _shown(values: Mapping[str, Any]) -> str:
	return ", ".join(f"{name} = {'–' if one in (None, '') else one}" for name, one in values.items())


def _label(flow: Flow, key: str) -> str:
	return flow.by_key[key].label if key in flow.by_key else key


def _can_hold(when: When, fields: Fields) -> bool:
	documents = _documents(fields, when)
	return documents is None or any(holds(when, values) for values in documents)


def _documents(fields: Fields, *whens: When) -> list[Mapping[str, Any]] | None:
	"""One document for each combination of pieces; None when there are too many."""
	rows: dict[str, list[Condition]] = {}
	for row in (row for when in whens for group in when for row in group):
		rows.setdefault(row.field, []).append(row)
	pieces = {name: _values(found, fields.get(name) or Field()) for name, found in rows.items()}
	count = 1
	for values in pieces.values():
		count *= len(values)
	if count > MOST:
		return None
	return [dict(zip(pieces, one, strict=True)) for one in itertools.product(*pieces.values())]


def _values(rows: list[Condition], field: Field) -> list[Any]:
	"""A value from every piece of one field: each constant, between two of them, below and above all, and nothing."""
	named = (one for row in rows for one in (row.value if isinstance(row.value, tuple) else (row.value,)))
	texts = sorted({one for one in named if one not in (None, "")})
	empty: list[Any] = [] if field.required else [None]
	if field.type == "Check":
		return [0, 1]
	if field.type == "Select" and field.options:
		return [*field.options, *([] if field.required else [""])]
	if field.type in NUMBERS or not field.type:
		numbers = _numbers(texts, whole=field.type in WHOLE)
		if numbers or field.type:
			return list(dict.fromkeys([*([] if field.type else empty), Decimal(0), *numbers]))
	if field.type == "Date" and (days := _days(texts)):
		return [*empty, *days]
	around = [text for one in texts for text in (one, f"{one} ", f"{one}~")]
	return [*empty, *([] if field.required else [""]), " ", *around]


def _numbers(texts: list[str], *, whole: bool) -> list[Decimal]:
	"""Each number, one below and one above all of them, and one between two; for a whole number its neighbours."""
	try:
		numbers = sorted(Decimal(one) for one in texts)
	except InvalidOperation:
		return []
	if not numbers:
		return []
	if whole:
		near = {one.to_integral_value(ROUND_FLOOR) + step for one in numbers for step in (-1, 0, 1, 2)}
		return sorted(near)
	between = [(one + other) / 2 for one, other in itertools.pairwise(numbers)]
	return sorted({numbers[0] - 1, *numbers, *between, numbers[-1] + 1})


def _days(texts: list[str]) -> list[str]:
	"""Each day with the day before and the day after it."""
	try:
		days = [date.fromisoformat(one) for one in texts]
	except ValueError:
		return []
	return sorted({str(day + timedelta(days=step)) for day in days for step in (-1, 0, 1)})
