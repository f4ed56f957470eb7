"""XLSX files that can be handed upward: title, period and filters, frozen head, codes as text, no formulas."""

from __future__ import annotations

import datetime
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from frappe import _

from frappe_standalone.core.desk.report_paper import Paper
from frappe_standalone.core.xlsx_rows import writable

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
THIN = Side(style="thin", color="BFC7CE")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
NUMERIC = {"Int", "Float", "Currency", "Percent"}
FORMATS = {
	"Int": "0",
	"Float": "#,##0.###",
	"Currency": "#,##0.00",
	"Percent": '0.##"%"',
	"Date": "yyyy-mm-dd",
	"Datetime": "yyyy-mm-dd hh:mm",
}


def build_xlsx(
	title: str,
	notes: list[str],
	columns: list[dict[str, Any]],
	rows: list[list[Any]],
	total: list[Any] | None = None,
	paper: Paper | None = None,
) -> bytes:
	"""Return the file's bytes.

	Args:
		notes: lines under the title, each across all columns.
		columns: {label, fieldtype} each.
		rows: values as shown, numbers and dates as such.
		paper: unit and period under the title, conditions, and the lines for names at the foot.
	"""
	book = Workbook()
	sheet = book.active
	sheet.title = "".join(c for c in writable(title) if c not in "[]:*?/\\")[:31] or "Sheet1"
	width = max(len(columns), 1)
	head_row = write_head(sheet, title, head_lines(notes, paper), width)
	for index, column in enumerate(columns, 1):
		cell = put(sheet.cell(head_row, index), column["label"], "Data")
		cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EEF1F3")
		cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
	body = [*rows, *([total] if total else [])]
	for offset, row in enumerate(body, 1):
		for index, (value, column) in enumerate(zip(row, columns, strict=False), 1):
			cell = put(sheet.cell(head_row + offset, index), value, column.get("fieldtype") or "Data")
			cell.font = Font(bold=bool(total) and offset == len(body))
	fit_columns(sheet, columns, body)
	if paper and paper.signers:
		write_signers(sheet, head_row + len(body) + 2, paper.signers, width)
	set_up_print(sheet, head_row)
	stream = io.BytesIO()
	book.save(stream)
	return stream.getvalue()


def head_lines(notes: list[str], paper: Paper | None) -> list[tuple[str, ...]]:
	"""The lines under the title, each with one text or two (left and right)."""
	lines: list[tuple[str, ...]] = []
	if paper:
		lines.append((paper.unit, paper.period))
		lines += [(paper.condition_line,)] if paper.condition_line else []
	return [*lines, *((note,) for note in notes)]


def write_head(sheet: Worksheet, title: str, lines: list[tuple[str, ...]], width: int) -> int:
	"""Write the title and the lines below it; returns the row of the column heads."""
	for number, texts in enumerate([(title,), *lines], 1):
		for index, (first, last) in enumerate(spans(width, len(texts))):
			cell = text_cell(sheet, number, first, texts[index])
			merge(sheet, number, first, last)
			side = "center" if number == 1 else "left" if index == 0 else "right"
			cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=number > 1)
			cell.font = Font(bold=number == 1, size=16 if number == 1 else 10)
	sheet.row_dimensions[1].height = 30
	return len(lines) + 2


def write_signers(sheet: Worksheet, row: int, signers: list[str], width: int) -> None:
	"""The names' line at the foot; where there are too few columns, one under the other."""
	stacked = width < len(signers)
	places = [(1, width)] * len(signers) if stacked else spans(width, len(signers))
	for index, (text, (first, last)) in enumerate(zip(signers, places, strict=True)):
		line = row + (index if stacked else 0)
		text_cell(sheet, line, first, text).font = Font(size=11)
		merge(sheet, line, first, last)


def spans(width: int, parts: int) -> list[tuple[int, int]]:
	"""Columns 1 … width cut into equal parts; with fewer columns than parts the last ones stand beyond the table."""
	cuts = [max(round(width * number / parts), number) for number in range(parts + 1)]
	return [(cuts[number] + 1, cuts[number + 1]) for number in range(parts)]


def text_cell(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
	cell = sheet.cell(row, column)
	cell.value, cell.data_type = writable(text), "s"
	return cell


def merge(sheet: Worksheet, row: int, first: int, last: int) -> None:
	if last > first:
		sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def set_up_print(sheet: Worksheet, head_row: int) -> None:
	"""A4 across, as wide as the paper, the column heads on every page and its number below."""
	sheet.freeze_panes = sheet.cell(head_row + 1, 1)
	sheet.print_title_rows = f"{head_row}:{head_row}"
	sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	sheet.print_options.horizontalCentered = True
	sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.6)
	sheet.oddFooter.center.text = _("Page {0} of {1}").format("&P", "&N")


def put(cell: Cell, value: Any, fieldtype: str) -> Cell:
	"""Write one cell: numbers as numbers, dates as dates, everything else as text that Excel neither rounds nor runs."""
	cell.border = BOX
	cell.alignment = Alignment(vertical="top", wrap_text=True)
	if value is None or value == "":
		return cell
	if fieldtype in NUMERIC and isinstance(value, int | float) and not isinstance(value, bool):
		cell.value, cell.number_format = value, FORMATS[fieldtype]
	elif isinstance(value, datetime.datetime | datetime.date):
		cell.value = value
		cell.number_format = FORMATS["Datetime" if isinstance(value, datetime.datetime) else "Date"]
	else:
		cell.value = writable(value)[:32000]
		cell.data_type, cell.number_format = "s", "@"
	return cell


def fit_columns(sheet: Worksheet, columns: list[dict[str, Any]], rows: list[list[Any]]) -> None:
	for index, column in enumerate(columns):
		texts = [
			str(column["label"]),
			*(str(row[index]) for row in rows[:200] if index < len(row) and row[index] is not None),
		]
		wanted = max((sum(2 if ord(c) > 0x2E80 else 1 for c in text) for text in texts), default=8)
		sheet.column_dimensions[get_column_letter(index + 1)].width = min(max(wanted + 2, 8), 48)
