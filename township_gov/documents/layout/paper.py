"""The measures of the paper (GB/T 9704-2012, 5.2 and 7) and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass

from township_gov.documents.layout.grid import cells

# Millimetres; the type area (版心) begins 37 mm from the top and 28 mm from the left of an A4 sheet
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
LINES = 22
PITCH = HEIGHT / LINES
CELL = WIDTH / 28
# 发文机关标志 begins 35 mm below the top of the type area; in a letter 30 mm below the top of the sheet (7.2.4, 10.1)
LETTERHEAD_TOP, LETTER_TOP = 35.0, 30.0 - TOP
# Two free lines between letterhead and number, and between the red line and the title (7.2.5, 7.3.1)
FREE_LINES = 2
# The red line stands 4 mm below the document number (7.2.7)
RULE_GAP = 4.0
# 一字线 of the page number, 7 mm below the type area (7.5)
PAGE_NUMBER_TOP = HEIGHT + 7.0
# 版记 in 四号: 14 pt characters on a measure of 156 mm, lines of 8 mm
FOOT_CELL, FOOT_PITCH = 14 * 25.4 / 72, 8.0
FOOT_CELLS = int(WIDTH / FOOT_CELL) - 2
# The letterhead is no larger than 62 pt, and no wider than the type area
LARGEST_HEAD_PT, MM_PER_PT = 62.0, 25.4 / 72

DOCUMENT, LETTER, INSTRUMENT = "Document", "Letter", "Instrument"


@dataclass(frozen=True)
class Paper:
	"""Everything that stands on the paper, as plain text; "" where there is nothing."""

	layout: str
	letterhead: str
	organ: str
	number: str
	title: str
	body: tuple[str, ...]
	date: str
	main_recipients: str = ""
	copies_to: str = ""
	attachments: tuple[str, ...] = ()
	annotation: str = ""
	signatory: str = ""
	security: str = ""
	urgency: str = ""
	printed_by: str = ""
	printed_on: str = ""
	is_void: bool = False
	names: tuple[str, ...] = ()

	@property
	def marks(self) -> tuple[str, ...]:
		"""密级 and 紧急程度, from the top left downwards (7.2.2, 7.2.3); two characters are spread."""
		return tuple(
			"　".join(mark) if len(mark) == 2 else mark for mark in (self.security, self.urgency) if mark
		)

	@property
	def has_foot(self) -> bool:
		"""Whether there is a 版记: a decision for a party has none, a letter has one only for its copies."""
		if self.layout == DOCUMENT:
			return bool(self.copies_to or self.printed_by)
		return self.layout == LETTER and bool(self.copies_to)


def head_size(text: str, largest: float = LARGEST_HEAD_PT) -> float:
	"""The size of the red letterhead in points: as large as fits into one line."""
	return round(min(largest, WIDTH / MM_PER_PT / max(cells(text), 1)), 1)
