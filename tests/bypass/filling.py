"""Arguments for a door, made from the names of its parameters: what somebody would send who wants to change a document.

A *target* says which document, and what to change in it. Each door is tried with every *variant* that its parameters
can carry: a field, a row, the docstatus, the name, the existence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import frappe

from tests.bypass.registry import Door, document_methods

DOCTYPE = {
	"doctype", "dt", "document_type", "reference_doctype", "ref_doctype", "doc_type", "parent_doctype", "doctype_name",
	"link_doctype", "source_doctype", "parenttype", "reference_document_type", "target_doctype",
}  # fmt: skip
NAME = {
	"name", "docname", "dn", "reference_name", "document_name", "ref_docname", "doc_name", "old", "old_name", "docnames",
	"names", "document", "parent", "reference_docname", "names_list", "deleted_doc", "link_name", "source_name", "refname",
}  # fmt: skip
SEVERAL = {"docnames", "names", "items", "names_list"}
DOCUMENT = {
	"doc",
	"docs",
	"document_dict",
	"source_doc",
	"target_doc",
	"args",
	"doclist",
	"values",
	"data",
	"updates",
}
IDENTITY = DOCTYPE | NAME | DOCUMENT | {"items", "task", "filters", "tasks"}


@dataclass(frozen=True)
class Target:
	"""A document and what to try on it."""

	doctype: str
	name: str
	field: str
	value: Any
	task: str = ""
	seen: str = ""
	key: str = ""
	stale: bool = False


@dataclass(frozen=True)
class Filling:
	"""Arguments for one call; `kind` says what they try to change."""

	kind: str
	arguments: dict[str, Any]


KINDS = ("field", "docstatus 1", "docstatus 2", "row changed", "row added", "row deleted", "rows swapped")


def _event(target: Target) -> list[tuple[str, Any]]:
	"""A thing dragged in the calendar or in the Gantt chart: the field names come with the request."""
	moved = {"doctype": target.doctype, "name": target.name, target.field: target.value}
	return [("args", moved), ("field_map", {"start": target.field, "end": target.field})]


def _bar(target: Target) -> list[tuple[str, Any]]:
	"""A bar of the Gantt chart: its ends carry their own names."""
	moved = {"doctype": target.doctype, "name": target.name, "start": target.value, "end": target.value}
	return [("args", moved), ("field_map", {"start": target.field, "end": target.field})]


def _assignment(target: Target) -> list[tuple[str, Any]]:
	return [("args", {"doctype": target.doctype, "name": target.name, "assign_to": [frappe.session.user]})]


# Doors whose arguments their parameters' names do not tell
RECIPES = {"update_event": _event, "update_task": _bar, "add_multiple": _assignment}


def can_name_a_document(door: Door) -> bool:
	"""Whether it can be told of a document: a parameter carries one, its name or its type, or it reads the request itself."""
	return bool(set(door.parameters) & IDENTITY) or door.reads_request


def fillings(door: Door, target: Target) -> Iterator[Filling]:
	"""Every filling of a door that differs from the others, by kind. What reads the request itself gets every word."""
	seen: set[str] = set()
	for kind in KINDS:
		for extra in _choices(door, target):
			arguments = _request(door, target, kind) if door.reads_request else {}
			arguments |= _arguments(door, target, kind) | extra
			text = json.dumps(arguments, sort_keys=True, default=str)
			if text not in seen:
				seen.add(text)
				yield Filling(" ".join([kind, *map(str, extra.values())]).strip(), arguments)


def _arguments(door: Door, target: Target, kind: str) -> dict[str, Any]:
	last = door.name.rpartition(".")[2]
	if last in RECIPES:
		return {
			name: json.dumps(value) if isinstance(value, dict) else value
			for name, value in RECIPES[last](target)
		}
	return {
		name: value for name in door.parameters if (value := _value(name, door, target, kind)) is not None
	}


def _request(door: Door, target: Target, kind: str) -> dict[str, Any]:
	words = ("doctype", "name", "items", "docname", "doc", "data", "fieldname", "value", "parent")
	return {name: _value(name, door, target, kind) for name in words}


def _value(name: str, door: Door, target: Target, kind: str) -> Any:
	"""What to send under a parameter's name; None leaves it out (or sends a word, where it is required)."""
	if name in DOCTYPE:
		return target.doctype
	if name in SEVERAL:
		return json.dumps([target.name])
	if name in NAME:
		return target.name
	if name == "args" and "method" in door.parameters:
		return None  # what the method itself is given
	if name in DOCUMENT:
		changed = _document(target, kind)
		many = name in ("docs", "doclist", "updates") and "doc" not in door.parameters
		one_row = {"doctype": target.doctype, "docname": target.name, target.field: target.value}
		listed = [one_row] if door.name.endswith("bulk_update") else [changed]
		return json.dumps(listed if many and "run_doc_method" not in door.name else changed, default=str)
	known = {
		"fieldname": target.field, "field": target.field, "value": target.value, "new": f"{target.name}-x",
		"new_name": f"{target.name}-x", "task": target.task, "seen": target.seen, "key": target.key,
		"opinion": "By another way", "user": frappe.session.user, "users": json.dumps([frappe.session.user]),
		"filters": json.dumps({"name": target.name}), "key_value": target.value, "column": target.field,
		"force": 1, "ignore_permissions": 1, "title": "x", "new_title": "x", "label": "x", "merge": 0,
	}  # fmt: skip
	if name in known:
		return known[name]
	return "x" if name in door.required else None


def _choices(door: Door, target: Target) -> list[dict[str, Any]]:
	"""Words that decide what a door does, each tried."""
	if "action" in door.parameters:
		return [{"action": one} for one in _words(door)]
	if "method" in door.parameters and {"docs", "doc", "dt"} & set(door.parameters):
		return [{"method": one} for one in document_methods(target.doctype)] or [{}]
	if "run_method" in door.parameters:
		return [{"run_method": one} for one in document_methods(target.doctype)] or [{}]
	return [{}]


def _words(door: Door) -> tuple[str, ...]:
	"""The actions that this door may know: the engine's own where it is the engine's."""
	if door.name.startswith("township_gov."):
		return (
			"approve", "reject", "return", "abstain", "answer", "transfer", "delegate", "add before", "add beside",
			"add after", "remove", "copy", "retry", "issue", "resubmit", "withdraw", "take_back", "suspend", "resume",
			"terminate", "reassign", "urge",
		)  # fmt: skip
	return ("Save", "Submit", "Update", "Cancel", "submit", "cancel", "update", "delete", "Approve")


def _document(target: Target, kind: str) -> dict[str, Any]:
	"""The document as a desk would send it back, with one change."""
	stored = frappe.get_doc(target.doctype, target.name).as_dict(convert_dates_to_str=True)
	if target.stale:
		stored["modified"] = "2020-01-01 00:00:00.000000"
	tables = [df.fieldname for df in frappe.get_meta(target.doctype).get_table_fields()]
	rows = next((stored[one] for one in tables if stored.get(one)), [])
	if kind == "field":
		stored[target.field] = target.value
	elif kind.startswith("docstatus"):
		stored["docstatus"] = int(kind[-1])
	elif kind == "row changed" and rows:
		rows[0].update(_row_change(rows[0]))
	elif kind == "row deleted" and rows:
		rows.pop()
	elif kind == "rows swapped" and len(rows) > 1:
		rows[0]["idx"], rows[1]["idx"] = rows[1]["idx"], rows[0]["idx"]
		rows[0], rows[1] = rows[1], rows[0]
	elif kind == "row added" and rows:
		fresh = {key: value for key, value in rows[0].items() if key not in ("name", "creation", "idx")}
		rows.append({**fresh, "__islocal": 1})
	return stored


def _row_change(row: dict[str, Any]) -> dict[str, Any]:
	for df in frappe.get_meta(row["doctype"]).fields:
		if df.fieldtype in ("Data", "Small Text", "Text") and not df.read_only:
			return {df.fieldname: "Changed by another way"}
		if df.fieldtype in ("Int", "Float", "Currency") and not df.read_only:
			return {df.fieldname: 987}
	return {}
