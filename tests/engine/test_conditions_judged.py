"""The linter on conditions: contradictions, ways that are never taken, overlaps. They warn and block nothing."""

from dataclasses import replace

import pytest

from tests.engine.flows import approval, chain, drawn, gate
from township_gov.workflows.core.site import Field, Site
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
		"Split: the way to B is never taken; its condition contradicts itself or those before it. Change it or remove "
		"the way."
	]


def test_ways_that_overlap_are_named_with_the_one_that_is_taken():
	assert found(split([[row("n", ">", 5)]], [[row("n", ">", 3)]])) == [
		"Split: a document can fit the ways to A and to B; the first is taken. Part the conditions, or put the narrower "
		"one first."
	]


def test_a_flow_that_fits_no_document_is_named():
	flow = chain(approval("a"), when=[[row("n", ">", 2), row("n", "<", 1)]])
	assert found(flow) == [
		"The flow's own condition contradicts itself, so no document fits it; change one of its values."
	]


def typed(first, second, third=None, **fields) -> list[str]:
	"""What is said where the types of the fields are known; `third`: a condition on the last way too."""
	flow = split(first, second).dump()
	if third:
		flow["transitions"][5]["when"] = third
	return [
		str(problem) for problem in lint(Flow.parse(flow), site=Site(fields={"status": Field(), **fields}))
	]


def test_between_two_neighbouring_whole_numbers_there_is_none():
	between = [[row("n", ">", 4), row("n", "<", 5)]]
	assert typed(between, [[row("n", ">", 9)]], n=Field("Currency")) == []
	assert "the way to A is never taken" in typed(between, [[row("n", ">", 9)]], n=Field("Int"))[0]


def test_between_two_days_there_is_none():
	between = [[row("day", ">", "2026-07-01"), row("day", "<", "2026-07-02")]]
	assert (
		"the way to A is never taken"
		in typed(between, [[row("day", ">", "2026-08-01")]], day=Field("Date"))[0]
	)


def test_conditions_that_cover_every_option_need_no_last_way_without_one():
	ways = ([[row("kind", "=", "A")]], [[row("kind", "=", "B")]], [[row("kind", "=", "C")]])
	assert typed(*ways, kind=Field("Select", ("A", "B", "C"), required=True)) == []
	assert (
		"no way out fits a document with kind = –" in typed(*ways, kind=Field("Select", ("A", "B", "C")))[0]
	)
	assert (
		"no way out fits a document with kind = D"
		in typed(*ways, kind=Field("Select", tuple("ABCD"), required=True))[0]
	)


def test_a_value_that_the_field_cannot_have_is_named_with_those_it_can():
	assert "is none of its values; choose one of: A, B" in " ".join(
		typed([[row("kind", "=", "Z")]], [[row("kind", "=", "B")]], kind=Field("Select", ("A", "B")))
	)
	assert "write a number" in " ".join(
		typed([[row("n", ">", "much")]], [[row("n", "=", 1)]], n=Field("Int"))
	)
	assert "write it as 2026" in " ".join(
		typed([[row("d", ">", "July")]], [[row("d", "is set")]], d=Field("Date"))
	)


def test_where_too_many_documents_would_have_to_be_tried_each_way_is_held_against_those_before_it():
	wide = [row(f"f{number}", ">", number) for number in range(9)]
	assert any(
		"the way to B is never taken" in text for text in found(split([wide], [[*wide, row("g", "=", "x")]]))
	)


@pytest.mark.parametrize(
	"half", [row("n", ">"), row("n", "=", ""), row("kind", "in", ""), row("kind", "not in", [])]
)
def test_a_condition_without_a_value_is_an_error_at_its_way_and_nothing_else_is_said_of_it(half):
	(problem,) = lint(split([[half]], [[row("n", "<=", 10)]]))
	assert problem.error and problem.where == split([[half]], []).transitions[1].key
	assert str(problem).endswith(f"compares {half['field']} with nothing; fill in a value.")


def test_a_condition_without_a_value_is_told_while_other_errors_stand():
	flow = split([[row("n", ">")]], [[row("n", "<=", 10)]])
	bare = replace(flow, nodes=tuple(replace(node, approvers=()) for node in flow.nodes))
	said = [str(problem) for problem in lint(bare) if problem.error]
	assert len(said) > 1 and any("with nothing" in one for one in said)


def test_the_flows_own_condition_needs_a_value_too():
	flow = drawn([approval("a")], "start > a > end").dump()
	(problem,) = lint(Flow.parse(flow | {"when": [[row("n", "<")]]}))
	assert problem.error and "no value to compare with" in str(problem)
