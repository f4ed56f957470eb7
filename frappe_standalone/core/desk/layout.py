"""The form model: a DocType's fields arranged as tabs, sections, columns and fields ready to draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.conditions import UnsupportedCondition, holds, parse
from frappe_standalone.core.desk.editing import Editing
from frappe_standalone.core.desk.formatters import NUMERIC, days_left, html_of, is_due, states_of
from frappe_standalone.core.desk.markup import join
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.widgets import WIDGETS, Control, draw, is_wide
from frappe_standalone.core.desk.wording import hint_of, label_of

BREAKS = ("Tab Break", "Section Break", "Column Break")
TABLES = ("Table", "Table MultiSelect")
SHOWN_AS_CONTROL = ("HTML", "Heading")
NEVER_EDITED = ("Read Only", *SHOWN_AS_CONTROL)
RULES = {"show": "depends_on", "need": "mandatory_depends_on", "lock": "read_only_depends_on"}


@dataclass
class Access:
	"""What the user may do with the document: levels he may read and write, and whether fields may change at all."""

	read_levels: set[int] = field(default_factory=lambda: {0})
	write_levels: set[int] = field(default_factory=lambda: {0})
	write: bool = True
	editing: Editing = field(default_factory=Editing)

	def may_read(self, df: Any) -> bool:
		return int(df.get("permlevel") or 0) in self.read_levels

	def may_edit(self, df: Any, doc: Any, table: str = "") -> bool:
		"""Whether a field may be changed; a column of a child table is asked with the table's fieldname."""
		if not self.write or df.get("read_only") or df.get("is_virtual") or not self.is_open(df, table):
			return False
		if int(df.get("permlevel") or 0) not in self.write_levels or doc.get("docstatus") == 2:
			return False
		return bool(not doc.get("docstatus") or df.get("allow_on_submit"))

	def is_open(self, df: Any, table: str) -> bool:
		"""Whether the app leaves the field open."""
		name = df.get("fieldname") or ""
		if table:
			return table.endswith(":add") or self.editing.opens(table, f".{name}")
		return self.editing.touches(name) if df.get("fieldtype") in TABLES else self.editing.opens(name)


def lift_wide(column: list[dict[str, Any]], section: dict[str, Any]) -> None:
	"""Tables and rich text need the whole width: those that open a column go above the columns, the others below."""
	while column and column[0]["wide"]:
		section["top"].append(column.pop(0))
	section["bottom"].extend(item for item in column if item["wide"])
	column[:] = [item for item in column if not item["wide"]]


class FormLayout:
	"""Build the model of one document's form. `problems` tells what an administrator has to mend in the DocType."""

	def __init__(self, meta: Any, doc: Any, access: Access, titles: Titles, is_new: bool = False):
		self.meta, self.doc, self.access, self.titles, self.is_new = meta, doc, access, titles, is_new
		self.problems: list[str] = []
		self.states = states_of(meta)

	def tabs(self) -> list[dict[str, Any]]:
		tabs = [self.new_tab(None, 0)]
		for df in self.meta.fields:
			self.place(df, tabs)
		for tab in tabs:
			tab["sections"] = [section for section in map(self.tidy, tab["sections"]) if section]
		return [tab for tab in tabs if tab["sections"]]

	def place(self, df: Any, tabs: list[dict[str, Any]]) -> None:
		kind = df.get("fieldtype")
		if kind == "Tab Break":
			tabs.append(self.new_tab(df, len(tabs)))
		elif kind == "Section Break":
			tabs[-1]["sections"].append(self.new_section(df))
		elif kind == "Column Break":
			tabs[-1]["sections"][-1]["columns"].append([])
		elif self.is_shown(df):
			tabs[-1]["sections"][-1]["columns"][-1].append(self.field(df))

	def is_shown(self, df: Any) -> bool:
		"""Whether a field has a place on the form. A secret with a masked twin is shown once: the box while it may be
		changed (with the masked value in it), the masked value when it may not."""
		if df.get("hidden") or df.get("fieldtype") == "Fold" or not self.access.may_read(df):
			return False
		name = df.get("fieldname") or ""
		if df.get("fieldtype") == "Password" and self.twin(name + "_masked"):
			return self.access.may_edit(df, self.doc)
		secret = self.twin(name[: -len("_masked")]) if name.endswith("_masked") else None
		return not (
			secret and secret.get("fieldtype") == "Password" and self.access.may_edit(secret, self.doc)
		)

	def twin(self, fieldname: str) -> Any:
		return next((df for df in self.meta.fields if df.get("fieldname") == fieldname), None)

	def new_tab(self, df: Any, number: int) -> dict[str, Any]:
		label = label_of(df or {}) or _("Details")
		return {"id": number, "label": label, "sections": [self.new_section(None)], **self.visibility(df)}

	def new_section(self, df: Any) -> dict[str, Any]:
		df = df or {}
		model = {
			"label": label_of(df),
			"hint": hint_of(df),
			"collapsible": bool(df.get("collapsible") and df.get("label")),
			"columns": [[]],
			"top": [],
			"bottom": [],
			**self.visibility(df),
		}
		model["hidden"] = model["hidden"] or bool(df.get("hidden"))
		model["open"] = bool(df.get("collapsible_depends_on")) and self.decide(df, "collapsible_depends_on")
		return model

	@staticmethod
	def tidy(section: dict[str, Any]) -> dict[str, Any] | None:
		"""Drop empty columns and sections; a collapsible section that holds something stands open."""
		fields = [item for column in section["columns"] for item in column]
		section["blank"] = all(item["blank"] for item in fields)
		section["hidden"] = section["hidden"] or section["blank"]
		section["open"] = section["open"] or any(item["filled"] for item in fields)
		if len([column for column in section["columns"] if column]) > 1:
			for column in section["columns"]:
				lift_wide(column, section)
		section["columns"] = [column for column in section["columns"] if column]
		return section if fields else None

	def visibility(self, df: Any) -> dict[str, Any]:
		rules = self.rules(df, ("show",)) if df else {}
		return {"rules": rules, "hidden": bool(rules) and not self.decide(df, "depends_on")}

	def rules(self, df: Any, kinds: tuple[str, ...] = ("show", "need", "lock")) -> dict[str, list]:
		"""Parsed conditions of a field for the browser; one that cannot be read is reported, not ignored."""
		rules = {}
		for kind in kinds:
			expression = df.get(RULES[kind])
			if expression:
				try:
					rules[kind] = parse(expression)
				except UnsupportedCondition as problem:
					self.problems.append(
						_("The condition of field {0} cannot be read: {1}").format(
							label_of(df) or df.get("fieldname"), problem
						)
					)
		return rules

	def decide(self, df: Any, key: str, doc: Any = None) -> bool:
		try:
			return holds(df.get(key), self.doc if doc is None else doc)
		except UnsupportedCondition:
			return key != "read_only_depends_on"  # reported by rules(); the field stays usable

	def field(
		self,
		df: Any,
		doc: Any = None,
		prefix: str = "f",
		compact: bool = False,
		editable: bool | None = None,
	) -> dict[str, Any]:
		"""One field's model: label, hint, rules, and either its control or its value as text.

		`editable` is given for a cell of a table, whose rights are the table's.
		"""
		doc = self.doc if doc is None else doc
		kind, name = df.get("fieldtype"), df.get("fieldname")
		rules = self.rules(df)
		settled = bool(df.get("set_only_once") and doc.get(name) and not self.is_new)
		if editable is None:
			editable = self.access.may_edit(df, self.doc)
		editable = editable and kind not in NEVER_EDITED and not settled
		model = {
			"fieldname": name,
			"id": f"{prefix}-{name}",
			"label": label_of(df),
			"hint": hint_of(df),
			"rules": rules,
			"required": editable and self.is_required(df, rules, doc),
			"editable": editable,
			"wide": is_wide(kind),
			"filled": bool(doc.get(name) or df.get("reqd")),
			"blank": self.is_blank(df, doc, editable),
			"kind": self.control_kind(kind, editable),
			"grid": None,
			"num": kind in NUMERIC,
		}
		model["hidden"] = model["blank"] or ("show" in rules and not self.decide(df, "depends_on", doc))
		if kind in TABLES:
			model["grid"] = self.grid(df, editable)
		elif editable or kind in SHOWN_AS_CONTROL:
			locked = "lock" in rules and self.decide(df, "read_only_depends_on", doc)
			model["control"] = self.control(df, doc, model["id"], model["required"], locked, compact)
			model["editable"] = True
		else:
			model["text"] = self.shown(df, doc)
		return model

	def is_required(self, df: Any, rules: dict[str, list], doc: Any) -> bool:
		return bool(df.get("reqd")) or ("need" in rules and self.decide(df, "mandatory_depends_on", doc))

	def is_blank(self, df: Any, doc: Any, editable: bool) -> bool:
		"""A field the system fills and that is empty takes no room while somebody types; on paper it is shown."""
		if (
			editable
			or not self.access.write
			or doc is not self.doc
			or df.get("fieldtype") in SHOWN_AS_CONTROL
		):
			return False
		return doc.get(df.get("fieldname")) in (None, "", 0, [])

	@staticmethod
	def control_kind(fieldtype: str, editable: bool) -> str:
		if fieldtype in TABLES:
			return "table"
		return (WIDGETS.get(fieldtype) or WIDGETS["Data"]).kind if editable else "text"

	def control(self, df: Any, doc: Any, id: str, required: bool, locked: bool, compact: bool) -> Any:
		title, _target = self.titles.of_field(df, doc)
		if df.get("fieldtype") == "Password":
			title = doc.get(f"{df.get('fieldname')}_masked")
		return draw(
			Control(
				df,
				doc.get(df.get("fieldname")),
				doc.get("doctype") or self.meta.name,
				id,
				required,
				locked,
				title,
				compact,
				self.is_new,
			)
		)

	def shown(self, df: Any, doc: Any) -> Any:
		title, target = self.titles.of_field(df, doc)
		html = html_of(doc.get(df.get("fieldname")), df, title, target, self.states)
		return join([html, days_left(doc.get(df.get("fieldname")), doc, self.states)]) if is_due(df) else html

	def grid(self, df: Any, editable: bool) -> dict[str, Any]:
		"""A child table: its columns (in_list_view, else the first four), rows, and one blank row to copy."""
		child = frappe.get_meta(df.get("options"))
		fields = [
			f
			for f in child.fields
			if f.get("fieldtype") not in BREAKS and not f.get("hidden") and self.access.may_read(f)
		]
		listed = [f for f in fields if f.get("in_list_view")] or [
			f for f in fields if f.get("fieldtype") not in TABLES
		][:4]
		more = [f for f in fields if f not in listed]
		name = df.get("fieldname")
		rows = self.doc.get(name) or []
		model = {
			"doctype": child.name,
			"editable": editable,
			"may_add": editable and self.access.editing.opens(name, ":add"),
			"may_remove": editable and self.access.editing.opens(name, ":delete"),
			"more": bool(more),
			"columns": [
				{
					"label": label_of(f),
					"num": f.get("fieldtype") in NUMERIC,
					"required": f.get("reqd"),
				}
				for f in listed
			],
			"rows": [
				self.row(name, row, number, listed, more, editable) for number, row in enumerate(rows, 1)
			],
		}
		if model["may_add"]:
			blank = frappe.new_doc(child.name).as_dict()
			blank = {key: value for key, value in blank.items() if not key.startswith("__")}
			blank.update(doctype=child.name, name=None)
			model["blank"] = self.row(name, frappe._dict(blank), "__n__", listed, more, editable, is_new=True)
		return model

	def row(
		self,
		table: str,
		row: Any,
		number: Any,
		listed: list,
		more: list,
		editable: bool,
		is_new: bool = False,
	) -> dict[str, Any]:
		"""A row's cells; whoever may add a row fills all of it."""
		data = dict(row) if isinstance(row, dict) else row.as_dict()
		prefix = f"f-{table}-{number}"
		return {
			"idx": number,
			"data": {key: value for key, value in data.items() if value is not None},
			"cells": [
				self.field(f, row, prefix, True, self.opens(f, table, editable, is_new)) for f in listed
			],
			"more": [self.field(f, row, prefix, False, self.opens(f, table, editable, is_new)) for f in more],
		}

	def opens(self, df: Any, table: str, editable: bool, is_new: bool) -> bool:
		"""Whether a cell may be changed."""
		part = f"{table}:add" if is_new else table
		return editable and self.access.may_edit(df, self.doc, part)
