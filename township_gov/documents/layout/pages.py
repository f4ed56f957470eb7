"""An official document on its pages: 22 lines each, the signature never alone, the 版记 at the foot of the last one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from township_gov.documents.layout import head
from township_gov.documents.layout.grid import Line, Run, broken, cells
from township_gov.documents.layout.headings import is_heading, runs_of
from township_gov.documents.layout.paper import (
	FOOT_CELLS,
	FOOT_PITCH,
	HEIGHT,
	LETTER,
	LINES,
	PAGE_NUMBER_TOP,
	PITCH,
	Paper,
)
from township_gov.documents.layout.placed import Page, Placed

# Free lines above the organ's name, so that the seal's upper edge is within one line of the text (7.3.5.1)
SEAL_GAP, LEAST_GAP = 2, 1
# A longer list of attachments goes on over pages like text
TOGETHER = 8
# Lines of text that go over with the signature, which must not stand alone on a page (7.3.5.4)
COMPANY = 2


@dataclass(frozen=True)
class Flowing:
	"""A line of the text on its way to a page; `stays` with the next line where it is a heading."""

	line: Line | None
	kind: str = "text"
	stays: bool = False


# Where the free lines above the organ's name stand
_GAP = Flowing(None, "gap")


def pages(paper: Paper) -> list[Page]:
	"""The pages of a paper."""
	start = head.lines_taken(paper)
	flow, moved = _flow(paper), False
	if _first_text(flow) + start >= LINES and paper.main_recipients:
		flow, moved = _flow(paper, recipients=False), True
	columns = _columns(flow, LINES - start)
	closing = _closing(paper)
	foot = list(_foot(paper, moved)) if paper.has_foot or moved else []
	gap = _close(columns, closing, start, len(foot) * FOOT_PITCH)
	made = [Page(number, number) for number in range(1, len(columns) + 1)]
	for page, column in zip(made, columns, strict=True):
		_place(page, column, start if page.index == 1 else 0)
	used = len(columns[-1]) + (start if len(columns) == 1 else 0)
	used = _place_closing(made[-1], closing, used, gap)
	head.place(paper, made[0])
	if foot:
		_place_foot(made, paper, foot, used)
	if paper.layout == LETTER:
		made[0].number = 0
	for page in made:
		_number(page)
	return made


def _flow(paper: Paper, recipients: bool = True) -> list[Flowing]:
	"""Recipients and paragraphs, line by line; also the attachments where they are too many to stay together."""
	flow: list[Flowing] = []
	if recipients and paper.main_recipients:
		flow += [Flowing(line) for line in broken((Run(paper.main_recipients + "："),))]
	for paragraph in paper.body:
		stays = is_heading(paragraph)
		flow += [Flowing(line, stays=stays) for line in broken(runs_of(paragraph), first=2)]
	listed = _attachments(paper.attachments)
	return flow if len(listed) <= TOGETHER else flow + listed


def _attachments(names: tuple[str, ...]) -> list[Flowing]:
	"""附件说明: one free line, two characters in; several are numbered, and a name goes on under its own beginning."""
	made = [Flowing(None, stays=True)] if names else []
	for number, name in enumerate(names, 1):
		label = f"{number}. " if len(names) > 1 else ""
		lead = "附件：" if number == 1 else ""
		lines = broken((Run(lead + label + name),), first=2 if number == 1 else 5, hanging=5 + cells(label))
		made += [Flowing(line, "attachment") for line in lines]
	return made


def _first_text(flow: list[Flowing]) -> int:
	"""How many lines stand before the first paragraph."""
	return next((at for at, one in enumerate(flow) if one.line and one.line.indent == 2), 0)


def _columns(flow: list[Flowing], first: int) -> list[list[Flowing]]:
	"""The flow cut into pages; a heading is not left alone at the foot of one."""
	columns: list[list[Flowing]] = []
	rest = list(flow)
	room = first
	while rest or not columns:
		end = min(max(room, 1), len(rest))
		while 1 < end < len(rest) and rest[end - 1].stays:
			end -= 1
		columns.append(rest[:end])
		rest = rest[end:]
		while rest and rest[0].line is None:
			rest = rest[1:]
		room = LINES
	return columns


def _closing(paper: Paper) -> list[Flowing]:
	"""Attachments, organ, date and note, which stay together: the date four characters from the right, the organ
	centred over it (7.3.5.1). `None` is a free line; those above the organ are `_GAP`."""
	date, organ = cells(paper.date), cells(paper.organ)
	right = max(4 + (date - organ) / 2, 1 if organ <= 26 else 0)
	listed = _attachments(paper.attachments)
	lines = listed if len(listed) <= TOGETHER else []
	lines = [*lines, _GAP, Flowing(Line((Run(paper.organ),), right, align="right"), "sign")]
	lines.append(Flowing(Line((Run(paper.date),), 4, align="right"), "sign"))
	if paper.annotation:
		note = paper.annotation.strip("（）()")
		lines += [Flowing(line, "note") for line in broken((Run(f"（{note}）"),), first=2)]
	return lines


def _close(columns: list[list[Flowing]], closing: list[Flowing], start: int, foot: float) -> int:
	"""Make room for the closing lines and return the free ones above the organ: fewer, or text goes over with them.

	`foot`: millimetres of the 版记, which comes onto the same page where fewer free lines make room for it.
	"""
	taken = len(columns[-1]) + (start if len(columns) == 1 else 0) + len(closing) - 1
	for needed in (foot, 0):
		for gap in (SEAL_GAP, LEAST_GAP):
			if (taken + gap) * PITCH + needed <= HEIGHT + 0.01:
				return gap
	column = columns[-1]
	over = min(COMPANY, len(column) - 1) or len(column)
	while over < len(column) - 1 and column[-over - 1].stays:
		over += 1
	columns[-1] = column[:-over]
	columns.append(column[-over:])
	return SEAL_GAP


def _place(page: Page, column: list[Flowing], start: int) -> None:
	for at, one in enumerate(column):
		if one.line is not None:
			page.lines.append(Placed((start + at) * PITCH, one.kind, one.line))


def _place_closing(page: Page, closing: list[Flowing], used: int, gap: int) -> int:
	"""Put the closing lines after the `used` ones; how many lines are used then."""
	for one in closing:
		if one is _GAP:
			page.seal_top = (used + gap - 1) * PITCH
			used += gap
			continue
		if one.line is not None:
			page.lines.append(Placed(used * PITCH, one.kind, one.line))
		used += 1
	return used


def _place_foot(made: list[Page], paper: Paper, rows: list[tuple[str, Line]], used: int) -> None:
	"""版记: at the foot of the last page, on a page of its own where that one is full (7.4)."""
	top = HEIGHT - len(rows) * FOOT_PITCH
	if top < used * PITCH:
		made.append(Page(len(made) + 1, len(made) + 1))
	page = made[-1]
	for at, (kind, line) in enumerate(rows):
		page.lines.append(Placed(top + at * FOOT_PITCH, kind, line, FOOT_PITCH))
		if kind == "print":
			printed_on = Line((Run(f"{paper.printed_on}印发"),), align="right")
			page.lines.append(Placed(top + at * FOOT_PITCH, kind, printed_on, FOOT_PITCH))
	if paper.layout == LETTER:
		return
	page.rules += [("thick", top), ("thick", HEIGHT)]
	kinds = [kind for kind, _line in rows]
	page.rules += [
		("thin", top + at * FOOT_PITCH) for at in range(1, len(rows)) if kinds[at] in ("foot-first", "print")
	]


def _foot(paper: Paper, moved: bool) -> Iterator[tuple[str, Line]]:
	groups = [("主送：", paper.main_recipients)] if moved else []
	groups += [("抄送：", paper.copies_to)] if paper.copies_to else []
	for at, (label, names) in enumerate(groups):
		lines = broken((Run(f"{label}{names}。"),), width=FOOT_CELLS, hanging=3)
		for number, line in enumerate(lines):
			yield "foot-first" if at and not number else "foot", line
	if paper.printed_by and paper.layout != LETTER:
		yield "print", Line((Run(paper.printed_by),))


def _number(page: Page) -> None:
	"""— 1 —: right on odd sides, left on even ones, one character in (7.5)."""
	if page.number:
		line = Line((Run(f"— {page.number} —"),), 1, align="right" if page.is_odd else "left")
		page.lines.append(Placed(PAGE_NUMBER_TOP, "folio", line, FOOT_PITCH))
