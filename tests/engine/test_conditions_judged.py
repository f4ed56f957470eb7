"""The linter on conditions: contradictions, ways that are never taken, overlaps. They warn and block nothing."""

import pytest

from tests.engine.flows import approval, chain, drawn, gate
from township_gov.workflows.definition import Flow
from township_gov.workflows.linter import lint


def row(field, operator, value=None):
	return {"field": field, "operator": operator, "value": value}


def split(first, second) -> Flow:
	"""A split with two ways that have conditions and one that has none."""
	nodes = [gate("split", "Exclusive Split"), approval("a"), approval("b"), approval("c")]
	flow = drawn(nodes, "start > split > a > end", "split > b > end", "split > c > end").dump()
	flow["transitions"][1]["when"], flow["transitions"][3]["when"] = first, second
	return Flow.parse(flow)


def found(flow: Flow) -> list[str]:
	problems = lint(flow)
	assert not any(problem.error for problem in problems)
	return [str(problem) for problem in problems]


@pytest.mark.parametrize(
	("first", "second"),
	[
		([[row("n", ">", 10)]], [[row("n", "<=", 10)]]),
		([[row("n", ">=", 3), row("n", "<", 5)]], [[row("n", ">=", 5)]]),
		([[row("kind", "=", "A")]], [[row("kind", "in", "B,C")]]),
		([[row("day", "<", "2026-07-01")]], [[row("day", ">=", "2026-07-01")]]),
		([[row("note", "is set")]], [[row("note", "is not set")]]),
	],
)
def test_conditions_that_part_documents_cleanly_are_not_spoken_of(first, second):
	assert found(split(first, second)) == []


@pytest.mark.parametrize(
	("first", "second"),
	[
		([[row("n", ">", 10), row("n", "<", 5)]], [[row("kind", "=", "A")]]),
		([[row("kind", "=", "A"), row("kind", "=", "B")]], [[row("n", "=", 1)]]),
	],
)
def test_a_condition_that_contradicts_itself_is_named(first, second):
	assert any("the way to A is never taken" in text for text in found(split(first, second)))


def test_a_way_hidden_by_those_before_it_is_named():
	assert found(split([[row("n", ">", 5)]], [[row("n", ">=", 6)]])) == [
		"Split: the way to B is never taken; its condition contradicts itself or those before it."
	]


def test_ways_that_overlap_are_named_with_the_one_that_is_taken():
	assert found(split([[row("n", ">", 5)]], [[row("n", ">", 3)]])) == [
		"Split: a document can fit the ways to A and to B; the first is taken."
	]


def test_a_flow_that_fits_no_document_is_named():
	flow = chain(approval("a"), when=[[row("n", ">", 2), row("n", "<", 1)]])
	assert found(flow) == ["The flow's own condition contradicts itself; no document fits it."]
