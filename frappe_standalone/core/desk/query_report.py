"""Running reports (Script Reports, and Query Reports that only read), under v15's names `frappe.desk.query_report.*`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.apps import get_module_app
from frappe_standalone.core.db.guarded import secrets_refused
from frappe_standalone.core.desk.downloads import send_file
from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.report_filters import check_filters, typed_filters
from frappe_standalone.core.desk.report_paper import Paper, paper_of_report
from frappe_standalone.core.desk.report_rows import Columns, columns_of, dict_rows, permitted_rows, total_row
from frappe_standalone.core.desk.report_table import said_once
from frappe_standalone.core.desk.reportview import record_export
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.workspaces import ReportAccess
from frappe_standalone.core.desk.xlsx import build_xlsx
from frappe_standalone.core.http import incoming


@dataclass
class ReportResult:
	"""What a report answered, made uniform: columns as dicts, rows as dicts, total row apart."""

	report: Any
	columns: Columns
	rows: list[dict[str, Any]]
	filters: dict[str, Any]
	message: str | None = None
	chart: dict[str, Any] | None = None
	summary: list[dict[str, Any]] = field(default_factory=list)
	total: dict[str, Any] | None = None
	skip_total_row: bool = False


def get_report_doc(report_name: str) -> Any:
	"""The Report, if the user may run it. Raises PermissionError, or DoesNotExistError for an unknown name."""
	report = frappe.get_cached_doc("Report", report_name)
	if report.disabled:
		frappe.throw(_("The report {0} is switched off. Ask your administrator.").format(_(report_name)))
	if not ReportAccess().allows(report.name):
		frappe.throw(
			_("You may not run the report {0}. If your work needs it, ask your administrator.").format(
				_(report_name)
			),
			frappe.PermissionError,
		)
	return report


def run_report(report_name: str, filters: dict[str, Any] | str | None = None) -> ReportResult:
	"""Run a report for the signed-in user and make its answer uniform. Mandatory filters are checked first."""
	report = get_report_doc(report_name)
	filters = incoming.from_json(filters) if filters else {}
	if not isinstance(filters, dict):
		frappe.throw(
			_("A report takes its filters as an object: the names of the filters with their values.")
		)
	filters = typed_filters(report, filters)
	check_filters(report, filters)
	if report.report_type == "Report Builder":
		return built_result(report, filters)
	answer = list(execute(report, filters) or [])
	columns, data, message, chart, summary, skip = (answer + [None] * 6)[:6]
	columns = columns_of(columns or report.columns or [])
	rows = permitted_rows(dict_rows(data or [], columns), columns, report.ref_doctype)
	total = total_row(rows, columns) if report.add_total_row and rows and not skip else None
	return ReportResult(report, columns, rows, filters, message, chart, summary or [], total, bool(skip))


def built_result(report: Any, filters: dict[str, Any]) -> ReportResult:
	"""A report of the builder, narrowed by further filters of its own DocType, as v15 runs it for cards and charts."""
	from frappe_standalone.core.desk.report_builder import Built
	from frappe_standalone.core.desk.report_settings import read_settings

	asked = incoming.from_json(report.json or "{}")
	more = [[report.ref_doctype, name, "=", value] for name, value in filters.items()]
	built = Built(
		read_settings(report.ref_doctype, {**asked, "filters": [*(asked.get("filters") or []), *more]})
	)
	return ReportResult(report, built.columns, built.rows, filters, chart=built.chart(), total=built.total)


def execute(report: Any, filters: dict[str, Any]) -> Any:
	if report.report_type == "Script Report":
		return script_of(report)(filters)
	if report.report_type == "Query Report":
		return query_answer(report, filters)
	frappe.throw(
		_("Reports of type {0} are not supported here; make it a Script Report.").format(
			_(report.report_type)
		)
	)


def script_of(report: Any) -> Any:
	"""The `execute` function in the report's module, where v15 keeps it."""
	name = frappe.scrub(report.name)
	app = get_module_app(report.module)
	return frappe.get_attr(f"{app}.{frappe.scrub(report.module)}.report.{name}.{name}.execute")


def query_answer(report: Any, filters: dict[str, Any]) -> list[Any]:
	"""A Query Report's SELECT; anything else is refused, and a page's GET cannot write in any case."""
	query = (report.query or "").strip()
	if not query.lower().startswith(("select", "with")):
		frappe.throw(_("The query of report {0} must begin with SELECT.").format(_(report.name)))
	with secrets_refused(frappe.db):
		rows = frappe.db.sql(query, dict(filters), as_dict=True)
	return [
		report.columns
		or [{"label": key, "fieldname": key, "fieldtype": "Data"} for key in (rows[0] if rows else [])],
		rows,
	]


@frappe.whitelist()
def run(
	report_name: str,
	filters: str | dict | None = None,
	user: str | None = None,
	ignore_prepared_report: bool = False,
	custom_columns: Any = None,
	is_tree: bool = False,
	parent_field: str | None = None,
	are_default_filters: bool = True,
) -> dict[str, Any]:
	"""v15's answer: result (with the total row last), columns, message, chart, report_summary, skip_total_row."""
	result = run_report(report_name, filters)
	rows: list[Any] = list(result.rows)
	if result.total:
		rows.append([result.total.get(column["fieldname"]) for column in result.columns])
	return {
		"result": rows,
		"columns": result.columns,
		"message": result.message,
		"chart": result.chart,
		"report_summary": result.summary,
		"skip_total_row": int(result.skip_total_row),
		"status": None,
		"execution_time": 0,
		"add_total_row": bool(result.total),
	}


@frappe.whitelist()
def export_query() -> None:
	"""Send a report as XLSX with title, filters and total row. Needs the right `export` on the report's doctype."""
	args = frappe.local.form_dict
	if not isinstance(args.get("report_name"), str):
		frappe.throw(_("Name the report: report_name."))
	report = get_report_doc(args.report_name)
	if not frappe.has_permission(report.ref_doctype, "export"):
		frappe.throw(
			_("You may not export {0}. If your work needs it, ask your administrator.").format(
				_(report.ref_doctype)
			),
			frappe.PermissionError,
		)
	result = run_report(report.name, args.get("filters"))
	send_report(result, paper_of_report(report, result.filters))
	record_export(report.name, len(result.rows))


def send_report(result: ReportResult, paper: Paper) -> None:
	"""Answer the call with a report as a workbook."""
	shown = said_once(result.rows, [column for column in result.columns if not column["hidden"]])
	columns = [{"label": column["label"], "fieldtype": column["fieldtype"]} for column in shown]
	rows = titled_rows(result.rows, shown)
	total = titled_rows([result.total], shown)[0] if result.total else None
	content = build_xlsx(paper.title, [], columns, rows, total, paper)
	send_file(f"{paper.title} {frappe.utils.nowdate()}.xlsx", content)


def titled_rows(rows: list[dict[str, Any]], columns: Columns) -> list[list[Any]]:
	"""Rows as a workbook has them: numbers and dates as such, records by their titles."""
	titles = Titles()
	titles.want_fields([column for column in columns if not column.get("is_name")], rows)
	titles.load()
	return [
		[titles.of_field(column, row)[0] or cell_value(row, column) for column in columns] for row in rows
	]


def cell_value(row: dict[str, Any], column: dict[str, Any]) -> Any:
	"""A value for a spreadsheet cell: numbers and dates stay what they are, everything else is text as shown."""
	value = row.get(column["fieldname"])
	if isinstance(value, int | float) and column["fieldtype"] in ("Int", "Float", "Currency", "Percent"):
		return value
	if column["fieldtype"] in ("Date", "Datetime") and not isinstance(value, str):
		return value
	return plain_cell(value, column)


def plain_cell(value: Any, column: dict[str, Any]) -> str:
	"""A value as text; words of a Data column (statuses, totals) are translated, names of people and records are not known words."""
	if value is None or value == "":
		return ""
	text = (
		text_of(value, column)
		if column["fieldtype"] not in ("Int", "Float", "Currency", "Percent")
		or isinstance(value, int | float)
		else str(value)
	)
	return _(text) if column["fieldtype"] == "Data" else text
