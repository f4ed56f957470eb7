"""What leaves the site by a request, and what a request is refused (hook `after_request`).

The request's own transaction is over by then, so an entry has one of its own. A file whose entry cannot be written does
not leave: the answer becomes an error.
"""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.utils import cstr, strip_html

from township_gov.audit import entries, kinds
from township_gov.audit.place import Place, owner_of

WRITTEN = "refusal_written"
_METHOD = re.compile(r"^/api/(?:v\d/)?method/([\w.]+)")
_LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})\d{4,}(\d[\dXx])(?!\d)")
_TOLD = (
	"doctype",
	"name",
	"names",
	"selected_items",
	"file_format_type",
	"report_name",
	"file_url",
	"filters",
	"format",
	"print_format",
	"export_records",
	"file_type",
)
# Methods of the platforms, below `frappe`; not each of them has all
_PRINTS = (
	"utils.print_format.download_pdf",
	"utils.print_format.download_multi_pdf",
	"utils.print_format.report_to_pdf",
	"www.printview.get_html_and_style",
	"www.printview.get_rendered_raw_commands",
)
_FILES = ("download_file", "handler.download_file", "core.doctype.file.file.download_file")
_EXPORTS = (
	"desk.reportview.export_query",
	"desk.query_report.export_query",
	"core.doctype.data_export.exporter.export_data",
	"core.doctype.data_import.data_import.download_template",
	"core.doctype.prepared_report.prepared_report.download_attachment",
)


class Leaving(NamedTuple):
	"""One thing that leaves: its kind, the document it is of, and in a word what."""

	kind: str
	about: Place
	action: str
	records: tuple[str, ...] = ()  # several of one DocType: each has an entry of its own

	@property
	def places(self) -> list[Place]:
		"""What the entries are about."""
		doctype = self.about.name  # a list of records is about their doctype
		return [Place(doctype, name) for name in self.records] or [self.about]


def after_request(response=None, request=None) -> None:
	"""Write an entry for a file, print or export that was answered, and for a request that was refused."""
	if response is None or request is None or not frappe.session or not getattr(frappe.local, "db", None):
		return
	if response.status_code == 403:
		_write_refusal(request)
	elif response.status_code in (200, 206) and frappe.session.user != "Guest":
		leaving = _leaving(response, request)
		if leaving:
			_write_or_withhold(leaving, response)


def _leaving(response, request) -> Leaving | None:
	path, method = unquote(request.path), _method_of(request)
	form, known = frappe.form_dict, method.removeprefix("frappe.")
	if path.startswith("/private/files/") or known in _FILES:
		url = cstr(form.get("file_url")) if known in _FILES else path
		return Leaving(kinds.DOWNLOAD, _owner_of_file(url), url) if "/private/" in url else None
	if path.startswith("/backups"):
		return Leaving(kinds.DOWNLOAD, Place("", ""), path)
	if path == "/printview/many":
		about = _place(form.get("doctype"), None)
		return Leaving(kinds.PRINT, about, _format_printed(form), _names(form.get("names")))
	if path == "/printview" or known in _PRINTS:
		return Leaving(kinds.PRINT, _place(*_document_printed(form)), _format_printed(form))
	if path.startswith("/app/") and form.get("_print"):
		return Leaving(kinds.PRINT, _report_printed(path), "Report")
	if known in _EXPORTS or _is_attachment(response, path):
		report = cstr(form.get("report_name"))
		about = Place("Report", report) if report else _place(form.get("doctype"), form.get("name"))
		return Leaving(kinds.EXPORT, about, method or path)
	return None


def _method_of(request) -> str:
	found = _METHOD.match(request.path)
	return found[1] if found else ""


def _is_attachment(response, path: str) -> bool:
	"""Anything else that a browser saves: downloads that this module does not know by name."""
	if path.startswith(("/files/", "/assets/")):
		return False
	return response.headers.get("Content-Disposition", "").startswith(("attachment", "filename"))


def _place(doctype: Any, name: Any) -> Place:
	"""The record that a request names; a list of records is about their doctype."""
	doctype = cstr(doctype)[:140] if isinstance(doctype, str) else ""
	name = cstr(name)[:140] if isinstance(name, str | int) else ""
	return Place(doctype, name) if name or not doctype else Place("DocType", doctype)


def _report_printed(path: str) -> Place:
	"""The report of an address `/app/query-report/<report>` or `/app/<doctype>/view/report/<report>`."""
	parts = [part for part in path.split("/") if part]
	return Place("Report", parts[-1][:140]) if parts[-1] != "report" else Place("", path[:140])


def _document_printed(form) -> tuple[str, str]:
	doc = form.get("doc")
	if isinstance(doc, str) and doc.startswith("{"):
		sent = json.loads(doc)
		return cstr(sent.get("doctype")), cstr(sent.get("name"))
	return cstr(form.get("doctype") or doc), cstr(form.get("name"))


def _format_printed(form) -> str:
	"""The print format that was asked for, else the one that its DocType is printed with."""
	doctype = _document_printed(form)[0]
	usual = frappe.get_meta(doctype).default_print_format if doctype and not form.get("format") else ""
	return cstr(form.get("format") or usual or "Standard")


def _names(sent: Any) -> tuple[str, ...]:
	"""The names in a list of JSON; none where it is something else."""
	names = json.loads(sent) if isinstance(sent, str) and sent.startswith("[") else sent
	return tuple(cstr(name)[:140] for name in names) if isinstance(names, list) else ()


def _owner_of_file(url: str) -> Place:
	"""The document that a private file belongs to; of several the first, as who may read one of them may have it."""
	row = frappe.db.get_value(
		"File", {"file_url": url}, ["name", "attached_to_doctype", "attached_to_name"], as_dict=True
	)
	if not row:
		return Place("File", "")
	if row.attached_to_doctype and row.attached_to_name:
		return owner_of(row.attached_to_doctype, row.attached_to_name)
	return Place("File", row.name)


def _write_or_withhold(leaving: Leaving, response) -> None:
	try:
		details = {name: redacted(frappe.form_dict[name]) for name in _TOLD if frappe.form_dict.get(name)}
		if leaving.kind == kinds.EXPORT:
			details |= _size_of(response)
		frappe.db.rollback()
		if leaving.records:
			details.pop("names", None)
		for about in leaving.places:
			entries.write(leaving.kind, about=about, action=leaving.action, details=details)
		frappe.db.commit()
	except Exception:
		frappe.db.rollback()
		if hasattr(response.response, "close"):
			response.response.close()
		response.set_data(
			_("What leaves the site is recorded, and the record could not be written. Try again later.")
		)
		response.status_code = 503
		response.headers["Content-Type"] = "text/plain; charset=utf-8"
		response.headers.pop("Content-Disposition", None)
		raise


def _size_of(response) -> dict[str, int]:
	"""How many rows and bytes left."""
	content = response.get_data()
	rows = frappe.flags.get("exported_rows")
	if rows is None:
		rows = _rows_of_workbook(content) if content[:2] == b"PK" else content.count(b"\n")
	return {"rows": rows, "bytes": len(content)}


def _rows_of_workbook(content: bytes) -> int:
	with zipfile.ZipFile(BytesIO(content)) as book:
		sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
		return sum(book.read(name).count(b"<row ") for name in sheets)


def redacted(value: Any) -> str:
	"""A filter or an address as text, with long numbers cut: it may hold somebody's telephone."""
	text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
	return _LONG_NUMBER.sub(r"\1…\2", text)[:1000]


def _write_refusal(request) -> None:
	"""A right that is missing; what a rule refused has written its own Refusal Record."""
	if frappe.session.user == "Guest" or frappe.flags.get(WRITTEN):
		return
	form = frappe.form_dict
	about = _document_asked_for(unquote(request.path), form)
	reason = redacted(_last_words())
	frappe.db.rollback()
	entries.write(kinds.REFUSAL, about=about, action=_method_of(request) or request.method, reason=reason)
	frappe.db.commit()


def _last_words() -> str:
	"""What the person was told, without markup."""
	log = getattr(frappe.local, "message_log", None) or [{"message": frappe.flags.error_message}]
	last = json.loads(log[-1]) if isinstance(log[-1], str) else log[-1]
	return strip_html(cstr(last.get("message")))


def _document_asked_for(path: str, form) -> Place:
	parts = path.strip("/").split("/")
	if parts[:2] == ["api", "resource"] and len(parts) > 2:
		return _place(parts[2], "/".join(parts[3:]))
	doctype = form.get("doctype") or form.get("dt")
	return _place(doctype, form.get("name") or form.get("docname") or form.get("dn"))
