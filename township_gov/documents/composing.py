"""What stands on the paper: the kind's templates filled with the fields of a document."""

from __future__ import annotations

import re
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov import clock, official_text
from township_gov.documents.errors import NothingToIssue, NotOnPaper
from township_gov.documents.plain_text import paragraphs_of

_NAMED = re.compile(r"\{(\w+)\}")
CHINESE = "zh"
PAPER_FIELDS = ("print_layout", "security", "upward")
# What a document says of its own urgency, as papers write it (条例 Art. 9)
URGENCY = {"Urgent": "加急", "Most Urgent": "特急"}


def compose(doc, kind, signatory: str = "") -> dict[str, Any]:
	"""The values of an Official Document that come from the document and its kind; nothing is written.

	Raises `NotOnPaper`, `NothingToIssue`.
	"""
	words = _Words(doc, kind, signatory)
	found = {
		"title": words.line(kind.title_template),
		"body": words.text(kind.body_template),
		"main_recipients": words.list(kind.recipients_template),
		"copies_to": words.list(kind.copies_template),
		"attachment_names": words.text(kind.attachments_template),
		"annotation": words.line(kind.annotation_template),
		"letterhead": words.line(kind.letterhead),
		"printed_by": words.line(kind.printed_by),
		"organ": words.special["organ"],
		"signatory": signatory,
		"urgency": URGENCY.get(doc.get("urgency")) or kind.urgency,
		**{name: kind.get(name) for name in PAPER_FIELDS},
	}
	for name, label in (("title", _("Title")), ("body", _("Text"))):
		if not found[name]:
			text = _("{0} of the official document is empty. Fill in the document first, then issue it.")
			frappe.throw(text.format(label), NothingToIssue)
	return found


class _Words:
	"""Fills templates; every value is plain Chinese text."""

	def __init__(self, doc, kind, signatory: str):
		self.doc, self.kind = doc, kind
		self.special = {
			"organ": official_text.township_title(doc.township),
			"township": frappe.get_cached_value("Township", doc.township, "township_name"),
			"date": official_text.official_date(clock.today()),
			"signatory": signatory,
		}

	def remedy(self) -> str:
		"""Where and how long a decision can be contested; against a petition opinion, the review of the next higher organ."""
		if self.doc.doctype == "Petition":
			return official_text.petition_remedy(self.doc.township)
		return official_text.remedy_for_power(self.doc.township, self.doc.get("delegated_power"))

	def text(self, template: str | None) -> str:
		"""Paragraphs, one a line."""
		lines = (self.fill(line) for line in cstr(template).split("\n"))
		return "\n".join(part for line in lines for part in paragraphs_of(line))

	def line(self, template: str | None) -> str:
		return " ".join(self.text(template).split("\n")).strip()

	def list(self, template: str | None) -> str:
		"""Organs in one line; lines of their own are joined, and what closes a list is left to the layout."""
		text = re.sub(r"\s*\n\s*", "，", self.text(template))
		return text.strip().rstrip("：:。.，,、 ")

	def fill(self, template: str) -> str:
		return _NAMED.sub(lambda match: self.value(match[1]), template)

	def value(self, name: str) -> str:
		"""One field as the paper shows it."""
		if name in self.special:
			return cstr(self.special[name])
		if name == "remedy":
			return self.remedy()
		df = self.doc.meta.get_field(name)
		if df is None or df.fieldtype == "Password" or df.permlevel:
			text = _(
				"{0} cannot stand on a {1}: {2} has no such field, or it is closed. "
				"Ask the administrator to correct the kind of document."
			)
			frappe.throw(
				text.format(f"{{{name}}}", self.kind.kind_name, _(self.doc.doctype)),
				NotOnPaper,
			)
		return shown(self.doc, df)


def shown(doc, df) -> str:
	"""A field's value in the words of a paper: dates in Chinese, links by their title, rows one a line."""
	value = doc.get(df.fieldname)
	if value in (None, ""):
		return ""
	if df.fieldtype in ("Date", "Datetime"):
		return official_text.official_date(value)
	if df.fieldtype == "Select":
		return _(value, CHINESE, context=doc.doctype)
	if df.fieldtype in ("Link", "Dynamic Link"):
		return _title_of(df.options if df.fieldtype == "Link" else doc.get(df.options), value)
	if df.fieldtype in ("Table", "Table MultiSelect"):
		return "\n".join(filter(None, (_first_of(row) for row in value)))
	return cstr(value)


def _title_of(doctype: str, name: str) -> str:
	field = frappe.get_meta(doctype).title_field
	return cstr(frappe.get_cached_value(doctype, name, field) if field else name) or name


def _first_of(row) -> str:
	"""A row is named by its first visible field."""
	fields = [df for df in row.meta.fields if df.in_list_view] or row.meta.fields
	return shown(row, fields[0]) if fields else ""
