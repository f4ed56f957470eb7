"""Write sample logs of the present engine, which every later engine must replay to the same bytes.

	python -m tests.engine.record_golden CASES > tests/engine/golden/engine_<version>.jsonl

Once for each version, before the first approval is stored by it; a file that exists is never written again.
"""

from __future__ import annotations

import sys
from itertools import count
from random import Random
from typing import Any

from tests.engine import worlds
from tests.engine.flows import Case
from tests.engine.walker import walk
from township_gov.workflows import engine
from township_gov.workflows.state import canonical, fingerprint


def sample(case: Case) -> dict[str, Any]:
	"""The flow, each step with the fingerprints of its state and effects, and the last state."""
	state, log = None, []
	for event, facts in case.log:
		state, effects = engine.step(case.flow, state, event, facts)
		marks = {
			"state": fingerprint(state.dump()),
			"effects": fingerprint([one.dump() for one in effects]),
		}
		log.append({"event": event, "facts": facts, **marks})
	return {"flow": case.flow.dump(), "log": log, "state": state.dump()}


def main() -> None:
	"""Print one line of JSON for each case; short ones are left out."""
	left = int(sys.argv[1])
	for seed in count(1):
		random = Random(seed)
		case = worlds.case(random)
		for _step in walk(case, random):
			pass
		if len(case.log) >= 8 and len(case.flow.nodes) <= 16 and not case.versions:
			print(canonical(sample(case)))
			left -= 1
		if not left:
			return


if __name__ == "__main__":
	main()
