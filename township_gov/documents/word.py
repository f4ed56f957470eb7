"""An official document as a `.docx` that Word and WPS open: the same layout by styles, a grid of lines and a page field.

The program that opens it makes the pages; what may not be torn apart is kept together by the paragraphs themselves.
"""

from __future__ import annotations

import io

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT as TAB
from docx.shared import Mm, Pt, RGBColor

from township_gov.documents import word_parts as parts
from township_gov.documents.layout import head
from township_gov.documents.layout.grid import cells
from township_gov.documents.layout.headings import is_heading, runs_of
from township_gov.documents.layout.paper import (
	DOCUMENT,
	FREE_LINES,
	INSTRUMENT,
	LETTER,
	LETTERHEAD_TOP,
	MM_PER_PT,
	PITCH,
	RULE_GAP,
	WIDTH,
	Paper,
	head_size,
)

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RED = RGBColor(0xE6, 0x00, 0x00)
# One character on the grid of 28 to a line of 156 mm, in points
CELL_PT = WIDTH / MM_PER_PT / 28
FOOT_PT = 14


def document(paper: Paper) -> bytes:
	"""The file's content."""
	file = docx.Document()
	parts.set_up(file, paper)
	_HEADS[paper.layout](file, paper)
	_title(file, paper)
	_recipients(file, paper)
	_body(file, paper)
	_attachments(file, paper)
	_closing(file, paper)
	parts.folios(file, hide_first=paper.layout == LETTER)
	stream = io.BytesIO()
	file.save(stream)
	return stream.getvalue()


def _document_head(file, paper: Paper) -> None:
	for mark in paper.marks:
		parts.runs(file.add_paragraph(style=parts.BODY), ((mark, "hei"),))
	title = file.add_paragraph(style=parts.HEAD)
	size = head_size(paper.letterhead)
	parts.spacing(title, before=Mm(LETTERHEAD_TOP - len(paper.marks) * PITCH), line=Pt(size * 1.15))
	parts.runs(title, ((paper.letterhead, "song"),), size=Pt(size), color=RED)
	number = file.add_paragraph(style=parts.BODY)
	parts.spacing(number, before=Mm(FREE_LINES * PITCH))
	parts.border(number, "bottom", "single", 16, int(RULE_GAP / MM_PER_PT), "E60000")
	if not paper.signatory:
		number.alignment = ALIGN.CENTER
		parts.runs(number, ((paper.number, "fang"),))
		return
	number.paragraph_format.left_indent = Pt(CELL_PT)
	number.paragraph_format.right_indent = Pt(CELL_PT)
	number.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH) - Pt(CELL_PT), TAB.RIGHT)
	parts.runs(number, ((f"{paper.number}\t签发人：", "fang"), (paper.signatory, "kai")))


def _letter_head(file, paper: Paper) -> None:
	section = file.sections[0]
	section.top_margin = Mm(30)
	title = file.add_paragraph(style=parts.HEAD)
	size = head_size(paper.letterhead)
	parts.spacing(title, line=Pt(size * 1.15))
	parts.runs(title, ((paper.letterhead, "song"),), size=Pt(size), color=RED)
	# The double line is 170 mm wide, 7 mm more than the type area on either side
	title.paragraph_format.left_indent = title.paragraph_format.right_indent = Mm(-7)
	parts.border(title, "bottom", "thickThinSmallGap", 24, int(RULE_GAP / MM_PER_PT), "E60000")
	number = file.add_paragraph(style=parts.BODY)
	number.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), TAB.RIGHT)
	parts.spacing(number, before=Mm(3))
	parts.runs(number, (("　".join(paper.marks), "hei"), (f"\t{paper.number}", "fang")))


def _instrument_head(file, paper: Paper) -> None:
	if paper.letterhead:
		parts.runs(file.add_paragraph(style=parts.TITLE), ((paper.letterhead, "song"),))


_HEADS = {DOCUMENT: _document_head, LETTER: _letter_head, INSTRUMENT: _instrument_head}


def _title(file, paper: Paper) -> None:
	title = file.add_paragraph(style=parts.TITLE)
	if paper.layout != INSTRUMENT:
		parts.spacing(title, before=Mm(FREE_LINES * PITCH))
	for at, line in enumerate(head.titles(paper)):
		if at:
			title.add_run().add_break()
		parts.runs(title, ((line, "song"),))
	if paper.layout == INSTRUMENT:
		number = file.add_paragraph(style=parts.BODY)
		number.alignment = ALIGN.CENTER
		parts.runs(number, ((paper.number, "fang"),))
	if paper.is_void:
		mark = file.add_paragraph(style=parts.BODY)
		mark.alignment = ALIGN.CENTER
		parts.runs(mark, (("（本号已作废）", "hei"),), color=RED)


def _recipients(file, paper: Paper) -> None:
	line = file.add_paragraph(style=parts.BODY)
	if paper.main_recipients:
		line = file.add_paragraph(style=parts.BODY)
		parts.runs(line, ((f"{paper.main_recipients}：", "fang"),))


def _body(file, paper: Paper) -> None:
	for at, text in enumerate(paper.body):
		line = file.add_paragraph(style=parts.TEXT)
		parts.runs(line, tuple((run.text, run.face) for run in runs_of(text)))
		line.paragraph_format.keep_with_next = is_heading(text) or at == len(paper.body) - 1
		# The last lines of the text go over to the next page together with the signature
		line.paragraph_format.widow_control = at == len(paper.body) - 1


def _attachments(file, paper: Paper) -> None:
	for number, name in enumerate(paper.attachments, 1):
		label = f"{number}. " if len(paper.attachments) > 1 else ""
		line = file.add_paragraph(style=parts.BODY)
		hanging = 5 + cells(label)
		first = 2 if number == 1 else 5
		line.paragraph_format.left_indent = Pt(hanging * CELL_PT)
		line.paragraph_format.first_line_indent = Pt((first - hanging) * CELL_PT)
		line.paragraph_format.keep_with_next = True
		if number == 1:
			parts.spacing(line, before=Mm(PITCH))
		parts.runs(line, ((("附件：" if number == 1 else "") + label + name, "fang"),))


def _closing(file, paper: Paper) -> None:
	"""Organ and date to the right, the note below; the 版记 hangs at the foot of the page the last of them is on."""
	date = cells(paper.date)
	right = max(4 + (date - cells(paper.organ)) / 2, 0)
	texts = [(paper.organ, right, "fang"), (paper.date, 4.0, "fang")]
	for at, (text, indent, face) in enumerate(texts):
		if at == 1 and not paper.annotation:
			_foot(file, paper)
		line = file.add_paragraph(style=parts.BODY)
		line.alignment = ALIGN.RIGHT
		line.paragraph_format.right_indent = Pt(indent * CELL_PT)
		line.paragraph_format.keep_with_next = at == 0 or bool(paper.annotation)
		if at == 0:
			parts.spacing(line, before=Mm(2 * PITCH))
		parts.runs(line, ((text, face),))
	if paper.annotation:
		_foot(file, paper)
		note = file.add_paragraph(style=parts.TEXT)
		parts.runs(note, ((f"（{paper.annotation.strip('（）()')}）", "fang"),))


def _foot(file, paper: Paper) -> None:
	if not paper.has_foot:
		return
	rows = [f"抄送：{paper.copies_to}。"] if paper.copies_to else []
	printed = paper.printed_by and paper.layout == DOCUMENT
	table = file.add_table(rows=len(rows) + bool(printed), cols=1)
	table.alignment = WD_TABLE_ALIGNMENT.CENTER
	parts.float_at_foot(table, lines=paper.layout == DOCUMENT)
	for at, text in enumerate(rows):
		line = parts.cell_paragraph(table, at)
		line.paragraph_format.left_indent = Pt(4 * FOOT_PT)
		line.paragraph_format.first_line_indent = Pt(-3 * FOOT_PT)
		line.paragraph_format.right_indent = Pt(FOOT_PT)
		parts.runs(line, ((text, "fang"),), size=Pt(FOOT_PT))
	if printed:
		line = parts.cell_paragraph(table, len(rows))
		line.paragraph_format.left_indent = Pt(FOOT_PT)
		line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH) - Pt(FOOT_PT), TAB.RIGHT)
		parts.runs(line, ((f"{paper.printed_by}\t{paper.printed_on}印发", "fang"),), size=Pt(FOOT_PT))
