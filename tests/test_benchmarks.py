"""The benchmarks start, and fill every system with the same rows. Nothing here is timed."""

import datetime
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.bench_case import definition, operations, rows
from benchmarks.compare import line
from benchmarks.load import Figures, combined

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (
	"all",
	"approval_timers",
	"audit_cost",
	"engine_spiff",
	"inbox",
	"compare",
	"service_case",
	"keys",
	"floor",
	"start",
	"foresight",
	"bench_case.fill",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_says_how_it_is_used(command):
	if command == "engine_spiff":
		pytest.importorskip(
			"SpiffWorkflow", reason="what it is compared with is in the extra `test`, which a bench has not"
		)
	answer = subprocess.run(
		[sys.executable, "-m", f"benchmarks.{command}", "--help"], cwd=ROOT, capture_output=True, text=True
	)

	assert answer.returncode == 0, answer.stderr
	assert "usage:" in answer.stdout


def test_rows_are_a_function_of_their_number():
	made = [*rows.parents(0, 40), *rows.children(0, 40)]

	assert made == [*rows.parents(0, 40), *rows.children(0, 40)]
	assert hashlib.sha256(repr(made).encode()).hexdigest()[:16] == "81aa8f4840353a6f"


def test_rows_fit_the_columns_they_fill():
	assert all(len(row) == len(rows.parent_fields()) for row in rows.parents(0, 5))
	assert all(len(row) == len(rows.child_fields()) for row in rows.children(0, 5))


def test_a_case_has_over_25_fields_and_five_child_rows():
	values = rows.case(7)

	assert len(definition.case_fields()) == 28
	assert set(values) == {df["fieldname"] for df in definition.case_fields()}
	assert len(values["materials"]) == 5


def test_rows_spread_over_all_288_groups_of_the_report():
	cases = (rows.case(number) for number in range(6000))

	assert len({(case["place"], case["subject"]) for case in cases}) == 288


def test_a_client_posts_dates_as_texts_and_leaves_the_status_to_its_default():
	posted = rows.new_case(3)

	assert "status" not in posted
	assert datetime.date.fromisoformat(posted["received_on"]) == rows.case(3)["received_on"]
	assert not [value for value in posted.values() if isinstance(value, datetime.date)], "JSON has no dates"


def test_every_transition_joins_two_known_states():
	assert {state for begin, _, end, *_rest in definition.TRANSITIONS for state in (begin, end)} <= set(
		definition.STATES
	)
	assert len(definition.STATES) == 6
	assert len(definition.TRANSITIONS) == 8


def test_the_list_asks_for_20_rows_with_three_filters():
	address = operations.list_address(1, [">=", "2024-01-01"])

	assert address.startswith("/api/resource/Bench%20Case?")
	assert "limit_page_length=20" in address
	assert address.count("%5B%22") >= 3


def test_refused_requests_are_counted_and_do_not_make_a_system_faster():
	figures = combined([(0.0, 2.0, [0.5, 0.5], ["refused"]), (0.0, 2.0, [0.1, 0.9], [])])

	assert figures.rate == 1.5
	assert figures.percentile(0.5) == 500
	assert figures.errors == ["refused"]


def test_a_line_of_the_table_gives_both_systems_and_their_ratio():
	fast = {"rate": 400.0, "low": 390.0, "high": 410.0, "ms": [2.0, 3.0, 4.0], "errors": []}
	slow = {"rate": 100.0, "low": 99.0, "high": 101.0, "ms": [8.0, 9.0, 12.0], "errors": ["503"]}

	assert line("get", 8, [fast, slow]) == (
		"| get | 8 | 400 [390–410], 2.0 / 3.0 / 4.0 | 100 [99.0–101], 8.0 / 9.0 / 12, **1 refused** | 4.0× |"
	)


def test_a_measurement_without_answers_has_no_percentile():
	assert Figures(0, []).percentile(0.5) != Figures(0, []).percentile(0.5)
