"""Flows as BPMN 2.0: sound XML, a drawing in which nothing overlaps, and the same steps in another engine."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from tests.engine import worlds
from tests.engine.flows import approval, chain, drawn, gate
from township_gov.workflows import bpmn
from township_gov.workflows.conditions import Condition
from township_gov.workflows.core import shapes
from township_gov.workflows.core.expressions import expression, sentence
from township_gov.workflows.definition import Flow

spiff = pytest.importorskip("tests.engine.spiff", reason="SpiffWorkflow is in the extra test")

FLOWS = Path(bpmn.__file__).parent / "flows"
SHIPPED = {
	path.stem: Flow.parse(json.loads(path.read_text("utf-8"))) for path in sorted(FLOWS.glob("*.json"))
}
SMALL = [{"field": "size", "operator": "<=", "value": 5}]
BIG = [{"field": "size", "operator": ">", "value": 5}]
ROLE = [{"rule": "Role in Scope", "role": "R"}]


def every_type() -> Flow:
	"""A flow with every node type and way of deciding, conditions in and outside of a parallel block."""
	nodes = [
		approval("office"),
		gate("size", "Exclusive Split"),
		approval("all", how="All"),
		approval("line", how="In Order", actions=["approve", "return"]),
		gate("fork", "Parallel Split"),
		approval("money", how="All", collect_all=True),
		gate("told", "Copy", approvers=ROLE),
		approval("law"),
		approval("press"),
		gate("join", "Join"),
		approval("vote", how="Vote", vote={"more_than": "1/2"}, actions=["approve", "reject", "abstain"]),
		gate("post", "Automatic", run="post", approvers=ROLE),
		gate("paper", "Issue Document", document="Notice", approvers=ROLE),
		gate("number", "Issue Document", document="Notice"),
	]
	lines = [
		"start > office > size > all > fork > money > join > vote > post > paper > number > end",
		"line > fork",
	]
	lines += ["told > law > join", "press > join"]
	flow = drawn(nodes, *lines).dump()
	flow["transitions"] += [
		{"key": "a", "from": "size", "to": "line"},
		{"key": "b", "from": "fork", "to": "told", "when": [BIG]},
		{"key": "c", "from": "fork", "to": "press", "when": [SMALL]},
		{"key": "d", "from": "vote", "to": "office", "on": "reject"},
	]
	next(way for way in flow["transitions"] if way["to"] == "all")["when"] = [BIG]
	return Flow.parse(flow)


DRAWN = {**SHIPPED, "every node type": every_type()}
every_flow = pytest.mark.parametrize("flow", DRAWN.values(), ids=DRAWN)


def parsed(flow: Flow) -> ET.Element:
	return ET.fromstring(bpmn.export(flow))


@every_flow
def test_the_xml_is_valid_by_the_schema_of_bpmn(flow):
	spiff.validate(bpmn.export(flow))


@every_flow
def test_ids_are_unique_and_every_reference_leads_to_one(flow):
	root = parsed(flow)
	ids = [one.get("id") for one in root.iter() if one.get("id")]
	assert len(ids) == len(set(ids))
	referred = {
		one.get(name) for one in root.iter() for name in ("sourceRef", "targetRef", "bpmnElement", "default")
	}
	ends = ("incoming", "outgoing", "loopDataInputRef", "loopDataOutputRef")
	referred |= {one.text for tag in ends for one in root.iter(f"{{{bpmn.MODEL}}}{tag}")}
	assert referred - {None} <= set(ids)


@every_flow
def test_every_node_has_a_shape_and_every_way_a_line(flow):
	root = parsed(flow)
	drawn_shapes = {one.get("bpmnElement") for one in root.iter(f"{{{bpmn.DIAGRAM}}}BPMNShape")}
	edges = {one.get("bpmnElement") for one in root.iter(f"{{{bpmn.DIAGRAM}}}BPMNEdge")}
	assert set(bpmn.element_ids(flow).values()) <= drawn_shapes
	assert edges == {one.get("id") for one in root.iter(f"{{{bpmn.MODEL}}}sequenceFlow")}
	assert all(len(edge) >= 2 for edge in root.iter(f"{{{bpmn.DIAGRAM}}}BPMNEdge"))


@every_flow
def test_nothing_of_the_flow_is_lost(flow):
	root = parsed(flow)
	nodes = [json.loads(one.text) for one in root.iter(f"{{{bpmn.OURS}}}node")]
	whole = json.loads(root.find(f".//{{{bpmn.OURS}}}flow").text)
	assert Flow.parse({**whole, "nodes": nodes, "transitions": flow.dump()["transitions"]}) == flow


@pytest.mark.parametrize("seed", range(40))
def test_no_shapes_overlap_and_no_line_crosses_a_shape(seed):
	flow = every_type() if not seed else worlds.Builder(Random(seed)).flow()
	root = parsed(flow)
	boxes = {}
	for shape in root.iter(f"{{{bpmn.DIAGRAM}}}BPMNShape"):
		values = (int(shape[0].get(name)) for name in ("x", "y", "width", "height"))
		boxes[shape.get("bpmnElement")] = shapes.Bounds(*values)
	assert not [pair for pair in combinations(boxes, 2) if boxes[pair[0]].overlaps(boxes[pair[1]])]
	ends = {
		one.get("id"): {one.get("sourceRef"), one.get("targetRef")}
		for one in root.iter(f"{{{bpmn.MODEL}}}sequenceFlow")
	}
	for edge in root.iter(f"{{{bpmn.DIAGRAM}}}BPMNEdge"):
		points = [(int(one.get("x")), int(one.get("y"))) for one in edge]
		for (x, y), (to_x, to_y) in pairwise(points):
			assert x == to_x or y == to_y, "lines are upright or level"
			line = shapes.Bounds(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
			crossed = {name for name, box in boxes.items() if box.overlaps(line)}
			assert crossed <= ends[edge.get("bpmnElement")], edge.get("bpmnElement")


@every_flow
def test_another_engine_asks_at_the_same_steps_when_everybody_approves(flow):
	paths = [spiff.Pair(flow, values).walk() for values in spiff.documents(flow)]
	assert any(paths)  # a document that needs nobody may go straight to its end


@every_flow
def test_another_engine_asks_at_the_same_steps_when_somebody_rejects(flow):
	rejectable = [node.key for node in flow.nodes if node.type == "Approval" and node.allows("reject")]
	walked = set()
	for values in spiff.documents(flow):
		for key in rejectable:
			if not flow.ways.get((key, "reject")):
				path = spiff.Pair(flow, values).walk(reject_at=key)
				walked |= {key} & set(path)
	assert walked == {key for key in rejectable if not flow.ways.get((key, "reject"))}


def test_a_rejection_inside_a_parallel_block_ends_the_other_branches_there_too():
	pair = spiff.Pair(every_type(), {"size": 9})
	path = pair.walk(reject_at="money")
	assert "vote" not in path
	assert pair.case.state.status == "Rejected"


def test_the_way_of_a_rejection_is_the_one_the_flow_names():
	flow = drawn(
		[approval("office"), approval("mend")],
		"start > office > end",
		"mend > end",
	).dump()
	flow["transitions"].append({"key": "no", "from": "office", "to": "mend", "on": "reject"})
	assert spiff.Pair(Flow.parse(flow), {}).walk(reject_at="office") == ["office", "mend"]


def when(*groups):
	return tuple(tuple(Condition.parse(row) for row in group) for group in groups)


def test_a_condition_is_written_for_people_and_for_machines():
	row = {"field": "kind", "operator": "in", "value": "甲, 乙"}
	test = when(
		[{"field": "amount", "operator": ">", "value": "100"}, row],
		[{"field": "urgent", "operator": "is set"}],
	)
	said = sentence(test, labels={"amount": "Amount"})
	assert said == "(Amount > 100 and kind in 甲, 乙) or (urgent is set)"
	text = expression(test)
	assert text == '(amount not in (None, "") and amount > 100 and kind in ["甲", "乙"]) or (bool(urgent))'
	assert eval(text, {"amount": 101, "kind": "乙", "urgent": 0})
	assert not eval(text, {"amount": None, "kind": "乙", "urgent": 0})


def test_a_number_in_a_text_field_stays_a_text():
	test = when([{"field": "code", "operator": "=", "value": "110"}])
	assert expression(test) == "code == 110"
	assert expression(test, {"code": "Data"}) == 'code == "110"'


def test_keys_that_are_no_names_get_names():
	flow = chain(approval("1 处室/审核"), approval("1_处室_审核"))
	assert bpmn.element_ids(flow)["1 处室/审核"] != bpmn.element_ids(flow)["1_处室_审核"]
	spiff.validate(bpmn.export(flow))
	assert spiff.Pair(flow, {}).walk() == ["1 处室/审核", "1_处室_审核"]
