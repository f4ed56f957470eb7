"""Running a built report: a list with chosen columns, or figures for each group. Every row comes through `get_list`."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.report_rows import Columns, total_row
from frappe_standalone.core.desk.report_settings import Fields, Measure, Settings
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.wording import enumerated, label_of

MOST_ROWS, MOST_EXPORTED, MOST_IN_CHART = 5_000, 50_000, 20
# So many names in one condition; and the value by which a list without repetitions is put in order
AT_ONCE, ORDER = 5_000, "order_value"
Row = dict[str, Any]


class Built:
	"""The answer of a built report: columns, rows, total, chart, and whether rows were left out."""

	def __init__(self, settings: Settings, limit: int = MOST_ROWS):
		check_may_report(settings.doctype)
		self.settings, self.limit = settings, limit
		self.fields = Fields(settings.doctype)
		self.columns, rows = self.grouped() if settings.group else self.listed()
		self.cut = len(rows) > limit
		self.rows = rows[:limit]
		self.total = total_row(self.rows, self.columns) if settings.totals and self.rows else None

	def listed(self) -> tuple[Columns, list[Row]]:
		settings = self.settings
		columns = [self.column(f"c{number}", *one) for number, one in enumerate(settings.columns)]
		names = zip(columns, settings.columns, strict=True)
		order = settings.order or (settings.doctype, "modified", "desc")
		narrows = self.narrows_by_rows()
		fields = [f"`tab{doctype}`.`{name}` as {column['fieldname']}" for column, (name, doctype) in names]
		rows = frappe.get_list(
			settings.doctype,
			fields=[*fields, f"`tab{order[0]}`.`{order[1]}` as {ORDER}"] if narrows else fields,
			filters=[list(row) for row in settings.filters],
			order_by=f"`tab{order[0]}`.`{order[1]}` {order[2]}",
			limit_page_length=self.limit + 1,
			distinct=narrows,
		)
		return columns, in_order(rows, order[2]) if narrows else [dict(row) for row in rows]

	def narrows_by_rows(self) -> bool:
		"""Filters on a table of which no column is shown would repeat a record for each of its rows."""
		shown = {doctype for _name, doctype in self.settings.columns} | {self.settings.doctype}
		return any(row[0] not in shown for row in self.settings.filters)

	def column(self, key: str, name: str, doctype: str) -> dict[str, Any]:
		df = self.fields.get(doctype, name)
		label = label_of(df) or name
		if doctype != self.settings.doctype:
			label = _("{0} ({1})", context="Column").format(
				label, self.fields.tables.get(doctype, _(doctype))
			)
		kind = df.get("fieldtype")
		found = {"fieldname": key, "label": label, "fieldtype": "Data" if kind == "Dynamic Link" else kind}
		found |= {"options": df.get("options"), "parent": df.get("parent"), "hidden": 0, "source": name}
		if name == "name" and doctype == self.settings.doctype:
			found |= {"fieldtype": "Link", "options": doctype, "is_name": True}
		return found

	# ---- groups ----
	def grouped(self) -> tuple[Columns, list[Row]]:
		settings = self.settings
		df = self.fields.get(settings.doctype, settings.group)
		figures = self.figures()
		keys = self.ordered(figures, df)
		texts = self.group_texts(keys, df)
		columns: Columns = [
			{"fieldname": "group", "label": label_of(df), "fieldtype": "Data", "options": None, "hidden": 0}
		]
		columns += [self.measure_column(number, one) for number, one in enumerate(settings.measures)]
		rows = []
		for key in keys:
			row: Row = {"group": texts[key], "drill": self.drill(key)}
			row |= {f"m{n}": figures[key].get(n, 0) for n in range(len(settings.measures))}
			rows.append(row)
		return columns, rows

	def figures(self) -> dict[Any, dict[int, float]]:
		"""Group → number of the measure → value; measures of the same conditions share a query."""
		together: dict[tuple, list[int]] = defaultdict(list)
		for number, one in enumerate(self.settings.measures):
			together[repr(one.where),].append(number)
		found: dict[Any, dict[int, float]] = defaultdict(dict)
		for numbers in together.values():
			parts = self.read_groups([self.settings.measures[number] for number in numbers])
			for key, values in parts.items():
				found[key] |= dict(zip(numbers, values, strict=True))
		return found

	def read_groups(self, measures: list[Measure]) -> dict[Any, list[float]]:
		name = self.settings.group
		fields = [f"`{name}` as g", "count(name) as n"]
		for number, one in enumerate(measures):
			if one.field:
				fields += [f"sum(`{one.field}`) as s{number}", f"count(`{one.field}`) as k{number}"]
		sums: dict[Any, Row] = {}
		for row in self.group_rows(fields, name, measures[0]):
			kept = sums.setdefault(self.key_of(row["g"]), defaultdict(float))
			for part, value in row.items():
				if part != "g":
					kept[part] += float(value or 0)
		return {key: [figure(kept, n, one) for n, one in enumerate(measures)] for key, kept in sums.items()}

	def group_rows(self, fields: list[str], name: str, measure: Measure) -> list[Row]:
		"""The rows of one grouped query, or of several whose sums belong together."""
		rows: list[Row] = []
		for filters in self.parts_of(measure):
			rows += frappe.get_list(
				self.settings.doctype,
				fields=fields,
				filters=filters,
				group_by=name,
				order_by=None,
				limit_page_length=MOST_EXPORTED,
			)
		return rows

	def parts_of(self, measure: Measure) -> list[list[list[Any]]]:
		"""The filters of a figure. Conditions on rows of a table become the names of the records that have such rows, so
		that each record counts once, however many of its rows fit."""
		doctype = self.settings.doctype
		filters = [
			*(list(row) for row in self.settings.filters),
			*([doctype, *row] for row in measure.where),
		]
		if all(row[0] == doctype for row in filters):
			return [filters]
		names = frappe.get_list(doctype, filters=filters, pluck="name", distinct=True, order_by=None)
		return [[[doctype, "name", "in", names[at : at + AT_ONCE]]] for at in range(0, len(names), AT_ONCE)]

	def key_of(self, value: Any) -> Any:
		"""The group a value belongs to: itself, or the month, quarter or year of a date."""
		if value in (None, ""):
			return ""
		if not self.settings.period or not self.is_date():
			return value
		year, month = int(str(value)[:4]), int(str(value)[5:7])
		return {"Month": (year, month), "Quarter": (year, (month - 1) // 3 + 1), "Year": (year,)}[
			self.settings.period
		]

	def is_date(self) -> bool:
		df = self.fields.get(self.settings.doctype, self.settings.group)
		return df.get("fieldtype") in ("Date", "Datetime")

	def ordered(self, figures: dict[Any, dict[int, float]], df: Any) -> list[Any]:
		"""Dates in time; others by the first figure, the largest first, or by name; what is not filled in last."""
		filled = [key for key in figures if key != ""]
		if self.is_date() or self.settings.group_order == "name":
			filled.sort(key=str if not self.settings.period else lambda key: key)
		else:
			filled.sort(key=lambda key: (-figures[key].get(0, 0), str(key)))
		return filled + ([""] if "" in figures else [])

	def group_texts(self, keys: list[Any], df: Any) -> dict[Any, str]:
		titles = Titles()
		if df.get("fieldtype") == "Link":
			for key in keys:
				titles.want(df.get("options"), key)
			titles.load()
		texts = {key: self.group_text(key, df, titles) for key in keys}
		often = Counter(texts.values())
		# two records of the same title are told apart by their names
		return {
			key: _("{0} ({1})", context="Column").format(text, key)
			if often[text] > 1 and str(key) != text
			else text
			for key, text in texts.items()
		}

	def group_text(self, key: Any, df: Any, titles: Titles) -> str:
		if key == "":
			return _("Not set")
		if isinstance(key, tuple):
			words = {1: _("{0}", context="Year"), 2: _("{0}-{1}", context="Month")}[len(key)]
			if self.settings.period == "Quarter":
				words = _("{0} quarter {1}")
			return words.format(
				key[0], *[f"{part:02d}" if self.settings.period == "Month" else part for part in key[1:]]
			)
		title = titles.get(df.get("options"), key) if df.get("fieldtype") == "Link" else None
		return text_of(key, df, title)

	def drill(self, key: Any) -> list[list[Any]] | None:
		"""The filters of the list behind a group; None where the list cannot ask the same."""
		own = [list(row[1:]) for row in self.settings.filters if row[0] == self.settings.doctype]
		if len(own) < len(self.settings.filters) or isinstance(key, tuple):
			return None
		return [
			*own,
			[self.settings.group, "=", key] if key != "" else [self.settings.group, "is", "not set"],
		]

	def measure_column(self, number: int, one: Measure) -> dict[str, Any]:
		df = self.fields.get(self.settings.doctype, one.field) if one.field else None
		kind = "Int" if one.function == "count" else "Float"
		if one.function == "sum" and df.get("fieldtype") in ("Currency", "Int", "Duration"):
			kind = df.get("fieldtype")
		return {
			"fieldname": f"m{number}",
			"label": one.label or measure_label(one, df),
			"fieldtype": kind,
			"options": None,
			"hidden": 0,
			"precision": 2 if one.function == "avg" else None,
			"disable_total": one.function == "avg",
			"drill": {"doctype": self.settings.doctype, "filters": [list(row) for row in one.where]},
		}

	# ---- around the table ----
	def chart(self) -> dict[str, Any] | None:
		"""v15's chart dict; of a list its first figures by x and y, of groups all measures."""
		settings, rows = self.settings, self.rows[:MOST_IN_CHART]
		if not settings.chart or not rows:
			return None
		if settings.group:
			sets = [(column["label"], column["fieldname"]) for column in self.columns[1:]]
			labels = [row["group"] for row in rows]
		else:
			by_source = {column["source"]: column for column in self.columns}
			x, *ys = [by_source.get(name) for name in settings.axes] or [None]
			if not x or not any(ys):
				return None
			sets = [(column["label"], column["fieldname"]) for column in ys if column]
			labels = [text_of(row.get(x["fieldname"]), x) for row in rows]
		datasets = [{"name": label, "values": [row.get(key) or 0 for row in rows]} for label, key in sets]
		return {"type": settings.chart, "data": {"labels": labels, "datasets": datasets}}

	def notes(self) -> list[str]:
		"""The filters in words."""
		return filter_words(self.settings, self.fields)


def figure(kept: Row, number: int, one: Measure) -> float:
	if one.function == "count":
		return int(kept["n"])
	if one.function == "sum":
		return kept[f"s{number}"]
	return round(kept[f"s{number}"] / kept[f"k{number}"], 2) if kept[f"k{number}"] else 0


def measure_label(one: Measure, df: Any) -> str:
	if one.function == "count":
		return _("Number of records")
	return {"sum": _("Sum of {0}"), "avg": _("Average of {0}")}[one.function].format(label_of(df))


def check_may_report(doctype: str) -> None:
	"""Raise PermissionError where the user may not report on a DocType, or may read none of its records."""
	if not (frappe.has_permission(doctype, "read") and frappe.has_permission(doctype, "report")):
		frappe.throw(
			_("You may not make reports of {0}. If your work needs it, ask your administrator.").format(
				_(doctype)
			),
			frappe.PermissionError,
		)


WORDS = {
	"=": "{0}: {1}", "!=": "{0} is not {1}", ">=": "{0} from {1}", "<=": "{0} until {1}", ">": "{0} above {1}",
	"<": "{0} below {1}", "like": "{0} contains {1}", "not like": "{0} does not contain {1}", "in": "{0}: {1}",
	"not in": "{0} is not {1}", "between": "{0}: {1}",
}  # fmt: skip


def filter_words(settings: Settings, fields: Fields) -> list[str]:
	"""The filters of a report in words, for its head on screen and on paper."""
	titles = Titles()
	rows = [
		(fields.get(doctype, name), operator, value) for doctype, name, operator, value in settings.filters
	]
	for df, _operator, value in rows:
		for one in value if isinstance(value, list) else [value]:
			titles.want_fields([df], [{df.get("fieldname"): one}])
	titles.load()
	return [filter_text(df, operator, value, titles) for df, operator, value in rows]


def filter_text(df: Any, operator: str, value: Any, titles: Titles) -> str:
	label = label_of(df) or df.get("fieldname")
	if operator == "is":
		return (_("{0} is filled in") if value == "set" else _("{0} is empty")).format(label)
	parts = value if isinstance(value, list) else [value]
	texts = [filter_value(df, part, titles) for part in parts]
	shown = _("{0} to {1}").format(*texts) if operator == "between" and len(texts) == 2 else enumerated(texts)
	return _(WORDS.get(operator, "{0}: {1}"), context="Filter").format(label, shown)


def filter_value(df: Any, value: Any, titles: Titles) -> str:
	try:
		return text_of(
			str(value).strip("%") if isinstance(value, str) else value,
			df,
			titles.get(df.get("options"), value),
		)
	except (TypeError, ValueError):
		return str(value)


def in_order(rows: list[Any], direction: str) -> list[Row]:
	"""Rows by their value of order, what is empty last: a list without repetitions comes in no order."""
	empty = [row for row in rows if row[ORDER] is None]
	filled = [row for row in rows if row[ORDER] is not None]
	filled.sort(key=lambda row: row[ORDER], reverse=direction == "desc")
	return [{key: value for key, value in row.items() if key != ORDER} for row in filled + empty]
