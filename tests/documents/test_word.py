"""The Word file, read back: page, grid, fonts, the red line, the field of the page number, the foot."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.documents.sample import paper
from township_gov.documents import word


def read(**changes):
	return docx.Document(io.BytesIO(word.document(paper(**changes))))


def found(file, text: str):
	return next(line for line in file.paragraphs if text in line.text)


def face(run) -> set[str]:
	fonts = run._r.rPr.find(qn("w:rFonts"))
	return {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")}


def footer_fields(part) -> str:
	return "".join(node.text or "" for node in part._element.iter(qn("w:instrText")))


def test_the_page_is_a4_with_the_type_area_of_the_standard():
	section = read().sections[0]
	width = section.page_width - section.left_margin - section.right_margin
	height = section.page_height - section.top_margin - section.bottom_margin
	given = (section.page_width, section.page_height, section.top_margin, section.left_margin, width, height)
	assert [round(size.mm if hasattr(size, "mm") else size / Mm(1), 1) for size in given] == [
		210,
		297,
		37,
		28,
		156,
		225,
	]


def test_the_grid_has_22_lines_of_28_characters():
	grid = read().sections[0]._sectPr.find(qn("w:docGrid"))
	pitch, space = (int(grid.get(qn(f"w:{name}"))) for name in ("linePitch", "charSpace"))
	assert grid.get(qn("w:type")) == "linesAndChars"
	assert (225 / 25.4 * 1440 + 1) // pitch == 22
	assert int(156 / 25.4 * 72 / (16 + space / 4096) + 0.01) == 28


def test_every_run_names_its_font_for_chinese_and_latin():
	file = read()
	title, body = found(file, "防汛防台抗旱应急预案的通知"), found(file, "各村、各部门")
	assert face(title.runs[0]) == {"方正小标宋简体"} and title.style.font.size == Pt(22)
	assert face(body.runs[0]) == {"仿宋_GB2312"} and body.style.font.size == Pt(16)
	assert face(found(file, "一、提高").runs[0]) == {"黑体"}
	assert face(found(file, "（一）山塘").runs[0]) == {"楷体_GB2312"}


def test_the_lines_have_an_exact_pitch_and_paragraphs_begin_two_characters_in():
	style = found(read(), "各村、各部门").style
	assert style.paragraph_format.line_spacing == pytest.approx(Pt(225 / 22 / 25.4 * 72), abs=700)
	assert style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_the_head_is_red_and_a_red_line_stands_4_mm_below_the_number():
	file = read()
	head = found(file, "人民政府文件")
	assert str(
		head.runs[0].font.color.rgb
	) == "E60000" and head.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
	line = found(file, "隆政〔2026〕12号")._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
	assert (line.get(qn("w:color")), line.get(qn("w:space"))) == ("E60000", "11")


def test_a_paper_to_a_superior_names_who_signed_it():
	line = found(read(signatory="林建国"), "隆政〔2026〕12号")
	assert line.text == "隆政〔2026〕12号\t签发人：林建国" and face(line.runs[-1]) == {"楷体_GB2312"}


def test_the_title_is_broken_as_on_the_print():
	title = found(read(), "防汛防台抗旱应急预案的通知")
	assert title.text == "庆元县隆宫乡人民政府关于印发\n2026年防汛防台抗旱应急预案的通知"


def test_page_numbers_are_fields_between_dashes_on_both_sides():
	section = read().sections[0]
	for footer in (section.footer, section.even_page_footer):
		assert footer_fields(footer).strip() == "PAGE"
		assert footer.paragraphs[0].text.startswith("— ") and footer.paragraphs[0].text.endswith(" —")
	assert section.footer.paragraphs[0].alignment != section.even_page_footer.paragraphs[0].alignment
	assert read().settings.odd_and_even_pages_header_footer


def test_the_foot_hangs_at_the_bottom_of_the_page_of_the_last_paragraph():
	file = read()
	table = file.tables[0]
	place = table._tbl.tblPr.find(qn("w:tblpPr"))
	assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
	texts = [row.cells[0].text for row in table.rows]
	assert texts[0].startswith("抄送：") and texts[1] == "庆元县隆宫乡党政综合办公室\t2026年3月2日印发"
	assert table._tbl.getnext().tag == qn("w:p") and "此件公开发布" in file.paragraphs[-1].text


def test_the_signature_goes_with_the_last_text():
	file = read(attachments=())
	last = [line for line in file.paragraphs if line.style.name == "公文正文"][-2]
	assert last.paragraph_format.keep_with_next and last.paragraph_format.widow_control
	organ = next(line for line in file.paragraphs if line.text == "庆元县隆宫乡人民政府")
	assert organ.paragraph_format.keep_with_next


def test_a_letter_has_double_red_lines_and_no_number_on_its_first_page():
	file = read(layout="Letter", letterhead="庆元县隆宫乡人民政府")
	section = file.sections[0]
	assert section.different_first_page_header_footer and footer_fields(section.first_page_footer) == ""
	line = found(file, "庆元县隆宫乡人民政府")._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
	assert line.get(qn("w:val")) == "thickThinSmallGap"


def test_a_decision_has_its_number_below_the_title_in_black():
	file = read(layout="Instrument", title="行政处罚决定书", copies_to="")
	texts = [line.text for line in file.paragraphs if line.text]
	assert texts[:3] == ["庆元县隆宫乡人民政府文件", "行政处罚决定书", "隆政〔2026〕12号"]
	assert not file.tables


def test_a_void_number_says_so():
	assert found(read(is_void=True), "本号已作废")


def test_fonts_that_a_computer_lacks_are_named_with_another():
	file = read()
	table = next(
		part for part in file.part.package.iter_parts() if str(part.partname).endswith("fontTable.xml")
	)
	assert "华文中宋" in table.blob.decode("utf-8") and "altName" in table.blob.decode("utf-8")


def test_what_people_type_is_text_and_control_characters_do_not_break_the_file():
	file = read(body=("a & b < c > \x0b\x00 d",))
	assert found(file, "a & b < c >")
