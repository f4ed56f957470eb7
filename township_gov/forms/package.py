"""A form with all that belongs to it as one file, to take it to another township's site: fields, tables, rights, prints,
reports, its Chinese name, and its approval flows (as drafts, since people and offices differ from place to place).
"""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import escape_html

from township_gov import clock
from township_gov.forms import contents
from township_gov.workflows.definition import Flow
from township_gov.workflows.form import definition_of, values_of

MARK, VERSION = "township form", 1
NO_CONTENT = frozenset(
	"name owner creation modified modified_by docstatus idx parent parentfield parenttype doctype migration_hash "
	"__unsaved __islocal _user_tags _comments _assign _liked_by __onload".split()
)
PRINT_CONTENT = (
	"html",
	"css",
	"custom_format",
	"print_format_type",
	"format_data",
	"font_size",
	"default_print_language",
)


class NotAPackageError(frappe.ValidationError):
	"""The file is no packed form, or of a newer kind."""


class FormThereError(frappe.ValidationError):
	"""The site has such a form already, or lacks what the form links to."""


def packed(doctype: str) -> dict[str, Any]:
	"""Everything about a form made on this site, as plain JSON. Raises `NotAPackageError` for a form of the program."""
	form = frappe.get_doc("DocType", doctype)
	if not form.custom or form.istable:
		frappe.throw(
			_("{0} comes with the program, so every site has it. Choose a form made here.").format(
				_(doctype)
			),
			NotAPackageError,
		)
	tables = [df.options for df in form.fields if df.fieldtype in table_fields]
	own = [name for name in dict.fromkeys(tables) if frappe.db.get_value("DocType", name, "custom")]
	return {
		"mark": MARK,
		"version": VERSION,
		"made_on": str(clock.now())[:19],
		"title": _(doctype),
		"form": {"name": doctype, **content_of(form)},
		"tables": [{"name": name, **content_of(frappe.get_doc("DocType", name))} for name in own],
		"permissions": rows_of("Custom DocPerm", {"parent": doctype}),
		"translations": rows_of("Translation", {"source_text": ("in", [doctype, *own])}),
		"prints": [{"name": row.name, **picked(row, PRINT_CONTENT)} for row in prints_of(doctype)],
		"reports": [
			{"name": name, **content_of(frappe.get_doc("Report", name))} for name in reports_of(doctype)
		],
		"flows": [definition_of(frappe.get_doc("Approval Flow", name)) for name in flows_of(doctype)],
	}


def content_of(doc) -> dict[str, Any]:
	"""A document without what belongs to this site."""
	return without(json.loads(frappe.as_json(doc.as_dict())))


def without(values: Any) -> Any:
	if isinstance(values, dict):
		return {
			key: without(value)
			for key, value in values.items()
			if key not in NO_CONTENT and value is not None
		}
	return [without(value) for value in values] if isinstance(values, list) else values


def picked(row, fields: tuple[str, ...]) -> dict[str, Any]:
	return {field: row.get(field) for field in fields if row.get(field) is not None}


def rows_of(doctype: str, filters: dict[str, Any]) -> list[dict[str, Any]]:
	rows = frappe.get_all(doctype, filters=filters, fields=["*"], order_by="idx asc, creation asc")
	kept = NO_CONTENT - {"parent"} if doctype == "Custom DocPerm" else NO_CONTENT
	return [
		{key: value for key, value in row.items() if key not in kept and value is not None} for row in rows
	]


def prints_of(doctype: str) -> list:
	names = frappe.get_all("Print Format", {"doc_type": doctype, "standard": "No"}, pluck="name")
	return [frappe.get_doc("Print Format", name) for name in names]


def reports_of(doctype: str) -> list[str]:
	return frappe.get_all(
		"Report", {"ref_doctype": doctype, "is_standard": "No", "report_type": "Report Builder"}, pluck="name"
	)


def flows_of(doctype: str) -> list[str]:
	return frappe.get_all("Approval Flow", {"applies_to": doctype}, pluck="name", order_by="name")


# bringing one in


def checked(content: str | bytes) -> dict[str, Any]:
	"""The package in a file.

	Raises:
		NotAPackageError, FormThereError
	"""
	try:
		package = json.loads(content)
	except (ValueError, RecursionError):
		package = None
	marked = isinstance(package, dict) and (package.get("mark"), package.get("version")) == (MARK, VERSION)
	if not marked or not contents.is_packed_form(package):
		frappe.throw(
			_("This file holds no form that was exported here. Choose the file that the export made."),
			NotAPackageError,
		)
	_refuse_what_is_there(package)
	if beyond := contents.beyond_a_form(package):
		text = _(
			"This file holds more than a form: {0}. Nothing was brought in. Ask whoever gave it to you to export it again."
		)
		frappe.throw(text.format(escape_html("；".join(beyond))), NotAPackageError)
	return contents.cleaned(package)


def _refuse_what_is_there(package: dict[str, Any]) -> None:
	name = package["form"]["name"]
	for doctype, one in [("DocType", name), *(("DocType", table["name"]) for table in package["tables"])]:
		if frappe.db.exists(doctype, one):
			frappe.throw(
				_("This site has a form {0} already. Delete or keep that one; nothing was changed.").format(
					_(one)
				),
				FormThereError,
			)
	if missing := sorted(_targets(package) - {name, *(table["name"] for table in package["tables"])}):
		frappe.throw(
			_("The form links to what this site does not have: {0}. Make that first.").format(
				", ".join(missing)
			),
			FormThereError,
		)


def _targets(package: dict[str, Any]) -> set[str]:
	"""What the fields link to and this site has not."""
	fields = [df for form in (package["form"], *package["tables"]) for df in form.get("fields") or []]
	wanted = {df.get("options") for df in fields if df.get("fieldtype") in ("Link", *table_fields)}
	return {target for target in wanted if target and not frappe.db.exists("DocType", target)}


def summary(package: dict[str, Any]) -> list[str]:
	"""What bringing it in would make, line by line."""
	fields = [df for df in package["form"]["fields"] if df.get("label")]
	lines = [
		_("Form “{0}” with {1} fields: {2}").format(
			package["title"], len(fields), "、".join(df["label"] for df in fields[:12])
		)
	]
	roles = sorted(
		{_(row["role"]) for row in package["permissions"] or package["form"].get("permissions") or []}
	)
	lines.append(_("Rights for: {0}").format("、".join(roles)))
	lines += [_("Print format: {0}").format(row["name"]) for row in package["prints"]]
	lines += [_("Report: {0}").format(row["name"]) for row in package["reports"]]
	lines += [
		_("Approval flow: {0} (comes as a draft; look at it, then publish it)").format(
			row.get("title") or row["flow_name"]
		)
		for row in package["flows"]
	]
	return lines


def bring_in(package: dict[str, Any]) -> str:
	"""Make the form with all that belongs to it; returns its name. Each record is written by its own rules."""
	for table in package["tables"]:
		_insert("DocType", table)
	name = _insert("DocType", package["form"])
	for row in package["permissions"]:
		_insert("Custom DocPerm", {**row, "parent": name})
	for row in package["translations"]:
		if not frappe.db.exists(
			"Translation", {"source_text": row["source_text"], "language": row["language"]}
		):
			_insert("Translation", row)
	for row in package["prints"]:
		_insert(
			"Print Format",
			{**row, "name": _free("Print Format", row["name"]), "doc_type": name, "standard": "No"},
		)
	for row in package["reports"]:
		_insert(
			"Report",
			{**row, "report_name": _free("Report", row["name"]), "ref_doctype": name, "is_standard": "No"},
		)
	for definition in package["flows"]:
		_insert_flow(definition)
	frappe.clear_cache(doctype=name)
	return name


def _insert(doctype: str, values: dict[str, Any]) -> str:
	extra = {"custom": 1, "module": "Custom"} if doctype == "DocType" else {}
	return frappe.get_doc({**values, "doctype": doctype, **extra}).insert().name


def _insert_flow(definition: dict[str, Any]) -> None:
	flow = frappe.new_doc("Approval Flow")
	flow.update(
		values_of(Flow.parse({**definition, "flow_name": _free("Approval Flow", definition["flow_name"])}))
	)
	flow.insert()


def _free(doctype: str, name: str) -> str:
	"""The name, or one with a number where this site has such a record."""
	number, free = 2, name
	while frappe.db.exists(doctype, free):
		free, number = f"{name} {number}", number + 1
	return free
