"""Where an approval stands, drawn: what was taken is bold, what was not is grey, what comes is still open."""

from __future__ import annotations

import random

import pytest

from tests.engine.flows import Case, approval, chain
from tests.engine.worlds import Builder
from township_gov.workflows import drawing
from township_gov.workflows.definition import Flow
from township_gov.workflows.effects import Moved
from township_gov.workflows.layout import layout


class Drawn(Case):
	"""A running approval that keeps its moves, as the log does."""

	def __init__(self, *given, **values):
		super().__init__(*given, **values)
		self.moves: list[tuple[str, str]] = []

	def send(self, event):
		super().send(event)
		self.moves += [(one.source, one.target) for one in self.effects if isinstance(one, Moved)]
		return self

	@property
	def nodes(self) -> dict[str, str]:
		"""The state of each drawn node."""
		return {node["key"]: node["state"] for node in self.drawing["nodes"]}

	@property
	def ways(self) -> dict[tuple[str, str], str]:
		"""The state of each way."""
		return {(way["source"], way["target"]): way["state"] for way in self.drawing["ways"]}

	@property
	def drawing(self):
		return drawing.draw(self.flow, self.state, self.moves)


def flow_of(nodes: list[dict], ways: list[tuple], **values) -> Flow:
	"""A flow from nodes and (from, to[, when]) ways."""
	return Flow.parse(
		{
			"flow_name": "Drawn",
			"applies_to": "ToDo",
			"withdraw": "Until Finished",
			"nodes": [
				{"key": "start", "type": "Start", "label": "Draft"},
				*nodes,
				{"key": "end", "type": "End", "label": "End"},
			],
			"transitions": [
				{"from": way[0], "to": way[1], **({"when": way[2]} if len(way) > 2 else {})} for way in ways
			],
		}
		| values
	)


DEAR = [[{"field": "size", "operator": ">", "value": 5}]]


def choosing() -> Flow:
	return flow_of(
		[{"key": "which", "type": "Exclusive Split"}, approval("mayor"), approval("head")],
		[("start", "which"), ("which", "mayor", DEAR), ("which", "head"), ("mayor", "end"), ("head", "end")],
	)


def parallel() -> Flow:
	return flow_of(
		[
			{"key": "fork", "type": "Parallel Split"},
			approval("law"),
			approval("money"),
			approval("land"),
			{"key": "join", "type": "Join"},
			approval("mayor"),
		],
		[
			("start", "fork"), ("fork", "law"), ("fork", "money"), ("fork", "land", DEAR), ("law", "join"), ("money", "join"),
			("land", "join"), ("join", "mayor"), ("mayor", "end"),
		],
	)  # fmt: skip


PEOPLE = {"mayor": ["mia"], "head": ["hal"], "law": ["lou"], "money": ["moe"], "land": ["lea"]}


def test_the_branch_of_a_split_that_was_not_taken_is_not_shown_as_still_to_come():
	case = Drawn(choosing(), PEOPLE, values={"size": 1}).start()
	assert case.nodes == {"start": "done", "mayor": "not taken", "head": "current", "end": "todo"}
	assert case.ways[("start", "head")] == "taken"
	assert case.ways[("start", "mayor")] == case.ways[("mayor", "end")] == "not taken"
	case.act("hal")
	assert case.nodes["end"] == "done" and case.ways[("head", "end")] == "taken"


def test_a_split_is_not_a_box_its_conditions_stand_on_the_ways():
	shown = drawing.draw(choosing())
	assert [node["key"] for node in shown["nodes"]] == ["start", "mayor", "head", "end"]
	assert {way["target"]: len(way["conditions"]) for way in shown["ways"] if way["source"] == "start"} == {
		"mayor": 1,
		"head": 0,
	}
	assert {way["state"] for way in shown["ways"]} == {"open"}


def test_parallel_branches_stand_side_by_side_in_the_order_they_are_written():
	places = layout(parallel()).places
	assert [places[key] for key in ("law", "money", "land")] == [(2, 0), (2, 1), (2, 2)]
	assert places["join"] == (3, 0) and places["mayor"] == (4, 0)


def test_a_branch_that_was_not_activated_is_grey_and_the_join_counts_the_others():
	case = Drawn(parallel(), PEOPLE, values={"size": 1}).start()
	assert case.nodes["land"] == "not taken"
	assert (case.nodes["law"], case.nodes["money"], case.nodes["join"]) == ("current", "current", "todo")
	case.act("lou")
	join = next(node for node in case.drawing["nodes"] if node["key"] == "join")
	assert (join["state"], join["arrived"], join["branches"]) == ("current", 1, 2)
	assert case.ways[("law", "join")] == "taken" and case.ways[("money", "join")] == "open"
	case.act("moe")
	assert case.nodes["join"] == "done" and case.nodes["mayor"] == "current"


def test_after_a_return_what_was_decided_has_to_be_done_again():
	flow = chain(approval("law"), approval("money"), approval("mayor"))
	case = Drawn(flow, PEOPLE).start().act("lou").act("moe")
	case.act("mia", "return", to="law")
	assert case.nodes["law"] == "current"
	assert (case.nodes["money"], case.nodes["mayor"]) == ("again", "again")
	assert case.ways[("law", "money")] == "open" and case.ways[("start", "law")] == "taken"


def test_straight_back_to_the_returner_keeps_what_lies_between():
	flow = chain(approval("law"), approval("money"), approval("mayor", after_return="Straight Back"))
	case = Drawn(flow, PEOPLE).start().act("lou").act("moe")
	case.act("mia", "return", to="law").act("lou")
	assert case.nodes == {"start": "done", "law": "done", "money": "done", "mayor": "current", "end": "todo"}


def test_a_refusal_marks_the_step_that_refused_and_greys_the_rest():
	case = Drawn(chain(approval("law"), approval("mayor")), PEOPLE).start().act("lou", "reject")
	assert case.nodes == {"start": "done", "law": "rejected", "mayor": "not taken", "end": "not taken"}


def test_a_withdrawn_approval_has_nothing_still_to_come():
	case = Drawn(chain(approval("law"), approval("mayor"), withdraw="Until Finished"), PEOPLE).start()
	case.send({"type": "withdraw", "actor": {"person": "ann", "user": "ann@x", "kin": []}})
	assert case.nodes["mayor"] == case.nodes["end"] == "not taken"


def test_a_way_back_in_the_flow_is_marked_and_does_not_stretch_the_drawing():
	flow = flow_of(
		[approval("law"), approval("mayor")],
		[("start", "law"), ("law", "mayor"), ("mayor", "end"), ("mayor", "law", DEAR)],
	)
	laid = layout(flow)
	assert laid.ranks == 4
	assert [way.target for way in laid.ways if way.back] == ["law"]


def test_a_vote_tells_how_many_agreed_of_how_many_and_how_many_it_needs():
	flow = chain(approval("board", how="Vote", vote={"at_least": "2/3"}))
	case = Drawn(flow, {"board": ["lou", "moe", "lea"]}).start().act("lou")
	told = drawing.votes(flow.by_key["board"], case.state)
	assert told == {"approve": 1, "reject": 0, "abstain": 0, "seats": 3, "needed": 2}
	case.act("moe")
	assert drawing.votes(flow.by_key["board"], case.state)["approve"] == 2  # also when it is over


def test_signing_in_order_tells_whose_turn_it_is():
	flow = chain(approval("sign", how="In Order"))
	case = Drawn(flow, {"sign": ["lou", "moe", "lea"]}).start().act("lea")
	assert drawing.position(case.state, case.state.tokens[0]) == (2, 3)


@pytest.mark.parametrize("seed", range(60))
def test_no_two_boxes_of_any_flow_stand_in_one_place_and_every_way_leads_on(seed):
	flow = Builder(random.Random(seed), inside=seed % 2 == 0, nested=seed % 3 == 0).flow()
	laid = layout(flow)
	assert len(set(laid.places.values())) == len(laid.places)
	drawn = {node.key for node in flow.nodes if node.type != "Exclusive Split"}
	assert set(laid.places) == drawn
	for way in laid.ways:
		(first, _one), (then, _other) = laid.places[way.source], laid.places[way.target]
		assert way.back or first < then
		passed = {(rank, way.lane) for rank in range(first + 1, then)}
		assert way.back or not passed & set(laid.places.values()), way
