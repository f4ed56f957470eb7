"""Conditions of a notification: rows to an expression and back, and what rows may not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township_gov.policies import notice_conditions as conditions
from township_gov.policies.notice_conditions import BadConditionRow, Row

NUMBERS = frozenset({"amount"})
KNOWN = frozenset({"amount", "status", "owner"})
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)


def rows_of(*sent):
	return conditions.rows_from(
		[dict(zip(("field", "comparison", "value"), row, strict=False)) for row in sent], NUMBERS, KNOWN
	)


@given(TEXTS.map(lambda text: text.replace(",", "").replace("，", "")).filter(bool))
def test_whatever_text_is_compared_it_is_read_back_as_it_was(text):
	row = Row("status", "=", text)
	assert conditions.read(conditions.expression([row], NUMBERS)) == [row]


@pytest.mark.parametrize(
	"row",
	[
		Row("status", "!=", "Draft"),
		Row("amount", ">", "1000"),
		Row("amount", "<=", "2.5"),
		Row("status", "in", "Draft,Closed"),
		Row("owner", "is set"),
		Row("owner", "is not set"),
	],
)
def test_each_comparison_is_read_back(row):
	assert conditions.read(conditions.expression([row, row], NUMBERS)) == [row, row]


def test_an_empty_number_counts_as_nought():
	class Doc:
		amount = None

	text = conditions.expression([Row("amount", "<", "5")], NUMBERS)
	assert eval(text, {"doc": Doc}) is True


@pytest.mark.parametrize(
	"text", ["doc.status.startswith('D')", "doc.a == doc.b", "frappe.session.user", "doc.a or doc.b", "1 +"]
)
def test_somebody_elses_expression_is_left_alone(text):
	assert conditions.read(text) is None


def test_no_condition_is_no_row():
	assert (
		conditions.read("") == []
		and conditions.expression([], NUMBERS) == ""
		and rows_of(("", "=", "")) == []
	)


@pytest.mark.parametrize(
	("row", "words"),
	[
		(("nothing", "=", "x"), "choose a field"),
		(("status", "~", "x"), "choose a field"),
		(("status", "=", " "), "enter a value"),
		(("status", ">", "3"), "only numbers"),
		(("amount", ">", "many"), "is no number"),
	],
)
def test_a_row_that_cannot_be_meant_is_refused(row, words):
	with pytest.raises(BadConditionRow, match=words):
		rows_of(row)
