"""文号: how the number of an official document is written, and whether a year's numbers are complete.

党政机关公文处理工作条例 Art. 9 (五); GB/T 9704-2012, 7.2.5: organ code, year in full inside 〔 〕, running number without
第 and without leading zeros, then 号.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from township_gov.policies.refusal import Refusal

PARTS = ("organ", "year", "number")
TOWNSHIP = "{township}"
_NAMED = re.compile(r"\{(\w*)\}")
RULE = "document number (GB/T 9704-2012 7.2.5)"


@dataclass(frozen=True)
class Series:
	"""The numbers of one organ code in one year: those before `opening` were given on paper."""

	opening: int
	last: int
	issued: tuple[int, ...]

	@property
	def missing(self) -> tuple[int, ...]:
		"""Numbers between the opening and the last one that stand in no record."""
		here = set(self.issued)
		return tuple(number for number in range(self.opening + 1, self.last + 1) if number not in here)

	@property
	def doubled(self) -> tuple[int, ...]:
		"""Numbers that stand in more than one record."""
		return tuple(sorted(number for number, times in Counter(self.issued).items() if times > 1))

	@property
	def foreign(self) -> tuple[int, ...]:
		"""Numbers that the count never reached."""
		return tuple(sorted({one for one in self.issued if not self.opening < one <= self.last}))

	@property
	def is_whole(self) -> bool:
		"""Whether every number from the opening to the last one stands in exactly one record."""
		return not (self.missing or self.doubled or self.foreign)


def pattern_refusals(pattern: str) -> list[Refusal]:
	"""What keeps a pattern from giving each number a text of its own."""
	named = _NAMED.findall(pattern)
	if sorted(named) == sorted(PARTS) and not re.search(r"[{}]", _NAMED.sub("", pattern)):
		return []
	return [
		Refusal(
			RULE,
			"The pattern names {0}, {1} and {2} once each, and nothing else in braces. Correct it.",
			tuple(f"{{{part}}}" for part in PARTS),
		)
	]


def number_text(pattern: str, organ_code: str, year: int, number: int | None) -> str:
	"""The number as it stands on the paper: 隆政〔2026〕1号; without a number, room for it (a paper not issued yet)."""
	values = {"organ": organ_code, "year": str(year), "number": "　" if number is None else str(number)}
	return _NAMED.sub(lambda match: values[match[1]], pattern)


def organ_code_of(kind_code: str, township_code: str) -> str:
	"""The organ code that a kind's numbers count under; `{township}` in it stands for the township's own."""
	return kind_code.replace(TOWNSHIP, township_code).strip()


def spans(numbers: Iterable[int]) -> str:
	"""Numbers as a reader takes them in: 3, 7-9."""
	ordered, runs = sorted(set(numbers)), []
	for number in ordered:
		if runs and number == runs[-1][1] + 1:
			runs[-1][1] = number
		else:
			runs.append([number, number])
	return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
