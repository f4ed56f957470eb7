"""The print designer's methods, for whoever may write Print Formats."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from frappe_standalone.core.desk.print_formats import render_print
from frappe_standalone.core.desk.rendering import STATIC, fragment
from frappe_standalone.core.http.shapes import PLAIN, TEXT, shaped
from frappe_standalone.core.print_designer.design import MARK, PAPERS, Design, first_design, printable
from frappe_standalone.core.print_designer.making import blocks, css_of, html_of

WRITE = ["POST"]
FORMAT = {
	**dict.fromkeys(("name", "html", "css"), TEXT),
	"design": {
		**dict.fromkeys(("title", "letter_head", "footer", "paper"), TEXT),
		"fields": [{"fieldname": TEXT, "label": TEXT}],
		"margins": {},
		"signatures": [PLAIN],
		"blocks": [PLAIN],
	},
}
OFFERED = 30  # records to look at in the preview


class NotYoursError(frappe.ValidationError):
	"""The format is part of the program, or belongs to another form."""


def for_designers(method: Callable) -> Callable:
	"""Refuse whoever may not write Print Formats, also in tests."""

	@functools.wraps(method)
	def guarded(*args: Any, **kwargs: Any) -> Any:
		check_designer()
		return method(*args, **kwargs)

	return guarded


def check_designer() -> None:
	if not frappe.has_permission("Print Format", "write"):
		frappe.throw(_("Only a System Manager designs prints."), frappe.PermissionError)


@frappe.whitelist()
@for_designers
def load(doctype: str, format: str | None = None) -> dict[str, Any]:
	"""A form's fields, formats and records to look at, with the design of one format."""
	meta = frappe.get_meta(doctype)
	stored = frappe.get_doc("Print Format", format) if format else None
	return {
		"doctype": doctype,
		"label": _(doctype),
		"fields": [field_model(df) for df in printable(meta)],
		"formats": formats_of(doctype),
		"records": records_of(meta),
		"letter_heads": frappe.get_all("Letter Head", {"disabled": 0}, pluck="name"),
		"papers": list(PAPERS),
		"blocks": [{"key": block["key"], "label": _(block["label"])} for block in blocks()],
		"format": format_model(stored, meta),
	}


def field_model(df: Any) -> dict[str, Any]:
	return {"fieldname": df.fieldname, "label": _(df.label or df.fieldname), "fieldtype": df.fieldtype}


def formats_of(doctype: str) -> list[dict[str, Any]]:
	rows = frappe.get_all(
		"Print Format",
		filters={"doc_type": doctype, "disabled": 0},
		fields=["name", "standard"],
		order_by="name",
	)
	default = frappe.get_meta(doctype).get("default_print_format")
	return [
		{
			"name": row.name,
			"label": _(row.name),
			"own": int(row.standard != "Yes"),
			"default": int(row.name == default),
		}
		for row in rows
	]


def records_of(meta: Any) -> list[dict[str, str]]:
	fields = list(dict.fromkeys(["name", meta.title_field or "name"]))
	rows = frappe.get_list(meta.name, fields=fields, order_by="modified desc", limit_page_length=OFFERED)
	return [
		{"name": row["name"], "label": " ".join(dict.fromkeys(str(row[field]) for field in reversed(fields)))}
		for row in rows
	]


def format_model(stored: Any, meta: Any) -> dict[str, Any]:
	"""The stored format: its design, or its Jinja where a person wrote it."""
	if stored is None:
		return {"name": "", "own": 1, "design": first_design(meta).as_dict(), "html": "", "css": ""}
	design = design_in(stored)
	return {
		"name": stored.name,
		"own": int(stored.standard != "Yes"),
		"design": design,
		"html": "" if design else stored.html or "",
		"css": "" if design else stored.css or "",
	}


def design_in(stored: Any) -> dict[str, Any] | None:
	kept = json.loads(stored.format_data) if stored.format_data else None
	return kept.get(MARK) if isinstance(kept, dict) else None


def parsed(value: str | dict) -> dict[str, Any]:
	"""The format as the page sent it. Raises ShapeError."""
	return shaped(value, FORMAT, _("The print format"))


def made(doctype: str, format: dict[str, Any]) -> tuple[str, str, Design | None]:
	"""(html, css, design) of what was sent: a design, or Jinja as it was written."""
	if not format.get("design"):
		return format.get("html") or "", format.get("css") or "", None
	meta = frappe.get_meta(doctype)
	design = Design.of(format["design"], meta)
	return html_of(design, meta), css_of(design), design


@frappe.whitelist(methods=WRITE)
@for_designers
def preview(doctype: str, format: str | dict, name: str | None = None) -> dict[str, str]:
	"""The print of a record (a blank one without a name) as a page, with the Jinja and CSS that make it."""
	html, css, _design = made(doctype, parsed(format))
	doc = frappe.get_doc(doctype, name) if name else frappe.new_doc(doctype)
	if name:
		doc.check_permission("read")
		doc.check_permission("print")
	body = render_print(doc, {"name": _("Preview"), "html": html or " "})
	style = (STATIC / "print.css").read_text(encoding="utf-8")
	shown = fragment(
		"print_file.html",
		title="",
		lang=frappe.local.lang,
		print_css=style,
		css=css.replace("</", "<\\/"),
		body=body,
	)
	return {"page": shown, "html": html, "css": css}


@frappe.whitelist(methods=WRITE)
@for_designers
def save(doctype: str, format: str | dict, default: int = 0) -> dict[str, Any]:
	"""Keep a print format of this site; returns what `load` returns.

	Raises:
		NotYoursError, BadDesignError
	"""
	sent = parsed(format)
	name = (sent.get("name") or "").strip()
	if not name:
		frappe.throw(_("Give the print format a name."), NotYoursError)
	html, css, design = made(doctype, sent)
	doc = stored_or_new(doctype, name)
	doc.update({"html": html, "css": css, "custom_format": 1, "print_format_type": "Jinja", "disabled": 0})
	doc.format_data = json.dumps({MARK: design.as_dict()}, ensure_ascii=False) if design else None
	if design:
		doc.update({f"margin_{side}": value for side, value in design.margins.items()})
		doc.font_size = cint(design.font_size)
	if frappe.db.exists("Print Format", name):
		doc.save()
	else:
		doc.insert()
	if cint(default):
		make_default(doc.name)
	return load(doctype, doc.name)


def stored_or_new(doctype: str, name: str) -> Any:
	if not frappe.db.exists("Print Format", name):
		values = {
			"doctype": "Print Format",
			"name": name,
			"doc_type": doctype,
			"standard": "No",
			"module": "Custom",
		}
		return frappe.get_doc({"doctype": "Print Format", **values})
	doc = frappe.get_doc("Print Format", name)
	if doc.doc_type != doctype:
		frappe.throw(
			_("Another form has a print format called {0}. Choose another name.").format(name), NotYoursError
		)
	if doc.standard == "Yes":
		frappe.throw(
			_(
				"{0} comes with the program and would be overwritten by an upgrade. Save under another name."
			).format(_(name)),
			NotYoursError,
		)
	return doc


@frappe.whitelist(methods=WRITE)
@for_designers
def make_default(name: str) -> None:
	"""Let a print format be the one that its form prints by (v15's method of Print Format)."""
	doc = frappe.get_doc("Print Format", name)
	doc.check_permission("write")
	args = {
		"doctype": doc.doc_type,
		"doctype_or_field": "DocType",
		"property": "default_print_format",
		"value": doc.name,
	}
	if frappe.get_meta(doc.doc_type).custom:
		form = frappe.get_doc("DocType", doc.doc_type)
		form.default_print_format = doc.name
		form.save()
	else:
		frappe.make_property_setter({**args, "property_type": "Data"}, is_system_generated=False)
