"""The page of a report: filters, summary, chart, table with totals."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.charts import draw_chart
from frappe_standalone.core.desk.folding import folded
from frappe_standalone.core.desk.formatters import LIGHTS, LONG, NUMERIC, STATUS_COLOUR, status_pill, text_of
from frappe_standalone.core.desk.icons import lamp
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.query_report import ReportResult, get_report_doc, plain_cell, run_report
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.report_filters import filter_notes, missing, read_filters
from frappe_standalone.core.desk.slugs import record_url, report_url
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.widgets import Control, draw
from frappe_standalone.core.desk.wording import enumerated

SHOWN = 1000
SUMMARY_COLOURS = {"green", "red", "yellow", "orange", "blue"}


@desk_page
def report_page(request: Request, report: str) -> Response:
	"""Draw a report; it runs at once when every mandatory filter has a value or a default."""
	doc = get_report_doc(report)
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
	model = {
		"url": report_url(doc.name),
		"filters": filter_controls(doc, filters),
		"ran": result is not None,
		"error": error,
		"can_export": frappe.has_permission(doc.ref_doctype, "export"),
		"client": {"report": doc.name, "filters": filters},
		"foot": "",
		**(result_model(result, filters) if result else {}),
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


def result_model(result: ReportResult, filters: dict[str, Any]) -> dict[str, Any]:
	columns = [column for column in result.columns if not column["hidden"]]
	rows = result.rows[:SHOWN]
	titles = Titles()
	titles.want_fields(columns, rows)
	titles.load()
	shown = _("{0} rows").format(len(result.rows))
	if len(result.rows) > SHOWN:
		shown = _("{0} rows, the first {1} are shown; export to see them all").format(len(result.rows), SHOWN)
	return {
		"columns": [{"label": column["label"], "num": column["fieldtype"] in NUMERIC} for column in columns],
		"rows": [[cell(row, column, titles) for column in columns] for row in rows],
		"total": [cell(result.total, column, titles) for column in columns] if result.total else None,
		"summary": [summary_item(item) for item in result.summary],
		"chart": draw_chart(result.chart),
		"message": Markup(frappe.utils.sanitize_html(str(result.message))) if result.message else None,
		"foot": " · ".join(
			[shown, *filter_notes(result.report, filters), _("as of {0}").format(frappe.utils.now()[:16])]
		),
	}


def cell(row: dict[str, Any], column: dict[str, Any], titles: Titles) -> dict[str, Any]:
	"""One cell: links to records, lights and statuses as marks, numbers to the right."""
	value, num = row.get(column["fieldname"]), column["fieldtype"] in NUMERIC
	title, target = titles.of_field(column, row)
	html: Any = plain_cell(value, column)
	if value in LIGHTS and isinstance(value, str):
		html = lamp(LIGHTS[value], _(value))
	elif target and value:
		html = tag("a", {"href": record_url(target, value)}, title or text_of(value, column))
	elif column["fieldname"].endswith("status") and value in STATUS_COLOUR:
		html = status_pill(value)
	elif column["fieldtype"] in LONG:
		html = folded(html)
	return {"html": html, "num": num}


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
