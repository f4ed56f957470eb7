"""Human steps per second of the engine: a split with three parallel tasks, in memory and stored at each step.

python -m tests.engine.speed
"""

from __future__ import annotations

import json
import time

from tests.engine.flows import approval, drawn, gate, person
from township_gov.workflows import engine
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State, canonical


def flow() -> Flow:
	"""Three offices at the same time, then the mayor."""
	offices = [approval(key) for key in ("finance", "legal", "land")]
	nodes = [gate("split", "Parallel Split"), gate("join", "Join"), *offices, approval("mayor")]
	lines = [f"split > {node['key']} > join" for node in offices]
	return drawn(nodes, "start > split", *lines, "join > mayor > end")


def run(rules: Flow, facts: dict, stored: bool) -> int:
	"""One approval from start to end; the human steps it took."""
	state, _effects = engine.step(rules, None, {"type": "start", "actor": person("ann")}, facts)
	steps = 1
	while state.status == "Running":
		task = state.open_tasks()[0]
		event = {"type": "act", "actor": person(task.person), "task": task.id, "action": "approve"}
		if stored:
			state = State.load(json.loads(canonical(state.dump())))
		state, _effects = engine.step(rules, state, event, facts)
		steps += 1
	return steps


def main() -> None:
	"""Print both figures."""
	rules = flow()
	people = {key: [person(key)] for key in ("finance", "legal", "land", "mayor")}
	facts = {"values": {}, "people": people, "subjects": {}}
	for stored in (False, True):
		begun, steps = time.perf_counter(), 0
		while time.perf_counter() - begun < 3:
			steps += run(rules, facts, stored)
		rate = steps / (time.perf_counter() - begun)
		print(f"{'stored and loaded at each step' if stored else 'in memory':<32} {rate:>9,.0f} steps/s")


if __name__ == "__main__":
	main()
