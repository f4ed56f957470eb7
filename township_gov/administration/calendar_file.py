"""A year's arrangement from a table (XLSX or CSV): a column of days, one of kinds, and perhaps one of names."""

from __future__ import annotations

import base64
import binascii
import csv
import io
from datetime import date, datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import workbooks

MOST_ROWS = 400
# What people write in the column of kinds
_WORDS = {
	"Holiday": ("放假", "假日", "休", "休息", "holiday"),
	"Make-up Workday": ("上班", "调休上班", "补班", "班", "workday", "make-up workday"),
}


class UnreadableTableError(frappe.ValidationError):
	"""The file is no table, or a row of it cannot be read."""


def read(name: str, content: str) -> dict[date, tuple[str, str]]:
	"""Day → (type, name) of an uploaded file; `content` is its base64.

	Raises:
		UnreadableTableError
	"""
	try:
		data = base64.b64decode(content, validate=True)
	except (binascii.Error, ValueError):
		frappe.throw(_("The file did not arrive whole. Choose it again."), UnreadableTableError)
	rows = _sheet_rows(data) if data[:2] == b"PK" else _text_rows(data)
	found = {}
	for number, row in enumerate(rows[:MOST_ROWS], 1):
		cells = [cell for cell in row if cell not in (None, "")]
		if not cells or _is_heading(cells[0]):
			continue
		day, kind, label = _row(number, cells)
		found[day] = (kind, label)
	if not found:
		frappe.throw(
			_(
				"No day was found in {0}. Its first column holds days (2027-01-01), its second 放假 or 上班."
			).format(name),
			UnreadableTableError,
		)
	return found


def _sheet_rows(data: bytes) -> list[list[Any]]:
	try:
		return [list(row) for row in workbooks.rows_of(data, MOST_ROWS)]
	except workbooks.NotAWorkbookError:
		frappe.throw(_("This is no readable XLSX file. Save it again, or as CSV."), UnreadableTableError)


def _text_rows(data: bytes) -> list[list[str]]:
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			text = data.decode(encoding)
			break
		except UnicodeDecodeError:
			continue
	else:
		frappe.throw(
			_("The text of the file cannot be read. Save it as UTF-8 or GB18030."), UnreadableTableError
		)
	return list(csv.reader(io.StringIO(text)))


def _is_heading(cell: Any) -> bool:
	return isinstance(cell, str) and not any(letter.isdigit() for letter in cell)


def _row(number: int, cells: list[Any]) -> tuple[date, str, str]:
	day = _day(cells[0])
	word = str(cells[1]).strip().lower() if len(cells) > 1 else ""
	kind = next((kind for kind, words in _WORDS.items() if word in words), None)
	if day is None or kind is None:
		frappe.throw(
			_("Row {0} cannot be read: {1}. Write a day (2027-01-01) and 放假 or 上班.").format(
				number, ", ".join(str(cell) for cell in cells[:3])
			),
			UnreadableTableError,
		)
	return day, kind, str(cells[2]).strip() if len(cells) > 2 else ""


def _day(cell: Any) -> date | None:
	if isinstance(cell, datetime):
		return cell.date()
	if isinstance(cell, date):
		return cell
	text = (
		str(cell)
		.strip()
		.replace("年", "-")
		.replace("月", "-")
		.replace("日", "")
		.replace("/", "-")
		.replace(".", "-")
	)
	try:
		return getdate(text)
	except Exception:  # each platform has its own error for what is no date
		frappe.clear_messages()
		return None
