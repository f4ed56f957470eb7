"""A report's columns and rows, made uniform from the forms v15 allows."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

Columns = list[dict[str, Any]]
SUMMED = ("Int", "Float", "Currency", "Duration")


def columns_of(columns: list[Any]) -> Columns:
	"""Columns as dicts with fieldname, translated label, fieldtype, options and width."""
	return [column_of(column) for column in columns]


def column_of(column: Any) -> dict[str, Any]:
	"""One column: a dict, a Report Column, or v15's text "Label:Type/Options:Width"."""
	if isinstance(column, str):
		parts = column.split(":")
		fieldtype, _sep, options = (parts[1] if len(parts) > 1 else "Data").partition("/")
		column = {
			"label": parts[0],
			"fieldtype": fieldtype,
			"options": options,
			"width": parts[2] if len(parts) > 2 else None,
		}
	get = column.get
	label = get("label") or get("fieldname") or ""
	return {
		"label": _(label),
		"fieldname": get("fieldname") or frappe.scrub(label),
		"fieldtype": get("fieldtype") or "Data",
		"options": get("options"),
		"width": get("width"),
		"precision": get("precision"),
		"hidden": get("hidden"),
		"disable_total": get("disable_total"),
		"drill": get("drill"),
	}


def dict_rows(data: list[Any], columns: Columns) -> list[dict[str, Any]]:
	"""Rows as dicts; lists are read in the order of the columns."""
	names = [column["fieldname"] for column in columns]
	return [dict(row) if isinstance(row, dict) else dict(zip(names, row, strict=False)) for row in data]


def permitted_rows(rows: list[dict[str, Any]], columns: Columns, ref_doctype: str) -> list[dict[str, Any]]:
	"""Drop rows that link to records outside the user's User Permissions, as v15 does for Link columns."""
	allowed = allowed_links(columns, ref_doctype)
	return (
		[
			row
			for row in rows
			if all(not row.get(name) or str(row[name]) in names for name, names in allowed.items())
		]
		if allowed
		else rows
	)


def allowed_links(columns: Columns, ref_doctype: str) -> dict[str, set[str]]:
	"""Column → names the user is limited to; columns of doctypes without a User Permission are not limited."""
	limits = frappe.permissions.get_user_permissions(frappe.session.user) or {}
	allowed = {}
	for column in columns:
		entries = limits.get(column["options"]) if column["fieldtype"] == "Link" else None
		names = {
			str(entry.get("doc"))
			for entry in entries or []
			if entry.get("applicable_for") in (None, "", ref_doctype)
		}
		if names:
			allowed[column["fieldname"]] = names
	return allowed


def total_row(rows: list[dict[str, Any]], columns: Columns) -> dict[str, Any]:
	"""Sums of the numeric columns; percentages are averaged, the first text column says Total."""
	total: dict[str, Any] = {}
	for column in columns:
		name = column["fieldname"]
		values = [
			float(row[name])
			for row in rows
			if isinstance(row.get(name), int | float) and not isinstance(row[name], bool)
		]
		if column.get("disable_total") or not values:
			continue
		if column["fieldtype"] in SUMMED:
			total[name] = int(sum(values)) if column["fieldtype"] == "Int" else sum(values)
		elif column["fieldtype"] == "Percent":
			total[name] = round(sum(values) / len(values), 2)
	first = next((column["fieldname"] for column in columns if column["fieldname"] not in total), None)
	if first and columns[0]["fieldname"] == first:
		total[first] = _("Total")
	return total
