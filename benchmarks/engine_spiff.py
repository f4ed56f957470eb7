"""Human steps per second of the approval engine beside SpiffWorkflow, on the same flows, in one process.

	python -m benchmarks.engine_spiff [SECONDS] [--table FILE]

Flows: a split with three parallel tasks and a last one (for SpiffWorkflow drawn by hand with plain user tasks, the
cheapest it has), and shipped flows as `workflows/bpmn.py` writes them. Twice each: in memory, and with the state saved as
JSON and loaded again at every step. Both engines take turns of a quarter second, so that what else the machine does
strikes both; the ratio is the median of the turns' ratios. A step is one person's decision; the start counts as one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from tests.engine.flows import approval, drawn, gate, person
from township_gov.workflows import bpmn, engine
from township_gov.workflows.core.run import request_key
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State, canonical

TURN = 0.25  # seconds
FLOWS = Path(__file__).resolve().parents[1] / "township_gov" / "workflows" / "flows"
SHIPPED: tuple[str, ...] = ("power_exercise", "expense_request", "leave_request", "seal_use")
BY_HAND = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
<process id="joint" isExecutable="true">
<startEvent id="start"/><sequenceFlow id="f0" sourceRef="start" targetRef="split"/>
<parallelGateway id="split"/>
<sequenceFlow id="f1" sourceRef="split" targetRef="finance"/><sequenceFlow id="f2" sourceRef="split" targetRef="legal"/>
<sequenceFlow id="f3" sourceRef="split" targetRef="land"/>
<userTask id="finance"/><userTask id="legal"/><userTask id="land"/>
<sequenceFlow id="g1" sourceRef="finance" targetRef="join"/><sequenceFlow id="g2" sourceRef="legal" targetRef="join"/>
<sequenceFlow id="g3" sourceRef="land" targetRef="join"/>
<parallelGateway id="join"/><sequenceFlow id="h" sourceRef="join" targetRef="mayor"/>
<userTask id="mayor"/><sequenceFlow id="i" sourceRef="mayor" targetRef="end"/><endEvent id="end"/>
</process></definitions>"""

ACTION = {"Issue": "issue", "Mend": "retry", "Opinion": "answer"}

Walk = Callable[[], int]


def joint() -> Flow:
	"""Three offices at the same time, then the mayor."""
	offices = [approval(key) for key in ("finance", "legal", "land")]
	nodes = [gate("split", "Parallel Split"), gate("join", "Join"), *offices, approval("mayor")]
	lines = [f"split > {node['key']} > join" for node in offices]
	return drawn(nodes, "start > split", *lines, "join > mayor > end")


class _People(dict):
	"""One person for whatever is asked."""

	def __missing__(self, key: str) -> list[dict[str, Any]]:
		return [] if "#" in key else [person(f"one at {key}")]


def ours(flow: Flow, values: dict[str, Any], *, stored: bool) -> Walk:
	"""A walk of our engine to the end of a flow; the number of steps that people took."""
	nought: dict[str, Any] = {name: None for name in flow.condition_fields} | values
	facts = {
		"values": nought,
		"people": _People(),
		"subjects": _Subjects(),
		"clock": {"now": "0"},
		"minutes": _Nought(),
	}

	def walk() -> int:
		state, _effects = engine.step(flow, None, {"type": "start", "actor": person("ann")}, facts)
		steps = 1
		while state.status == "Running":
			if stored:
				state = State.load(json.loads(canonical(state.dump())))
			state, _effects = engine.step(flow, state, _next(flow, state), facts)
			steps += 1
		return steps

	return walk


class _Subjects(dict):
	def __missing__(self, key: str) -> list:
		return []


class _Nought(dict):
	def __missing__(self, key: str) -> int:
		return 0


def _next(flow: Flow, state: State) -> dict[str, Any]:
	"""The first open task is approved; where a machine is waited for, it answers."""
	task = next(iter(state.open_tasks()), None)
	if task is None:
		token = next(one for one in state.tokens if one.waiting in ("Action", "Number"))
		kind = "done" if token.waiting == "Action" else "issued"
		return {"type": kind, "token": token.id, "key": request_key(token), "number": "1"}
	action = ACTION.get(task.kind, "approve")
	return {"type": "act", "actor": person(task.person), "task": task.id, "action": action, "opinion": True}


def theirs(xml: str, values: dict[str, Any], crowd: dict[str, list[str]], *, stored: bool) -> Walk:
	"""The same walk in SpiffWorkflow."""
	parser = BpmnParser()
	parser.add_bpmn_io(BytesIO(xml.encode()))
	(process,) = parser.get_process_ids()
	spec = parser.get_spec(process)
	serializer = BpmnWorkflowSerializer()
	data = {**values, **{f"people_{name}": people for name, people in crowd.items()}}
	data |= {f"decision_{name}": "approve" for name in crowd}

	def walk() -> int:
		workflow = BpmnWorkflow(spec)
		workflow.task_tree.set_data(**data)
		for task in workflow.get_tasks(spec_name="Start"):
			task.set_data(**data)
		workflow.do_engine_steps()
		steps = 1
		while not workflow.is_completed():
			if stored:
				workflow = serializer.deserialize_json(serializer.serialize_json(workflow))
			task = workflow.get_next_task(state=TaskState.READY, manual=True)
			task.run()
			workflow.do_engine_steps()
			steps += 1
		return steps

	return walk


def rate(walk: Walk, seconds: float) -> float:
	"""Steps per second of walks repeated for some time."""
	begun, steps = time.perf_counter(), 0
	while (used := time.perf_counter() - begun) < seconds:
		steps += walk()
	return steps / used


def compare(one: Walk, other: Walk, seconds: float) -> dict[str, Any]:
	"""Both in turns; medians of the rates and of the turns' ratios."""
	one(), other()
	pairs = [(rate(one, TURN), rate(other, TURN)) for _turn in range(max(3, int(seconds / TURN / 2)))]
	return {
		"ours": round(statistics.median(mine for mine, _theirs in pairs)),
		"spiff": round(statistics.median(theirs for _mine, theirs in pairs)),
		"ratio": round(statistics.median(mine / theirs for mine, theirs in pairs), 1),
		"least": round(min(mine / theirs for mine, theirs in pairs), 1),
	}


def cases() -> dict[str, tuple[Flow, str, dict[str, Any], dict[str, list[str]]]]:
	"""What is walked: the flow, its BPMN, the document's values, SpiffWorkflow's people."""
	found: dict[str, Any] = {"three parallel tasks": (joint(), BY_HAND, {}, {})}
	for name in SHIPPED:
		flow = Flow.parse(json.loads((FLOWS / f"{name}.json").read_text(encoding="utf-8")))
		full = {field: "" for field in flow.condition_fields}
		crowd = {element: [f"one at {key}"] for key, element in bpmn.element_ids(flow).items()}
		found[name] = (flow, bpmn.export(flow), full, crowd)
	return found


def main() -> None:
	"""Print the table; fail under five times."""
	parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
	parser.add_argument("seconds", nargs="?", type=float, default=5.0, help="for each line of the table")
	parser.add_argument("--table", help="write the table as JSON to this file")
	options = parser.parse_args()
	table: dict[str, Any] = {}
	print(f"{'flow':<24} {'state':<10} {'ours/s':>9} {'spiff/s':>9} {'ratio':>7} {'least':>7}")
	for name, (flow, xml, values, crowd) in cases().items():
		for stored in (False, True):
			row = compare(
				ours(flow, values, stored=stored), theirs(xml, values, crowd, stored=stored), options.seconds
			)
			state = "stored" if stored else "in memory"
			table[f"{name}, {state}"] = row
			print(
				f"{name:<24} {state:<10} {row['ours']:>9,} {row['spiff']:>9,} {row['ratio']:>7} {row['least']:>7}"
			)
	if options.table:
		Path(options.table).write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
	if min(row["ratio"] for row in table.values()) < 5:
		raise SystemExit("less than five times as fast")


if __name__ == "__main__":
	main()
