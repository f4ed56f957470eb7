"""What the flow designer offers to choose from, every label in the reader's language."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from township_gov.workflows import automatic, drafts, people
from township_gov.workflows.core.settings import VERBS
from township_gov.workflows.definition import NODE_TYPES

CONTEXT = "Flow Designer"
FOUND = 20  # records in one search
# Whom or what a flow may name besides what stands in short lists
SEARCHED = ("DocType", "Official Document Kind", "Post", "Role", "Township", "Township Office", "User")
_NOT_GIVEN = ("Administrator", "All", "Guest", "Desk User")  # roles that nobody is given by hand
_DISPLAY = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image")

HINTS = {
	"Start": "Somebody fills in the document and hands it in.",
	"Approval": "People decide: one of them, all, by vote or in order.",
	"Exclusive Split": "Goes on by one way: the first whose conditions hold.",
	"Parallel Split": "Goes on by several ways side by side.",
	"Join": "Waits until all ways of the parallel split have arrived.",
	"Automatic": "The program does something by itself.",
	"Copy": "Lets people know; nobody has to decide.",
	"Issue Document": "A numbered official document is issued.",
	"End": "The approval ends here.",
}
_WAYS = {"approve": "When Approved", "reject": "When Rejected"}


def options(doctype: str) -> dict[str, Any]:
	"""Everything that is short enough to be sent at once; see `designer_api.options`."""
	kinds = [drafts.FLOW, *drafts.tables().values()]
	return {
		"document_type": {"value": doctype, "label": _(doctype) if doctype else ""},
		"fields": fields(doctype) if doctype and frappe.db.exists("DocType", doctype) else [],
		"roles": roles(),
		"offices": find("Township Office", "", limit=100),
		"posts": find("Post", ""),
		"townships": find("Township", "", limit=100),
		"document_kinds": document_kinds(),
		"actions": [{"value": name, "label": _(name)} for name in sorted(automatic.registered())],
		"node_types": [
			{"value": one, "label": _(one, context=drafts.NODE), "hint": _(HINTS[one], context=CONTEXT)}
			for one in NODE_TYPES
		],
		"ways": [{"value": value, "label": _(label, context=CONTEXT)} for value, label in _WAYS.items()],
		"acts": acts(),
		"node_meta": {kind: meta(kind) for kind in kinds},
	}


def fields(doctype: str) -> list[dict[str, Any]]:
	"""The fields that conditions, rules and rights may name; a table's columns stand under its `table`."""
	found = []
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype in _DISPLAY:
			continue
		row = _field(df, doctype)
		if df.fieldtype in ("Table", "Table MultiSelect"):
			columns = frappe.get_meta(df.options).fields
			row["table"] = [_field(one, df.options) for one in columns if one.fieldtype not in _DISPLAY]
		found.append(row)
	return found


def _field(df, doctype: str) -> dict[str, Any]:
	return {
		"fieldname": df.fieldname,
		"label": _(df.label or df.fieldname, context=doctype),
		"fieldtype": df.fieldtype,
		"options": choices(df, doctype),
		"reqd": int(bool(df.reqd)),
		"permlevel": int(df.permlevel or 0),
		"hidden": int(bool(df.hidden)),
		"read_only": int(bool(df.read_only)),
		"table": None,
	}


def choices(df, doctype: str) -> Any:
	"""A Select's values with their labels; for other fields what their type takes."""
	if df.fieldtype != "Select":
		return df.options or ""
	return [
		{"value": one, "label": _(one, context=doctype) if one else ""}
		for one in (df.options or "").split("\n")
	]


def roles() -> list[dict[str, str]]:
	"""The roles that people of this site can hold."""
	rows = frappe.get_all("Role", filters={"disabled": 0, "name": ("not in", _NOT_GIVEN)}, pluck="name")
	return sorted(({"value": name, "label": _(name)} for name in rows), key=lambda row: row["label"])


def document_kinds() -> list[dict[str, str]]:
	"""The kinds of official documents, by the code that a flow names."""
	if not frappe.has_permission("Official Document Kind", "read"):
		return []
	rows = frappe.get_list(
		"Official Document Kind",
		fields=["kind_code", "kind_name"],
		order_by="kind_code asc",
		limit_page_length=0,
	)
	return [{"value": row.kind_code, "label": _(row.kind_name or row.kind_code)} for row in rows]


def acts() -> list[dict[str, str]]:
	"""What holders of a task may do besides deciding: the ticks of a node, with what each means."""
	node = frappe.get_meta(drafts.NODE)
	found = []
	for verb in VERBS:
		df = node.get_field(f"allow_{verb.replace(' ', '_')}")
		found.append({"value": df.fieldname, **_texts(df, drafts.NODE)})
	return found


def _texts(df, doctype: str) -> dict[str, str]:
	hint = _(df.description, context=doctype) if df.description else ""
	return {"label": _(df.label, context=doctype), "hint": hint}


def meta(doctype: str) -> list[dict[str, Any]]:
	"""The fields of a doctype of the draft, in the order of its form, those of its sections included."""
	return [
		{
			"fieldname": df.fieldname,
			"label": _(df.label, context=doctype) if df.label else "",
			"fieldtype": df.fieldtype,
			"options": choices(df, doctype),
			"description": _(df.description, context=doctype) if df.description else "",
			"depends_on": df.depends_on or "",
			"default": df.default or "",
			"reqd": int(bool(df.reqd)),
			"read_only": int(bool(df.read_only)),
			"hidden": int(bool(df.hidden)),
		}
		for df in frappe.get_meta(doctype).fields
	]


def find(doctype: str, text: str, start: int = 0, limit: int = FOUND) -> list[dict[str, str]]:
	"""Records that a flow may name and the reader may see, by what people call them."""
	if doctype not in SEARCHED or not frappe.has_permission(doctype, "read"):
		return []
	shown = frappe.get_meta(doctype)
	title = shown.title_field or "name"
	wanted = {"name": ("like", f"%{text}%"), title: ("like", f"%{text}%")} if text else {}
	rows = frappe.get_list(
		doctype,
		filters=_only(doctype),
		or_filters=wanted or None,
		fields=["name", f"{title} as title"],
		order_by="name asc",
		limit_start=start,
		limit_page_length=limit,
	)
	return [{"value": row.name, "label": _label(doctype, row)} for row in rows]


def _only(doctype: str) -> dict[str, Any]:
	if doctype == "User":
		return {"enabled": 1, "name": ("not in", sorted(people.NOT_PEOPLE))}
	if doctype == "DocType":
		return {"istable": 0, "issingle": 0}
	return {"disabled": 0} if doctype == "Role" else {}


def _label(doctype: str, row: Any) -> str:
	if doctype == "User":
		return people.name_of(row.name)
	return _(str(row.title or row.name))
