"""A flow as the designer holds it: the form's own fields as plain JSON, not yet saved.

A draft has the fields of Approval Flow that people fill in, its tables under their fieldnames; nothing else. Numbers and
ticks are numbers, all the rest is text (empty where nothing is said). What else a browser sends is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr

from township_gov.workflows.errors import ApprovalRefused
from township_gov.workflows.form import values_of

FLOW, NODE = "Approval Flow", "Approval Flow Node"
_DISPLAY = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image")
_NUMBERS = ("Int", "Check")
_KEYS = {"nodes": ("node_key",), "transitions": ("transition_key",), "conditions": ("belongs_to",)}
PLACE = ("position_x", "position_y")
MOST_NODES, MOST_ROWS = 500, 2000  # of one table: more is no drawing that a person reads

Draft = dict[str, Any]


def fields(doctype: str) -> list[Any]:
	"""The fields that people fill in, those of the drawing included."""
	rows = frappe.get_meta(doctype).fields
	return [df for df in rows if df.fieldtype not in _DISPLAY and not df.read_only and not df.is_virtual]


def tables() -> dict[str, str]:
	"""The flow's tables: fieldname → child doctype."""
	return {df.fieldname: df.options for df in fields(FLOW) if df.fieldtype == "Table"}


def of_document(doc) -> Draft:
	"""The draft that a stored (or new) flow is."""
	values = {df.fieldname: doc.get(df.fieldname) for df in fields(FLOW)}
	for table, child in tables().items():
		names = [df.fieldname for df in fields(child)]
		values[table] = [{name: row.get(name) for name in names} for row in doc.get(table) or ()]
	return parsed(values)


def of_version(flow, current: Mapping[str, Any]) -> Draft:
	"""The draft that a published version (`definition.Flow`) is; its nodes stand where those of `current` stand."""
	values = parsed(values_of(flow))
	places = {row.get("node_key"): row for row in current.get("nodes") or ()}
	for row in values["nodes"]:
		row |= {name: (places.get(row["node_key"]) or {}).get(name) or 0 for name in PLACE}
	return values


def parsed(sent: Any) -> Draft:
	"""A draft as a browser sends it: an object or its JSON. Raises ApprovalRefused for what is none."""
	try:
		data = frappe.parse_json(sent)
	except ValueError:
		data = None
	if not isinstance(data, Mapping):
		_refuse()
	values = {
		df.fieldname: _value(df, data.get(df.fieldname)) for df in fields(FLOW) if df.fieldtype != "Table"
	}
	for table, child in tables().items():
		columns = fields(child)
		values[table] = [
			{df.fieldname: _value(df, row.get(df.fieldname)) for df in columns}
			for row in _rows(data.get(table), MOST_NODES if table == "nodes" else MOST_ROWS)
		]
	return values


def apply(doc, draft: Draft) -> None:
	"""Write a draft into the form. A row that was there before keeps its record, so that the trail tells what changed."""
	doc.update(_linked(FLOW, {name: value for name, value in draft.items() if name not in tables()}))
	for table, child in tables().items():
		known = defaultdict(list)
		for row in doc.get(table):
			if row.name:
				known[_mark(table, row)].append(row.name)
		rows = []
		for row in draft[table]:
			kept = known[_mark(table, row)]
			rows.append(_linked(child, {**row, "name": kept.pop(0)} if kept else row))
		doc.set(table, rows)


def missing(draft: Draft) -> list[str]:
	"""What must be filled in before a draft can be kept, in the reader's words."""
	found = [_(df.label, context=FLOW) for df in fields(FLOW) if df.reqd and not draft.get(df.fieldname)]
	for table, child in tables().items():
		for number, row in enumerate(draft[table], 1):
			empty = [df.label for df in fields(child) if df.reqd and row.get(df.fieldname) in (None, "")]
			if empty:
				labels = ", ".join(_(label, context=child) for label in empty)
				where = cstr(row.get("label") or row.get("node_key") or number)
				found.append(_("{0}, row {1}: {2}", context="Flow Designer").format(_(child), where, labels))
	return found


def _linked(doctype: str, values: Mapping[str, Any]) -> Draft:
	"""Values as a document holds them: a link that leads nowhere is none."""
	links = {df.fieldname for df in fields(doctype) if df.fieldtype == "Link"}
	return {name: None if name in links and not value else value for name, value in values.items()}


def _mark(table: str, row: Any) -> tuple:
	"""What makes a row the same row as before."""
	return tuple(cstr(row.get(name)) for name in _KEYS.get(table, ("node_key",)))


def _rows(sent: Any, most: int) -> list[Mapping[str, Any]]:
	rows = sent or []
	if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
		_refuse()
	if len(rows) > most:
		text = _(
			"A flow has at most {0} rows in a table; split it into several flows.", context="Flow Designer"
		)
		frappe.throw(text.format(most), ApprovalRefused)
	return rows


def _value(df, value: Any) -> Any:
	if df.fieldtype in _NUMBERS:
		return cint(value)
	if isinstance(value, list | dict):
		_refuse()
	return cstr(value)


def _refuse() -> None:
	text = _(
		"The call must send the flow: its fields, and its tables as lists of rows.", context="Flow Designer"
	)
	frappe.throw(text, ApprovalRefused)
