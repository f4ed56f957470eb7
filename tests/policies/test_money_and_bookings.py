"""Money to the fen, its words, and things that one person has at a time."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township_gov.policies import amounts, rmb
from township_gov.policies.bookings import Booking, booking_refusals, mileage_refusals


@pytest.mark.parametrize(
	("amount", "words"),
	[
		("0", "零元整"),
		("0.05", "伍分"),
		("0.5", "伍角整"),
		("10.05", "壹拾元零伍分"),
		("1005", "壹仟零伍元整"),
		("1200.5", "壹仟贰佰元伍角整"),
		("1680.32", "壹仟陆佰捌拾元叁角贰分"),
		("16409.02", "壹万陆仟肆佰零玖元零贰分"),
		("100005", "壹拾万零伍元整"),
		("100010000", "壹亿零壹万元整"),
		("1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
	],
)
def test_amounts_in_capital_numerals(amount, words):
	assert rmb.in_words(Decimal(amount)) == words


DIGITS = {"零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read(words: str) -> Decimal:
	"""Read capital numerals back."""
	total = section = digit = Decimal(0)
	for sign in words.rstrip("整"):
		if sign in DIGITS:
			digit = Decimal(DIGITS[sign])
		elif sign in PLACES:
			section, digit = section + digit * PLACES[sign], Decimal(0)
		elif sign == "万":
			total, section, digit = total + (section + digit) * 10_000, Decimal(0), Decimal(0)
		elif sign == "亿":
			total, section, digit = (total + section + digit) * 10**8, Decimal(0), Decimal(0)
		elif sign == "元":
			total, section, digit = total + section + digit, Decimal(0), Decimal(0)
		else:
			total, digit = total + digit / (10 if sign == "角" else 100), Decimal(0)
	return total


@given(st.integers(0, 10**11 - 1))
def test_the_words_say_the_amount_exactly(fen):
	amount = Decimal(fen) / 100
	words = rmb.in_words(amount)
	assert read(words) == amount
	assert "零零" not in words


@given(st.lists(st.integers(1, 10**9), max_size=30))
def test_a_total_is_exact_to_the_fen(fen):
	lines = [amounts.Line(number, Decimal(str(value / 100))) for number, value in enumerate(fen, 1)]
	assert amounts.total(lines) == Decimal(sum(fen)) / 100


def test_less_than_a_fen_is_refused():
	assert "to the fen" in next(iter(amounts.amount_refusals([amounts.Line(1, Decimal("1.005"))]))).text()


def test_more_is_not_approved_than_asked_for():
	wrong = amounts.Line(2, Decimal(5), Decimal(6))
	assert next(iter(amounts.amount_refusals([wrong]))).text().startswith("Row 2: 6 is approved of 5")
	assert not list(amounts.amount_refusals([amounts.Line(2, Decimal(5), Decimal(0))]))


def hour(number: int) -> datetime:
	return datetime(2026, 3, 2, number)


def test_a_car_is_on_one_trip_and_free_again_at_its_end():
	morning = Booking("VR-1", hour(8), hour(12))
	assert not booking_refusals(Booking("VR-2", hour(12), hour(14)), [morning], "浙K·00001")
	(refusal,) = booking_refusals(Booking("VR-2", hour(11), hour(14)), [morning], "浙K·00001")
	assert "浙K·00001 is taken by VR-1" in refusal.text()
	assert "is not after the start" in booking_refusals(Booking("VR-2", hour(9), hour(9)), [], "")[0].text()


@given(*[st.integers(0, 23)] * 4)
def test_overlap_means_a_common_moment(a, b, c, d):
	one, two = Booking("1", hour(min(a, b)), hour(max(a, b))), Booking("2", hour(min(c, d)), hour(max(c, d)))
	if one.begin < one.end and two.begin < two.end:
		common = max(one.begin, two.begin) < min(one.end, two.end)
		assert one.overlaps(two) == two.overlaps(one) == common


def test_an_odometer_goes_forward():
	assert mileage_refusals(100, 150, 100) == ()
	assert mileage_refusals(99, 150, 100) and mileage_refusals(100, 100, 100)
