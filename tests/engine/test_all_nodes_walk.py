"""Every node type, every act, in and outside of parallel blocks: random walks that keep the rules after each step.

`python -m tests.engine.coverage` runs many more and prints how often each act was met at each node type.
"""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine import coverage, worlds
from tests.engine.walker import walk
from township_gov.workflows.definition import Flow
from township_gov.workflows.linter import lint


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_every_walk_keeps_the_rules(random):
	case = worlds.case(random)
	assert lint(case.flow) == []
	assert Flow.parse(case.flow.dump()) == case.flow
	for _step in walk(case, random):
		pass


def test_four_hundred_walks_keep_the_rules():
	for seed in range(400):
		random = Random(seed)
		for _step in walk(worlds.case(random), random):
			pass


def test_every_cell_of_the_coverage_table_is_met():
	table = coverage.measure(1)
	assert [cell for cell, count in table.items() if not count] == []
