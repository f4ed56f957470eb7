"""Reading, writing and judging flows."""

import json
import re
from pathlib import Path

import pytest

from tests.engine.flows import approval, chain
from township_gov.workflows.conditions import Condition, holds
from township_gov.workflows.definition import DefinitionError, Flow, parse_when
from township_gov.workflows.linter import lint

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "township_gov" / "workflows" / "flows").glob("*.json"))


def documented() -> dict:
	text = (ROOT / "docs" / "flows.md").read_text(encoding="utf-8")
	return json.loads(re.search(r"```json\n(.*?)```", text, re.S).group(1))


def test_the_documented_example_is_a_sound_flow():
	assert lint(Flow.parse(documented())) == []


def test_a_flow_written_and_read_again_is_the_same():
	flow = Flow.parse(documented())
	assert Flow.parse(json.loads(json.dumps(flow.dump()))) == flow


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_flows_are_sound_and_survive_reading_and_writing(path):
	flow = Flow.parse(json.loads(path.read_text(encoding="utf-8")))
	assert [str(problem) for problem in lint(flow)] == []
	assert Flow.parse(flow.dump()) == flow


@pytest.mark.parametrize(
	("field", "operator", "value", "expected"),
	[
		("amount", ">", "9", True),
		("amount", ">=", 10, True),
		("amount", "<", "9.5", False),
		("amount", "=", "10.0", True),
		("name", "=", "x", True),
		("name", "!=", "y", True),
		("name", "in", "x，y", True),
		("name", "not in", ["x"], False),
		("day", "<=", "2026-03-01", True),
		("nothing", "=", "", True),
		("nothing", ">", 0, False),
		("nothing", "is not set", None, True),
		("zero", "is set", None, False),
		("flag", "=", 1, True),
	],
)
def test_a_condition_compares_by_type(field, operator, value, expected):
	values = {"amount": 10, "name": "x", "day": "2026-02-28", "nothing": None, "zero": 0, "flag": True}
	row = Condition.parse({"field": field, "operator": operator, "value": value})
	assert holds(((row,),), values) is expected


def test_rows_are_joined_by_and_groups_by_or():
	when = parse_when(
		[[{"field": "a", "value": 1}, {"field": "b", "value": 1}], [{"field": "c", "value": 1}]]
	)
	assert holds(when, {"a": 1, "b": 1}) and holds(when, {"c": 1}) and not holds(when, {"a": 1})
	assert holds((), {})


@pytest.mark.parametrize("data", [[], {"nodes": {}}, {"nodes": [1]}, {"schema": 99}])
def test_json_of_another_shape_is_refused(data):
	with pytest.raises(DefinitionError):
		Flow.parse(data)


def broken(**changes) -> Flow:
	return chain(approval("office"), approval("leader"), **changes)


@pytest.mark.parametrize(
	("flow", "message"),
	[
		(broken(flow_name=""), "name"),
		(broken(withdraw="Sometimes"), "withdrawing"),
		(broken(status_field=""), "status field"),
		(broken(nodes=[approval("office")]), "exactly one Start"),
		(chain(approval("office"), approval("office")), "office"),
		(chain(approval("office", type="Join")), "joins nothing"),
		(chain(approval("office", approvers=[])), "who decides"),
		(chain(approval("office", approvers=[{"rule": "Named User"}])), "needs a user"),
		(chain(approval("office", approvers=[{"rule": "Oracle"}])), "no value of approver rule"),
		(chain(approval("office", how="Half")), "Half"),
		(chain(approval("office", return_to=["moon"])), "moon"),
		(chain(approval("office", actions={"reject": "No"})), "offer the action approve"),
		(chain(approval("office", actions={"approve": "", "sing": "La"})), "sing is no value of action"),
		(
			chain(approval("office", approvers=[{"rule": "Initiator"}], apart={"initiator": True})),
			"also kept apart",
		),
		(broken(transitions=[{"from": "start", "to": "nowhere"}]), "unknown node nowhere"),
		(broken(transitions=[{"from": "start", "to": "office"}, {"from": "office", "to": "end"}]), "reached"),
		(
			broken(
				transitions=[
					{"from": "start", "to": "office"},
					{"from": "office", "to": "leader"},
					{"from": "leader", "to": "office"},
				]
			),
			"leads to no End",
		),
		(
			broken(
				transitions=[
					{"from": "start", "to": "office"},
					{"from": "office", "to": "leader", "when": [[{"field": "a", "value": 1}]]},
					{"from": "leader", "to": "end"},
				]
			),
			"last way out must have no condition",
		),
		(
			broken(
				transitions=[
					{"from": "start", "to": "office"},
					{"from": "office", "to": "leader"},
					{"from": "office", "to": "end"},
					{"from": "leader", "to": "end"},
				]
			),
			"hides the ways after it",
		),
	],
)
def test_the_linter_names_what_is_wrong(flow, message):
	assert any(message in str(problem) for problem in lint(flow)), [str(one) for one in lint(flow)]


def test_names_of_fields_are_checked_against_the_doctype():
	fields = {"status", "amount", "rows", "rows.cadre"}
	flow = chain(
		approval("office", fields=["amount", "rows:add", "rows.cadre", "rows.sum"], required=["remark"]),
		approval("leader", apart={"fields": ["boss"]}),
	)
	found = " ".join(str(problem) for problem in lint(flow, fields))
	assert "rows.sum" in found and "remark" in found and "boss" in found
	assert "amount" not in found and "rows:add" not in found
