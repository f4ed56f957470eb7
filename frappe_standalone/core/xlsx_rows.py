"""Plain XLSX files: rows in, rows out; v15's `frappe.utils.xlsxutils`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from frappe_standalone.core.context import response
from frappe_standalone.core.text import strip_html

# Signs that XML, and so a workbook, cannot hold
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NO_TITLE = re.compile(r"[\\*?:/\[\]]")
RAW_SHEETS = ("Data Import Template", "Data Export")


def make_xlsx(
	data: Iterable[Iterable[Any]], sheet_name: str, wb: Any = None, column_widths: list[int] | None = None
) -> io.BytesIO:
	"""A workbook with the rows on a sheet in front; the first row is bold. HTML becomes its text."""
	from openpyxl import Workbook
	from openpyxl.styles import Font
	from openpyxl.utils import get_column_letter

	wb = wb or Workbook(write_only=True)
	sheet = wb.create_sheet(NO_TITLE.sub(" ", sheet_name), 0)
	for place, width in enumerate(column_widths or (), 1):
		if width:
			sheet.column_dimensions[get_column_letter(place)].width = width
	sheet.row_dimensions[1].font = Font(name="Calibri", bold=True)
	for row in data:
		sheet.append([cell(value, raw=sheet_name in RAW_SHEETS) for value in row])
	file = io.BytesIO()
	wb.save(file)
	return file


def cell(value: Any, raw: bool = False) -> Any:
	"""A value as a cell takes it."""
	if not isinstance(value, str):
		return value
	is_markup = "<" in value and ">" in value and not raw
	return writable(strip_html(value) if is_markup else value)


def writable(text: Any) -> str:
	"""A text as a workbook can hold it: one stray sign of control would else refuse the whole file."""
	return UNWRITABLE.sub("", str(text))


def read_xlsx_file_from_attached_file(
	file_url: str | None = None, fcontent: bytes | None = None, filepath: str | None = None
) -> list[list[Any]] | None:
	"""The rows of the first sheet of a File, of bytes, or of a path; None without any of them."""
	from openpyxl import load_workbook

	from frappe_standalone.core.model.document import get_doc

	if file_url:
		source: Any = get_doc("File", {"file_url": file_url}).get_full_path()
	elif fcontent:
		source = io.BytesIO(fcontent)
	else:
		source = filepath
	if not source:
		return None
	rows = load_workbook(filename=source, data_only=True).active.iter_rows(values_only=True)
	return [list(row) for row in rows]


def build_xlsx_response(data: Iterable[Iterable[Any]], filename: str) -> None:
	"""Answer the request with an XLSX file."""
	response["filename"] = f"{filename}.xlsx"
	response["filecontent"] = make_xlsx(data, filename).getvalue()
	response["type"] = "binary"
