"""Readers for the tables that offices exchange: CSV in UTF-8, UTF-16 or GB18030, and XLSX.

Every value comes out as stripped text, so the two kinds of file load alike.
"""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from frappe import _

from frappe_standalone.core.data_import.errors import UnreadableFile

# Order matters: UTF-8 refuses nearly every GB18030 text, GB18030 accepts nearly everything.
_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = (",", "\t", ";", "，")
# The longest cell SQLite and a browser form still handle well; a longer one is a broken quote.
_MAX_CELL = 1_000_000
# Unpacked bytes of a workbook (100,000 rows of 30 columns have some 120 MB), and its columns
MOST_UNPACKED, MOST_COLUMNS = 200_000_000, 1000
# Excel keeps 15 digits of a number: the last three of an identity number typed as one are lost.
EXACT = 10**15
# Office lists carry a title, and perhaps who made them and when, above the names of their columns.
_LINES_ABOVE, _LEAST_COLUMNS = 3, 3
# What people send by mistake; as text it would be a table with one senseless column.
_NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_FORMULA = re.compile(rb"<(\w+:)?f[ />]")
# ="0012" keeps its zeros when Excel opens a CSV file.
_KEPT_AS_TEXT = re.compile(r'^="([^"]*)"$')


@dataclass(frozen=True)
class Row:
	"""One line of the table: its number as the person sees it in the file, and its values by column."""

	line: int
	values: dict[str, str]


@dataclass(frozen=True)
class Table:
	"""Columns and rows of one file."""

	columns: list[str]
	rows: list[Row]
	encoding: str


def read_table(path: str | Path) -> Table:
	"""Read a CSV or XLSX file; raises UnreadableFile with the reason."""
	path = Path(path)
	if not path.is_file():
		raise UnreadableFile(_("There is no file {0}. Check the path.").format(path))
	return read_content(path.name, path.read_bytes())


def read_content(file_name: str, content: bytes, most_rows: int | None = None) -> Table:
	"""Read a table from bytes; the content decides the kind, the name only words the error.

	Args:
		most_rows: more rows are refused while they are read, before they fill the memory.
	"""
	if content.startswith(b"PK"):
		return _table(_xlsx_rows(file_name, content), "xlsx", most_rows)
	if content.startswith(b"\xd0\xcf\x11\xe0"):
		raise UnreadableFile(
			_("{0} is an old Excel file (.xls). Save it as .xlsx or CSV and import that.").format(file_name)
		)
	if content.startswith(_NO_TABLES):
		raise UnreadableFile(_("{0} is no table. Choose a CSV file or a workbook (.xlsx).").format(file_name))
	text, encoding = decode(file_name, content)
	return _table(_csv_rows(text), encoding, most_rows)


def decode(file_name: str, content: bytes) -> tuple[str, str]:
	"""Return the text and the encoding it was in."""
	marked = _MARKS.get(content[:2])
	for encoding in (marked,) if marked else _ENCODINGS:
		try:
			return content.decode(encoding), encoding
		except UnicodeDecodeError:
			continue
	raise UnreadableFile(
		_("{0} is neither UTF-8 nor GB18030 text. Save it as CSV UTF-8 or as .xlsx.").format(file_name)
	)


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
	csv.field_size_limit(_MAX_CELL)
	lines = text.lstrip().split("\n", _LINES_ABOVE + 1)[: _LINES_ABOVE + 1]
	header = (
		max(lines, key=lambda line: max(map(line.count, _DELIMITERS))) if _is_title(lines[0]) else lines[0]
	)
	delimiter = max(_DELIMITERS, key=header.count)
	reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
	line = 1
	try:
		for cells in reader:
			yield line, [_KEPT_AS_TEXT.sub(r"\1", cell.strip()) for cell in cells]
			# A quoted cell may hold line breaks: the next row starts after the lines read so far.
			line = reader.line_num + 1
	except csv.Error as error:
		raise UnreadableFile(
			_("Line {0} is not valid CSV ({1}). Look for a quotation mark that is not closed.").format(
				line, error
			)
		) from error


def _is_title(line: str) -> bool:
	"""Whether a line of a CSV file holds one cell."""
	signs = [sign for sign in _DELIMITERS if sign in line]
	return not signs or any(sum(bool(cell.strip()) for cell in line.split(sign)) == 1 for sign in signs)


def _xlsx_rows(file_name: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
	try:
		check_unpacked_size(file_name, content)
		yield from _sheet_rows(content)
	except UnreadableFile:
		raise
	except (
		Exception
	) as error:  # whatever a damaged or hostile file makes of the reader: no other class tells them apart
		raise UnreadableFile(
			_("{0} is not a readable Excel file. Open it in Excel or WPS and save it as .xlsx.").format(
				file_name
			)
		) from error


def check_unpacked_size(file_name: str, content: bytes) -> None:
	"""Refuse a workbook that would fill the memory: what its parts say they hold, and no reader unpacks more than that."""
	with zipfile.ZipFile(io.BytesIO(content)) as parts:
		size = sum(part.file_size for part in parts.infolist())
	if size > MOST_UNPACKED:
		raise UnreadableFile(
			_("{0} holds {1} MB when unpacked, more than {2}. Save its rows in several files.").format(
				file_name, size // 1_000_000, MOST_UNPACKED // 1_000_000
			)
		)


def _sheet_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
	with ExitStack() as opened:
		rows = _rows(opened.enter_context(_first_sheet(content, data_only=True)))
		if _has_formulas(content):
			# A formula whose result the file does not hold is told by its cell, not read as an empty one
			written = _rows(opened.enter_context(_first_sheet(content, data_only=False)))
			rows = (_or_formulas(*pair) for pair in zip(rows, written, strict=True))
		for line, cells in enumerate(rows, start=1):
			yield line, [_cell_text(cell) for cell in cells]


def _or_formulas(cells: tuple, written: tuple) -> list:
	pairs = zip(cells, written, strict=True)
	return [formula if value is None else value for value, formula in pairs]


@contextmanager
def _first_sheet(content: bytes, data_only: bool):
	"""The first sheet that people see."""
	from openpyxl import load_workbook

	workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
	try:
		seen = (sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible")
		yield next(seen, workbook.worksheets[0])
	finally:
		workbook.close()


def _rows(sheet) -> Iterator[tuple]:
	return sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)


def _has_formulas(content: bytes) -> bool:
	with zipfile.ZipFile(io.BytesIO(content)) as parts:
		sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
		return any(_holds_formula(parts, name) for name in sheets)


def _holds_formula(parts: zipfile.ZipFile, name: str) -> bool:
	end = b""
	with parts.open(name) as part:
		while chunk := part.read(1 << 20):
			if _FORMULA.search(end + chunk):
				return True
			end = chunk[-20:]
	return False


def _cell_text(value) -> str:
	if value is None:
		return ""
	if isinstance(value, bool):
		return "1" if value else "0"
	if isinstance(value, float) and value.is_integer():
		# Excel keeps the code 331126 as a number, exactly up to 15 digits; the reader of the field refuses a longer one.
		return str(int(value)) if abs(value) < EXACT else f"{value:.14E}"
	if isinstance(value, int) and abs(value) >= EXACT:
		return f"{value:.14E}"
	if isinstance(value, datetime.datetime) and value.time() == datetime.time():
		return value.date().isoformat()
	return str(value)


def _table(lines: Iterable[tuple[int, list[str]]], encoding: str, most_rows: int | None = None) -> Table:
	columns: list[str] = []
	rows: list[Row] = []
	for line, cells in _below_the_title((line, [cell.strip() for cell in cells]) for line, cells in lines):
		if not any(cells):
			continue
		if not columns:
			columns = _header(cells)
			continue
		if len(cells) > len(columns) and any(cells[len(columns) :]):
			raise UnreadableFile(
				_("Line {0} has {1} cells, the header has {2}. Check for an unquoted comma.").format(
					line, len(cells), len(columns)
				)
			)
		if most_rows and len(rows) >= most_rows:
			raise UnreadableFile(
				_(
					"The file has more than {0} rows. Split it and import the parts one after the other."
				).format(most_rows)
			)
		cells += [""] * (len(columns) - len(cells))
		rows.append(Row(line, {column: cell for column, cell in zip(columns, cells, strict=False) if column}))
	if not columns:
		raise UnreadableFile(_("The file is empty. Its first line must hold the column names."))
	return Table([column for column in columns if column], rows, encoding)


def _below_the_title(lines: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
	"""Leave out what stands above the names of the columns: a line with one cell, and perhaps a second and third."""
	filled = (each for each in lines if any(each[1]))
	first = list(islice(filled, _LINES_ABOVE + 1))
	counts = [sum(map(bool, cells)) for _line, cells in first]
	if counts and counts[0] == 1:
		header = next((place for place, count in enumerate(counts) if count >= _LEAST_COLUMNS), 0)
		first = first[header:]
	return chain(first, filled)


def _header(cells: list[str]) -> list[str]:
	while cells and not cells[-1]:
		cells.pop()
	if len(cells) > MOST_COLUMNS:
		raise UnreadableFile(
			_("The header has more than {0} columns. Is another sign between the cells?").format(MOST_COLUMNS)
		)
	doubled = sorted({cell for cell in cells if cell and cells.count(cell) > 1})
	if doubled:
		raise UnreadableFile(
			_("The column {0} stands twice in the header. Rename one of them.").format(", ".join(doubled))
		)
	return cells
