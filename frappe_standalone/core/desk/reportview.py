"""Lists over REST under v15's names: `frappe.desk.reportview.get`, `get_list`, `get_count`, `export_query`, `delete_items`."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from frappe_standalone.core.desk.downloads import export_notes, send_file
from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.list_export import Export, build_csv, cap_note
from frappe_standalone.core.desk.list_state import STANDARD, standard_field
from frappe_standalone.core.desk.wording import enumerated, label_of
from frappe_standalone.core.desk.xlsx import build_xlsx
from frappe_standalone.core.http import incoming

JSON_ARGS = ("fields", "filters", "or_filters")


def form_args() -> Any:
	"""The call's arguments with JSON texts parsed."""
	args = frappe._dict(frappe.local.form_dict)
	if not isinstance(args.doctype, str) or not args.doctype:
		frappe.throw(_("Name the DocType of the list: doctype."))
	for key in JSON_ARGS:
		if isinstance(args.get(key), str):
			args[key] = incoming.from_json(args[key]) if args[key] else None
	for key in ("order_by", "group_by", "title"):
		if not isinstance(args.get(key), str | None):
			frappe.throw(_("{0} must be a text").format(key))
	if not isinstance(args.get("fields"), list | None) or not all(
		isinstance(f, str) for f in args.get("fields") or ()
	):
		frappe.throw(_("Send the fields as a list of their names."), frappe.DataError)
	return args


def list_args(args: Any) -> dict[str, Any]:
	limit = cint(args.get("page_length") or args.get("limit_page_length") or 20)
	return {
		"fields": [clean_field(field, args.doctype) for field in args.get("fields") or ["name"]],
		"filters": args.get("filters") or [],
		"or_filters": args.get("or_filters") or None,
		"order_by": args.get("order_by") or None,
		"group_by": args.get("group_by") or None,
		"limit_start": cint(args.get("start") or args.get("limit_start")),
		"limit_page_length": limit,
	}


def clean_field(field: str, doctype: str) -> str:
	"""v15's browser sends `tabX`.`field`; the query wants the field alone."""
	return field.replace(f"`tab{doctype}`.", "").strip("`") if field.count("(") == 0 else field


@frappe.whitelist()
def get() -> Any:
	"""v15's compressed list: {keys, values}, [] where nothing is found."""
	args = form_args()
	rows = frappe.get_list(args.doctype, **list_args(args))
	if not rows:
		return []
	keys = list(rows[0])
	return {"keys": keys, "values": [[row[key] for key in keys] for row in rows], "user_info": {}}


@frappe.whitelist()
def get_list() -> list[Any]:
	"""The same list as dicts."""
	args = form_args()
	return frappe.get_list(args.doctype, **list_args(args))


@frappe.whitelist()
def get_count() -> int:
	"""How many records match; `limit` caps the count."""
	args = form_args()
	limit = cint(args.get("limit"))
	return len(
		frappe.get_list(
			args.doctype,
			filters=args.get("filters") or [],
			or_filters=args.get("or_filters") or None,
			pluck="name",
			order_by=None,
			limit_page_length=limit,
		)
	)


@frappe.whitelist(methods=["POST", "DELETE"])
def delete_items() -> None:
	"""Delete the named records, all or none; the first refusal stops and undoes the rest."""
	items = frappe.local.form_dict.get("items")
	doctype = form_args().doctype
	names = incoming.from_json(items) or []
	if not isinstance(names, list) or not all(isinstance(name, str | int) for name in names):
		frappe.throw(_("Send the names as a list."))
	for name in names:
		frappe.delete_doc(doctype, name, ignore_missing=False)


@frappe.whitelist()
def export_query() -> None:
	"""Send the list as XLSX or CSV (`file_format_type`): titles instead of names, translated values, LIMIT records at most.

	`fields` names columns, `table.column` those of child tables; `selected_items` are names instead of filters. Needs the
	right `export`.
	"""
	args = form_args()
	doctype = args.doctype
	if not frappe.has_permission(doctype, "export"):
		frappe.throw(
			_("You may not export {0}. If your work needs it, ask your administrator.").format(_(doctype)),
			frappe.PermissionError,
		)
	export = Export(doctype, [clean_field(field, doctype) for field in args.get("fields") or ["name"]])
	chosen = incoming.list_of(args.get("selected_items"))
	rows = export.rows(
		filters=[["name", "in", chosen]] if chosen else args.get("filters") or [],
		or_filters=None if chosen else args.get("or_filters") or None,
		order_by=args.get("order_by") or None,
	)
	title, heads = _(args.get("title") or doctype), export.heads()
	frappe.flags.exported_rows = len(rows)
	kind = "csv" if args.get("file_format_type") == "CSV" else "xlsx"
	if kind == "csv":
		content = build_csv(heads, rows)
	else:
		notes = export_notes([] if chosen else filter_texts(args, frappe.get_meta(doctype)))
		content = build_xlsx(title, [*notes, *cap_note(export)], heads, rows)
	send_file(f"{title} {frappe.utils.nowdate()}.{kind}", content)
	record_export(doctype, len(rows), kind.upper())


def filter_texts(args: Any, meta: Any) -> list[str]:
	rows = args.get("filters") or []
	rows = (
		[[key, "=", value] for key, value in rows.items()]
		if isinstance(rows, dict)
		else [row[-3:] for row in rows]
	)
	texts = []
	for field, operator, value in rows:
		df = meta.get_field(field) or (standard_field(field) if field in STANDARD else None)
		shown = (
			enumerated(map(str, value[:20]))
			if isinstance(value, list | tuple)
			else text_of(value, df)
			if df
			else str(value)
		)
		texts.append(
			f"{label_of(df) or field if df else field} {'' if operator == '=' else _(operator)} {shown}".replace(
				"  ", " "
			)
		)
	return texts


def record_export(what: str, count: int, kind: str = "XLSX") -> None:
	"""Keep who took how many rows away (v15's Access Log)."""
	frappe.get_doc(
		doctype="Access Log", user=frappe.session.user, export_from=what, file_type=kind, method=str(count)
	).insert(ignore_permissions=True)
