"""Filters of a list by the rows of its tables, named `Row DocType.column` as in v15's addresses."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.rights import field_levels
from frappe_standalone.core.desk.wording import label_of
from frappe_standalone.core.permissions import get_permitted_fields

NOT_ASKED = ("Table", "Table MultiSelect", "HTML", "Button", "Password", "Image", "Heading", "Fold")


def table_fields(meta: Any) -> dict[str, Any]:
	"""`Row DocType.column` → the column, labelled with its table, of every table and column that the user may read."""
	levels, found = field_levels(meta), {}
	for table in meta.get_table_fields():
		if int(table.get("permlevel") or 0) not in levels or table.get("hidden"):
			continue
		allowed = set(get_permitted_fields(table.options, parenttype=meta.name))
		for df in frappe.get_meta(table.options).fields:
			if is_asked(df) and df.fieldname in allowed:
				key = f"{table.options}.{df.fieldname}"
				label = _("{0}: {1}", context="Column").format(label_of(table), label_of(df) or df.fieldname)
				found[key] = frappe._dict(
					fieldname=key,
					fieldtype=df.fieldtype,
					options=df.options,
					label=label,
					parent=table.options,
					own=df,
				)
	return found


def is_asked(df: Any) -> bool:
	no_value = df.fieldtype in NOT_ASKED or df.fieldtype.endswith(" Break")
	return not (no_value or df.get("hidden") or df.get("is_virtual"))


def once(doctype: str, filters: list[Any]) -> str | None:
	"""What a query is grouped by so that a record with several fitting rows stands in it once."""
	asks_rows = any(len(row) == 4 and row[0] != doctype for row in filters if isinstance(row, list | tuple))
	return f"`tab{doctype}`.`name`" if asks_rows else None


def with_tables(meta: Any, fields: dict[str, Any], rows: list[Any]) -> dict[str, Any]:
	"""The fields, and those of tables where one of these comparisons names such."""
	return {**fields, **table_fields(meta)} if any("." in str(row[0]) for row in rows) else fields
