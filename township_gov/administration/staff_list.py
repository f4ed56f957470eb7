"""A list of staff as an office keeps it: pasted from a spreadsheet, or a file (XLSX, CSV), with a row of heads."""

from __future__ import annotations

import base64
import binascii
import csv
import io
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from township_gov import workbooks

MOST_ROWS = 500
# Column → the heads people give it; the first is the template's.
HEADS = {
	"full_name": ("姓名", "名字", "name"),
	"phone": ("手机号", "手机", "手机号码", "电话", "联系电话", "phone"),
	"office": ("内设机构", "部门", "科室", "办公室", "office"),
	"post": ("岗位", "职务", "post"),
	"profile": ("角色组合", "角色", "权限", "role profile"),
	"sign_in": ("登录名", "账号", "登录账号", "邮箱", "account"),
}


class UnreadableListError(frappe.ValidationError):
	"""The list is empty, is no table, or has no column of names."""


@dataclass
class Listed:
	"""One person of the list: the line, what stands in it, and what is wrong with it."""

	line: int
	full_name: str = ""
	phone: str = ""
	office: str = ""
	post: str = ""
	profile: str = ""
	sign_in: str = ""
	problems: list[str] = field(default_factory=list)


def read(text: str = "", file_content: str = "") -> list[Listed]:
	"""The people of a pasted list, or of an uploaded file (its base64). Raises `UnreadableListError`."""
	rows = _file_rows(file_content) if file_content else _text_rows(text)
	rows = [(line, row) for line, row in enumerate(rows, 1) if any(row)]
	if len(rows) < 2:
		frappe.throw(
			_("The list is empty. Its first row holds the heads: {0}.").format("、".join(heads())),
			UnreadableListError,
		)
	if len(rows) > MOST_ROWS + 1:
		frappe.throw(
			_("The list has more than {0} people. Load it in parts.").format(MOST_ROWS), UnreadableListError
		)
	columns = _columns(rows[0][1])
	return [
		Listed(line, **{name: _cell(row, place) for name, place in columns.items()}) for line, row in rows[1:]
	]


def heads() -> list[str]:
	"""The heads of the template."""
	return [words[0] for words in HEADS.values()]


def _columns(row: list[str]) -> dict[str, int]:
	found = {}
	for place, head in enumerate(row):
		word = head.strip().strip("*＊").lower()
		name = next((name for name, words in HEADS.items() if word in words), None)
		if name and name not in found:
			found[name] = place
	if "full_name" not in found:
		frappe.throw(
			_("There is no column of names. The first row holds the heads: {0}.").format("、".join(heads())),
			UnreadableListError,
		)
	return found


def _cell(row: list[str], place: int) -> str:
	return row[place] if place < len(row) else ""


def _file_rows(content: str) -> list[list[str]]:
	try:
		data = base64.b64decode(content, validate=True)
	except (binascii.Error, ValueError):
		frappe.throw(_("The file did not arrive whole. Choose it again."), UnreadableListError)
	if data[:2] == b"PK":
		return _sheet_rows(data)
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			return _text_rows(data.decode(encoding))
		except UnicodeDecodeError:
			continue
	return frappe.throw(
		_("The text of the file cannot be read. Save it as UTF-8 or GB18030."), UnreadableListError
	)


def _sheet_rows(data: bytes) -> list[list[str]]:
	try:
		return [[_plain(cell) for cell in row] for row in workbooks.rows_of(data, MOST_ROWS + 2)]
	except workbooks.NotAWorkbookError:
		frappe.throw(_("This is no readable XLSX file. Save it again, or as CSV."), UnreadableListError)


def _plain(cell: Any) -> str:
	if isinstance(cell, float) and cell.is_integer():
		cell = int(cell)
	return "" if cell is None else str(cell).strip()


def _text_rows(text: str) -> list[list[str]]:
	first = text.strip("\r\n").split("\n", 1)[0]
	delimiter = max("\t,，;", key=first.count)
	return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
