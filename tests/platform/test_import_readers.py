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
		(b"a,b\n\xff\xff\xff,2\n", "GB18030"),
	],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(content, reason, monkeypatch):
	from frappe_standalone.core.context import local

	monkeypatch.setattr(local, "lang", "en", raising=False)
	with pytest.raises(UnreadableFile, match=reason):
		read_content("x", content)


def test_a_missing_file_is_refused(tmp_path):
	with pytest.raises(UnreadableFile):
		read_table(tmp_path / "none.csv")


def test_the_real_lists_are_read_whole(shared_data):
	assert len(read_table(shared_data / "streets.csv").rows) == 41352
	assert len(read_table(shared_data / "service_items.csv").rows) == 1135
