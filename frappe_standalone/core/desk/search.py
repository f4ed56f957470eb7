"""Finding records while typing: `frappe.desk.search` of v15, and the search over everything in the top bar."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core import initials
from frappe_standalone.core.desk.list_state import search_columns
from frappe_standalone.core.desk.titles import TRANSLATED, title_field
from frappe_standalone.core.desk.wording import enumerated
from frappe_standalone.core.http import incoming


@frappe.whitelist()
def search_link(
	doctype: str,
	txt: str,
	query: str | None = None,
	filters: str | dict | list | None = None,
	page_length: int = 10,
	searchfield: str | None = None,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool = False,
) -> list[dict[str, Any]]:
	"""Records for a link box: [{value, description, label?}], those the user may read and the filters allow."""
	rows = search_widget(
		doctype,
		txt.strip(),
		query,
		searchfield=searchfield,
		page_length=page_length,
		filters=filters,
		reference_doctype=reference_doctype,
		ignore_user_permissions=ignore_user_permissions,
	)
	return [suggestion(row) for row in rows]


def suggestion(row: Any) -> dict[str, Any]:
	"""A row of a query (name, label or description …) as v15's suggestion."""
	if isinstance(row, dict):
		return {key: value for key, value in row.items() if value not in (None, "")} | {
			"value": row["value"],
			"description": row.get("description") or "",
		}
	return {"value": row[0], "description": ", ".join(str(part) for part in row[1:] if part)}


@frappe.whitelist()
def search_widget(
	doctype: str,
	txt: str,
	query: str | None = None,
	searchfield: str | None = None,
	start: int = 0,
	page_length: int = 10,
	filters: str | dict | list | None = None,
	filter_fields: Any = None,
	as_dict: bool = False,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool = False,
) -> list[Any]:
	"""Search one doctype. `query` (or the hook `standard_queries`) names a whitelisted method that searches instead."""
	filters = (incoming.from_json(filters) if filters else None) or {}
	if not isinstance(filters, dict | list):
		frappe.throw(_("Filters must be an object or a list."))
	standard = (frappe.get_hooks("standard_queries") or {}).get(doctype)
	query = query or (standard[-1] if standard else None)
	if query:
		method = frappe.get_attr(query)
		frappe.is_whitelisted(method)
		return frappe.call(
			method,
			doctype,
			txt,
			searchfield or "name",
			int(start),
			int(page_length),
			filters,
			as_dict=as_dict,
			reference_doctype=reference_doctype,
		)
	return find_records(doctype, txt, filters, int(page_length), int(start), searchfield, reference_doctype)


def find_records(
	doctype: str,
	txt: str,
	filters: Any,
	limit: int,
	start: int = 0,
	searchfield: str | None = None,
	reference: str | None = None,
) -> list[dict[str, Any]]:
	"""The records of a doctype whose name, title or search fields hold the text; disabled ones are left out as in v15."""
	if doctype in TRANSLATED:
		return translated_records(doctype, txt, filters, limit)
	meta = frappe.get_meta(doctype)
	rows = (
		[
			[key, *(value if isinstance(value, list | tuple) else ("=", value))]
			for key, value in filters.items()
		]
		if isinstance(filters, dict)
		else [list(f[-3:]) for f in filters if isinstance(f, list | tuple)]
	)
	rows += in_use(meta)
	columns = search_columns(meta)
	if searchfield and searchfield not in columns and meta.get_field(searchfield):
		columns.append(searchfield)
	title = title_field(doctype)
	if title and title not in columns:
		columns.append(title)
	called = initials.find(doctype, txt or "", limit)
	conditions = [[name, "like", pattern_of(txt)] for name in columns] + (
		[["name", "in", called]] if called else []
	)
	# `select` suffices for a link box: the clerk may choose an office without the right to open it.
	found = frappe.get_list(
		doctype,
		fields=columns,
		filters=rows,
		or_filters=conditions if txt else None,
		order_by="modified desc" if not txt else "name asc",
		limit_start=start,
		limit_page_length=min(limit, 50),
		reference_doctype=reference,
	)
	return [describe(row, columns, title) for row in rank(found, txt, title, called)]


def pattern_of(txt: str | None) -> str:
	return "%" + (txt or "").replace("%", r"\%") + "%"


def in_use(meta: Any) -> list[list[Any]]:
	"""The filter that leaves disabled records out, as v15 does."""
	marks = (("enabled", 1), ("disabled", 0))
	return [
		[name, "=", value]
		for name, value in marks
		if (df := meta.get_field(name)) and df.fieldtype == "Check"
	]


def translated_records(doctype: str, txt: str, filters: Any, limit: int) -> list[dict[str, Any]]:
	"""Records of the software itself (forms, roles …), found by their name in the reader's language or in English."""
	names = frappe.get_list(
		doctype, filters=filters, pluck="name", order_by="name asc", limit_page_length=1000
	)
	text = (txt or "").lower()
	found = [name for name in names if text in name.lower() or text in _(name).lower()]
	rows = [
		{"value": name, "label": _(name) if _(name) != name else None, "description": ""} for name in found
	]
	return rows[:limit]


def rank(rows: list[Any], txt: str, title: str | None, called: list[str]) -> list[Any]:
	"""Records that begin with the text come before those that only hold it, and these before those that are `called` so
	by their pinyin initials."""
	text = (txt or "").lower()
	place = {name: number for number, name in enumerate(called)}

	def starts(row):
		return any(str(row.get(key) or "").lower().startswith(text) for key in ("name", title or "name"))

	return sorted(rows, key=lambda row: (not starts(row), place.get(row.get("name"), -1)))


def describe(row: Any, columns: list[str], title: str | None) -> dict[str, Any]:
	rest = [
		str(row[name]) for name in columns if name not in ("name", title) and row.get(name) not in (None, "")
	]
	return {
		"value": row["name"],
		"label": row.get(title) if title else None,
		"description": enumerated(_(part) for part in rest[:3]),
	}
