"""A report's rows on a page: put in order, cut to a page, drawn with links, lamps and pills, numbers leading to what they count."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.folding import folded
from frappe_standalone.core.desk.formatters import (
	LIGHTS,
	LONG,
	NUMERIC,
	WORN,
	states_of,
	status_pill,
	text_of,
)
from frappe_standalone.core.desk.icons import lamp
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.notifications import query_of
from frappe_standalone.core.desk.report_rows import Columns
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import is_doctype, list_url, record_url
from frappe_standalone.core.desk.titles import Titles

Row = dict[str, Any]


def sorted_rows(rows: list[Row], sort: str, columns: Columns) -> list[Row]:
	"""Rows by one column (`-name`: downwards); empty values last, rows that are totals stay at the end."""
	name = sort.lstrip("-")
	if not name or name not in {column["fieldname"] for column in columns}:
		return rows
	totals = [row for row in rows if row.get("is_total")]
	filled = [row for row in rows if not row.get("is_total") and row.get(name) not in (None, "")]
	empty = [row for row in rows if not row.get("is_total") and row.get(name) in (None, "")]
	is_number = all(isinstance(row[name], int | float) for row in filled)
	key = (lambda row: row[name]) if is_number else (lambda row: str(row[name]))
	return [*sorted(filled, key=key, reverse=sort.startswith("-")), *empty, *totals]


def titles_of(rows: list[Row], columns: Columns) -> Titles:
	titles = Titles()
	titles.want_fields([column for column in columns if not column.get("is_name")], rows)
	return titles.load()


def said_once(rows: list[Row], columns: Columns) -> Columns:
	"""The columns for paper: without those that say only what the link right before them shows as its title.

	Reports name a record beside its link for readers that see codes there, as Frappe's own pages show them. What somebody chose
	in the report builder (it has a `source`) stays.
	"""
	titles, told = titles_of(rows, columns), [row for row in rows if not row.get("is_total")]

	def repeats(column: dict[str, Any], before: dict[str, Any]) -> bool:
		pairs = [(row.get(column["fieldname"]), titles.of_field(before, row)[0]) for row in told]
		is_pair = column["fieldtype"] == "Data" and before["fieldtype"] == "Link" and not column.get("source")
		return is_pair and bool(pairs) and all(title and value == title for value, title in pairs)

	after = zip(columns[1:], columns, strict=False)
	return [*columns[:1], *(column for column, before in after if not repeats(column, before))]


def cell(row: Row, column: dict[str, Any], titles: Titles, plain: Any) -> dict[str, Any]:
	"""One cell: links to records, lights and statuses as marks, numbers to the right and leading to what they count."""
	value, num = row.get(column["fieldname"]), column["fieldtype"] in NUMERIC
	title, target = titles.of_field(column, row)
	html: Any = plain(value, column)
	if value in LIGHTS and isinstance(value, str):
		html = lamp(LIGHTS[value], _(value))
	elif target and value:
		html = tag("a", {"href": record_url(target, value)}, title or text_of(value, column))
	elif is_state(column) and value and isinstance(value, str):
		html = status_pill(value, declared_states(column), str(html))
	elif num and value and (url := list_behind(row, column)):
		html = tag("a", {"href": url, "title": _("Show these records")}, html)
	elif column["fieldtype"] in WORN:
		html = tag("span", {"class": WORN[column["fieldtype"]]}, html)
	elif column["fieldtype"] in LONG and html:
		html = folded(html)
	return {"html": html, "num": num}


def is_state(column: dict[str, Any]) -> bool:
	"""Whether a column tells a status, by the name of its field."""
	name = column.get("source") or column["fieldname"]
	return column["fieldtype"] in ("Select", "Data", "Link") and (
		name in ("status", "state", "workflow_state") or name.endswith("_status")
	)


def declared_states(column: dict[str, Any]) -> dict[str, str]:
	"""The colours that the form of a column gives its states; none where the column does not name its form."""
	parent = column.get("parent")
	return (
		states_of(frappe.get_meta(parent))
		if parent and frappe.db.exists("DocType", parent, cache=True)
		else {}
	)


def list_behind(row: Row, column: dict[str, Any]) -> str | None:
	"""The list that a number counts: the column's `drill` (doctype and filters) narrowed by the row's `drill` filters."""
	drill = column.get("drill")
	if not drill or row.get("drill") is None or not is_doctype(drill["doctype"]) or not may(drill["doctype"]):
		return None
	filters = [*(row["drill"] or []), *(drill.get("filters") or [])]
	return list_url(drill["doctype"]) + ("?" + query_of([list(one) for one in filters]) if filters else "")
