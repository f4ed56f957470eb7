"""Number cards: one figure with its label, of a doctype (count, sum …), of a method, or of a report's column."""

from __future__ import annotations

import colorsys
import re
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import text_of, trim_number
from frappe_standalone.core.desk.notifications import count_text, query_of
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import is_doctype, list_url, report_url
from frappe_standalone.core.desk.together import counts_together
from frappe_standalone.core.desk.workspaces import ReportAccess, parse_filters

COUNT_CAP = 9999
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


def card_tiles(names: list[str]) -> dict[str, dict[str, Any]]:
	"""The tiles of Number Cards by name, without those whose records the user may not read. Counts share one query."""
	cards = [frappe.get_cached_doc("Number Card", name) for name in dict.fromkeys(names)]
	counted = [(card, card_filters(card)) for card in cards if is_count(card) and may_read(card)]
	counts = counts_together([(card.document_type, filters) for card, filters in counted], COUNT_CAP)
	tiles = {
		card.name: tile(card, count, count_text(count, COUNT_CAP), records_url(card, filters))
		for (card, filters), count in zip(counted, counts, strict=True)
	}
	tiles |= {card.name: other_tile(card) for card in cards if not is_count(card) and may_read(card)}
	return {name: tiles[name] for name in names if name in tiles}


def is_count(card: Any) -> bool:
	return card.type not in ("Custom", "Report") and card.function == "Count"


def may_read(card: Any) -> bool:
	if card.type == "Custom":
		return True
	if card.type == "Report":
		return ReportAccess().allows(card.report_name)
	return is_doctype(card.document_type) and may(card.document_type)


def records_url(card: Any, filters: list[list[Any]]) -> str:
	return list_url(card.document_type) + "?" + query_of(filters)


def other_tile(card: Any) -> dict[str, Any]:
	if card.type == "Custom":
		return method_tile(card)
	if card.type == "Report":
		return report_tile(card)
	filters = card_filters(card)
	value, text = aggregated(card, filters)
	return tile(card, value, text, records_url(card, filters))


def tile(card: Any, value: Any, text: str, url: str | None) -> dict[str, Any]:
	"""A tile; nothing counted is shown plain, so that a calm day looks calm."""
	return {
		"label": _(card.label),
		"value": text,
		"url": url,
		"note": "",
		"color": hue(card.color) if value else "",
	}


def hue(colour: str | None) -> str:
	"""The nearest of our mark colours to v15's colour (a name, or #rrggbb); blue stands for no message."""
	text = (colour or "").lower()
	if not re.fullmatch(r"#[0-9a-f]{6}", text):
		return text
	red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
	degrees, _light, saturation = colorsys.rgb_to_hls(red, green, blue)
	degrees *= 360
	if saturation < 0.2 or 165 < degrees < 320:
		return ""
	return "green" if degrees >= 75 else "yellow" if degrees >= 15 else "red"


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


def aggregated(card: Any, filters: list[list[Any]]) -> tuple[float, str]:
	"""A sum, average, minimum or maximum: the value and how it reads."""
	field = card.aggregate_function_based_on
	rows = frappe.get_list(
		card.document_type,
		filters=filters,
		fields=[f"{AGGREGATES[card.function]}(`{field}`) as value"],
		order_by=None,
	)
	value = (rows[0]["value"] if rows else 0) or 0
	df = frappe.get_meta(card.document_type).get_field(field) or {"fieldtype": "Float"}
	return value, trim_number(float(value), 2) if card.function == "Average" else text_of(value, df)


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
	model = tile(card, value, text_of(value, df), url)
	model["note"] = _(answer["note"]) if answer.get("note") else ""
	return model | ({"color": answer["color"]} if answer.get("color") else {})


def report_tile(card: Any) -> dict[str, Any]:
	from frappe_standalone.core.desk.query_report import run_report

	result = run_report(card.report_name, parse_filters(card.filters_json))
	values = [float(row.get(card.report_field) or 0) for row in result.rows]
	summed = {
		"Sum": sum(values),
		"Average": sum(values) / len(values) if values else 0,
		"Minimum": min(values, default=0),
		"Maximum": max(values, default=0),
	}[card.report_function or "Sum"]
	return tile(card, summed, trim_number(summed, 2), report_url(card.report_name))
