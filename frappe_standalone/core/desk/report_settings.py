"""What a built report asks, read from and written to the JSON that v15's report view keeps in `Report.json`.

Keys of v15: filters, fields, order_by, add_totals_row, page_length, column_widths, group_by, chart_args. Beyond them stand
`measures` (several figures for each group, each with conditions of its own; v15 shows the first), `group_period` (a date
by month, quarter or year) and `group_order`. Whoever reads a report gets what he may read: a column above his level is
left out, a filter on such a field refuses the report, because its rows would tell the value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.list_state import (
	NO_FILTER,
	OPERATORS,
	STANDARD,
	readable_fields,
	standard_field,
)
from frappe_standalone.core.desk.wording import label_of
from frappe_standalone.core.http import incoming

FUNCTIONS = ("count", "sum", "avg")
PERIODS = ("", "Month", "Quarter", "Year")
CHARTS = ("", "bar", "line", "pie")
MOST_COLUMNS, MOST_MEASURES = 30, 6
QUALIFIED = re.compile(r"^`?tab(?P<doctype>[^`]+)`?\.`?(?P<field>\w+)`?$")
NUMBERS = ("Int", "Float", "Currency", "Percent", "Check", "Duration")


class Fields:
	"""The fields of a DocType and of its tables that the user may read, by (doctype, fieldname)."""

	def __init__(self, doctype: str):
		self.doctype = doctype
		meta = frappe.get_meta(doctype)
		levels = set(meta.get_permlevel_access("read"))
		self.known: dict[tuple[str, str], Any] = {(doctype, name): standard_field(name) for name in STANDARD}
		self.tables: dict[str, str] = {}
		for df in readable_fields(meta):
			if not df.get("hidden"):
				self.known[doctype, df.fieldname] = df
		for table in meta.get_table_fields():
			if table.hidden or int(table.permlevel or 0) not in levels:
				continue
			self.tables[table.options] = label_of(table)
			self.read_rows(table.options, levels)

	def read_rows(self, child: str, levels: set[int]) -> None:
		"""A table's fields are as open as their level is in the document."""
		for df in frappe.get_meta(child).fields:
			if int(df.permlevel or 0) in levels and not df.hidden and df.fieldtype not in NO_FILTER:
				self.known[child, df.fieldname] = df

	def get(self, doctype: str, fieldname: str) -> Any:
		return self.known.get((doctype, fieldname))

	def choices(self) -> list[dict[str, Any]]:
		"""For the page: every field with its label, its kind and the table it stands in."""
		return [
			{
				"doctype": doctype,
				"fieldname": name,
				"label": label_of(df) or name,
				"table": self.tables.get(doctype, ""),
				"fieldtype": df.get("fieldtype"),
				"target": df.get("options") if df.get("fieldtype") == "Link" else None,
				"options": options_of(df),
			}
			for (doctype, name), df in self.known.items()
			if name != "docstatus" or frappe.get_meta(self.doctype).is_submittable
		]


def options_of(df: Any) -> list[list[str]] | None:
	from frappe_standalone.core.desk.list_filters import choices_of

	return [list(pair) for pair in choices_of(df)] if df.get("fieldtype") in ("Select", "Check") else None


@dataclass(frozen=True)
class Measure:
	"""One figure for each group: a count, a sum or an average, over records that meet `where` besides."""

	function: str = "count"
	field: str = ""
	label: str = ""
	where: tuple[tuple[str, str, Any], ...] = ()


@dataclass(frozen=True)
class Settings:
	"""A built report."""

	doctype: str
	columns: tuple[tuple[str, str], ...] = ()  # (fieldname, doctype)
	filters: tuple[tuple[str, str, str, Any], ...] = ()  # (doctype, fieldname, operator, value)
	order: tuple[str, str, str] | None = None  # (doctype, fieldname, asc or desc)
	group: str = ""
	period: str = ""
	group_order: str = ""  # "" by the first figure, "name" by the group
	measures: tuple[Measure, ...] = ()
	totals: bool = False
	chart: str = ""
	axes: tuple[str, ...] = field(default=(), compare=False)  # v15's chart of a list: x, then y


def read_settings(doctype: str, sent: Any) -> Settings:
	"""Read and check the JSON of a report for the signed-in user.

	Raises:
		ValidationError: for what is no such JSON, and for a filter or group the user may not read.
	"""
	raw = incoming.from_json(sent) if sent else {}
	if not isinstance(raw, dict):
		frappe.throw(_("The settings of a report are an object."))
	fields = Fields(doctype)
	group, measures = groups_of(raw, fields)
	chart = raw.get("chart_args") if isinstance(raw.get("chart_args"), dict) else {}
	return Settings(
		doctype=doctype,
		columns=columns_of(raw, fields),
		filters=tuple(filter_of(row, fields) for row in incoming.list_of(raw.get("filters"))),
		order=order_of(raw.get("order_by"), fields),
		group=group,
		period=one_of(raw.get("group_period"), PERIODS),
		group_order=one_of(raw.get("group_order"), ("", "name")),
		measures=measures,
		totals=bool(raw.get("add_totals_row")),
		chart=one_of(str(chart.get("chart_type") or "").lower(), CHARTS),
		axes=tuple([str(chart.get("x_axis") or ""), *map(str, incoming.list_of(chart.get("y_axes")))]),
	)


def one_of(value: Any, allowed: tuple[str, ...]) -> str:
	return value if isinstance(value, str) and value in allowed else ""


def columns_of(raw: dict[str, Any], fields: Fields) -> tuple[tuple[str, str], ...]:
	"""The columns the reader may see, in order; without any, those of the list."""
	found = []
	for row in incoming.list_of(raw.get("fields") or raw.get("columns"))[:MOST_COLUMNS]:
		if isinstance(row, list) and len(row) >= 2 and fields.get(str(row[1]), str(row[0])) is not None:
			found.append((str(row[0]), str(row[1])))
	return tuple(dict.fromkeys(found)) or default_columns(fields)


def default_columns(fields: Fields) -> tuple[tuple[str, str], ...]:
	own = [(name, df) for (doctype, name), df in fields.known.items() if doctype == fields.doctype]
	listed = [(name, fields.doctype) for name, df in own if df.get("in_list_view")]
	return (("name", fields.doctype), *listed)


def filter_of(row: Any, fields: Fields) -> tuple[str, str, str, Any]:
	"""A filter as [doctype, field, operator, value] or without the doctype."""
	parts = list(row) if isinstance(row, list | tuple) else []
	if len(parts) == 3:
		parts = [fields.doctype, *parts]
	if len(parts) < 4 or str(parts[2]).lower() not in OPERATORS:
		frappe.throw(_("A filter of this report cannot be read. Remove it and add it again."))
	doctype, name, operator, value = str(parts[0]), str(parts[1]), str(parts[2]).lower(), parts[3]
	check_readable(fields, doctype, name)
	if not isinstance(value, str | int | float | bool | list | None):
		frappe.throw(_("A filter of this report cannot be read. Remove it and add it again."))
	return doctype, name, operator, value


def check_readable(fields: Fields, doctype: str, name: str) -> None:
	if fields.get(doctype, name) is None:
		frappe.throw(
			_(
				"This report asks for {0}, which you may not read. Ask who built it, or your administrator."
			).format(frappe.utils.escape_html(name)),
			frappe.PermissionError,
		)


def order_of(text: Any, fields: Fields) -> tuple[str, str, str] | None:
	"""The first part of an ORDER BY as v15 writes it: `tabX`.`field` desc."""
	words = str(text or "").split(",")[0].strip().rsplit(" ", 1)
	found = QUALIFIED.match(words[0].strip())
	doctype, name = (found["doctype"], found["field"]) if found else (fields.doctype, words[0].strip("` "))
	if fields.get(doctype, name) is None:
		return None
	return doctype, name, "asc" if words[-1].lower() == "asc" else "desc"


def groups_of(raw: dict[str, Any], fields: Fields) -> tuple[str, tuple[Measure, ...]]:
	"""(field, measures) of a grouped report, ("", ()) of a plain one."""
	group = raw.get("group_by")
	if not isinstance(group, dict) or not group.get("group_by"):
		return "", ()
	name = bare_name(group["group_by"])
	check_readable(fields, fields.doctype, name)
	rows = raw.get("measures")
	if not isinstance(rows, list) or not rows:
		rows = [
			{"function": group.get("aggregate_function"), "field": bare_name(group.get("aggregate_on") or "")}
		]
	return name, tuple(measure_of(row, fields) for row in rows[:MOST_MEASURES])


def measure_of(row: Any, fields: Fields) -> Measure:
	row = row if isinstance(row, dict) else {}
	function, name = row.get("function") or "count", str(row.get("field") or "")
	if function not in FUNCTIONS:
		frappe.throw(_("A figure is a count, a sum or an average."))
	if function == "count":
		name = ""
	else:
		check_readable(fields, fields.doctype, name)
		if fields.get(fields.doctype, name).get("fieldtype") not in NUMBERS:
			frappe.throw(_("Only numbers can be added up: choose another field for this figure."))
	where = [filter_of(one, fields) for one in incoming.list_of(row.get("where"))]
	return Measure(function, name, str(row.get("label") or "")[:60], tuple(one[1:] for one in where))


def bare_name(text: str) -> str:
	found = QUALIFIED.match(str(text))
	return found["field"] if found else str(text).strip("` ")


def write_settings(settings: Settings) -> dict[str, Any]:
	"""The JSON that v15's report view reads, with ours beside it."""
	doctype, grouped = settings.doctype, bool(settings.group)
	columns = [["name", doctype], *[]] if not settings.columns else [list(one) for one in settings.columns]
	first = settings.measures[0] if settings.measures else Measure()
	order = settings.order or (doctype, "modified", "desc")
	chart = None
	if settings.chart:
		axes = [settings.group, "_aggregate_column"] if grouped else list(settings.axes)
		chart = {"chart_type": settings.chart, "x_axis": axes[0] if axes else "", "y_axes": axes[1:]}
	return {
		"filters": [[*row, False] for row in settings.filters],
		"fields": [[settings.group, doctype], ["_aggregate_column", doctype]] if grouped else columns,
		"order_by": f"`tab{order[0]}`.`{order[1]}` {order[2]}",
		"add_totals_row": int(settings.totals),
		"page_length": 20,
		"column_widths": {},
		"group_by": {
			"group_by": f"`tab{doctype}`.`{settings.group}`",
			"aggregate_function": first.function,
			"aggregate_on": f"`tab{doctype}`.`{first.field or 'name'}`",
		}
		if grouped
		else None,
		"chart_args": chart,
		"measures": [
			{
				"function": one.function,
				"field": one.field,
				"label": one.label,
				"where": [list(row) for row in one.where],
			}
			for one in settings.measures
		],
		"group_period": settings.period,
		"group_order": settings.group_order,
	}
