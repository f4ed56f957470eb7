"""The published flows: which doctypes they guard, which one fits a document, their definitions."""

from __future__ import annotations

import datetime
import decimal
import json
from functools import lru_cache
from typing import Any

import frappe
from frappe.utils import cast

from township_gov import caching
from township_gov.workflows.conditions import holds
from township_gov.workflows.definition import Flow

_CACHE_KEY = "township_guarded"
_VERSIONS = "Approval Flow Version"
_NUMBERS = ("Check", "Currency", "Float", "Int", "Percent")


def guarded() -> dict[str, dict[str, list[str]]]:
	"""Doctypes that ever had a published flow, with the status fields that only approvals write, each with the townships
	whose flows do ("": every township's).
	"""
	return caching.kept(_CACHE_KEY, _VERSIONS, _read_guarded) or {}


def guarded_children() -> set[str]:
	"""Child doctypes of the guarded ones."""
	return {df.options for doctype in guarded() for df in frappe.get_meta(doctype).get_table_fields()}


def changed() -> None:
	"""Look again, because a flow is being published."""
	caching.changed(_CACHE_KEY, _VERSIONS)


def status_fields(doc) -> list[str]:
	"""Fields of a document that only approvals write: those of flows for every township, and for its own."""
	meant = {"", doc.get("township")}
	fields = guarded().get(doc.doctype) or {}
	return [name for name, townships in fields.items() if not meant.isdisjoint(townships)]


def version(name: str) -> Flow:
	"""The rules of a published version, by the name of its record."""
	return parse(frappe.get_cached_value(_VERSIONS, name, "definition"))


@lru_cache(maxsize=256)
def parse(definition: str) -> Flow:
	"""A flow from its stored JSON; versions never change, so each text is read once per process."""
	return Flow.parse(json.loads(definition))


def applicable(doc) -> tuple[str, Flow] | None:
	"""The published version that fits a document now: highest priority first, then by name; None if none fits."""
	for name, flow in _candidates(doc.doctype):
		if flow.township and flow.township != doc.get("township"):
			continue
		status = doc.get(flow.status_field) or "" if flow.status_field else ""
		if flow.starts_from and status not in flow.starts_from:
			continue
		if holds(flow.when, values(doc, flow)):
			return name, flow
	return None


def turn(flow: Flow) -> tuple[int, str]:
	"""When a flow is tried among others for the same documents: the lower, the earlier."""
	return -flow.priority, flow.name


def values(doc, flow: Flow) -> dict[str, Any]:
	"""The values of the document that the flow's conditions look at, as plain JSON."""
	return {field: plain(_typed(doc, field)) for field in flow.condition_fields}


def _typed(doc, field: str) -> Any:
	"""A number that came as text, as forms and requests send it, is a number: as text, 800 would be more than 1000."""
	value = doc.get(field)
	df = doc.meta.get_field(field) if isinstance(value, str) and value else None
	return cast(df.fieldtype, value) if df and df.fieldtype in _NUMBERS else value


def plain(value: Any) -> Any:
	"""A value as JSON keeps it: dates and times as ISO text, decimals as numbers, a table as its length."""
	if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
		return str(value)
	if isinstance(value, decimal.Decimal):
		return float(value)
	if isinstance(value, list):
		return len(value)
	return value


def users_of_fields(doctype: str, names: set[str]) -> dict[str, str]:
	"""Which of these fields of a doctype (a child type too) flows in force use: their names by the flow's title."""
	if not names:
		return {}
	found: dict[str, set[str]] = {}
	for parent in guarded():
		tables = {df.fieldname for df in frappe.get_meta(parent).get_table_fields() if df.options == doctype}
		wanted = names if parent == doctype else {f"{table}.{name}" for table in tables for name in names}
		for flow in live(parent) if wanted else ():
			if used := wanted & flow.field_paths:
				found.setdefault(flow.title, set()).update(used)
	return {title: ", ".join(sorted(fields)) for title, fields in found.items()}


def live(doctype: str) -> list[Flow]:
	"""The rules in force on a doctype: of published flows, and of those that running approvals are pinned to."""
	names = set(
		frappe.get_all(
			"Approval Flow", {"applies_to": doctype, "status": "Published"}, pluck="published_version"
		)
	)
	running = {"reference_doctype": doctype, "status": "Running"}
	names |= set(frappe.get_all("Approval Instance", running, pluck="flow_version", distinct=True))
	return [version(name) for name in sorted(name for name in names if name)]


def _candidates(doctype: str) -> list[tuple[str, Flow]]:
	names = frappe.get_all(
		"Approval Flow",
		filters={"applies_to": doctype, "status": "Published"},
		pluck="published_version",
	)
	flows = [(name, version(name)) for name in names if name]
	return sorted(flows, key=lambda row: turn(row[1]))


def _read_guarded() -> dict[str, dict[str, list[str]]]:
	found: dict[str, dict[str, set[str]]] = {}
	for row in frappe.get_all(_VERSIONS, fields=["applies_to", "definition"]):
		flow = parse(row.definition)
		fields = found.setdefault(row.applies_to, {})
		if flow.status_field:
			fields.setdefault(flow.status_field, set()).add(flow.township or "")
	return {
		doctype: {name: sorted(fields[name]) for name in sorted(fields)} for doctype, fields in found.items()
	}
