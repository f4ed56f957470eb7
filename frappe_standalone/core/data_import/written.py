"""Reading what people write: full-width digits, dates in their many forms, numbers that Excel has spoiled."""

from __future__ import annotations

import datetime
import re

FULL_WIDTH = {ord("０") + n: ord("0") + n for n in range(10)}
FULL_WIDTH |= {ord("Ａ") + n: ord("A") + n for n in range(26)}
FULL_WIDTH |= {ord("ａ") + n: ord("a") + n for n in range(26)}
FULL_WIDTH |= {
	ord(wide): ord(plain) for wide, plain in zip("－．／：，％＋（）　", "-./:,%+() ", strict=True)
}

_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$")
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_TIME = re.compile(r"^(\d{1,2})\s*[::时点]\s*(\d{1,2})\s*分?(?:\s*[::]?\s*(\d{1,2})\s*秒?)?(?:\.\d+)?$")
_SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
_SPOILED = re.compile(r"^[+-]?\d(\.\d+)?E\+?\d{2,3}$", re.IGNORECASE)
# Day 1 of Excel is 1 January 1900, and it counts a 29 February 1900 that never was.
_EXCEL_EPOCH = datetime.datetime(1899, 12, 30)
# 1954 to 2064; a smaller or larger number is more likely a code.
_SERIALS = (20000, 60000)


def narrow(text: str) -> str:
	"""Full-width digits, letters and the signs of numbers as ASCII."""
	return text.translate(FULL_WIDTH).strip()


def narrow_code(text: str) -> str:
	"""A code or number written full-width as ASCII; any other text as it is."""
	plain = narrow(text)
	return plain if plain.isascii() else text


def is_spoiled(text: str) -> bool:
	"""Whether Excel has turned a long number into scientific notation (3.31126E+17): digits are lost."""
	return bool(_SPOILED.match(narrow(text)))


def read_date(text: str) -> datetime.date | None:
	"""A date as people write it: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, Excel's number; None if it is none."""
	found = read_datetime(text)
	return found.date() if found else None


def read_datetime(text: str) -> datetime.datetime | None:
	"""A date with or without a time; None if it is none. Two-digit years are none: nobody knows the century."""
	text = narrow(text)
	if _SERIAL.match(text):
		days = float(text)
		whole = _EXCEL_EPOCH + datetime.timedelta(seconds=round(days * 86400))
		return whole if _SERIALS[0] <= days < _SERIALS[1] else None
	day, time = _split(text)
	match = _DATE.match(day) or _PACKED.match(day)
	if not match:
		return None
	clock = read_time(time) if time else datetime.time()
	if clock is None:
		return None
	try:
		return datetime.datetime.combine(datetime.date(*map(int, match.groups())), clock)
	except ValueError:
		return None


def _split(text: str) -> tuple[str, str]:
	for mark in ("T", "日", "号", " "):
		head, found, tail = text.partition(mark)
		if found and (":" in tail or "时" in tail or "点" in tail):
			return head.strip(), tail.strip()
	return text, ""


def read_time(text: str) -> datetime.time | None:
	"""A time of day: 9:30, 09:30:00, 9时30分; None if it is none."""
	match = _TIME.match(narrow(text))
	if not match:
		return None
	try:
		return datetime.time(*(int(part) for part in match.groups(default="0")))
	except ValueError:
		return None
