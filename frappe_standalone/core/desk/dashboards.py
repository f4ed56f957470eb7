"""Dashboard Charts of a workspace, drawn on the server: those of a report and those that group a doctype's records."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

import frappe
from frappe import _

from frappe_standalone.core.desk.charts import draw_chart
from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.number_cards import card_filters
from frappe_standalone.core.desk.workspaces import parse_filters


def chart_svg(name: str) -> Markup | None:
	"""The drawing of a Dashboard Chart, or None where the user may not read its records."""
	chart = frappe.get_cached_doc("Dashboard Chart", name)
	if chart.chart_type == "Report":
		from frappe_standalone.core.desk.query_report import run_report

		result = run_report(chart.report_name, parse_filters(chart.filters_json))
		return draw_chart(result.chart) if result.chart else None
	if not frappe.has_permission(chart.document_type, "read"):
		return None
	if chart.chart_type == "Group By":
		return draw_chart({"type": (chart.type or "Bar").lower(), "data": grouped(chart)})
	return tag(
		"p",
		{"class": "muted"},
		_("Charts of kind {0} are not drawn here; use a report or group by a field.").format(
			_(chart.chart_type)
		),
	)


def grouped(chart: Any) -> dict[str, Any]:
	"""Labels and counts (or sums) of a doctype's records, grouped by one field."""
	field = chart.group_by_based_on
	kind = {"Sum": "sum", "Average": "avg"}.get(chart.group_by_type or "Count")
	what = f"{kind}(`{chart.aggregate_function_based_on}`)" if kind else "count(name)"
	rows = frappe.get_list(
		chart.document_type,
		filters=card_filters(chart),
		fields=[f"`{field}` as label", f"{what} as value"],
		group_by=field,
		order_by=None,
		limit_page_length=int(chart.number_of_groups or 12),
	)
	df = frappe.get_meta(chart.document_type).get_field(field)
	rows = sorted(rows, key=lambda row: -(row["value"] or 0))
	labels = [text_of(row["label"], df) or _("Not set") for row in rows]
	return {
		"labels": labels,
		"datasets": [{"name": _(chart.name), "values": [row["value"] or 0 for row in rows]}],
	}
