"""What leaves a list as a file: chosen columns, also those of child tables, as a workbook or as text."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from itertools import zip_longest
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import NUMERIC, text_of
from frappe_standalone.core.desk.list_fields import child_columns
from frappe_standalone.core.desk.list_state import STANDARD, readable_fields, standard_field
from frappe_standalone.core.desk.list_tables import once
from frappe_standalone.core.desk.rights import field_levels
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.wording import label_of

# A workbook of so many rows takes some 20 seconds to build, and a spreadsheet some memory to open
LIMIT = 50_000
CHUNK = 500
# What a spreadsheet would run; a minus before a number is none
RUNS = ("=", "+", "-", "@", "\t", "\r")
# Longer numbers lose their last digits in a spreadsheet
LONGEST_NUMBER = 11


class Export:
	"""The rows of one export: the list's own columns, and for each row of a chosen table one line."""

	def __init__(self, doctype: str, wanted: list[str]):
		self.doctype, self.meta = doctype, frappe.get_meta(doctype)
		self.fields = own_fields(self.meta, wanted)
		self.tables = {
			df.get("fieldname"): (df, columns)
			for df in self.meta.fields
			if df.get("fieldtype") == "Table" and (columns := self.columns_of(df, wanted))
		}
		self.capped = False

	def columns_of(self, df: Any, wanted: list[str]) -> list[Any]:
		"""The columns of a child table that were asked for (`table.column`) and may be read."""
		prefix = df.get("fieldname") + "."
		names = [name.removeprefix(prefix) for name in wanted if name.startswith(prefix)]
		levels = field_levels(self.meta)
		if not names or int(df.get("permlevel") or 0) not in levels:
			return []
		known = {column.get("fieldname"): column for column in child_columns(df, self.doctype)}
		return [known[name] for name in names if name in known]

	def heads(self) -> list[dict[str, Any]]:
		"""[{label, fieldtype}] of all columns; a table's columns name their table where labels would be the same."""
		heads = [
			{"label": label_of(df) or df.get("fieldname"), "fieldtype": df.get("fieldtype")}
			for df in self.fields
		]
		seen = {head["label"] for head in heads}
		for df, columns in self.tables.values():
			for column in columns:
				label = label_of(column) or column.get("fieldname")
				label = f"{label_of(df)} {label}" if label in seen else label
				seen.add(label)
				heads.append({"label": label, "fieldtype": column.get("fieldtype")})
		return heads

	def rows(self, **query: Any) -> list[list[Any]]:
		"""The table of values. `query` are arguments of `frappe.get_list`."""
		names = {df.get("fieldname") for df in self.fields} | {"name"}
		names |= {df.get("options") for df in self.fields if df.get("fieldtype") == "Dynamic Link"} & {
			df.get("fieldname") for df in readable_fields(self.meta)
		}
		found = frappe.get_list(
			self.doctype,
			fields=sorted(names),
			limit_page_length=LIMIT + 1,
			group_by=once(self.doctype, query.get("filters") or []),
			**query,
		)
		self.capped, found = len(found) > LIMIT, found[:LIMIT]
		children = {name: self.children(df, columns, found) for name, (df, columns) in self.tables.items()}
		titles = self.titles(found, children)
		return [line for row in found for line in self.lines(row, children, titles)]

	def children(self, df: Any, columns: list[Any], found: list[Any]) -> dict[str, list[Any]]:
		"""The rows of one table by parent; who may read the parent may read them."""
		rows: dict[str, list[Any]] = defaultdict(list)
		names = [row["name"] for row in found]
		fields = ["parent", *(column.get("fieldname") for column in columns)]
		for at in range(0, len(names), CHUNK):
			filters = {
				"parenttype": self.doctype,
				"parentfield": df.get("fieldname"),
				"parent": ["in", names[at : at + CHUNK]],
			}
			for row in frappe.get_all(
				df.get("options"), filters=filters, fields=fields, order_by="parent, idx"
			):
				rows[row["parent"]].append(row)
		return rows

	def titles(self, found: list[Any], children: dict[str, dict[str, list[Any]]]) -> Titles:
		titles = Titles()
		titles.want_fields(self.fields, found)
		for name, (_df, columns) in self.tables.items():
			titles.want_fields(columns, (row for rows in children[name].values() for row in rows))
		return titles.load()

	def lines(self, row: Any, children: dict[str, dict[str, list[Any]]], titles: Titles) -> list[list[Any]]:
		"""The lines of one record. Its words stand in each of them, so that they can be filtered; its numbers in the first
		only, so that a sum is right."""
		own = [value_of(row, df, titles) for df in self.fields]
		if not self.tables:
			return [own]
		later = [
			"" if df.get("fieldtype") in NUMERIC else value
			for df, value in zip(self.fields, own, strict=True)
		]
		parts = [children[name].get(row["name"], []) for name in self.tables]
		lines = []
		for number, child_rows in enumerate(
			zip_longest(*parts) if any(parts) else [tuple(None for _part in parts)]
		):
			line = list(later if number else own)
			for child, (_df, columns) in zip(child_rows, self.tables.values(), strict=True):
				line += [value_of(child, column, titles) if child else "" for column in columns]
			lines.append(line)
		return lines


def own_fields(meta: Any, names: list[str]) -> list[Any]:
	"""The docfields to export: those named that the user may read."""
	known = {df.get("fieldname"): df for df in readable_fields(meta)}
	known.update({name: standard_field(name) for name in STANDARD})
	return [known[name] for name in names if name in known]


def value_of(row: Any, df: Any, titles: Titles) -> Any:
	"""A value as a file holds it: numbers and dates as such, everything else as its reader knows it."""
	value, kind = row.get(df.get("fieldname")), df.get("fieldtype")
	if kind in (*NUMERIC, "Date", "Datetime") and kind not in ("Rating", "Duration"):
		return value
	return text_of(value, df, titles.of_field(df, row)[0])


def build_csv(heads: list[dict[str, Any]], rows: list[list[Any]]) -> bytes:
	"""Text that WPS and Excel open rightly: UTF-8 with its mark, nothing that runs, long numbers whole, dates as dates."""
	stream = io.StringIO()
	writer = csv.writer(stream, lineterminator="\r\n")
	writer.writerow([as_text(head["label"]) for head in heads])
	writer.writerows([as_text(value) for value in row] for row in rows)
	return b"\xef\xbb\xbf" + stream.getvalue().encode()


def as_text(value: Any) -> str:
	"""One cell. A quote stands before what would run; a tab before a long number keeps it from being rounded."""
	if value is None:
		return ""
	if isinstance(value, datetime.datetime):
		return value.strftime("%Y-%m-%d %H:%M:%S")
	if isinstance(value, datetime.date) or (isinstance(value, int | float) and not isinstance(value, bool)):
		return str(value)
	text = str(value)
	if text[:1] in RUNS:
		return "'" + text
	if len(text) > LONGEST_NUMBER and text.isdecimal():
		return "\t" + text
	return text


def cap_note(export: Export) -> list[str]:
	"""The line that says that not all is there."""
	if not export.capped:
		return []
	return [
		_("Only the first {0} records. Narrow the list by filters to get the others.").format(f"{LIMIT:,}")
	]
