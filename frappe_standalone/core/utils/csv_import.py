"""Writing CSV, and records from the rows of one; v15's older helpers in `frappe.utils.csvutils`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from frappe_standalone.core.context import db, response
from frappe_standalone.core.messages import msgprint, throw
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.csvs import read_csv_content
from frappe_standalone.core.utils.date_formats import parse_date
from frappe_standalone.core.utils.lists import comma_or
from frappe_standalone.core.utils.numbers import cint, flt


class UnicodeWriter:
	"""Collects rows as CSV; texts are quoted, numbers are not."""

	def __init__(self, encoding: str = "utf-8", quoting: int = csv.QUOTE_NONNUMERIC) -> None:
		self.encoding = encoding
		self.queue = io.StringIO()
		self.writer = csv.writer(self.queue, quoting=quoting)

	def writerow(self, row: Iterable[Any]) -> None:
		"""Add a row."""
		self.writer.writerow(row)

	def getvalue(self) -> str:
		"""What was written so far."""
		return self.queue.getvalue()


def to_csv(data: Iterable[Iterable[Any]]) -> str:
	"""Rows as CSV."""
	writer = UnicodeWriter()
	for row in data:
		writer.writerow(row)
	return writer.getvalue()


def build_csv_response(data: Iterable[Iterable[Any]], filename: str) -> None:
	"""Answer the request with a CSV file."""
	response["result"] = to_csv(data)
	response["doctype"] = filename
	response["type"] = "csv"


def read_csv_content_from_attached_file(doc: Any) -> list[list[str]]:
	"""The rows of the CSV file attached to a document last."""
	from frappe_standalone.core.model.document import get_doc

	attached = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
	found = db.get_value("File", attached, "name", order_by="creation desc")
	if not found:
		throw(_("File not attached"))
	return read_csv_content(get_doc("File", found).get_content())


def check_record(d: dict) -> None:
	"""Check mandatory fields and choices of a row, and turn its dates and numbers into such."""
	from frappe_standalone.core.model.document import get_doc

	meta = get_doc(d).meta
	for key in d:
		df = meta.get_field(key)
		if not df:
			continue
		value = d[key]
		if df.reqd and value in ("", None):
			msgprint(_("{0} is required").format(_(df.label)), raise_exception=1)
		if value:
			d[key] = typed(df, value)


def typed(df: Any, value: Any) -> Any:
	"""A value of a row as its field holds it."""
	if df.fieldtype == "Select" and df.options and value not in df.options.split("\n"):
		throw(_("{0} must be one of {1}").format(_(df.label), comma_or(df.options.split("\n"))))
	if df.fieldtype == "Date":
		return parse_date(value)
	if df.fieldtype in ("Int", "Check"):
		return cint(value)
	return flt(value) if df.fieldtype in ("Currency", "Float", "Percent") else value


def import_doc(
	d: dict, doctype: str, overwrite: Any, row_idx: int, submit: bool = False, ignore_links: bool = False
) -> str:
	"""Insert a record, or change the one of that name if `overwrite`; says what was done."""
	from frappe_standalone.core.model.document import get_doc

	exists = d.get("name") and db.exists(doctype, d["name"])
	if exists and not overwrite:
		return f"Ignored row (#{row_idx + 1}) {getlink(doctype, d['name'])} (exists)"
	doc = get_doc(doctype, d["name"]) if exists else get_doc(d)
	doc.flags.ignore_links = ignore_links
	if exists:
		doc.update(d)
	else:
		doc.insert()
	if exists and d.get("docstatus") == 1:
		doc.update_after_submit()
	elif submit and (not exists or d.get("docstatus") == 0):
		doc.submit()
	elif exists:
		doc.save()
	return f"{'Updated' if exists else 'Inserted'} row (#{row_idx + 1}) {getlink(doctype, doc.name)}"


def getlink(doctype: str, name: str) -> str:
	"""A link to a record."""
	return f'<a href="/app/Form/{doctype}/{name}">{name}</a>'
