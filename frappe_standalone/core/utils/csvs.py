"""CSV from people."""

from __future__ import annotations

import csv

from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

ENCODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets write, in China too


def read_csv_content(fcontent: str | bytes) -> list[list[str]]:
	"""The rows of a CSV text, their cells stripped, empty rows left out.

	Raises:
		ValidationError: if the text is in an unknown encoding.
	"""
	lines = decoded(fcontent).splitlines()
	rows = [[cell.strip() for cell in row] for row in csv.reader(lines)]
	return [row for row in rows if any(row)]


def decoded(content: str | bytes) -> str:
	"""The text of a file."""
	if isinstance(content, str):
		return content
	for encoding in ENCODINGS:
		try:
			return content.decode(encoding)
		except UnicodeDecodeError:
			continue
	throw(_("Unknown file encoding. Save the file as CSV UTF-8 and try again."))
