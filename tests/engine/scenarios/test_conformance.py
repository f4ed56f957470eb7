"""The table of what an approval engine can do: complete, each line shown, the page written from it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from tests.engine import conformance, coverage

ROOT = Path(__file__).resolve().parents[3]
PLACES = [place for _name, *places in conformance.TABLE.values() for place in places]


def test_every_line_but_the_two_that_are_not_wanted_is_there():
	assert set(conformance.TABLE) == set(range(1, 37)) - {25, 35}


@pytest.mark.parametrize("place", PLACES)
def test_each_line_is_shown_by_a_test_that_exists(place):
	folder, _colon, rest = place.partition(":")
	if folder in ("app", "browser"):
		path, _colons, name = rest.partition("::")
		text = (ROOT / "tests" / folder / path).read_text(encoding="utf-8")
		assert re.search(rf"^\s*def {name}\(", text, re.MULTILINE)
	elif not place.startswith("open: "):
		module, _dot, test = place.partition(".")
		assert callable(getattr(importlib.import_module(f"tests.engine.scenarios.{module}"), test))


def test_only_the_designer_is_open():
	assert [place for place in PLACES if place.startswith("open: ")] == [conformance.TABLE[1][1]]


def test_the_page_is_what_the_tables_say():
	text = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
	assert text == conformance.page(), "python -m tests.engine.conformance > docs/conformance.md"


def test_the_recorded_walks_met_every_cell_a_thousand_times():
	cells = {
		(row["node"], row["act"], row["inside"]): row["walks"]
		for row in conformance.recorded("walks.json")["cells"]
	}
	assert set(cells) == set(coverage.cells())
	assert min(cells.values()) >= 1000


def test_the_recorded_engine_is_at_least_five_times_as_fast():
	rows = conformance.recorded("engine_spiff.json")
	assert min(row["ratio"] for row in rows.values()) >= 5
