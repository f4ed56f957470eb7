"""A form as the builder shows it: everything in one value that the browser changes and sends back."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.form_builder.condition_rows import rows_of
from frappe_standalone.core.form_builder.kinds import LAYOUT, kind_of
from frappe_standalone.core.form_builder.locks import locks_of
from frappe_standalone.core.form_builder.numbering import choice_of
from frappe_standalone.core.form_builder.titles import title_of
from frappe_standalone.core.meta import SPECIAL_DOCTYPES
from frappe_standalone.core.model import table_fields
from frappe_standalone.core.model.date_order import rule_of

# What the side panel changes, by the names of DocField and Custom Field.
PROPERTIES = (
	"label",
	"fieldname",
	"fieldtype",
	"options",
	"default",
	"description",
	"reqd",
	"unique",
	"read_only",
	"hidden",
	"in_list_view",
	"in_standard_filter",
	"allow_on_submit",
	"no_copy",
	"print_hide",
	"permlevel",
	"length",
	"precision",
	"non_negative",
	"collapsible",
	"set_only_once",
	"fetch_from",
	"columns",
)
CONDITIONS = {"show": "depends_on", "need": "mandatory_depends_on", "lock": "read_only_depends_on"}
SETTINGS = (
	"title_field",
	"is_submittable",
	"track_changes",
	"allow_import",
	"max_attachments",
	"description",
	"sort_field",
	"sort_order",
	"default_print_format",
	"quick_entry",
)
RIGHTS = ("read", "write", "create", "delete", "report", "export", "import", "print", "email", "share")
NEW, CUSTOM, STANDARD = "new", "custom", "standard"
BLANK_RULE = {"role": "System Manager", "if_owner": 0, **dict.fromkeys(RIGHTS, 1)}


class NotHereError(frappe.ValidationError):
	"""The form cannot be changed in the builder."""


def blank_form() -> dict[str, Any]:
	"""A form with one empty section, which only System Managers may use so far."""
	return {
		"mode": NEW,
		"name": "",
		"title": "",
		"settings": {"track_changes": 1, "sort_field": "modified", "sort_order": "DESC", "allow_import": 1},
		"numbering": {"kind": "series", "prefix": "", "period": "year", "digits": 4},
		"fields": [],
		"permissions": [dict(BLANK_RULE)],
		"records": 0,
		"modified": None,
	}


def read_form(doctype: str) -> dict[str, Any]:
	"""The form as it is on this site, customisations included.

	Raises:
		NotHereError: for what the platform itself is made of.
	"""
	check_may_be_changed(doctype)
	meta = frappe.get_meta(doctype)
	mode = CUSTOM if meta.custom else STANDARD
	known = Known(meta, mode)
	searched = {name.strip() for name in (meta.search_fields or "").split(",")}
	return {
		"mode": mode,
		"name": doctype,
		"title": title_of(doctype),
		"settings": {key: meta.get(key) for key in SETTINGS},
		"numbering": choice_of(meta.autoname, meta.get("naming_rule")),
		"fields": [field_model(meta, df, searched, mode, known) for df in meta.fields],
		"permissions": [rule_model(row) for row in meta.permissions if not row.permlevel],
		"records": 0 if meta.issingle or meta.istable else frappe.db.count(doctype),
		"modified": str(frappe.db.get_value("DocType", doctype, "modified")) if mode == CUSTOM else None,
	}


def check_may_be_changed(doctype: str) -> None:
	meta = frappe.get_meta(doctype)
	if doctype in SPECIAL_DOCTYPES or (meta.issingle and not meta.custom):
		frappe.throw(
			_("{0} is a part of the system itself and is not changed here. Choose another form.").format(
				_(doctype)
			),
			NotHereError,
		)


class Known:
	"""What the fields of one form are asked about, read together: choices of the program, uses of child tables."""

	def __init__(self, meta: Any, mode: str):
		rows = frappe.get_all(
			"DocField", {"parent": meta.name, "fieldtype": "Select"}, ["fieldname", "options"]
		)
		# the choices of a program's field stay; others may be added
		self.choices = (
			{row.fieldname: (row.options or "").split("\n") for row in rows} if mode == STANDARD else {}
		)
		tables = [df.options for df in meta.fields if df.fieldtype in table_fields]
		kinds = {"options": ("in", tables), "fieldtype": ("in", list(table_fields))}
		used = frappe.get_all("DocField", kinds, pluck="options", limit_page_length=0) if tables else []
		self.uses = {name: used.count(name) for name in tables}


def field_model(meta: Any, df: Any, searched: set[str], mode: str, known: Known) -> dict[str, Any]:
	"""One field: its properties, its conditions as rows, its table's columns, and what may not be changed here."""
	field = filled_in(df)
	conditions = {key: rows_of(df.get(stored)) for key, stored in CONDITIONS.items()}
	field.update(
		key=df.fieldname,
		was=df.fieldname,
		kind=kind_of(df).key,
		kind_label=str(kind_of(df).label),
		shown_label=_(df.label, context=meta.name) if df.label else "",
		searchable=int(df.fieldname in searched),
		conditions=conditions,
		code={key: df.get(CONDITIONS[key]) for key, rows in conditions.items() if rows is None},
		is_custom=int(bool(meta.custom or df.get("is_custom_field"))),
		locks=locks_of(df, mode),
		table=table_model(df, known.uses),
		choice_labels=choice_labels(df),
		not_before=rule_of(df),
		shipped_choices=known.choices.get(df.fieldname, []),
	)
	return field


def choice_labels(df: Any) -> dict[str, str]:
	"""Stored choice → what people read, where they differ."""
	if df.fieldtype != "Select":
		return {}
	return {value: _(value) for value in (df.options or "").split("\n") if value and _(value) != value}


def filled_in(df: Any) -> dict[str, Any]:
	"""The properties that say something: a form of a hundred fields is sent with each page."""
	return {key: df.get(key) for key in PROPERTIES if df.get(key) not in (None, 0, "")}


def table_model(df: Any, uses: dict[str, int]) -> dict[str, Any] | None:
	"""The columns of a table; those of a child table made on this site may be changed along with the form."""
	if df.fieldtype not in table_fields or not df.options:
		return None
	child = frappe.get_meta(df.options)
	return {
		"name": df.options,
		"title": title_of(df.options),
		"own": int(bool(child.custom) and uses.get(df.options, 0) <= 1),
		"fields": [
			{
				"key": column.fieldname,
				"was": column.fieldname,
				"kind": kind_of(column).key,
				"kind_label": str(kind_of(column).label),
				**filled_in(column),
			}
			for column in child.fields
			if column.fieldtype not in LAYOUT
		],
	}


def rule_model(row: Any) -> dict[str, Any]:
	return {
		"role": row.role,
		"if_owner": int(row.if_owner or 0),
		**{right: int(row.get(right) or 0) for right in (*RIGHTS, "submit", "cancel", "amend")},
	}
