"""The flows as they are shipped: they parse, and whoever is asked to fill in fields may write the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from township_gov.workflows.definition import Flow

APP = Path(__file__).resolve().parent.parent / "township_gov"
FLOWS = [
	json.loads(path.read_text(encoding="utf-8")) for path in sorted((APP / "workflows/flows").glob("*.json"))
]
every_flow = pytest.mark.parametrize("data", FLOWS, ids=[flow["flow_name"] for flow in FLOWS])


def doctype(name: str) -> dict:
	scrubbed = name.lower().replace(" ", "_")
	path = APP / "township_gov" / "doctype" / scrubbed / f"{scrubbed}.json"
	return json.loads(path.read_text(encoding="utf-8"))


@every_flow
def test_whoever_may_fill_in_fields_may_write_the_document(data):
	flow = Flow.parse(data)
	writers = {
		rule["role"]
		for rule in doctype(flow.applies_to)["permissions"]
		if rule.get("write") and not rule.get("permlevel")
	}
	for node in flow.nodes:
		roles = {rule.role for rule in (*node.approvers, *node.ladder) if rule.role}
		heads = {"Office Head"} if any(rule.rule.startswith("Head") for rule in node.approvers) else set()
		if node.fields:
			assert roles | heads <= writers, node.key


@every_flow
def test_nobody_holds_submit_or_cancel_on_a_doctype_that_has_a_flow(data):
	rules = doctype(data["applies_to"])["permissions"]
	assert [
		rule["role"] for rule in rules if rule.get("submit") or rule.get("cancel") or rule.get("amend")
	] == []


@every_flow
def test_every_field_and_status_named_in_the_flow_exists(data):
	flow = Flow.parse(data)
	meta = doctype(flow.applies_to)
	fields = {field["fieldname"]: field for field in meta["fields"]}
	states = set((fields[flow.status_field].get("options") or "").split("\n"))
	for node in flow.nodes:
		assert not node.status or node.status in states, node.key
		named = [right.split(".")[0].split(":")[0] for right in (*node.fields, *node.required)]
		assert {name for name in named if name != "*"} <= set(fields), node.key
