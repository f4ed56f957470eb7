"""The file to fill in: heads in the reader's language, required ones marked, choices as lists in the cells, and a second
sheet that explains each column with an example."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

import frappe
from frappe import _

from frappe_standalone.core.data_import.columns import NAME, Column, columns_of
from frappe_standalone.core.data_import.kinds import INSERT
from frappe_standalone.core.xlsx_rows import writable

ROWS = 2000  # how far down the lists and formats reach
LINKED = 500  # records of a linked form that fit a list
MARK = "*"
NUMBERS = {"Int": "0", "Float": "0.00", "Currency": "#,##0.00", "Percent": "0.00"}
DATES = {"Date": "yyyy-mm-dd", "Datetime": "yyyy-mm-dd hh:mm", "Time": "hh:mm"}
HEAD, NEEDED, CHILD = (PatternFill("solid", fgColor=colour) for colour in ("EEF1F3", "FDF2D8", "E6F1F5"))
THIN = Side(style="thin", color="BFC7CE")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def template_columns(doctype: str, import_type: str) -> list[Column]:
	"""The columns of the template: with the ID only where records are changed."""
	return [column for column in columns_of(doctype) if column.key != NAME or import_type != INSERT]


def csv_template(doctype: str, import_type: str) -> bytes:
	"""The heads as CSV in UTF-8 with its mark, so that Excel and WPS read it."""
	stream = io.StringIO()
	csv.writer(stream).writerow([head_text(column) for column in template_columns(doctype, import_type)])
	return stream.getvalue().encode("utf-8-sig")


def head_text(column: Column) -> str:
	"""A head with the mark of required columns."""
	return f"{column.head}{MARK if column.required and not column.table else ''}"


def xlsx_template(doctype: str, import_type: str) -> bytes:
	"""The workbook: a sheet to fill in, one that explains, and a hidden one with the choices."""
	columns = template_columns(doctype, import_type)
	book = Workbook()
	sheet, notes, lists = book.active, book.create_sheet(_("How to fill in")), book.create_sheet(_("Choices"))
	sheet.title = "".join(c for c in _(doctype) if c not in "[]:*?/\\")[:31]
	lists.sheet_state = "hidden"
	for number, column in enumerate(columns, 1):
		_head_cell(sheet, number, column)
		choices = choices_of(column)
		if choices:
			_put_list(sheet, lists, number, choices, strict=column.field.fieldtype != "Link")
	sheet.freeze_panes = "A2"
	sheet.row_dimensions[1].height = 32
	_explain(notes, doctype, columns)
	stream = io.BytesIO()
	book.save(stream)
	return stream.getvalue()


def _head_cell(sheet: Any, number: int, column: Column) -> None:
	letter = get_column_letter(number)
	cell = sheet.cell(1, number, writable(head_text(column)))
	cell.data_type = "s"
	cell.font = Font(bold=True, color="AD2018" if column.required and not column.table else "1C2733")
	cell.fill = CHILD if column.table else (NEEDED if column.required else HEAD)
	cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
	cell.border = BOX
	cell.comment = Comment(writable(explanation(column)), _("Template"))
	dimension = sheet.column_dimensions[letter]
	dimension.width = max(12, min(30, sum(2 if ord(c) > 0x2E80 else 1 for c in cell.value) + 4))
	# Text, so that Excel neither rounds long numbers nor drops leading zeros.
	kind = column.field.fieldtype
	dimension.number_format = NUMBERS.get(kind) or DATES.get(kind) or "@"


def choices_of(column: Column) -> list[str]:
	"""What a cell's list offers: the options, or the titles of the records if they are few."""
	field = column.field
	if field.fieldtype != "Link" or not field.options or field.options in ("User", "DocType"):
		return column.options
	meta = frappe.get_meta(field.options)
	title = meta.title_field
	shown = title if title and meta.get_field(title) and meta.get_field(title).fieldtype == "Data" else "name"
	try:
		rows = frappe.get_list(field.options, fields=["name", shown], limit=LINKED + 1, order_by="name asc")
	except frappe.PermissionError:
		frappe.clear_last_message()
		return []
	if len(rows) > LINKED:
		return []
	titles = [str(row.get(shown) or row.name) for row in rows]
	return [title if titles.count(title) == 1 else row.name for title, row in zip(titles, rows, strict=True)]


def _put_list(sheet: Any, lists: Any, number: int, choices: list[str], strict: bool) -> None:
	letter = get_column_letter(number)
	for row, choice in enumerate(choices, 1):
		cell = lists.cell(row, number, writable(choice))
		cell.data_type, cell.number_format = "s", "@"
	source = f"{quote_sheetname(lists.title)}!${letter}$1:${letter}${len(choices)}"
	rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=strict)
	rule.errorTitle, rule.error = _("Not possible here"), _("Choose from the list in the cell.")
	rule.add(f"{letter}2:{letter}{ROWS}")
	sheet.add_data_validation(rule)


def _explain(sheet: Any, doctype: str, columns: list[Column]) -> None:
	lines = [
		_("How to fill in the template “{0}”").format(_(doctype)),
		_(
			"One record per row on the first sheet; do not change its first row. Columns marked {0} must be filled."
		).format(MARK),
		_("Identity numbers and long codes: the columns are text already; do not change their format."),
	]
	if any(column.table for column in columns):
		lines.append(
			_(
				"Columns with brackets belong to a table inside the record. For a second line of the table leave the other columns of the next row empty."
			)
		)
	for number, line in enumerate(lines, 1):
		cell = sheet.cell(number, 1, writable(line))
		cell.data_type, cell.font = "s", Font(bold=number == 1, size=14 if number == 1 else 11)
	start = len(lines) + 2
	heads = [_("Column"), _("Required"), _("What to write"), _("Example")]
	rows = [
		[column.head, _("yes") if column.required else "", explanation(column), example(column)]
		for column in columns
	]
	for offset, row in enumerate([heads, *rows]):
		for number, text in enumerate(row, 1):
			cell = sheet.cell(start + offset, number, writable(text))
			cell.data_type, cell.number_format, cell.border = "s", "@", BOX
			cell.font = Font(bold=offset == 0)
			cell.fill = HEAD if offset == 0 else PatternFill()
			cell.alignment = Alignment(vertical="top", wrap_text=True)
	for letter, width in zip("ABCD", (28, 8, 72, 28), strict=True):
		sheet.column_dimensions[letter].width = width


def explanation(column: Column) -> str:
	"""What to write into a column."""
	field, parts = column.field, []
	if column.key == NAME:
		parts.append(_("The number of the record that is to be changed."))
	kind = field.fieldtype
	if kind == "Link":
		parts.append(_("Name or number of a record of “{0}” that exists.").format(_(field.options)))
	elif column.options:
		parts.append(_("One of: {0}.").format("、".join(column.options)))
	elif kind in WORDS:
		parts.append(_(WORDS[kind]))
	elif kind == "Password":
		parts.append(_("The whole number. It is stored encrypted and shown masked."))
	if field.description:
		parts.append(frappe.utils.strip_html(_(field.description)))
	return " ".join(parts) or _("Text.")


WORDS = {
	"Date": "A date, such as 2026-03-01, 2026/3/1 or 2026年3月1日.",
	"Datetime": "A date with a time, such as 2026-03-01 09:30.",
	"Time": "A time of day, such as 09:30.",
	"Int": "A whole number.",
	"Float": "A number.",
	"Currency": "An amount in yuan, such as 1200.50.",
	"Percent": "Per cent: 80 means 80 %.",
}
EXAMPLES = {
	"Date": "2026-03-01",
	"Datetime": "2026-03-01 09:30",
	"Time": "09:30",
	"Int": "3",
	"Float": "1.5",
	"Currency": "1200.50",
	"Percent": "80",
}


def example(column: Column) -> str:
	"""A value that would be accepted."""
	kind = column.field.fieldtype
	if kind == "Link":
		choices = choices_of(column)
		return choices[0] if choices else ""
	if column.options:
		return column.options[0]
	if kind in EXAMPLES:
		return EXAMPLES[kind]
	placeholder = _(column.field.placeholder) if column.field.placeholder else ""
	return placeholder
