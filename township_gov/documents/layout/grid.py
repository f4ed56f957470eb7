"""Chinese text on a grid of characters: where its lines end (GB/T 9704-2012, 5.2.3: 28 characters a line).

A full-width character takes one cell, a Latin letter or digit half a cell. No line begins with a closing mark or
ends with an opening one; numbers, Latin words, …… and —— are not torn apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LINE_CELLS = 28
NOT_FIRST = frozenset("，。、；：？！）》」』”’〕】％…—·,.;:?!)]}%℃〉")
NOT_LAST = frozenset("（《「『“‘〔【([{〈")
_TOKENS = re.compile(r"[!-~]+|…+|—+|.", re.DOTALL)


@dataclass(frozen=True)
class Run:
	"""Text in one typeface: fang (仿宋), hei (黑体), kai (楷体), song (小标宋)."""

	text: str
	face: str = "fang"


@dataclass(frozen=True)
class Line:
	"""One line: its pieces, how many cells it is moved in, and whether it fills the measure."""

	runs: tuple[Run, ...]
	indent: float = 0
	fills: bool = False
	align: str = "left"

	@property
	def text(self) -> str:
		return "".join(run.text for run in self.runs)


def cells(text: str) -> float:
	"""The room a text takes, in full-width characters."""
	return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def broken(
	runs: tuple[Run, ...],
	width: float = LINE_CELLS,
	first: float = 0,
	hanging: float = 0,
	align: str = "left",
) -> list[Line]:
	"""The lines of a paragraph; `first` and `hanging` are the indents of its first line and of the others."""
	tokens = [Run(part, run.face) for run in runs for part in _TOKENS.findall(run.text)]
	lines: list[Line] = []
	while tokens:
		indent = hanging if lines else first
		count = _fitting(tokens, width - indent)
		last = count == len(tokens)
		lines.append(Line(_merged(tokens[:count]), indent, not last and align == "left", align))
		tokens = tokens[count:]
		while tokens and not tokens[0].text.strip():
			tokens = tokens[1:]
	return lines


def _fitting(tokens: list[Run], width: float) -> int:
	"""How many tokens the line takes: as many as fit, fewer where it may not end there."""
	room, count = width, 0
	while count < len(tokens) and (size := cells(tokens[count].text)) <= room:
		room -= size
		count += 1
	if count == len(tokens):
		return count
	if count == 0:
		return _torn(tokens, width)
	for end in range(count, 0, -1):
		if may_break(tokens[end - 1].text, tokens[end].text):
			return end
	return count


def _torn(tokens: list[Run], width: float) -> int:
	"""A word longer than the line is torn where the line ends."""
	fits = max(1, int(width * 2))
	word = tokens[0]
	tokens[0:1] = [Run(word.text[:fits], word.face), Run(word.text[fits:], word.face)]
	return 1


def may_break(before: str, after: str) -> bool:
	"""Whether a line may end between two pieces of text."""
	return before[-1] not in NOT_LAST and after[0] not in NOT_FIRST


def _merged(tokens: list[Run]) -> tuple[Run, ...]:
	runs: list[Run] = []
	for token in tokens:
		if runs and runs[-1].face == token.face:
			runs[-1] = Run(runs[-1].text + token.text, token.face)
		else:
			runs.append(token)
	if runs:
		runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].face)
	return tuple(runs)
