"""Whole numbers in English words."""

from __future__ import annotations

ONES = (
	"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
	"seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
MILLIONS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
LAKHS = ((10**7, "crore"), (10**5, "lakh"), (1000, "thousand"))


def in_words(integer: float, in_million: bool = True) -> str:
	"""`one hundred and twenty three`; with lakhs and crores unless `in_million`."""
	number = int(integer)
	if number < 0:
		return f"minus {in_words(-number, in_million)}"
	parts = []
	for size, name in MILLIONS if in_million else LAKHS:
		count, number = divmod(number, size)
		if count:
			parts.append(f"{in_words(count, in_million)} {name}")
	if number or not parts:
		glue = "and " if parts and number < 100 else ""
		parts.append(glue + below_thousand(number))
	return ", ".join(parts).replace(", and ", " and ")


def below_thousand(number: int) -> str:
	"""A number of up to three digits."""
	hundreds, rest = divmod(number, 100)
	if not hundreds:
		return below_hundred(rest)
	return f"{ONES[hundreds]} hundred" + (f" and {below_hundred(rest)}" if rest else "")


def below_hundred(number: int) -> str:
	"""A number of up to two digits."""
	if number < len(ONES):
		return ONES[number]
	tens, ones = divmod(number, 10)
	return TENS[tens - 2] + (f" {ONES[ones]}" if ones else "")
