"""Short lists on a home: the newest or most urgent records of one kind, each a line that leads to it."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import (
	LIGHTS,
	is_due,
	is_light,
	is_status,
	states_of,
	status_pill,
	text_of,
)
from frappe_standalone.core.desk.icons import lamp
from frappe_standalone.core.desk.list_state import readable_fields
from frappe_standalone.core.desk.notifications import query_of
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import is_doctype, list_url, record_url
from frappe_standalone.core.desk.wording import option_text
from frappe_standalone.core.desk.workspaces import parse_filters

MOST = 6
USER = "frappe.session.user"


def filters_of(text: str | None) -> list[list[Any]]:
	"""A quick list's filters as [field, operator, value]. v15 evaluates the text in the browser; here only the signed-in
	user is filled in, bare or in quotes."""
	plain = (text or "[]").replace(f'"{USER}"', USER).replace(USER, json.dumps(frappe.session.user))
	found = parse_filters(plain)
	if isinstance(found, dict):
		return [[key, *(value if isinstance(value, list) else ["=", value])] for key, value in found.items()]
	return [list(row[1:4]) if len(row) >= 4 else list(row) for row in found]


def quick_list(row: dict[str, Any]) -> dict[str, Any] | None:
	"""The model of a list's block, or None where the user may not read its records."""
	doctype = row["document_type"]
	if not is_doctype(doctype) or not may(doctype):
		return None
	meta, filters = frappe.get_meta(doctype), filters_of(row["quick_list_filter"])
	known = {df.fieldname: df for df in readable_fields(meta)}
	fields = shown_fields(meta, known)
	points = [name for name in ("reference_doctype", "reference_name") if name in known]
	rows = frappe.get_list(
		doctype,
		filters=filters,
		fields=["name", *dict.fromkeys([*fields.values(), *points])],
		order_by="modified desc",
		limit_page_length=MOST,
	)
	states = states_of(meta)
	return {
		"label": _(row["label"] or doctype),
		"url": list_url(doctype) + ("?" + query_of(filters) if filters else ""),
		"rows": [line(one, doctype, fields, known, states) for one in rows],
	}


def shown_fields(meta: Any, known: dict[str, Any]) -> dict[str, str]:
	"""Which field is the title, the remark, the light and the day of a line: what is due, else another date."""
	shown = {}
	if meta.title_field in known:
		shown["title"] = meta.title_field
	for part, fits in (
		("light", is_light),
		("status", is_status),
		("day", lambda df: is_due(df) and bool(df.in_list_view)),
		("day", lambda df: df.fieldtype in ("Date", "Datetime") and bool(df.in_list_view)),
	):
		name = next((name for name, df in known.items() if fits(df)), None)
		if name:
			shown.setdefault(part, name)
	remark = next((name for name in ("node_label", "subject", "description") if name in known), None)
	if remark and remark != shown.get("title"):
		shown["remark"] = remark
	return shown


def line(
	row: Any, doctype: str, fields: dict[str, str], known: dict[str, Any], states: dict[str, str]
) -> dict[str, Any]:
	target, name = row.get("reference_doctype"), row.get("reference_name")
	value = {part: row.get(name) for part, name in fields.items()}
	mark = None
	if value.get("light") in LIGHTS:
		mark = lamp(LIGHTS[value["light"]], option_text(known[fields["light"]], value["light"]))
	elif value.get("status") and not target:
		mark = status_pill(value["status"], states, text_of(value["status"], known[fields["status"]]))
	return {
		"title": text_of(value["title"], known[fields["title"]]) if value.get("title") else str(row["name"]),
		"url": record_url(target, name) if target and name else record_url(doctype, row["name"]),
		"remark": _(str(value["remark"]), context="Approval")
		if value.get("remark")
		else _(target)
		if target
		else "",
		"mark": mark,
		"day": str(value.get("day") or "")[5:10],
	}
