"""The page of a report: filters, summary, chart, table with totals."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.charts import draw_chart
from frappe_standalone.core.desk.formatters import NUMERIC, text_of
from frappe_standalone.core.desk.query_report import ReportResult, get_report_doc, plain_cell, run_report
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.report_filters import filter_notes, missing, read_filters
from frappe_standalone.core.desk.report_paper import Paper, paper_of_report
from frappe_standalone.core.desk.report_table import cell, said_once, sorted_rows, titles_of
from frappe_standalone.core.desk.rights import no_export_words
from frappe_standalone.core.desk.slugs import list_url, report_url
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.widgets import Control, draw
from frappe_standalone.core.desk.wording import enumerated

PAGE, MOST_PRINTED = 100, 5000
SHORT = 4
SUMMARY_COLOURS = {"green", "red", "yellow", "orange", "blue"}


@desk_page
def report_page(request: Request, report: str) -> Response:
	"""Draw a report; it runs at once when every mandatory filter has a value or a default."""
	doc = get_report_doc(report)
	if doc.report_type == "Report Builder":
		return redirect(f"{list_url(doc.ref_doctype)}/view/report/{quote(doc.name, safe='')}")
	filters = read_filters(doc, request.args)
	empty = missing(doc, filters)
	result, error = None, None
	if empty:
		error = _("Please choose: {0}").format(enumerated(empty)) if "_run" in request.args else None
	else:
		try:
			result = run_report(doc.name, filters)
		except frappe.ValidationError as refusal:
			error = Markup(frappe.utils.sanitize_html(str(refusal)))
	if result is not None and "_print" in request.args:
		return print_page(result, paper_of_report(doc, filters), address(doc.name, request.args, _print=None))
	model = {
		"url": report_url(doc.name),
		"filters": filter_controls(doc, filters),
		"ran": result is not None,
		"error": error,
		"can_export": frappe.has_permission(doc.ref_doctype, "export"),
		"no_export": no_export_words(doc.ref_doctype),
		"client": {"report": doc.name, "filters": filters},
		"foot": "",
		"print_url": address(doc.name, request.args, _print="1"),
		**(result_model(result, filters, request.args) if result else {}),
	}
	return page("report.html", page_title=_(doc.name), at=report_url(doc.name), report=model)


def filter_controls(report: Any, filters: dict[str, Any]) -> list[dict[str, Any]]:
	rows = report.get("filters") or []
	titles = Titles()
	titles.want_fields(rows, [filters])
	titles.load()
	controls = []
	for row in rows:
		df = frappe._dict(
			fieldname=row.fieldname, fieldtype=row.fieldtype or "Data", options=row.options, label=row.label
		)
		if df.fieldtype == "Select" and not (df.options or "").startswith("\n") and not row.mandatory:
			df.options = "\n" + (df.options or "")
		control = Control(
			df,
			filters.get(row.fieldname),
			report.ref_doctype,
			"filter-" + row.fieldname,
			title=titles.of_field(df, filters)[0],
			compact=True,
			new=True,
		)
		controls.append(
			{"id": control.id, "label": _(row.label), "control": draw(control), "required": row.mandatory}
		)
	return controls


def address(report: str, args: Any, **changes: str | None) -> str:
	"""This report's address with its filters and some parts changed; None takes a part out."""
	parts = {key: value for key, value in args.items() if value != ""} | changes
	query = urlencode({key: value for key, value in parts.items() if value is not None})
	return report_url(report) + ("?" + query if query else "")


def result_model(result: ReportResult, filters: dict[str, Any], args: Any) -> dict[str, Any]:
	columns = [column for column in result.columns if not column["hidden"]]
	sort, start = args.get("_sort", ""), max(args.get("_start", 0, type=int), 0)
	name = result.report.name
	rows = sorted_rows(result.rows, sort, columns)[start : start + PAGE]
	titles = titles_of(rows, columns)
	return {
		"columns": [head_of(column, sort, name, args) for column in columns],
		"rows": [row_model(row, columns, titles) for row in rows],
		"first": start + 1,
		"total": [cell(result.total, column, titles, plain_cell) for column in columns]
		if result.total
		else None,
		"summary": [summary_item(item) for item in result.summary],
		"chart": draw_chart(result.chart),
		"message": Markup(frappe.utils.sanitize_html(str(result.message))) if result.message else None,
		"foot": foot_text(result, start, len(rows), filters),
		"prev_url": address(name, args, _start=str(start - PAGE) if start > PAGE else None)
		if start
		else None,
		"next_url": address(name, args, _start=str(start + PAGE))
		if start + PAGE < len(result.rows)
		else None,
	}


def head_of(column: dict[str, Any], sort: str, report: str, args: Any) -> dict[str, Any]:
	"""A column head; pressing it puts the rows in its order, pressing it again turns the order round."""
	name = column["fieldname"]
	turned = "-" + name if sort == name else name
	direction = {name: "ascending", "-" + name: "descending"}.get(sort)
	url = address(report, args, _sort=turned, _start=None)
	num = column["fieldtype"] in NUMERIC
	return {"label": column["label"], "num": num, "sorted": direction, "sort_url": url}


def row_model(row: dict[str, Any], columns: list[dict[str, Any]], titles: Any) -> dict[str, Any]:
	cells = [cell(row, column, titles, plain_cell) for column in columns]
	for one, column in zip(cells, columns, strict=True):
		one["label"] = column["label"]
		# A person's name or a status is not torn for the sake of its neighbours
		one["short"] = len(Markup(one["html"]).striptags()) <= SHORT
	return {"cells": cells, "total": bool(row.get("is_total"))}


def foot_text(result: ReportResult, start: int, shown: int, filters: dict[str, Any]) -> str:
	count = len(result.rows)
	text = _("{0} rows").format(count)
	if shown < count:
		text = _("rows {0} to {1} of {2}").format(start + 1, start + shown, count)
	return " · ".join(
		[text, *filter_notes(result.report, filters), _("as of {0}").format(frappe.utils.now()[:16])]
	)


def print_page(result: ReportResult, paper: Paper, back_url: str) -> Response:
	"""A report on A4 across, with the lines that a report handed upward has. Apps write down who printed it."""
	rows = result.rows[:MOST_PRINTED]
	columns = said_once(rows, [column for column in result.columns if not column["hidden"]])
	titles = titles_of(rows, columns)

	def texts(row: dict[str, Any]) -> list[dict[str, Any]]:
		return [
			{
				"text": titles.of_field(column, row)[0] or plain_cell(row.get(column["fieldname"]), column),
				"num": column["fieldtype"] in NUMERIC,
				"whole": column["fieldtype"] == "Date",
			}
			for column in columns
		]

	return page(
		"report_print.html",
		page_title=paper.title,
		paper=paper,
		columns=[{"label": column["label"], "num": column["fieldtype"] in NUMERIC} for column in columns],
		rows=[{"cells": texts(row), "total": bool(row.get("is_total"))} for row in rows],
		total=texts(result.total) if result.total else None,
		cut=len(result.rows) - len(rows),
		back_url=back_url,
	)


def summary_item(item: dict[str, Any]) -> dict[str, Any]:
	"""v15's report_summary entry: label, value, datatype, indicator."""
	df = {"fieldtype": item.get("datatype") or "Data", "precision": item.get("precision")}
	value = item.get("value")
	text = text_of(value, df) if isinstance(value, int | float) else str(value if value is not None else "")
	colour = (item.get("indicator") or item.get("color") or "").lower()
	return {
		"label": _(item.get("label") or ""),
		"value": text or "0",
		"color": colour if colour in SUMMARY_COLOURS else "plain",
	}
