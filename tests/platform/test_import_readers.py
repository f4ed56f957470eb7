"""Reading the tables that offices exchange."""

from __future__ import annotations

import io

import pytest

from frappe_standalone.core.data_import.errors import UnreadableFile
from frappe_standalone.core.data_import.readers import read_content, read_table

TEXT = "编码,名称\n001,隆宫乡\n002,荷地镇\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_same_table_is_read_from_every_encoding(encoding):
	table = read_content("x.csv", TEXT.encode(encoding))
	assert table.columns == ["编码", "名称"]
	assert [(row.line, row.values) for row in table.rows] == [
		(2, {"编码": "001", "名称": "隆宫乡"}),
		(3, {"编码": "002", "名称": "荷地镇"}),
	]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found_in_the_header(delimiter):
	assert read_content("x.csv", TEXT.replace(",", delimiter).encode()).columns == ["编码", "名称"]


def test_a_quoted_cell_may_hold_commas_and_line_breaks_and_lines_keep_their_numbers():
	table = read_content("x.csv", b'a,b\n"one, two","line\nbreak"\n\nx,y\n')
	assert [(row.line, row.values["a"]) for row in table.rows] == [(2, "one, two"), (5, "x")]


def test_excel_numbers_and_dates_come_out_as_text():
	import datetime

	from openpyxl import Workbook

	workbook = Workbook()
	workbook.active.append(["code", "day", "share"])
	workbook.active.append([331126, datetime.datetime(2026, 1, 31), 0.5])
	content = io.BytesIO()
	workbook.save(content)
	row = read_content("x.xlsx", content.getvalue()).rows[0]
	assert row.values == {"code": "331126", "day": "2026-01-31", "share": "0.5"}


@pytest.mark.parametrize(
	("content", "reason"),
	[
		(b"", "empty"),
		(b"\xd0\xcf\x11\xe0rest", "old Excel"),
		(b"PK\x03\x04broken", "Excel"),
		(b"a,a\n1,2\n", "twice"),
		(b"a,b\n1,2,3\n", "Line 2"),
		(b'a,b\n"open,2\n', "quotation mark"),
		(b"%PDF-1.7\n1 0 obj\n", "no table"),
		(b"a,b\n\xff\xff\xff,2\n", "GB18030"),
	],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(content, reason, monkeypatch):
	from frappe_standalone.core.context import local

	monkeypatch.setattr(local, "lang", "en", raising=False)
	with pytest.raises(UnreadableFile, match=reason):
		read_content("x", content)


@pytest.mark.parametrize(
	"above",
	[
		"隆宫乡乡镇名单\n",
		"隆宫乡乡镇名单,,\n",
		"隆宫乡乡镇名单,,\n制表：党政办,2026年3月5日,\n",
		"\n名单\n\n",
	],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_title_above_the_names_of_the_columns_is_left_out_and_lines_keep_their_numbers(above, kind):
	text = above + "编码,名称,备注\n001,隆宫乡,一\n"
	content = text.encode() if kind == "csv" else workbook(line.split(",") for line in text.splitlines())
	table = read_content(f"x.{kind}", content)
	assert table.columns == ["编码", "名称", "备注"]
	assert [row.values for row in table.rows] == [{"编码": "001", "名称": "隆宫乡", "备注": "一"}]
	assert table.rows[0].line == text.count("\n")


def test_one_column_is_no_title():
	table = read_content("x.csv", "名称\n隆宫乡\n荷地镇\n".encode())
	assert (table.columns, len(table.rows)) == (["名称"], 2)


def test_a_title_does_not_choose_the_sign_between_the_cells():
	table = read_content("x.csv", "隆宫乡，名单\n编码;名称;备注\n1;甲;乙\n".replace("，", "").encode())
	assert table.columns == ["编码", "名称", "备注"]


def test_a_formula_without_its_result_is_no_empty_cell():
	rows = read_content("x.xlsx", workbook([["a", "b"], ["=1+1", None], [3, "x"]])).rows
	assert [row.values for row in rows] == [{"a": "=1+1", "b": ""}, {"a": "3", "b": "x"}]


def test_the_first_sheet_that_people_see_is_read():
	from openpyxl import Workbook

	book = Workbook()
	book.active.append(["note"])
	book.active.sheet_state = "hidden"
	seen = book.create_sheet()
	for row in (["a", "b"], [1, 2]):
		seen.append(row)
	content = io.BytesIO()
	book.save(content)
	assert read_content("x.xlsx", content.getvalue()).columns == ["a", "b"]


def test_text_that_a_csv_file_keeps_by_an_equals_sign_is_read_without_it():
	table = read_content("x.csv", b'code,name\n="0012",x\n')
	assert table.rows[0].values == {"code": "0012", "name": "x"}


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "=VLOOKUP(A1,B1:C9,2)"])
def test_what_a_formula_leaves_behind_is_no_value(text, tiny):
	import frappe

	from frappe_standalone.core.data_import.values import BadValue, convert

	with pytest.raises(BadValue, match="formula without a result"):
		convert(frappe._dict(fieldtype="Data", label="Name"), text)


def workbook(rows) -> bytes:
	"""A workbook with one sheet."""
	from openpyxl import Workbook

	book = Workbook()
	for row in rows:
		book.active.append(list(row))
	content = io.BytesIO()
	book.save(content)
	return content.getvalue()


def test_a_missing_file_is_refused(tmp_path):
	with pytest.raises(UnreadableFile):
		read_table(tmp_path / "none.csv")


def test_the_real_lists_are_read_whole(shared_data):
	assert len(read_table(shared_data / "streets.csv").rows) == 41352
	assert len(read_table(shared_data / "service_items.csv").rows) == 1135


def workbook_of(sheet: str, **parts: str) -> bytes:
	"""The smallest workbook with this XML as its sheet, and further parts."""
	import zipfile

	kinds = "http://schemas.openxmlformats.org/package/2006/"
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
	types = (
		f'<Types xmlns="{kinds}content-types"><Default Extension="xml" ContentType="application/xml"/>'
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
		f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/></Types>'
	)
	stream = io.BytesIO()
	with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
		book.writestr("[Content_Types].xml", types)
		target = f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
		book.writestr("_rels/.rels", f'<Relationships xmlns="{kinds}relationships">{target}</Relationships>')
		target = f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
		book.writestr(
			"xl/_rels/workbook.xml.rels",
			f'<Relationships xmlns="{kinds}relationships">{target}</Relationships>',
		)
		book.writestr(
			"xl/workbook.xml",
			'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
			f'xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
		)
		book.writestr("xl/worksheets/sheet1.xml", sheet)
		for name, content in parts.items():
			book.writestr(name, content)
	return stream.getvalue()


SHEET = (
	'<?xml version="1.0"?>{0}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
	'<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row>'
	'<row r="2"><c r="A2" t="inlineStr"><is><t>{1}</t></is></c></row></sheetData></worksheet>'
)
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
HOSTILE = {
	"a file of the server": ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "&e;"),
	"a billion laughs": (f'<!DOCTYPE x [<!ENTITY a "{"ha" * 20}">{LAUGHS}]>', "&i;"),
	"no XML": ("<<<", "x"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_words(kind):
	with pytest.raises(UnreadableFile, match="Excel|WPS"):
		read_content("x.xlsx", workbook_of(SHEET.format(*HOSTILE[kind])))
	assert read_content("x.xlsx", workbook_of(SHEET.format("", "隆宫乡"))).rows[0].values == {
		"名称": "隆宫乡"
	}


def test_a_workbook_that_unpacks_to_more_than_the_memory_takes_is_refused_before_it_is_unpacked(monkeypatch):
	from frappe_standalone.core.data_import import readers

	bomb = workbook_of(SHEET.format("", "x"), bomb="0" * 30_000_000)
	assert len(bomb) < 100_000
	assert read_content("x.xlsx", bomb).rows
	monkeypatch.setattr(readers, "MOST_UNPACKED", 20_000_000)
	with pytest.raises(UnreadableFile, match="30 MB"):
		read_content("x.xlsx", bomb)


def test_more_rows_than_the_desk_takes_are_refused_while_they_are_read():
	content = b"a\n" + b"x\n" * 11
	with pytest.raises(UnreadableFile, match="10 (rows|行)"):
		read_content("x.csv", content, 10)
	assert len(read_content("x.csv", content, 11).rows) == len(read_content("x.csv", content).rows) == 11


def test_a_header_of_a_million_cells_is_refused_at_once():
	import time

	begun = time.monotonic()
	with pytest.raises(UnreadableFile, match="1000 (columns|列)"):
		read_content("x.csv", ",".join(f"c{n}" for n in range(200_000)).encode() + b"\nx\n")
	assert time.monotonic() - begun < 5
