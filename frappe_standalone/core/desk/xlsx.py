"""XLSX files that can be handed upward: title, period and filters, frozen head, codes as text, no formulas."""

from __future__ import annotations

import datetime
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

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
) -> bytes:
	"""Return the file's bytes. `columns` are {label, fieldtype}; `rows` hold values as shown, numbers and dates as such."""
	book = Workbook()
	sheet = book.active
	sheet.title = "".join(c for c in title if c not in "[]:*?/\\")[:31] or "Sheet1"
	width = max(len(columns), 1)
	head_row = write_head(sheet, title, notes, width)
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
	sheet.freeze_panes = sheet.cell(head_row + 1, 1)
	sheet.print_title_rows = f"{head_row}:{head_row}"
	sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	stream = io.BytesIO()
	book.save(stream)
	return stream.getvalue()


def write_head(sheet: Worksheet, title: str, notes: list[str], width: int) -> int:
	"""Write the title and the lines below it, each across all columns; returns the row of the column heads."""
	for number, text in enumerate([title, *notes], 1):
		cell = sheet.cell(number, 1)
		cell.value, cell.data_type = text, "s"
		if width > 1:
			sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
		cell.alignment = Alignment(horizontal="center" if number == 1 else "left", vertical="center")
		cell.font = Font(bold=number == 1, size=16 if number == 1 else 10)
	sheet.row_dimensions[1].height = 30
	return len(notes) + 2


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
		cell.value = str(value)[:32000]
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
