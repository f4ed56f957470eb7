"""The model of a form page: layout, marks, buttons by permission, connections, files, trail."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

import frappe
from frappe import _

from frappe_standalone.core.desk.connections import connections
from frappe_standalone.core.desk.editing import Editing, hidden_actions, links, needed_action
from frappe_standalone.core.desk.form_client import client_data
from frappe_standalone.core.desk.form_files import files_of
from frappe_standalone.core.desk.form_settings import saves_itself
from frappe_standalone.core.desk.formatters import (
	LIGHTS,
	days_left,
	is_due,
	is_light,
	states_of,
	status_pill,
	text_of,
)
from frappe_standalone.core.desk.grid_layout import TABLES
from frappe_standalone.core.desk.history import when
from frappe_standalone.core.desk.icons import lamp
from frappe_standalone.core.desk.layout import Access, FormLayout
from frappe_standalone.core.desk.people import full_names
from frappe_standalone.core.desk.rights import field_levels
from frappe_standalone.core.desk.slugs import list_url, making_url, new_url, record_url
from frappe_standalone.core.desk.timeline import attached_files, kind_labels
from frappe_standalone.core.desk.titles import Titles, own_title
from frappe_standalone.core.desk.wording import enumerated, label_of, option_text
from frappe_standalone.core.model import virtual

PERMISSIONS = ("write", "create", "submit", "cancel", "amend", "delete", "print", "export")
DOCSTATUS = {1: ("Submitted", "blue"), 2: ("Cancelled", "red")}


class FormModel:
	"""Everything form.html needs for one document, new or stored."""

	def __init__(self, doc: Any, is_new: bool = False):
		self.doc, self.is_new, self.meta = doc, is_new, frappe.get_meta(doc.doctype)
		self.can = {
			kind: bool(frappe.has_permission(doc.doctype, kind, doc=None if is_new else doc))
			for kind in PERMISSIONS
		}
		self.access = self.find_access()
		if self.meta.virtual_fields and not is_new:
			virtual.fill(doc)
		self.titles = self.find_titles()

	def find_access(self) -> Access:
		may_write = self.can["create"] if self.is_new else self.can["write"]
		editing = Editing() if self.is_new else Editing.of(self.doc)
		may_write = may_write and self.doc.docstatus != 2 and not self.meta.get("read_only")
		return Access(
			field_levels(self.meta),
			field_levels(self.meta, "write"),
			bool(may_write and editing),
			editing,
		)

	def find_titles(self) -> Titles:
		titles = Titles()
		titles.want_fields(
			[df for df in self.meta.fields if not df.hidden and self.access.may_read(df)], [self.doc]
		)
		for df in self.meta.fields:
			if df.fieldtype in TABLES and not df.hidden:
				titles.want_fields(frappe.get_meta(df.options).fields, self.doc.get(df.fieldname) or [])
		return titles.load()

	def layout(self) -> FormLayout:
		return FormLayout(self.meta, self.doc, self.access, self.titles, self.is_new)

	def as_dict(self) -> dict[str, Any]:
		layout = self.layout()
		tabs = layout.tabs()
		doc, editable = self.doc, has_editable(tabs)
		model = {
			"doctype": doc.doctype,
			"doctype_label": _(doc.doctype),
			"name": None if self.is_new else doc.name,
			"title": self.title(),
			"docstatus": doc.docstatus or 0,
			"is_new": self.is_new,
			"paper": not editable,
			"tabs": tabs,
			"styles": self.styles(),
			"steps": not self.is_new and not self.meta.issingle,
			"problems": layout.problems,
			"can": self.can,
			"list_url": record_url(doc.doctype, doc.doctype) if self.meta.issingle else list_url(doc.doctype),
			"marks": [] if self.is_new else self.marks(),
			"buttons": self.buttons(editable),
			"menu": self.menu(editable),
			"why": self.why(editable),
			"client": client_data(self),
		}
		if not self.is_new:
			model.update(
				connections=connections(doc, self.meta),
				files=files_of(attached_files(doc)),
				timeline={"kinds": kind_labels()},
				facts=self.facts(),
			)
		return model

	def styles(self) -> list[str]:
		"""Styles that only some forms need."""
		is_rich = any(df.fieldtype == "Text Editor" and not df.hidden for df in self.meta.fields)
		return ["css/rich.css"] if is_rich else []

	# ---- head ----
	def title(self) -> str:
		if self.is_new:
			return _("New {0}").format(_(self.doc.doctype))
		if self.meta.issingle:
			return _(self.doc.doctype)
		df = self.meta.get_field(self.meta.title_field) if self.meta.title_field else None
		value = self.doc.get(self.meta.title_field) if df and self.access.may_read(df) else None
		linked = self.titles.of_field(df, self.doc)[0] if df and value else None
		return own_title(self.doc.doctype, text_of(value, df, linked) if df and value else str(self.doc.name))

	def marks(self) -> list[Markup]:
		"""Status, light and time left, beside the title."""
		doc, marks = self.doc, []
		status = next(
			(
				df
				for df in self.meta.fields
				if df.fieldname == "status" and df.fieldtype == "Select" and self.access.may_read(df)
			),
			None,
		)
		if status and doc.get("status"):
			marks.append(status_pill(doc.status, states_of(self.meta), option_text(status, doc.status)))
		elif doc.docstatus in DOCSTATUS:
			marks.append(
				status_pill(
					DOCSTATUS[doc.docstatus][0], {DOCSTATUS[doc.docstatus][0]: DOCSTATUS[doc.docstatus][1]}
				)
			)
		light = next((df for df in self.meta.fields if is_light(df) and self.access.may_read(df)), None)
		value = doc.get(light.fieldname) if light else None
		if value in LIGHTS:
			marks.append(lamp(LIGHTS[value], option_text(light, value)))
			due = next((df for df in self.meta.fields if is_due(df) and doc.get(df.fieldname)), None)
			if due:
				marks.append(days_left(doc.get(due.fieldname), doc, states_of(self.meta)))
		return marks

	def buttons(self, editable: bool) -> list[dict[str, Any]]:
		doc, buttons = self.doc, []
		if not self.is_new:
			if self.can["print"] and not self.meta.issingle:
				query = urlencode({"doctype": doc.doctype, "name": doc.name})
				buttons.append(
					{
						"label": _("Print"),
						"url": "/printview?" + query,
						"icon": "print",
						"icon_only": True,
						"blank": True,
						"key": "print",
					}
				)
			buttons += [
				button(
					"server",
					_(row.label),
					detail={"method": row.action, "label": _(row.label)},
					primary=row.action == needed_action(doc),
				)
				for row in self.shown_actions()
				if row.action_type == "Server Action" and self.may_press()
			]
			buttons += [
				{"label": _(row.label), "url": row.action}
				for row in self.shown_actions()
				if row.action_type == "Route"
			]
		if editable:
			buttons.append(button("save", _("Save"), primary=True, title="Ctrl+S"))
		if self.meta.is_submittable and not self.is_new:
			buttons += self.docstatus_buttons()
		return buttons

	def may_press(self) -> bool:
		"""Buttons are for who may write; where nobody writes by hand, for who may read, and the action checks the rest."""
		return bool(self.can["write"] or self.meta.get("in_create"))

	def shown_actions(self) -> list[Any]:
		"""The DocType's actions that make sense now, as far as its app says."""
		away = hidden_actions(self.doc)
		rows = self.meta.get("actions") or []
		return [row for row in rows if not row.hidden and row.action not in away]

	def docstatus_buttons(self) -> list[dict[str, Any]]:
		doc = self.doc
		if doc.docstatus == 0 and self.can["submit"]:
			return [button("submit", _("Submit"))]
		if doc.docstatus == 1 and self.can["cancel"]:
			return [button("cancel", _("Cancel", context="document"), danger=True)]
		if doc.docstatus == 2 and self.can["amend"]:
			return [
				{"label": _("Amend"), "url": new_url(doc.doctype) + "?" + urlencode({"_amend": doc.name})}
			]
		return []

	def menu(self, editable: bool) -> list[dict[str, Any]]:
		doc, items = self.doc, []
		if not self.is_new:
			items += self.menu_of_stored(editable)
		items.append({"label": _("Keyboard shortcuts"), "action": "keys", "icon": "info"})
		if self.can["delete"] and doc.docstatus != 1 and not self.meta.issingle and not self.is_new:
			items.append({"label": _("Delete"), "action": "delete", "icon": "trash", "danger": True})
		return items

	def menu_of_stored(self, editable: bool) -> list[dict[str, Any]]:
		doc, items = self.doc, []
		if self.can["create"] and not self.meta.issingle and not self.meta.get("in_create"):
			new = _("New {0}").format(_(doc.doctype))
			items.append({"label": new, "url": making_url(doc.doctype), "icon": "plus", "key": "new"})
			items.append(
				{
					"label": _("Duplicate"),
					"url": new_url(doc.doctype) + "?" + urlencode({"_copy": doc.name}),
					"icon": "file",
				}
			)
		if "System Manager" in frappe.get_roles() and not self.is_new:
			items.append({"label": _("Who may do what"), "url": why_url(doc), "icon": "info"})
		items += [{"label": link["label"], "url": link["url"], "icon": "info"} for link in links(doc)]
		if editable and not doc.docstatus:
			text = _("Autosave: on") if saves_itself() else _("Autosave: off")
			items.append({"label": text, "action": "autosave", "icon": "clock"})
		return items

	def why(self, editable: bool) -> str:
		"""In one line, why not everything here can be changed; nothing where it can."""
		if self.is_new or (self.meta.issingle and editable):
			return ""
		if self.doc.docstatus == 2:
			return _("Cancelled: it is kept as it is.")
		if not self.can["write"]:
			return "" if self.meta.get("in_create") else _("You may read this, not change it.")
		if self.access.editing.why:
			return self.access.editing.why
		if not self.access.editing:
			return _("In its present state nobody changes it by hand.")
		if "*" not in self.access.editing.only:
			names = (part.partition(".")[0].partition(":")[0] for part in sorted(self.access.editing.only))
			labels = dict.fromkeys(label_of(df) for df in map(self.meta.get_field, names) if df and df.label)
			return _("You may change: {0}. The rest is shown as text.").format(enumerated(labels))
		return _("Submitted: only some fields may still be changed.") if self.doc.docstatus == 1 else ""

	def facts(self) -> list[tuple[str, str]]:
		doc = self.doc
		people = full_names({doc.owner, doc.modified_by})
		facts = [(_("Created"), doc.owner, doc.creation), (_("Last change"), doc.modified_by, doc.modified)]
		rows = [
			(label, " · ".join(part for part in (people.get(user, user), when(at)) if part))
			for label, user, at in facts
			if at
		]
		return [*rows, (_("ID"), doc.name)] if not self.meta.issingle else rows


def why_url(doc: Any) -> str:
	"""The page that says who may do what: with a record, or (on the form of a user) about its user."""
	asked = {"user": doc.name} if doc.doctype == "User" else {"doctype": doc.doctype, "name": doc.name}
	return "/app/permission-check?" + urlencode(asked)


def button(action: str, label: str, *, detail: dict | None = None, **more: Any) -> dict[str, Any]:
	return {"action": action, "label": label, "data": detail, **more}


def has_editable(tabs: list[dict[str, Any]]) -> bool:
	"""Whether any field that stores something may be changed; otherwise the form is drawn as paper."""
	for tab in tabs:
		for section in tab["sections"]:
			fields = [
				*section["top"],
				*section["bottom"],
				*(item for column in section["columns"] for item in column),
			]
			if any(
				(item["editable"] and item["kind"] != "none" and item["kind"] != "text")
				or (item["kind"] == "text" and item.get("control"))
				for item in fields
			):
				return True
	return False
