"""A long text in a report's cell: its beginning, how much there is, and the whole on a click."""

import pytest

from frappe_standalone.core.desk import folding
from frappe_standalone.core.desk.folding import CHARACTERS, LINES, folded


@pytest.fixture(autouse=True)
def english(monkeypatch):
	monkeypatch.setattr(folding, "_", str)


def test_a_short_text_keeps_its_lines_and_is_not_cut():
	assert folded("one\ntwo <b>") == '<div class="value-text">one\ntwo &lt;b&gt;</div>'


def test_a_long_list_says_how_many_lines_there_are_and_holds_them_all():
	lines = [f"line {number}" for number in range(LINES + 3)]
	html = folded("\n".join(lines))
	start, whole = html.split("</summary>")
	assert start.startswith('<details class="fold"><summary>')
	assert f"line {LINES - 1}</span>" in start and f"line {LINES}" not in start
	assert f"and so on, {LINES + 3} in all" in start
	assert "\n".join(lines) in whole


def test_a_long_line_is_cut_and_offers_the_whole_text():
	text = "x" * (CHARACTERS + 1)
	start, whole = folded(text).split("</summary>")
	assert text not in start and "x" * CHARACTERS + "…" in start and "the whole text" in start
	assert text in whole
