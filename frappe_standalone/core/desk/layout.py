"""The form model: a DocType's fields arranged as tabs, sections, columns and fields ready to draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from frappe import _

from frappe_standalone.core.desk.conditions import UnsupportedCondition, holds, parse
from frappe_standalone.core.desk.editing import Editing
from frappe_standalone.core.desk.formatters import NUMERIC, days_left, html_of, is_due, states_of
from frappe_standalone.core.desk.grid_layout import TABLES, GridLayout
from frappe_standalone.core.desk.markup import join
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.widgets import Control, draw, is_wide, widget_of
from frappe_standalone.core.desk.widgets.chips import draw_chips, shown_chips
from frappe_standalone.core.desk.wording import hint_of, label_of

SHOWN_AS_CONTROL = ("HTML", "Heading", "Image")
MULTI = "Table MultiSelect"
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


def fold_away(tab: dict[str, Any]) -> None:
	"""What stands below a Fold is closed until somebody opens it: its sections become collapsible, the first of them
	with the Fold's words where it has no title of its own."""
	folded = None
	for section in tab["sections"]:
		folded = section.pop("fold", None) or folded
		if folded is not None:
			section["collapsible"], section["label"] = True, section["label"] or folded


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
			fold_away(tab)
			tab["sections"] = [section for section in map(self.tidy, tab["sections"]) if section]
		return [tab for tab in tabs if tab["sections"]]

	def place(self, df: Any, tabs: list[dict[str, Any]]) -> None:
		kind = df.get("fieldtype")
		if kind == "Tab Break":
			tabs.append(self.new_tab(df, len(tabs)))
		elif kind == "Section Break":
			tabs[-1]["sections"].append(self.new_section(df))
		elif kind == "Fold":
			tabs[-1]["sections"].append({**self.new_section(None), "fold": label_of(df) or _("More")})
		elif kind == "Column Break":
			tabs[-1]["sections"][-1]["columns"].append([])
		elif self.is_shown(df):
			tabs[-1]["sections"][-1]["columns"][-1].append(self.field(df))

	def is_shown(self, df: Any) -> bool:
		"""Whether a field has a place on the form. A secret with a masked twin is shown once: the box while it may be
		changed (with the masked value in it), the masked value when it may not."""
		if df.get("hidden") or not self.access.may_read(df):
			return False
		name = df.get("fieldname") or ""
		if name in self.access.editing.hidden:
			return False
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
		for item in fields:
			item["label_repeats"] = bool(item["grid"]) and item["label"] == section["label"]
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
		brief: bool = False,
	) -> dict[str, Any]:
		"""One field's model: label, hint, rules, and either its control or its value as text.

		`editable` is given for a cell of a table, whose rights are the table's; `brief` for a choice whose options
		a row above has.
		"""
		doc = self.doc if doc is None else doc
		kind, name = df.get("fieldtype"), df.get("fieldname")
		rules = self.rules(df)
		editable = self.is_editable(df, doc, editable)
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
		if kind == MULTI:
			self.place_chips(df, model, editable)
		elif kind in TABLES:
			model["grid"] = GridLayout(self, df, editable).model()
		elif editable or kind in SHOWN_AS_CONTROL:
			locked = "lock" in rules and self.decide(df, "read_only_depends_on", doc)
			model["control"] = self.control(df, doc, model["id"], model["required"], locked, compact, brief)
			model["editable"] = True
		else:
			model["text"] = self.shown(df, doc)
		return model

	def place_chips(self, df: Any, model: dict[str, Any], editable: bool) -> None:
		"""Chosen records: a box with chips, or the chips alone for a reader."""
		rows = self.doc.get(df.get("fieldname")) or []
		if not editable:
			model["text"] = shown_chips(df, rows, self.titles)
			return
		values = GridLayout(self, df, editable).values
		args = ([values(row) for row in rows], model["id"], self.titles, self.meta.name, model["required"])
		model["control"] = draw_chips(df, *args)

	def is_editable(self, df: Any, doc: Any, given: bool | None = None) -> bool:
		"""Whether a field is drawn as a control; `given` are a cell's rights."""
		settled = df.get("set_only_once") and doc.get(df.get("fieldname")) and not self.is_new
		if settled or df.get("fieldtype") in NEVER_EDITED:
			return False
		return self.access.may_edit(df, self.doc) if given is None else given

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
		if fieldtype == MULTI:
			return "multi" if editable else "text"
		if fieldtype in TABLES:
			return "table"
		return widget_of(fieldtype).kind if editable or fieldtype in SHOWN_AS_CONTROL else "text"

	def control(
		self, df: Any, doc: Any, id: str, required: bool, locked: bool, compact: bool, brief: bool
	) -> Any:
		title, _target = self.titles.of_field(df, doc)
		if df.get("fieldtype") == "Password":
			title = doc.get(f"{df.get('fieldname')}_masked")
		source = df.get("options") if df.get("fieldtype") == "Image" else df.get("fieldname")
		return draw(
			Control(
				df,
				doc.get(source),
				doc.get("doctype") or self.meta.name,
				id,
				required,
				locked,
				title,
				compact,
				self.is_new,
				brief,
			)
		)

	def shown(self, df: Any, doc: Any) -> Any:
		title, target = self.titles.of_field(df, doc)
		html = html_of(doc.get(df.get("fieldname")), df, title, target, self.states)
		return join([html, days_left(doc.get(df.get("fieldname")), doc, self.states)]) if is_due(df) else html

	def grid_of(self, table: str) -> GridLayout | None:
		"""The table of this name, where the form shows it."""
		df = self.twin(table)
		if not df or df.get("fieldtype") != "Table" or not self.is_shown(df):
			return None
		return GridLayout(self, df, self.is_editable(df, self.doc))
