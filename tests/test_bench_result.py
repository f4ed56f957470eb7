"""Says what the committed run on a real bench has not seen of today's suite (platform rule 12). It informs; it cannot fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

# On a bench this would look at the run before itself
pytestmark = pytest.mark.standalone

RESULT = Path(__file__).resolve().parent / "recorded" / "bench_result.json"


def test_the_committed_bench_run_had_no_failure():
	if not RESULT.exists():
		pytest.skip("no run on a bench has been committed yet")
	result = json.loads(RESULT.read_text(encoding="utf-8"))
	assert [test for test, outcome in result["tests"].items() if outcome == "failed"] == []


def test_what_the_bench_has_not_seen_is_listed(request, record_property):
	if not RESULT.exists():
		pytest.skip("no run on a bench has been committed yet")
	seen = set(json.loads(RESULT.read_text(encoding="utf-8"))["tests"])
	today = {item.nodeid for item in request.session.items if "tests/platform/" not in item.nodeid}
	unseen = sorted(today - seen)
	record_property("unseen_on_bench", len(unseen))
	print(f"\n{len(unseen)} of {len(today)} tests are not in the committed bench run")
	for nodeid in unseen[:20]:
		print(f"  {nodeid}")
	assert seen
