"""Numbers of people and organisations: check digits, what they say, and how they are masked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township_gov.policies import identity

TODAY = date(2026, 3, 2)
# The example number printed in GB 11643-1999 and one of the standard's own credit codes in use.
EXAMPLE = "11010519491231002X"
CREDIT_CODE = "91350100M000100Y43"


def id_number(body: str) -> str:
	return body + identity.id_check_character(body)


def test_the_example_of_the_standard_is_valid_and_tells_birth_and_sex():
	found = identity.read_id_number(EXAMPLE, TODAY)
	assert (found.number, found.birth_date, found.sex) == (EXAMPLE, date(1949, 12, 31), "Female")


@pytest.mark.parametrize(
	"typed", [" 110105 19491231 002x ", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002x"]
)
def test_blanks_full_width_digits_and_a_small_x_do_not_matter(typed):
	assert identity.read_id_number(typed, TODAY).number == EXAMPLE


@pytest.mark.parametrize(
	("typed", "message"),
	[
		("110105491231002", "first-generation identity number"),
		("1101051949123100", "17 digits and a last digit or X"),
		("110105194912310021", "last character of the identity number does not fit"),
		("110105194913310027", "no possible birth date"),
		(id_number("33112620300101001"), "no possible birth date"),
		("", "17 digits and a last digit or X"),
	],
)
def test_a_wrong_number_is_refused_saying_what_is_wrong(typed, message):
	with pytest.raises(identity.InvalidIdNumber, match=message):
		identity.read_id_number(typed, TODAY)


@given(
	born=st.dates(date(1920, 1, 1), date(2026, 1, 1)),
	serial=st.integers(0, 999),
	position=st.integers(0, 16),
	shift=st.integers(1, 9),
)
def test_one_mistyped_digit_is_always_found(born, serial, position, shift):
	right = id_number(f"331126{born:%Y%m%d}{serial:03}")
	assert identity.read_id_number(right, TODAY).birth_date == born
	wrong = right[:position] + str((int(right[position]) + shift) % 10) + right[position + 1 :]
	with pytest.raises(identity.InvalidIdNumber):
		identity.read_id_number(wrong, TODAY)


def test_a_credit_code_is_checked_by_its_last_character():
	assert identity.check_credit_code(CREDIT_CODE.lower()) == CREDIT_CODE
	with pytest.raises(identity.InvalidCreditCode, match="does not fit the others"):
		identity.check_credit_code(CREDIT_CODE[:-1] + "4")
	with pytest.raises(identity.InvalidCreditCode, match="without I, O, S, V and Z"):
		identity.check_credit_code("9135O100M000100Y43")


@pytest.mark.parametrize("number", [EXAMPLE, CREDIT_CODE, "E12345678", "H0123456700"])
def test_an_applicant_may_show_an_identity_card_a_licence_or_a_passport(number):
	assert identity.check_identity(number, TODAY) == number


@pytest.mark.parametrize(
	("typed", "stored"),
	[("138 0013 8000", "13800138000"), ("+86-13800138000", "13800138000"), ("(0578)6121234", "05786121234")],
)
def test_telephone_numbers_are_stored_as_digits(typed, stored):
	assert identity.check_phone(typed) == stored


@pytest.mark.parametrize("typed", ["1380013800", "12800138000", "abc", "138****8000"])
def test_what_nobody_can_call_is_refused(typed):
	with pytest.raises(identity.InvalidPhone, match="a mobile number has 11 digits"):
		identity.check_phone(typed)


def test_bank_accounts_are_digits():
	assert identity.check_bank_account("6222 0000 1111 2222 333") == "6222000011112222333"
	with pytest.raises(identity.InvalidBankAccount):
		identity.check_bank_account("1234")


@pytest.mark.parametrize(
	("mask", "value", "shown"),
	[
		(identity.mask_id, EXAMPLE, "110*************2X"),
		(identity.mask_phone, "13800138000", "138****8000"),
		(identity.mask_bank_account, "6222000011112222333", "***************2333"),
		(identity.mask_name, "张三", "张*"),
		(identity.mask_name, "欧阳小三", "欧**三"),
		(identity.mask_id, "E123", "****"),
		(identity.mask_phone, None, ""),
	],
)
def test_masks_hide_what_matters(mask, value, shown):
	assert mask(value) == shown


@given(st.text("0123456789X", max_size=30))
def test_a_mask_of_an_identity_number_never_shows_the_birth_date(number):
	shown = identity.mask_id(number)
	assert len(shown) == len(number)
	assert shown[6:14].strip("*") == "" or len(number) < 16


def test_a_credit_code_made_of_digits_is_no_identity_number():
	# Codes in use of a company and of a public institution: digits up to the last character, or throughout
	for code in ("91330100799655058B", "91110000802100433B"):
		assert identity.check_identity(code, date(2026, 3, 2)) == code
	institution = "12331126472345678"
	institution += identity.credit_check_character(institution)
	assert identity.check_identity(institution, date(2026, 3, 2)) == institution
	with pytest.raises(identity.InvalidCreditCode, match="last character"):
		identity.check_identity("913301007996550588", date(2026, 3, 2))
