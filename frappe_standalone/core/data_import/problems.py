"""The rows that were not loaded, with their reasons, as a file that can be mended and imported again."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from frappe import _

from frappe_standalone.core.data_import.staged import Choices
from frappe_standalone.core.data_import.staging import BAD, REFUSED, Rows
from frappe_standalone.core.xlsx_rows import writable

WRONG = PatternFill("solid", fgColor="FDECEA")


def reason_head() -> str:
	"""The head of the last column; an import leaves a column of this name out."""
	return _("Reason for refusal")


def problems_file(doc) -> bytes:
	"""A workbook with the heads of the file, its bad rows as they stand, and why; bad cells are red."""
	choices = Choices.of(doc)
	heads = [head for head in choices.heads if head != reason_head()]
	places = [choices.heads.index(head) for head in heads]
	book = Workbook()
	sheet = book.active
	for column, head in enumerate([*heads, reason_head()], 1):
		cell = sheet.cell(1, column, writable(head))
		cell.data_type, cell.font = "s", Font(bold=True)
	for number, row in enumerate(Rows(doc.name).page((BAD, REFUSED), limit=-1), 2):
		wrong = {column for column, _reason in row.reasons}
		for column, (head, place) in enumerate(zip(heads, places, strict=True), 1):
			cell = sheet.cell(number, column, writable(row.cells[place]))
			cell.data_type, cell.number_format = "s", "@"
			if head in wrong:
				cell.fill = WRONG
		reasons = "；".join(str(reason) for _column, reason in row.reasons)
		cell = sheet.cell(number, len(heads) + 1, writable(_("Line {0}: {1}").format(row.line, reasons)))
		cell.data_type, cell.alignment = "s", Alignment(wrap_text=True)
	for number in range(1, len(heads) + 1):
		sheet.column_dimensions[get_column_letter(number)].number_format = "@"
		sheet.column_dimensions[get_column_letter(number)].width = 16
	sheet.column_dimensions[get_column_letter(len(heads) + 1)].width = 60
	sheet.freeze_panes = "A2"
	stream = io.BytesIO()
	book.save(stream)
	return stream.getvalue()
