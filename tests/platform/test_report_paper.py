"""A report that can be handed upward: its workbook cell by cell, and what stands on paper."""

from __future__ import annotations

import datetime
import io

import pytest
from openpyxl import load_workbook

from frappe_standalone.core.data import _dict
from frappe_standalone.core.desk import report_table
from frappe_standalone.core.desk.report_paper import Paper, period_of
from frappe_standalone.core.desk.report_table import sorted_rows
from frappe_standalone.core.desk.xlsx import build_xlsx

PAPER = Paper(
	"办件时效",
	"填报单位：隆宫乡",
	"统计期间：2026-01-01 至 2026-03-31",
	["窗口 社会保险窗口"],
	["填表人：陈芳", "审核人：", "填报日期：2026-04-01"],
)
COLUMNS = [
	{"label": "证件号码", "fieldtype": "Data"},
	{"label": "办件", "fieldtype": "Int"},
	{"label": "金额", "fieldtype": "Currency"},
	{"label": "收件日期", "fieldtype": "Date"},
]
ROWS = [["331126190001011234", 3, 1234.5, datetime.date(2026, 1, 5)], ["=1+1", 2, 0, None]]


@pytest.fixture(autouse=True)
def speaking(tiny):
	"""Words need a site that says in which language."""


def sheet_of(paper=PAPER, columns=COLUMNS, rows=ROWS, total=("合计", 5, 1234.5, None)):
	content = build_xlsx(paper.title, [], columns, rows, list(total) if total else None, paper)
	return load_workbook(io.BytesIO(content)).active


def golden(sheet) -> list[list]:
	return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_workbook_reads_cell_by_cell_as_the_form_that_is_handed_upward():
	day = datetime.datetime(2026, 1, 5)
	condition = PAPER.condition_line
	assert golden(sheet_of()) == [
		["办件时效", None, None, None],
		["填报单位：隆宫乡", None, "统计期间：2026-01-01 至 2026-03-31", None],
		[condition, None, None, None],
		["证件号码", "办件", "金额", "收件日期"],
		["331126190001011234", 3, 1234.5, day],
		["=1+1", 2, 0, None],
		["合计", 5, 1234.5, None],
		[None, None, None, None],
		["填表人：陈芳", "审核人：", None, "填报日期：2026-04-01"],
	]


def test_long_numbers_are_text_and_nothing_that_was_typed_becomes_a_formula():
	sheet = sheet_of()
	assert (sheet["A5"].data_type, sheet["A5"].number_format) == ("s", "@")
	assert sheet["A6"].data_type == "s"
	assert sheet["C5"].number_format == "#,##0.00"


def test_the_head_stays_on_screen_and_on_every_printed_page_of_a4_across():
	sheet = sheet_of()
	assert sheet.freeze_panes == "A5"
	assert sheet.print_title_rows == "$4:$4"
	assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
	assert sheet.sheet_properties.pageSetUpPr.fitToPage
	assert "&P" in sheet.oddFooter.center.text


def test_a_narrow_table_has_its_names_one_under_the_other():
	sheet = sheet_of(columns=COLUMNS[:2], rows=[row[:2] for row in ROWS], total=None)
	assert [sheet.cell(row, 1).value for row in (8, 9, 10)] == PAPER.signers
	assert "A8:B8" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_two_dates_are_a_period_and_one_is_a_day():
	both = [_dict(fieldname="from_date"), _dict(fieldname="to_date")]
	assert "2026-01-01" in period_of(both, {"from_date": "2026-01-01", "to_date": "2026-02-01"})
	assert "2026-05-01" in period_of([_dict(fieldname="as_of")], {"as_of": "2026-05-01"})
	assert period_of(both, {}) == ""


def test_a_name_beside_the_link_that_shows_it_is_left_out(monkeypatch):
	class Named:
		def of_field(self, column, row):
			return ({"C1": "范永林", "C2": "吴志强"}.get(row.get("cadre")), "Cadre")

	monkeypatch.setattr(report_table, "titles_of", lambda rows, columns: Named())
	columns = [
		{"fieldname": "cadre", "fieldtype": "Link"},
		{"fieldname": "name_of_cadre", "fieldtype": "Data"},
		{"fieldname": "note", "fieldtype": "Data"},
	]
	rows = [{"cadre": "C1", "name_of_cadre": "范永林"}, {"cadre": "C2", "name_of_cadre": "吴志强"}]
	assert [column["fieldname"] for column in report_table.said_once(rows, columns)] == ["cadre", "note"]
	assert report_table.said_once([*rows, {"cadre": "C1", "name_of_cadre": "别名"}], columns) == columns
	assert report_table.said_once([], columns) == columns
	chosen = [columns[0], {**columns[1], "source": "employee_name"}]
	assert report_table.said_once(rows, chosen) == chosen


def test_sorting_keeps_empty_values_last_and_totals_at_the_end():
	rows = [{"n": 2}, {"n": None}, {"n": 10}, {"n": 12, "is_total": 1}]
	columns = [{"fieldname": "n"}]
	assert [row["n"] for row in sorted_rows(rows, "n", columns)] == [2, 10, None, 12]
	assert [row["n"] for row in sorted_rows(rows, "-n", columns)] == [10, 2, None, 12]
	assert sorted_rows(rows, "other", columns) is rows
