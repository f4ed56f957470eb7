"""The workbook in which an office lists its staff."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

import frappe

from township_gov import workbooks
from township_gov.administration import staff_list

_ROWS = staff_list.MOST_ROWS + 1
_NEEDED = ("full_name", "profile")


def workbook() -> bytes:
	"""The file's bytes: heads, text columns, and the names that a cell may hold."""
	book = Workbook()
	sheet, lists = book.active, book.create_sheet("选项")
	sheet.title, lists.sheet_state = "人员名单", "hidden"
	choices = {
		"office": frappe.get_list(
			"Township Office", pluck="office_name", order_by="office_name asc", limit=300
		),
		"post": frappe.get_list("Post", pluck="post_name", order_by="post_name asc", limit=500),
		"profile": frappe.get_all("Role Profile", pluck="name", order_by="name asc", limit=300),
	}
	for number, (name, words) in enumerate(staff_list.HEADS.items(), 1):
		cell = sheet.cell(1, number, words[0] + ("*" if name in _NEEDED else ""))
		cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EEF1F3")
		letter = cell.column_letter
		sheet.column_dimensions[letter].width = 20
		sheet.column_dimensions[letter].number_format = "@"
		offered = list(dict.fromkeys(choices.get(name) or ()))
		for row, choice in enumerate(offered, 1):
			workbooks.put_text(lists.cell(row, number), choice)
		if offered:
			rule = DataValidation(
				type="list", formula1=f"'选项'!${letter}$1:${letter}${len(offered)}", allow_blank=True
			)
			rule.add(f"{letter}2:{letter}{_ROWS}")
			sheet.add_data_validation(rule)
	sheet.freeze_panes = "A2"
	stream = io.BytesIO()
	book.save(stream)
	return stream.getvalue()
