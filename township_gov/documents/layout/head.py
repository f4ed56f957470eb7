"""版头 and title: what stands above the text, in each of the three layouts."""

from __future__ import annotations

import math

from township_gov.documents.layout.grid import Line, Run
from township_gov.documents.layout.paper import (
	DOCUMENT,
	FREE_LINES,
	INSTRUMENT,
	LETTER,
	LETTER_TOP,
	LETTERHEAD_TOP,
	MM_PER_PT,
	PITCH,
	RULE_GAP,
	Paper,
	head_size,
)
from township_gov.documents.layout.placed import Page, Placed
from township_gov.documents.layout.titles import title_lines

_NUMBER_HEIGHT = 7.0


def lines_taken(paper: Paper) -> int:
	"""How many lines of the first page go to head and title, with the free line below the title."""
	return _title_start(paper) + len(titles(paper)) + 1 + (1 if paper.layout == INSTRUMENT else 0)


def titles(paper: Paper) -> list[str]:
	return title_lines(paper.title, paper.names)


def place(paper: Paper, page: Page) -> None:
	"""Put head and title on the first page."""
	_PLACE[paper.layout](paper, page)
	start = _title_start(paper)
	for at, text in enumerate(titles(paper)):
		_put(page, (start + at) * PITCH, "title", _centred(text))
	if paper.layout == INSTRUMENT:
		top = (start + len(titles(paper))) * PITCH
		_put(page, top, "number", Line((Run(paper.number),), align="center"))


def rule_top(paper: Paper) -> float:
	"""Where the red line stands, in millimetres below the top of the type area."""
	if paper.layout == LETTER:
		return LETTER_TOP + head_size(paper.letterhead) * MM_PER_PT * 1.1 + RULE_GAP
	height = head_size(paper.letterhead) * MM_PER_PT
	return LETTERHEAD_TOP + height + FREE_LINES * PITCH + _NUMBER_HEIGHT + RULE_GAP


def _title_start(paper: Paper) -> int:
	if paper.layout == INSTRUMENT:
		return 1 if paper.letterhead else 0
	below = rule_top(paper) + (PITCH if paper.layout == LETTER else 0)
	return math.ceil(below / PITCH - 0.25) + FREE_LINES


def _put(page: Page, top: float, kind: str, line: Line, height: float = PITCH, size: float = 0) -> None:
	page.lines.append(Placed(top, kind, line, height, size))


def _centred(text: str) -> Line:
	return Line((Run(text, "song"),), align="center")


def _document(paper: Paper, page: Page) -> None:
	for at, mark in enumerate(paper.marks):
		_put(page, at * PITCH, "mark", Line((Run(mark, "hei"),)))
	size = head_size(paper.letterhead)
	_put(page, LETTERHEAD_TOP, "head", _centred(paper.letterhead), size * MM_PER_PT, size)
	rule = rule_top(paper)
	top = rule - RULE_GAP - _NUMBER_HEIGHT
	if paper.signatory:
		_put(page, top, "number", Line((Run(paper.number),), 1), _NUMBER_HEIGHT)
		signed = (Run("签发人："), Run(paper.signatory, "kai"))
		_put(page, top, "number", Line(signed, 1, align="right"), _NUMBER_HEIGHT)
	else:
		_put(page, top, "number", Line((Run(paper.number),), align="center"), _NUMBER_HEIGHT)
	page.rules.append(("red", rule))


def _letter(paper: Paper, page: Page) -> None:
	size = head_size(paper.letterhead)
	height = size * MM_PER_PT
	_put(page, LETTER_TOP, "head", _centred(paper.letterhead), height, size)
	rule = rule_top(paper)
	page.rules += [("letter-top", rule), ("letter-foot", 297 - 20 - 37.0)]
	for at, mark in enumerate(paper.marks):
		_put(page, rule + 3 + at * PITCH, "mark", Line((Run(mark, "hei"),)))
	_put(page, rule + 3, "number", Line((Run(paper.number),), align="right"))


def _instrument(paper: Paper, page: Page) -> None:
	if paper.letterhead:
		_put(page, 0, "title", _centred(paper.letterhead))


_PLACE = {DOCUMENT: _document, LETTER: _letter, INSTRUMENT: _instrument}
