"""Which official documents were issued under which number, which numbers are void and why, and is any number missing?

One row for each number of the year and organ code asked for, a row for each number that stands in no record, and for each
series what proves that it is whole. A paper that the reader may not open shows its number and date, not its title.
"""

from __future__ import annotations

from collections import defaultdict

import frappe
from frappe import _
from frappe.utils import cint

from township_gov import clock, scoped_reports
from township_gov.policies.document_numbers import Series, spans
from township_gov.report_columns import card, column, hidden_links

PAPER, SERIES = "Official Document", "Document Number Series"
MISSING = "Missing"
_FIELDS = (
	"name", "number", "title", "kind", "township", "organ_code", "year", "sequence", "series", "issued_on", "signatory",
	"issued_by_name", "main_recipients", "status", "void_reason",
)  # fmt: skip
# What only readers of the paper see
_CLOSED = ("title", "kind", "signatory", "issued_by_name", "main_recipients", "void_reason")


def execute(filters: dict | None = None):
	"""Columns, rows, the question with the proof of each series, no chart, summary."""
	filters = frappe._dict(filters or {})
	series, papers = fetch(filters)
	checked = check(series, papers)
	shown = [paper for paper in papers if filters.status in (None, "", paper.status)]
	data = sorted(rows(shown) + missing_rows(checked, filters), key=_order)
	return columns(), data, message(checked), None, summary(papers, checked)


def fetch(filters: frappe._dict) -> tuple[list[frappe._dict], list[frappe._dict]]:
	"""The series of the townships that the reader sees, and every number of theirs, closed ones without their content."""
	townships = scoped_reports.visible_townships(PAPER, filters.township)
	where = {"township": ["in", [*townships, ""]], "year": cint(filters.year) or clock.today().year}
	if filters.organ_code:
		where["organ_code"] = filters.organ_code
	series = frappe.get_all(
		SERIES,
		where,
		["name", "township", "organ_code", "year", "opening", "last_number"],
		order_by="name asc",
	)
	papers = frappe.get_all(PAPER, where, list(_FIELDS), order_by="organ_code asc, sequence asc")
	open_ones = set(frappe.get_list(PAPER, where, pluck="name", limit_page_length=0))
	names = scoped_reports.names_of(townships)
	for row in (*series, *papers):
		row.township_name = names.get(row.township)
	for paper in papers:
		if paper.name not in open_ones:
			paper.update({field: None for field in _CLOSED} | {"title": _("(not open to you)")})
	return series, papers


def check(series: list[frappe._dict], papers: list[frappe._dict]) -> list[tuple[frappe._dict, Series]]:
	"""Each series with what its records prove."""
	numbers = defaultdict(list)
	for paper in papers:
		numbers[paper.series].append(paper.sequence)
	return [
		(
			row,
			Series(
				cint(row.opening), max(cint(row.last_number), cint(row.opening)), tuple(numbers[row.name])
			),
		)
		for row in series
	]


def rows(papers: list[frappe._dict]) -> list[dict]:
	"""One row for each number."""
	kinds = {paper.kind for paper in papers}
	names = dict(
		frappe.get_all(
			"Official Document Kind", {"name": ["in", [*kinds, ""]]}, ["name", "kind_name"], as_list=True
		)
	)
	return [
		{
			**paper,
			"kind_name": names.get(paper.kind),
			"status_label": _(paper.status, context=PAPER),
			"indicator": "red" if paper.status == "Void" else "green",
		}
		for paper in papers
	]


def missing_rows(checked: list[tuple[frappe._dict, Series]], filters: frappe._dict) -> list[dict]:
	"""A row for each number that stands in no record."""
	if filters.status:
		return []
	return [
		{
			"township": row.township,
			"township_name": row.township_name,
			"organ_code": row.organ_code,
			"year": row.year,
			"sequence": number,
			"number": _("Number {0} is missing").format(number),
			"status_label": _(MISSING, context=PAPER),
			"indicator": "red",
		}
		for row, series in checked
		for number in series.missing
	]


def message(checked: list[tuple[frappe._dict, Series]]) -> str:
	"""The question, and what proves each series."""
	question = _(
		"Which official documents were issued under which number, which numbers are void and why, and is any number missing?"
	)
	proofs = [proof(row, series) for row, series in checked]
	return "<br>".join(frappe.utils.escape_html(line) for line in [question, *proofs])


def proof(row: frappe._dict, series: Series) -> str:
	"""One series in words: from where to where, whole or what is wrong."""
	name = f"{row.organ_code}〔{row.year}〕"
	if not series.last:
		return _("{0}: no number yet.").format(name)
	if series.is_whole:
		text = _("{0}: numbers {1} to {2}, each in exactly one record; none is missing.")
		return text.format(name, series.opening + 1, series.last)
	faults = [
		_(text).format(spans(numbers))
		for text, numbers in (
			("missing {0}", series.missing),
			("more than once {0}", series.doubled),
			("never counted {0}", series.foreign),
		)
		if numbers
	]
	return _("{0}: not whole, {1}. Ask the auditor to look at the records.").format(name, "; ".join(faults))


def summary(papers: list[frappe._dict], checked: list[tuple[frappe._dict, Series]]) -> list[dict]:
	"""Figures above the table."""
	void = sum(paper.status == "Void" for paper in papers)
	missing = sum(len(series.missing) for _row, series in checked)
	whole = sum(series.is_whole for _row, series in checked)
	return [
		card(_("Issued", context=PAPER), len(papers) - void, "Green"),
		card(_("Void", context=PAPER), void, "Grey"),
		card(_("Missing Numbers"), missing, "Red" if missing else "Green"),
		card(
			_("Whole Series"),
			f"{whole} / {len(checked)}",
			"Green" if whole == len(checked) else "Red",
			"Data",
		),
	]


def columns() -> list[dict]:
	"""The columns of the register of issued documents (发文登记簿)."""
	return [
		column("number", _("Document Number"), "Data", 170),
		column("title", _("Title"), "Data", 320),
		column("kind_name", _("Kind of Document"), "Data", 100),
		column("issued_on", _("Issued On", context=PAPER), "Date", 110),
		column("signatory", _("Signatory"), "Data", 90),
		column("main_recipients", _("Main Recipients"), "Data", 200),
		column("issued_by_name", _("Name of the Issuer"), "Data", 100),
		column("status_label", _("Status"), "Data", 80),
		column("void_reason", _("Reason", context=PAPER), "Data", 180),
		column("name", _("Record", context=PAPER), "Link", 190, PAPER),
		*hidden_links(township="Township"),
		column("township_name", _("Township"), "Data", 130),
	]


def _order(row: dict) -> tuple:
	return row["township"], row["organ_code"], row["sequence"]
