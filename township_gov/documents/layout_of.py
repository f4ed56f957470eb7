"""The paper of an Official Document (or of one that is not issued yet), ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import frappe
from frappe.utils import cint, cstr

from township_gov import official_text
from township_gov.documents.layout.grid import Run
from township_gov.documents.layout.pages import pages
from township_gov.documents.layout.paper import CELL, DOCUMENT, FOOT_CELL, Paper
from township_gov.documents.layout.placed import Page, Placed

_HALF = re.compile(r"([!-~]+)")
_SMALL = ("foot", "foot-first", "print", "folio")


def paper_of(doc) -> Paper:
	"""The paper as plain values, from the record or from the values of `issuing.blank`."""
	date = official_text.official_date(doc.get("issued_on"))
	return Paper(
		layout=doc.get("print_layout") or DOCUMENT,
		letterhead=cstr(doc.get("letterhead")),
		organ=cstr(doc.get("organ")),
		number=cstr(doc.get("number")),
		title=cstr(doc.get("title")),
		body=_lines(doc.get("body")),
		date=date,
		main_recipients=cstr(doc.get("main_recipients")),
		copies_to=cstr(doc.get("copies_to")),
		attachments=_lines(doc.get("attachment_names")),
		annotation=cstr(doc.get("annotation")),
		signatory=cstr(doc.get("signatory")) if cint(doc.get("upward")) else "",
		security=cstr(doc.get("security")),
		urgency=cstr(doc.get("urgency")),
		printed_by=cstr(doc.get("printed_by")),
		printed_on=date,
		is_void=doc.get("status") == "Void",
		names=(cstr(doc.get("organ")), *_names_of(doc.get("township"))),
	)


def _names_of(township: str | None) -> tuple[str, ...]:
	"""Names of places that a title does not tear apart."""
	place = frappe.db.get_value("Township", township, ["township_name", "county"]) or ()
	villages = frappe.get_all("Village", filters={"township": township}, pluck="village_name")
	return tuple(cstr(name) for name in (*place, *villages) if name)


def sheets(doc) -> list[dict[str, Any]]:
	"""The pages as the print template draws them: millimetres and classes."""
	paper = paper_of(doc)
	return [{**_sheet(page), "is_void": paper.is_void} for page in pages(paper)]


def _sheet(page: Page) -> dict[str, Any]:
	return {
		"seal_top": _mm(page.seal_top),
		"rules": [{"kind": kind, "top": _mm(top)} for kind, top in page.rules],
		"lines": [_line(placed) for placed in page.lines],
	}


def _line(placed: Placed) -> dict[str, Any]:
	line = placed.line
	return {
		"kind": placed.kind,
		"top": _mm(placed.top),
		"height": _mm(placed.height),
		"size": placed.size,
		"indent": _mm(line.indent * (FOOT_CELL if placed.kind in _SMALL else CELL)),
		"align": line.align,
		"fills": line.fills,
		"runs": [piece for run in line.runs for piece in _pieces(run)],
	}


def _pieces(run: Run) -> Iterator[dict[str, Any]]:
	"""Latin letters and digits apart: fonts that would set them wider than half a character are told not to."""
	for text in _HALF.split(run.text):
		if text:
			yield {"text": text, "face": run.face, "half": run.face != "song" and bool(_HALF.fullmatch(text))}


def _lines(text: Any) -> tuple[str, ...]:
	return tuple(line.strip() for line in cstr(text).split("\n") if line.strip())


def _mm(value: float | None) -> float | None:
	return None if value is None else round(value, 2)
