"""Approvals that older engines began go on in this one: their logs give the same states, byte for byte."""

import json
from pathlib import Path

import pytest

from township_gov.workflows import engine
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import State, canonical, fingerprint

GOLDEN = sorted((Path(__file__).parent / "golden").glob("engine_*.jsonl"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_each_step_of_an_old_log_has_the_same_state_and_effects(path):
	version = path.stem.removeprefix("engine_")
	assert version in engine.REPLAYS
	for line in path.read_text(encoding="utf-8").splitlines():
		case = json.loads(line)
		flow, state = Flow.parse(case["flow"]), None
		assert flow.dump() == case["flow"]
		for row in case["log"]:
			facts = row["facts"] | {"engine": version}
			state, effects = engine.step(flow, state, row["event"], facts)
			assert fingerprint(state.dump()) == row["state"]
			assert fingerprint([effect.dump() for effect in effects]) == row["effects"]
		assert canonical(state.dump()) == canonical(case["state"])
		assert State.load(case["state"]) == state
