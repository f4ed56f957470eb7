"""Workbooks (XLSX) that people upload on the pages of administration.

A workbook is a ZIP of XML: half a megabyte may hold gigabytes, and the reader keeps all texts in memory. So its declared
size is looked at first (no reader unpacks more than that), and rows and columns are bounded.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

MOST_BYTES = 30_000_000  # unpacked; a list of 500 people has some 200,000
MOST_COLUMNS = 60


def put_text(cell: Any, text: str) -> None:
	"""A text as it is: a name that somebody gave is no formula, and holds no signs that XLSX cannot."""
	from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

	cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
	cell.data_type = "s"


class NotAWorkbookError(ValueError):
	"""The file is damaged, no workbook, or far larger than any list of an office."""


def rows_of(data: bytes, most_rows: int) -> Iterator[tuple[Any, ...]]:
	"""The first rows of the first sheet. Raises `NotAWorkbookError`."""
	from openpyxl import load_workbook

	try:
		with zipfile.ZipFile(io.BytesIO(data)) as parts:
			if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
				raise NotAWorkbookError("too large")
		book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
		yield from book.worksheets[0].iter_rows(max_row=most_rows, max_col=MOST_COLUMNS, values_only=True)
	except NotAWorkbookError:
		raise
	except Exception as error:  # whatever a damaged file makes of the reader
		raise NotAWorkbookError(str(error)) from error
