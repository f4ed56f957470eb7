"""Writing a form that the builder sends: a new or custom DocType, with its child tables, title and permissions."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from frappe_standalone.core.form_builder import changes, names
from frappe_standalone.core.form_builder.condition_rows import expression_of
from frappe_standalone.core.form_builder.kinds import LAYOUT
from frappe_standalone.core.form_builder.numbering import autoname_of
from frappe_standalone.core.form_builder.reading import CONDITIONS, PROPERTIES, RIGHTS, SETTINGS
from frappe_standalone.core.form_builder.titles import set_title, taken_titles
from frappe_standalone.core.model import no_value_fields, table_fields
from frappe_standalone.core.model.date_order import DATES, option_of
from frappe_standalone.core.model.rename_field import rename_field

MODULE = "Custom"
NUMERIC = frozenset(
	"reqd unique read_only hidden in_list_view in_standard_filter allow_on_submit no_copy print_hide permlevel length "
	"non_negative collapsible set_only_once columns".split()
)


class IncompleteFormError(frappe.ValidationError):
	"""The form lacks something it cannot be without."""


class ChangedMeanwhileError(frappe.ValidationError):
	"""Somebody else saved the form after it was opened."""


def save_form(form: dict[str, Any], confirmed: bool = False) -> dict[str, Any]:
	"""Write the form.

	Returns:
		`{"ask": [sentence, …]}` if the administrator has to agree to something first and nothing was written, else
		`{"name": …}`.

	Raises:
		IncompleteFormError, ChangedMeanwhileError, WouldLoseValuesError, and whatever a DocType refuses.
	"""
	complete(form)
	doc = frappe.get_doc("DocType", form["name"]) if form.get("name") else frappe.new_doc("DocType")
	if form.get("name"):
		check_unchanged(doc, form)
		asked = asked_of(doc, form)
		if asked and not confirmed:
			return {"ask": asked}
	else:
		doc.name = names.form_name(form["title"], taken_names())
	for field in form["fields"]:
		save_columns(doc.name, field)
	renamed = renamed_fields(form["fields"])
	fill(doc, form)
	doc.save() if form.get("name") else doc.insert()
	for old, new in renamed.items():
		rename_field(doc.name, old, new)
	set_title(doc.name, form["title"])
	return {"name": doc.name}


def complete(form: dict[str, Any]) -> None:
	"""Refuse a form without title or fields, give every field its internal name, and each label to one field only."""
	form["title"] = (form.get("title") or "").strip()
	if not form["title"]:
		frappe.throw(
			_("Give the form a name first, for example: Request for a Meeting Room."), IncompleteFormError
		)
	numbering = form.setdefault("numbering", {"kind": "random"})
	numbering["prefix"] = (numbering.get("prefix") or "").strip() or names.initials(form["title"])
	same = taken_titles().get(form["title"])
	if same and same != form.get("name"):
		frappe.throw(
			_("There is a form called “{0}” already. Choose another name.").format(form["title"]),
			IncompleteFormError,
		)
	check_fields(form["fields"])
	give_names(form["fields"])
	for field in form["fields"]:
		if field.get("table") and field["fieldtype"] in table_fields and field["table"].get("own", 1):
			complete_table(field)


def check_fields(fields: list[dict[str, Any]]) -> None:
	if not any(df["fieldtype"] not in no_value_fields or df["fieldtype"] in table_fields for df in fields):
		frappe.throw(_("Add at least one field to the form."), IncompleteFormError)
	seen: set[str] = set()
	for df in fields:
		label = (df.get("label") or "").strip()
		df["label"] = label
		if not label and df["fieldtype"] not in (*LAYOUT, "HTML"):
			frappe.throw(
				_("A field of kind {0} has no name yet. Click it and type one.").format(_(df["fieldtype"])),
				IncompleteFormError,
			)
		if label and label in seen and df["fieldtype"] not in LAYOUT:
			frappe.throw(
				_("Two fields are called “{0}”. Rename one of them.").format(label), IncompleteFormError
			)
		if df["fieldtype"] not in LAYOUT:
			seen.add(label)
		check_choices(df)


def check_choices(df: dict[str, Any]) -> None:
	if df["fieldtype"] == "Select" and not [
		line for line in (df.get("options") or "").split("\n") if line.strip()
	]:
		frappe.throw(
			_("Type what can be chosen in “{0}”, one on each line.").format(df["label"]), IncompleteFormError
		)
	if df["fieldtype"] == "Link" and not df.get("options"):
		frappe.throw(_("Choose the form that “{0}” links to.").format(df["label"]), IncompleteFormError)


def give_names(fields: list[dict[str, Any]]) -> None:
	taken = {df["fieldname"] for df in fields if df.get("fieldname")}
	for number, df in enumerate(fields, 1):
		if not df.get("fieldname"):
			label = df["label"] or f"{df['fieldtype']} {number}"
			df["fieldname"] = names.field_name(label, taken)
			taken.add(df["fieldname"])


def complete_table(field: dict[str, Any]) -> None:
	columns = field["table"].get("fields") or []
	if not columns:
		frappe.throw(
			_("The table “{0}” needs at least one column.").format(field["label"]), IncompleteFormError
		)
	check_fields(columns)
	give_names(columns)


def taken_names() -> set[str]:
	doctypes = frappe.get_all("DocType", pluck="name", limit_page_length=0)
	return {*doctypes, *frappe.get_all("Workspace", pluck="name", limit_page_length=0)}


def check_unchanged(doc: Any, form: dict[str, Any]) -> None:
	if form.get("modified") and str(doc.modified) != form["modified"]:
		frappe.throw(
			_(
				"Somebody else saved this form after you opened it. Load the page again, then repeat your change."
			),
			ChangedMeanwhileError,
		)


def asked_of(doc: Any, form: dict[str, Any]) -> list[str]:
	"""What has to be agreed to, for the form and for the tables that are changed with it."""
	asked = changes.questions(doc.name, doc.fields, form["fields"])
	for field in form["fields"]:
		table = field.get("table") or {}
		if table.get("name") and table.get("own"):
			before = frappe.get_doc("DocType", table["name"]).fields
			asked += changes.questions(table["name"], before, table["fields"])
	return asked


def save_columns(form_name: str, field: dict[str, Any]) -> None:
	"""Write the child table of a field, where it is the form's own, and let the field point to it."""
	table = field.get("table")
	if field["fieldtype"] not in table_fields or not table or not table.get("own", 1):
		return
	if table.get("name"):
		child = frappe.get_doc("DocType", table["name"])
	else:
		child = frappe.new_doc("DocType")
		child.update({"istable": 1, "editable_grid": 1, "module": MODULE, "custom": 1})
		child.name = names.form_name(f"{form_name} {field['label']}", taken_names())
	child.set("fields", [])
	for column in table["fields"]:
		child.append("fields", {**stored_field(column), "in_list_view": 1})
	child.save() if table.get("name") else child.insert()
	field["options"] = table["name"] = child.name


def renamed_fields(fields: list[dict[str, Any]]) -> dict[str, str]:
	"""Old → new internal name, of those that an expert renamed: their values move along."""
	return {df["was"]: df["fieldname"] for df in fields if df.get("was") and df["was"] != df["fieldname"]}


def fill(doc: Any, form: dict[str, Any]) -> None:
	"""Give the DocType what was sent; what the builder does not show stays as stored."""
	by_key = {df.get("key") or df["fieldname"]: df["fieldname"] for df in form["fields"]}
	settings = form.get("settings") or {}
	doc.update({key: settings[key] for key in SETTINGS if key in settings})
	doc.title_field = by_key.get(doc.title_field, doc.title_field) or first_text(form["fields"])
	doc.show_title_field_in_link = int(bool(doc.title_field))
	doc.autoname, doc.naming_rule = autoname_of(form["numbering"], by_key)
	doc.search_fields = ",".join(df["fieldname"] for df in form["fields"] if cint(df.get("searchable")))
	if doc.is_new():
		doc.update({"module": MODULE, "custom": 1})
	rows = {df.fieldname: df for df in doc.fields}
	fieldnames = set(by_key.values())
	kept = [(rows.get(df.get("was")), stored_field(df, by_key, fieldnames)) for df in form["fields"]]
	doc.set("fields", [])
	for row, values in kept:
		before = {
			key: value for key, value in (row.as_dict() if row else {}).items() if key not in ("idx", "name")
		}
		doc.append("fields", {**before, **values})
	fill_permissions(doc, form.get("permissions") or [])


def first_text(fields: list[dict[str, Any]]) -> str | None:
	"""What a record is called where nobody chose: its first line of text."""
	return next(
		(df["fieldname"] for df in fields if df["fieldtype"] == "Data" and not cint(df.get("hidden"))), None
	)


def stored_field(
	df: dict[str, Any], by_key: dict[str, str] | None = None, fieldnames: set[str] | None = None
) -> dict[str, Any]:
	"""A field as DocField keeps it."""
	values = {key: cint(df.get(key)) if key in NUMERIC else df.get(key) for key in PROPERTIES}
	for key, stored in CONDITIONS.items():
		rows = (df.get("conditions") or {}).get(key)
		if rows is None:
			values[stored] = (df.get("code") or {}).get(key)
		else:
			named = [{**row, "field": (by_key or {}).get(row.get("field"), row.get("field"))} for row in rows]
			values[stored] = expression_of(named, fieldnames or set())
	if df["fieldtype"] in DATES and "not_before" in df:
		values["options"] = option_of((by_key or {}).get(df["not_before"] or ""))
	values["permlevel"] = min(9, max(0, values["permlevel"]))
	return values


def fill_permissions(doc: Any, rules: list[dict[str, Any]]) -> None:
	"""The rules at level 0 as sent; rules of other levels stay."""
	higher = [row for row in doc.permissions if row.permlevel]
	if not any(rule.get("role") and cint(rule.get("read")) for rule in rules):
		frappe.throw(_("Let at least one role see the form."), IncompleteFormError)
	doc.set("permissions", [])
	also = ("submit", "cancel", "amend") if cint(doc.is_submittable) else ()
	for rule in rules:
		if rule.get("role"):
			rights = {right: cint(rule.get(right)) for right in (*RIGHTS, *also)}
			doc.append(
				"permissions",
				{"role": rule["role"], "permlevel": 0, "if_owner": cint(rule.get("if_owner")), **rights},
			)
	for row in higher:
		doc.append("permissions", row.as_dict())
