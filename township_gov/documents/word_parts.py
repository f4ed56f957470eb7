"""What python-docx leaves to its callers: fonts for Chinese, grids, borders, floating tables, fields."""

from __future__ import annotations

import math
import re
from datetime import datetime

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from township_gov.documents.layout.paper import LEFT, MM_PER_PT, PITCH, TOP, WIDTH, Paper

HEAD, TITLE, BODY, TEXT = "公文版头", "公文标题", "公文要素", "公文正文"
# The faces by the names of the fonts that Word and WPS carry in China, with what stands in for them
FACES = {
	"fang": "仿宋_GB2312",
	"hei": "黑体",
	"kai": "楷体_GB2312",
	"song": "方正小标宋简体",
	"folio": "宋体",
}
ALTERNATIVES = {"仿宋_GB2312": "仿宋", "黑体": "SimHei", "楷体_GB2312": "楷体", "方正小标宋简体": "华文中宋"}
SIZE, TITLE_SIZE, FOLIO_SIZE = Pt(16), Pt(22), Pt(14)
# Rounded down to a twip (28.95 pt), so that 22 lines and 28 characters fit
_TWIPS_PER_MM = 1440 / 25.4
LINE_TWIPS = int(PITCH * _TWIPS_PER_MM)
LINE = Pt(LINE_TWIPS / 20)
# What XML cannot carry
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def set_up(file, paper: Paper) -> None:
	"""Page, grid, fonts, styles and properties."""
	_page(file.sections[0])
	_normal(file.styles["Normal"])
	for name, size, align in (
		(HEAD, SIZE, ALIGN.CENTER),
		(TITLE, TITLE_SIZE, ALIGN.CENTER),
		(BODY, SIZE, ALIGN.LEFT),
		(TEXT, SIZE, ALIGN.JUSTIFY),
	):
		_style(file, name, size, align)
	_indent_two(file.styles[TEXT])
	_name_alternatives(file)
	info = file.core_properties
	for name, text in (("title", paper.title), ("author", paper.organ), ("subject", paper.number)):
		setattr(info, name, _CONTROL.sub("", text)[:250])
	info.language, info.comments, info.keywords = "zh-CN", "", ""
	info.created = info.modified = datetime(2012, 7, 1)


def _page(section) -> None:
	"""A4; the type area is 156 mm by 225 mm, 28 characters by 22 lines."""
	section.page_width, section.page_height = Mm(210), Mm(297)
	section.top_margin, section.left_margin = Mm(TOP), Mm(LEFT)
	section.bottom_margin, section.right_margin = Mm(297 - TOP - 225), Mm(210 - LEFT - WIDTH)
	section.header_distance, section.footer_distance = Mm(15), Mm(22)
	grid = section._sectPr.find(qn("w:docGrid"))
	if grid is None:
		grid = OxmlElement("w:docGrid")
		section._sectPr.append(grid)
	grid.set(qn("w:type"), "linesAndChars")
	grid.set(qn("w:linePitch"), str(LINE_TWIPS))
	# The difference between a cell and a character of 16 pt, in 4096ths of a point
	grid.set(qn("w:charSpace"), str(math.floor((WIDTH / MM_PER_PT / 28 - 16) * 4096)))


def _normal(style) -> None:
	style.font.size = SIZE
	_fonts(style.element.get_or_add_rPr(), "fang")
	style.paragraph_format.space_after = Pt(0)


def _style(file, name: str, size, align) -> None:
	style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
	style.base_style = file.styles["Normal"]
	style.font.size = size
	format_ = style.paragraph_format
	format_.alignment = align
	format_.space_before = format_.space_after = Pt(0)
	format_.line_spacing_rule, format_.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
	format_.widow_control = False
	_fonts(style.element.get_or_add_rPr(), "song" if name in (HEAD, TITLE) else "fang")


def _indent_two(style) -> None:
	"""Two characters, as characters: Word keeps them when somebody changes the size."""
	style.paragraph_format.first_line_indent = Pt(2 * WIDTH / MM_PER_PT / 28)
	style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def _fonts(properties, face: str) -> None:
	"""Latin and Chinese in one face; `eastAsia` is what Chinese text follows."""
	fonts = properties.find(qn("w:rFonts"))
	if fonts is None:
		fonts = OxmlElement("w:rFonts")
		properties.insert(0, fonts)
	for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
		fonts.attrib.pop(qn(f"w:{theme}"), None)
	for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
		fonts.set(qn(f"w:{kind}"), FACES[face])


def _name_alternatives(file) -> None:
	"""Fonts that not every computer has, each with the one to take instead."""
	rows = "".join(
		f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
		'<w:pitch w:val="default"/></w:font>'
		for name, other in ALTERNATIVES.items()
	)
	table = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{rows}</w:fonts>'
	for relation in file.part.rels.values():
		if relation.reltype.endswith("/fontTable"):
			relation.target_part._blob = table.encode("utf-8")


def runs(paragraph, pieces, *, size=None, color: RGBColor | None = None) -> None:
	"""Append pieces of (text, face)."""
	for piece, face in pieces:
		text = _CONTROL.sub("", piece)
		if not text:
			continue
		run = paragraph.add_run(text)
		_fonts(run._r.get_or_add_rPr(), face)
		if size is not None:
			run.font.size = size
		if color is not None:
			run.font.color.rgb = color


def spacing(paragraph, *, before=None, line=None) -> None:
	"""Room above a paragraph, and its line pitch where it is not that of the grid."""
	if before is not None:
		paragraph.paragraph_format.space_before = before
	if line is not None:
		paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
		paragraph.paragraph_format.line_spacing = line


def border(paragraph, side: str, kind: str, eighths: int, gap: int, color: str) -> None:
	"""A line at one side of a paragraph, `gap` points away, `eighths` of a point thick."""
	properties = paragraph._p.get_or_add_pPr()
	lines = parse_xml(
		f'<w:pBdr {nsdecls("w")}><w:{side} w:val="{kind}" w:sz="{eighths}" w:space="{gap}" w:color="{color}"/></w:pBdr>'
	)
	properties.insert_element_before(
		lines, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
		"w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing",
		"w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection",
		"w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
		"w:pPrChange",
	)  # fmt: skip


def float_at_foot(table, *, lines: bool) -> None:
	"""Hang a table at the foot of the type area of the page that the next paragraph is on; 0.35 mm and 0.25 mm lines."""
	table.autofit = False
	table.columns[0].width = Mm(WIDTH)
	properties = table._tbl.tblPr
	place = parse_xml(
		f'<w:tblpPr {nsdecls("w")} w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" '
		'w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/>'
	)
	style = properties.find(qn("w:tblStyle"))
	if style is not None:
		properties.remove(style)
	properties.insert(0, place)
	kind = "single" if lines else "none"
	borders = parse_xml(
		f'<w:tblBorders {nsdecls("w")}>'
		f'<w:top w:val="{kind}" w:sz="8" w:space="0" w:color="000000"/>'
		f'<w:bottom w:val="{kind}" w:sz="8" w:space="0" w:color="000000"/>'
		f'<w:insideH w:val="{kind}" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders>'
	)
	margins = parse_xml(
		f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
	)
	layout = properties.find(qn("w:tblLayout"))
	layout.addprevious(borders)
	layout.addnext(margins)


def cell_paragraph(table, row: int):
	"""The paragraph of a row of the 版记."""
	cell = table.rows[row].cells[0]
	cell.width = Mm(WIDTH)
	paragraph = cell.paragraphs[0]
	paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
	paragraph.paragraph_format.line_spacing = Mm(8)
	return paragraph


def folios(file, *, hide_first: bool) -> None:
	"""— 1 —: right on odd pages, left on even ones, one character in; the first page of a letter has none."""
	section = file.sections[0]
	file.settings.odd_and_even_pages_header_footer = True
	section.different_first_page_header_footer = hide_first
	for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
		footer.is_linked_to_previous = False
		paragraph = footer.paragraphs[0]
		paragraph.alignment = align
		paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = FOLIO_SIZE
		_folio(paragraph)
	if hide_first:
		section.first_page_footer.is_linked_to_previous = False
		line = section.first_page_footer.paragraphs[0]
		line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(-7)
		border(line, "bottom", "thinThickSmallGap", 24, 1, "E60000")


def _folio(paragraph) -> None:
	paragraph.style = "Normal"
	runs(paragraph, (("— ", "folio"),), size=FOLIO_SIZE)
	field = paragraph.add_run()
	_fonts(field._r.get_or_add_rPr(), "folio")
	field.font.size = FOLIO_SIZE
	for kind in ("begin", "instr", "separate", "text", "end"):
		field._r.append(_field_part(kind))
	runs(paragraph, ((" —", "folio"),), size=FOLIO_SIZE)


def _field_part(kind: str):
	if kind in ("begin", "separate", "end"):
		part = OxmlElement("w:fldChar")
		part.set(qn("w:fldCharType"), kind)
		return part
	part = OxmlElement("w:instrText" if kind == "instr" else "w:t")
	part.text = " PAGE " if kind == "instr" else "1"
	return part
