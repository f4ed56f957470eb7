"""Numbers that identify people and organisations: checked, read and masked.

Sources: GB 11643-1999 (citizen identity number), GB 32100-2015 (unified social credit code),
个人信息保护法 Art. 5, 6, 51 (least data, de-identification). No statute fixes a mask; ours hides the birth
date of an identity number.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from township_gov.policies.refusal import RuleError

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK_CHARACTERS = "10X98765432"
# I, O, S, V and Z are left out by GB 32100 because they are misread as digits.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_MODULUS = 31


class InvalidIdNumber(RuleError):
	"""Not a citizen identity number by GB 11643."""


class InvalidCreditCode(RuleError):
	"""Not a unified social credit code by GB 32100."""


class InvalidPhone(RuleError):
	"""Not a telephone number that could be called in mainland China."""


class InvalidBankAccount(RuleError):
	"""Not an account or card number."""


@dataclass(frozen=True)
class IdNumber:
	"""What a valid identity number says: itself (upper case), birth date and sex ("Male" or "Female")."""

	number: str
	birth_date: date
	sex: str


def normalise(value: str | None) -> str:
	"""One spelling for one number: full-width digits folded, blanks and hyphens dropped, upper case."""
	return re.sub(r"[\s\-‐‑‒–—]", "", unicodedata.normalize("NFKC", value or "")).upper()


def read_id_number(value: str, today: date) -> IdNumber:
	"""Check a citizen identity number (18 characters) and read birth date and sex from it.

	Raises `InvalidIdNumber` on a wrong length, an impossible birth date or a wrong check digit.
	"""
	number = normalise(value)
	if re.fullmatch(r"\d{15}", number):
		raise InvalidIdNumber(
			"id number (GB 11643)",
			"This is a first-generation identity number with 15 digits, which is no longer valid. Enter the "
			"18-digit number from the present card.",
		)
	if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
		raise InvalidIdNumber(
			"id number (GB 11643)",
			"An identity number has 17 digits and a last digit or X. Compare what you typed with the card.",
		)
	birth_date = _birth_date(number, today)
	if id_check_character(number) != number[17]:
		raise InvalidIdNumber(
			"id number (GB 11643)",
			"The last character of the identity number does not fit the others: one digit is mistyped. "
			"Compare it with the card.",
		)
	return IdNumber(number, birth_date, "Male" if int(number[16]) % 2 else "Female")


def _birth_date(number: str, today: date) -> date:
	try:
		born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
	except ValueError:
		born = None
	if born is None or not date(1900, 1, 1) <= born <= today:
		raise InvalidIdNumber(
			"id number (GB 11643)",
			"Digits 7 to 14 of the identity number are no possible birth date. Compare them with the card.",
		)
	return born


def id_check_character(number: str) -> str:
	"""The 18th character that belongs to the first 17 digits (ISO 7064 MOD 11-2)."""
	total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
	return _ID_CHECK_CHARACTERS[total % 11]


def check_credit_code(value: str) -> str:
	"""Check a unified social credit code (18 characters) and return it normalised.

	Raises `InvalidCreditCode` on a wrong length, a forbidden letter or a wrong check character.
	"""
	code = normalise(value)
	if len(code) != 18 or any(character not in _CREDIT_ALPHABET for character in code):
		raise InvalidCreditCode(
			"credit code (GB 32100)",
			"A unified social credit code has 18 digits and capital letters, without I, O, S, V and Z. "
			"Compare it with the licence.",
		)
	if credit_check_character(code) != code[17]:
		raise InvalidCreditCode(
			"credit code (GB 32100)",
			"The last character of the unified social credit code does not fit the others: one is mistyped. "
			"Compare it with the licence.",
		)
	return code


def credit_check_character(code: str) -> str:
	"""The 18th character that belongs to the first 17 (GB 32100: weights 3^i modulo 31)."""
	total = sum(
		_CREDIT_ALPHABET.index(character) * pow(3, position, _CREDIT_MODULUS)
		for position, character in enumerate(code[:17])
	)
	return _CREDIT_ALPHABET[-total % _CREDIT_MODULUS]


def check_identity(value: str, today: date) -> str:
	"""Check the number an applicant shows: identity number, credit code, or another document; returns it
	normalised.

	Passports and permits have no check digit that we know; they hold a letter and 5 to 15 characters.
	Raises `InvalidIdNumber` or `InvalidCreditCode`.
	"""
	number = normalise(value)
	if re.fullmatch(r"(?=.*[A-Z])[A-Z0-9]{5,15}", number):
		return number
	return (
		check_credit_code(number)
		if _is_meant_as_credit_code(number)
		else read_id_number(number, today).number
	)


def _is_meant_as_credit_code(number: str) -> bool:
	"""By a letter among the first 17, else by the check character that fits, else by the 9 that companies begin with:
	codes made of an old organisation code are digits up to the last character."""
	if len(number) != 18:
		return False
	if re.search(r"[A-Z]", number[:17]):
		return True
	if not re.fullmatch(r"\d{17}", number[:17]) or id_check_character(number) == number[17]:
		return False
	return credit_check_character(number) == number[17] or number[0] == "9"


def check_phone(value: str) -> str:
	"""Check a mobile or fixed-line number of mainland China; returns its digits without +86.

	Raises `InvalidPhone`.
	"""
	phone = re.sub(r"^(\+86|0086)", "", re.sub(r"[()]", "", normalise(value)))
	if not re.fullmatch(r"1[3-9]\d{9}|0\d{9,11}|[2-8]\d{6,7}|400\d{7}", phone):
		raise InvalidPhone(
			"phone",
			"This is no telephone number: a mobile number has 11 digits and begins with 1, a fixed line has "
			"its area code first.",
		)
	return phone


def check_bank_account(value: str) -> str:
	"""Check that an account or card number has 8 to 30 digits; returns them. Raises `InvalidBankAccount`."""
	account = normalise(value)
	if not re.fullmatch(r"\d{8,30}", account):
		raise InvalidBankAccount(
			"bank account",
			"A bank account number has 8 to 30 digits. Copy it from the card or the pass book.",
		)
	return account


def mask_id(value: str | None) -> str:
	"""331***********12: the first three and last two characters, so the birth date stays hidden."""
	return _mask(normalise(value), 3, 2)


def mask_phone(value: str | None) -> str:
	"""138****5678: the first three and last four digits."""
	return _mask(normalise(value), 3, 4)


def mask_bank_account(value: str | None) -> str:
	"""***************5678: the last four digits."""
	return _mask(normalise(value), 0, 4)


def mask_name(name: str | None) -> str:
	"""张*, 欧**三: first character and, from three characters on, the last, for lists shown to the public."""
	name = (name or "").strip()
	return _mask(name, 1, 1 if len(name) > 2 else 0)


def _mask(value: str, head: int, tail: int) -> str:
	"""Stars in the middle; a value too short to keep both ends is hidden whole."""
	hidden = len(value) - head - tail
	if hidden <= 0:
		return "*" * len(value)
	return value[:head] + "*" * hidden + value[len(value) - tail :]
