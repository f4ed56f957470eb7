"""Our deadlines against cases counted by a separate program (`brute_force_deadlines.py`)."""

import json
from datetime import date

import pytest

from tests.policies import brute_force_deadlines
from tests.policies.calendars_2020_2026 import national
from township_gov.policies.deadlines import Clock, Pause, PauseGround, Unit, compute

CASES = json.loads(brute_force_deadlines.GOLDEN.read_text(encoding="utf-8"))
CALENDAR = national()


def days(pair):
	return [date.fromisoformat(day) for day in pair]


def test_there_are_enough_cases_and_the_file_is_what_the_program_writes():
	assert len(CASES) >= 150
	assert list(brute_force_deadlines.cases()) == CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['start']} {case['limit']} {case['unit']}")
def test_the_due_day_is_the_one_counted_by_hand(case):
	any_ground = frozenset(PauseGround)
	clock = Clock(
		"T",
		"test",
		"received",
		case["limit"],
		Unit(case["unit"]),
		"",
		rolls=case["rolls"],
		grounds=any_ground,
	)
	pauses = [Pause(PauseGround.HEARING, *days(pair)) for pair in case["pauses"]]
	start = date.fromisoformat(case["start"])
	deadline = compute(clock, start, CALENDAR, start, pauses=pauses)
	assert (str(deadline.unrolled), str(deadline.due)) == (case["unrolled"], case["due"])
	assert not deadline.is_provisional
