"""The form as people will see it, drawn from what the builder holds before anything is saved."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from frappe_standalone.core.desk.layout import Access, FormLayout
from frappe_standalone.core.desk.rendering import fragment
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.form_builder.saving import give_names, stored_field
from frappe_standalone.core.meta import Meta
from frappe_standalone.core.model import table_fields


def draw_preview(form: dict[str, Any]) -> str:
	"""The HTML of an empty form with these fields."""
	fields = [{**df, "label": (df.get("label") or "").strip()} for df in form.get("fields") or []]
	give_names(fields)
	by_key = {df.get("key") or df["fieldname"]: df["fieldname"] for df in fields}
	rows = [as_shown(df, by_key) for df in fields]
	meta = Meta({"name": form.get("name") or "New Form", "module": "Custom", "custom": 1, "fields": rows})
	doc = frappe._dict(doctype=meta.name, docstatus=0, **defaults(rows))
	layout = FormLayout(meta, doc, Access(set(range(10)), set(range(10))), Titles().load(), is_new=True)
	return fragment("form_preview.html", form={"tabs": layout.tabs(), "problems": layout.problems})


def as_shown(df: dict[str, Any], by_key: dict[str, str]) -> dict[str, Any]:
	"""A field to draw; a table that is not saved yet stands as its column heads."""
	values = stored_field(df, by_key, set(by_key.values()))
	if df["fieldtype"] in table_fields and not is_saved(df):
		columns = [column.get("label") or "" for column in (df.get("table") or {}).get("fields") or []]
		values.update(fieldtype="HTML", options=heads(columns))
	if df["fieldtype"] == "Link" and not df.get("options"):
		values.update(fieldtype="Data")
	return values


def is_saved(df: dict[str, Any]) -> bool:
	return bool(df.get("options")) and bool(frappe.db.exists("DocType", df["options"]))


def heads(columns: list[str]) -> str:
	cells = (
		"".join(f"<th>{frappe.utils.escape_html(column)}</th>" for column in columns)
		or f"<th>{_('No columns yet')}</th>"
	)
	return f'<div class="table-wrap"><table class="table"><thead><tr>{cells}</tr></thead></table></div>'


def defaults(rows: list[dict[str, Any]]) -> dict[str, Any]:
	return {df["fieldname"]: df["default"] for df in rows if df.get("default") and not cint(df.get("hidden"))}
