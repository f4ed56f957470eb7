"""文号: how a number is written, and whether the numbers of a year are complete."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from township_gov.policies.document_numbers import (
	Series,
	number_text,
	organ_code_of,
	pattern_refusals,
	spans,
)

USUAL = "{organ}〔{year}〕{number}号"


def test_a_number_is_written_as_the_standard_says():
	assert number_text(USUAL, "隆政", 2026, 1) == "隆政〔2026〕1号"
	assert number_text("{organ}〔{year}〕第{number}号", "隆罚决字", 2026, 12) == "隆罚决字〔2026〕第12号"


def test_a_paper_that_is_not_issued_has_room_for_its_number():
	assert number_text(USUAL, "隆政", 2026, None) == "隆政〔2026〕　号"


@pytest.mark.parametrize(
	"pattern",
	["", "{organ}{number}号", "{organ}{year}{number}{number}", USUAL + "{day}", USUAL + "{", "{}" + USUAL],
)
def test_a_pattern_names_organ_year_and_number_once_each(pattern):
	assert [refusal.text() for refusal in pattern_refusals(pattern)] == [
		"The pattern names {organ}, {year} and {number} once each, and nothing else in braces. Correct it."
	]


def test_the_usual_pattern_is_accepted():
	assert pattern_refusals(USUAL) == []


def test_a_shared_kind_takes_the_townships_own_code():
	assert organ_code_of("{township}函", "隆政") == "隆政函"
	assert organ_code_of("隆执罚", "隆政") == "隆执罚"


def test_a_series_is_whole_when_each_number_stands_in_one_record():
	assert Series(0, 3, (1, 2, 3)).is_whole
	assert Series(37, 39, (38, 39)).is_whole
	assert Series(5, 5, ()).is_whole


def test_a_series_names_what_is_missing_doubled_or_was_never_counted():
	broken = Series(0, 4, (1, 2, 2, 4, 9))
	assert (broken.missing, broken.doubled, broken.foreign, broken.is_whole) == ((3,), (2,), (9,), False)


def test_numbers_are_told_in_spans():
	assert spans((3, 7, 8, 9, 8)) == "3, 7-9"
	assert spans(()) == ""


@given(some.integers(0, 50), some.integers(0, 30), some.data())
def test_whatever_is_taken_out_of_a_whole_series_is_named(opening, count, data):
	numbers = tuple(range(opening + 1, opening + count + 1))
	taken = data.draw(some.sets(some.sampled_from(numbers))) if numbers else set()
	series = Series(opening, opening + count, tuple(n for n in numbers if n not in taken))
	assert set(series.missing) == taken and series.is_whole == (not taken)
