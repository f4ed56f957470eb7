"""Counts beside links, from v15's hook `notification_config`: `for_doctype` (filters) and `for_other` (methods)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import frappe
from frappe import _

from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.together import counts_together
from frappe_standalone.core.desk.workspaces import parse_filters

CAP = 999


def config() -> dict[str, dict[str, Any]]:
	"""The hooks' answers merged: later apps add to and replace what earlier ones say."""
	merged: dict[str, dict[str, Any]] = {"for_doctype": {}, "for_other": {}}
	for dotted in frappe.get_hooks("notification_config"):
		answer = frappe.get_attr(dotted)()
		for key, known in merged.items():
			known.update(answer.get(key) or {})
	return merged


def capped_count(doctype: str, filters: Any = None, cap: int = CAP) -> int:
	"""How many records of a doctype the user may read, counted up to `cap` + 1 so that large tables stay quick."""
	return len(
		frappe.get_list(
			doctype, filters=filters or {}, pluck="name", limit_page_length=cap + 1, order_by=None
		)
	)


def count_text(count: int, cap: int = CAP) -> str:
	return f"{cap}+" if count > cap else str(count)


def other_count(method: Any) -> int:
	"""A count that a hook's method gives (dotted name or callable), asked for once in a request."""
	if not hasattr(frappe.local, "desk_counts"):
		frappe.local.desk_counts = {}
	known = frappe.local.desk_counts
	if method not in known:
		known[method] = int((frappe.get_attr(method) if isinstance(method, str) else method)() or 0)
	return known[method]


def fill_counts(entries: list[dict[str, Any]]) -> None:
	"""Put counts into shortcuts that ask for one (`stats_filter`) or have one (the hook)."""
	known = config()
	listed = []
	for entry in entries:
		filters = wanted_filters(entry, known)
		if isinstance(filters, int):
			show_count(entry, filters)
		elif filters is not None:
			listed.append((entry, filters))
	for (entry, filters), count in zip(
		listed, counts_together([(entry["target"], filters) for entry, filters in listed], CAP), strict=True
	):
		show_count(entry, count)
		entry["url"] = list_url(entry["target"]) + "?" + query_of(filters)


def wanted_filters(entry: dict[str, Any], known: dict[str, Any]) -> Any:
	"""Filters to count by, a ready number, or None where the entry shows no count."""
	if entry["kind"] == "URL":
		method = known["for_other"].get(entry["source"])
		return other_count(method) if method else None
	if entry["kind"] != "DocType":
		return None
	if entry["stats_filter"]:
		return parse_filters(entry["stats_filter"])
	condition = known["for_doctype"].get(entry["target"])
	return other_count(condition) if isinstance(condition, str) else condition


def show_count(entry: dict[str, Any], count: int) -> None:
	text = count_text(count)
	entry["count"] = count
	entry["text"] = _(entry["format"]).replace("{}", text) if entry.get("format") else text


def query_of(filters: Any) -> str:
	"""Filters as the query of a list's address, in v15's form: `field=value` or `field=["op","value"]`."""
	rows = (
		filters.items()
		if isinstance(filters, dict)
		else [(row[-3], list(row[-2:])) for row in (r[:4] for r in filters)]
	)
	parts = []
	for fieldname, value in rows:
		if isinstance(value, list | tuple):
			value = value[1] if value[0] == "=" else json.dumps(list(value), ensure_ascii=False)
		parts.append(f"{quote(str(fieldname))}={quote(str(value))}")
	return "&".join(parts)
