"""Number cards: one figure with its label, of a doctype (count, sum …), of a method, or of a report's column."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import text_of, trim_number
from frappe_standalone.core.desk.notifications import capped_count, count_text, query_of
from frappe_standalone.core.desk.slugs import list_url, report_url
from frappe_standalone.core.desk.workspaces import parse_filters

AGGREGATES = {"Sum": "sum", "Average": "avg", "Minimum": "min", "Maximum": "max"}
# Filter values that v15 evaluates in the browser; here they are looked up, never run.
DYNAMIC = {
	"frappe.session.user": lambda: frappe.session.user,
	"frappe.datetime.get_today()": lambda: frappe.utils.nowdate(),
	"frappe.datetime.nowdate()": lambda: frappe.utils.nowdate(),
	"frappe.datetime.now_date()": lambda: frappe.utils.nowdate(),
	"frappe.datetime.month_start()": lambda: frappe.utils.get_first_day(frappe.utils.nowdate()),
	"frappe.datetime.year_start()": lambda: frappe.utils.get_year_start(frappe.utils.nowdate()),
}


def card_tile(name: str) -> dict[str, Any] | None:
	"""The tile of a Number Card, or None where the user may not read what it counts."""
	card = frappe.get_cached_doc("Number Card", name)
	if card.type == "Custom":
		return method_tile(card)
	if card.type == "Report":
		return report_tile(card)
	if not frappe.has_permission(card.document_type, "read"):
		return None
	filters = card_filters(card)
	return tile(card, doctype_value(card, filters), list_url(card.document_type) + "?" + query_of(filters))


def tile(card: Any, value: str, url: str | None) -> dict[str, Any]:
	colour = (card.color or "").lower()
	return {
		"label": _(card.label),
		"value": value,
		"url": url,
		"note": "",
		"color": "" if colour.startswith("#") else colour,
	}


def card_filters(card: Any) -> list[list[Any]]:
	"""The card's filters as [field, operator, value]; dynamic ones are filled from the table above."""
	rows = [
		list(row[-3:]) if len(row) < 5 else list(row[1:4])
		for row in as_rows(parse_filters(card.filters_json))
	]
	for row in as_rows(parse_filters(card.dynamic_filters_json)):
		field, operator, source = row[1:4] if len(row) >= 4 else row
		if source not in DYNAMIC:
			frappe.throw(
				_("Number Card {0}: the value {1} is not supported. Use one of: {2}").format(
					card.name, source, ", ".join(DYNAMIC)
				)
			)
		rows.append([field, operator, DYNAMIC[source]()])
	return rows


def as_rows(filters: Any) -> list:
	return (
		[[key, *(value if isinstance(value, list) else ["=", value])] for key, value in filters.items()]
		if isinstance(filters, dict)
		else list(filters)
	)


def doctype_value(card: Any, filters: list[list[Any]]) -> str:
	if card.function == "Count":
		return count_text(capped_count(card.document_type, filters, 9999), 9999)
	field = card.aggregate_function_based_on
	rows = frappe.get_list(
		card.document_type,
		filters=filters,
		fields=[f"{AGGREGATES[card.function]}(`{field}`) as value"],
		order_by=None,
	)
	value = rows[0]["value"] if rows else 0
	df = frappe.get_meta(card.document_type).get_field(field) or {"fieldtype": "Float"}
	return text_of(value or 0, df) if card.function != "Average" else trim_number(float(value or 0), 2)


def method_tile(card: Any) -> dict[str, Any]:
	"""v15's custom card: a whitelisted method answering a number or {value, fieldtype, route, route_options}."""
	method = frappe.get_attr(card.method)
	frappe.is_whitelisted(method)
	answer = frappe.call(method, filters=parse_filters(card.filters_json))
	if not isinstance(answer, dict):
		answer = {"value": answer}
	value = answer.get("value")
	df = {
		"fieldtype": answer.get("fieldtype") or ("Float" if isinstance(value, int | float) else "Data"),
		"precision": 2,
	}
	route = answer.get("route")
	url = "/app/" + "/".join(route) if isinstance(route, list) else route
	if url and answer.get("route_options"):
		url += "?" + query_of(answer["route_options"])
	model = tile(card, text_of(value, df), url)
	return {
		**model,
		"note": _(answer["note"]) if answer.get("note") else "",
		"color": answer.get("color") or model["color"],
	}


def report_tile(card: Any) -> dict[str, Any] | None:
	from frappe_standalone.core.desk.query_report import run_report

	result = run_report(card.report_name, parse_filters(card.filters_json))
	values = [float(row.get(card.report_field) or 0) for row in result.rows]
	sums = {
		"Sum": sum(values),
		"Average": sum(values) / len(values) if values else 0,
		"Minimum": min(values, default=0),
		"Maximum": max(values, default=0),
	}
	return tile(card, trim_number(sums[card.report_function or "Sum"], 2), report_url(card.report_name))
