"""Dashboard Charts drawn on the server: those of a report, records grouped by a field, and figures over time."""

from __future__ import annotations

import datetime
from typing import Any

from markupsafe import Markup

import frappe
from frappe import _

from frappe_standalone.core.desk.charts import draw_chart
from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.number_cards import card_filters
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import is_doctype
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.workspaces import ReportAccess, parse_filters

DAYS = {"Last Week": 7, "Last Month": 31, "Last Quarter": 92, "Last Year": 365}


def chart_label(name: str) -> str:
	return _(name)


def chart_svg(name: str, width: int = 860) -> Markup | None:
	"""The drawing of a Dashboard Chart, or None where there is nothing in it, or the user may not read its records."""
	chart = frappe.get_cached_doc("Dashboard Chart", name)
	if chart.roles and not ({row.role for row in chart.roles} & set(frappe.get_roles())):
		return None
	if chart.chart_type == "Report":
		return draw_chart(of_report(chart), width)
	if not is_doctype(chart.document_type) or not may(chart.document_type):
		return None
	data = grouped(chart) if chart.chart_type == "Group By" else over_time(chart)
	return draw_chart({"type": (chart.type or "Bar").lower(), "data": data}, width)


def of_report(chart: Any) -> dict[str, Any] | None:
	"""The chart of a report, or two of its columns against each other."""
	from frappe_standalone.core.desk.query_report import run_report

	if not ReportAccess().allows(chart.report_name):
		return None
	result = run_report(chart.report_name, parse_filters(chart.filters_json))
	if chart.use_report_chart or not chart.x_field:
		return result.chart
	labels = {column["fieldname"]: column["label"] for column in result.columns}
	sets = [
		{
			"name": labels.get(row.y_field, row.y_field),
			"values": [one.get(row.y_field) or 0 for one in result.rows],
		}
		for row in chart.y_axis
	]
	names = [str(one.get(chart.x_field) or "") for one in result.rows]
	return {"type": (chart.type or "Bar").lower(), "data": {"labels": names, "datasets": sets}}


def grouped(chart: Any) -> dict[str, Any]:
	"""Labels and counts (or sums, averages) of a doctype's records, grouped by one field, the largest first."""
	field = chart.group_by_based_on
	kind = {"Sum": "sum", "Average": "avg"}.get(chart.group_by_type or "Count")
	what = f"{kind}(`{chart.aggregate_function_based_on}`)" if kind else "count(name)"
	rows = frappe.get_list(
		chart.document_type,
		filters=card_filters(chart),
		fields=[f"`{field}` as label", f"{what} as value"],
		group_by=field,
		order_by=None,
		limit_page_length=1000,
	)
	df = frappe.get_meta(chart.document_type).get_field(field)
	rows = sorted(rows, key=lambda row: -(row["value"] or 0))[: int(chart.number_of_groups or 12)]
	titles = Titles()
	if df.fieldtype == "Link":
		for row in rows:
			titles.want(df.options, row["label"])
		titles.load()
	labels = [text_of(row["label"], df, titles.get(df.options, row["label"])) or _("Not set") for row in rows]
	values = [row["value"] or 0 for row in rows]
	return {"labels": labels, "datasets": [{"name": chart_label(chart.chart_name), "values": values}]}


def over_time(chart: Any) -> dict[str, Any]:
	"""Counts, sums or averages of records by day, week, month, quarter or year of a date; empty intervals are zero."""
	begin, end = span_of(chart)
	field = chart.based_on or "creation"
	value = chart.value_based_on if chart.chart_type in ("Sum", "Average") else None
	rows = frappe.get_list(
		chart.document_type,
		filters=[*card_filters(chart), [field, ">=", str(begin)], [field, "<=", f"{end} 23:59:59"]],
		fields=[f"`{field}` as day", "count(name) as n", *([f"sum(`{value}`) as total"] if value else [])],
		group_by=field,
		order_by=None,
		limit_page_length=20_000,
	)
	starts = intervals(begin, end, chart.time_interval or "Monthly")
	counts, sums = dict.fromkeys(starts, 0.0), dict.fromkeys(starts, 0.0)
	for row in rows:
		start = interval_start(frappe.utils.getdate(row["day"]), chart.time_interval or "Monthly")
		if start in counts:
			counts[start] += row["n"]
			sums[start] += float(row.get("total") or 0)
	found = {
		"Sum": sums,
		"Average": {start: round(sums[start] / counts[start], 2) if counts[start] else 0 for start in starts},
	}.get(chart.chart_type, counts)
	labels = [interval_label(start, chart.time_interval or "Monthly") for start in starts]
	return {
		"labels": labels,
		"datasets": [{"name": chart_label(chart.chart_name), "values": list(found.values())}],
	}


def span_of(chart: Any) -> tuple[datetime.date, datetime.date]:
	today = frappe.utils.getdate()
	if chart.timespan == "Select Date Range" and chart.from_date:
		return frappe.utils.getdate(chart.from_date), frappe.utils.getdate(chart.to_date or today)
	return today - datetime.timedelta(days=DAYS.get(chart.timespan or "", 365)), today


def interval_start(day: datetime.date, interval: str) -> datetime.date:
	"""The first day of the day's week, month, quarter or year; the day itself for days."""
	if interval == "Weekly":
		return day - datetime.timedelta(days=day.weekday())
	if interval == "Monthly":
		return day.replace(day=1)
	if interval == "Quarterly":
		return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
	return day.replace(month=1, day=1) if interval == "Yearly" else day


def intervals(begin: datetime.date, end: datetime.date, interval: str) -> list[datetime.date]:
	"""Every interval's first day from the one that holds `begin` to the one that holds `end`."""
	found = [interval_start(begin, interval)]
	step = {"Weekly": 7, "Monthly": 31, "Quarterly": 95, "Yearly": 366}.get(interval, 1)
	while (following := interval_start(found[-1] + datetime.timedelta(days=step), interval)) <= end:
		found.append(following)
	return found


def interval_label(start: datetime.date, interval: str) -> str:
	if interval == "Yearly":
		return str(start.year)
	return f"{start:%y}-{start.month:02d}" if interval in ("Monthly", "Quarterly") else str(start)[5:]
