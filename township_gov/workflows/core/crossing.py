"""Which way was taken between two nodes of a flow, and which condition held at each split on the way. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from township_gov.workflows.conditions import holds
from township_gov.workflows.definition import Flow

Row = dict[str, Any]


@dataclass(frozen=True)
class Crossing:
	"""Ways out of a node with what held: `node` is where they begin; splits follow one another."""

	node: str
	ways: tuple[Row, ...]


def ways(flow: Flow, values: Mapping[str, Any], node: str, on: str = "approve") -> tuple[Row, ...]:
	"""Every way out of a node: where to, its conditions row by row with the value they met, held, taken."""
	every = flow.by_key[node].type == "Parallel Split"
	rows: list[Row] = []
	for way in flow.ways.get((node, on), ()):
		held = holds(way.when, values)
		rows.append(
			{
				"key": way.key,
				"label": way.label,
				"to": way.target,
				"when": [[_judged(row, values) for row in group] for group in way.when],
				"held": held,
				"taken": held and (every or not any(row["taken"] for row in rows)),
			}
		)
	return tuple(rows)


def crossed(flow: Flow, values: Mapping[str, Any], source: str, target: str) -> list[Crossing]:
	"""What lies between two nodes: the source's own ways, then each exclusive split. Empty for a jump (a return)."""
	for on in ("approve", "reject"):
		for first in ways(flow, values, source, on):
			if first["taken"] and (found := _onward(flow, values, first["to"], target)) is not None:
				return [Crossing(source, ways(flow, values, source, on)), *found]
	return []


def _onward(flow: Flow, values: Mapping[str, Any], node: str, target: str) -> list[Crossing] | None:
	"""The exclusive splits from `node` to `target`; None where they lead elsewhere."""
	found: list[Crossing] = []
	while node != target and flow.by_key[node].type == "Exclusive Split" and len(found) < len(flow.nodes):
		rows = ways(flow, values, node)
		found.append(Crossing(node, rows))
		node = next((row["to"] for row in rows if row["taken"]), target)
	return found if node == target else None


def _judged(row: Any, values: Mapping[str, Any]) -> Row:
	return {**row.dump(), "actual": values.get(row.field), "held": holds(((row,),), values)}
