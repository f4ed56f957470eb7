"""What a list's address says: filters, search text, order, page. The address is the state, so a list can be sent as a link."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

import frappe
from frappe import _

from frappe_standalone.core.desk.list_spans import days_of
from frappe_standalone.core.desk.list_tables import table_fields
from frappe_standalone.core.desk.rights import field_levels, may

SIZES = (20, 50, 100)
# Parts of an address that belong to the board and the calendar
VIEW_KEYS = ("_field", "_start_field", "_end_field", "_month", "_show")
OPERATORS = {
	*("=", "!=", ">", "<", ">=", "<=", "like", "not like", "in", "not in", "between", "is", "timespan"),
	*("descendants of", "descendants of (inclusive)", "ancestors of", "not descendants of"),
}
# Kept as text beside each record: tags with commas, assigned users as JSON; both are asked for with `like`
GATHERED = ("_user_tags", "_assign")
STANDARD = {
	"name": ("ID", "Data"),
	"owner": ("Created By", "Link"),
	"creation": ("Created On", "Datetime"),
	"modified": ("Last Updated On", "Datetime"),
	"modified_by": ("Last Updated By", "Link"),
	"docstatus": ("Document Status", "Int"),
	"_user_tags": ("Tags", "Data"),
	"_assign": ("Assigned To", "Link"),
}
NO_FILTER = {
	"Section Break",
	"Column Break",
	"Tab Break",
	"Table",
	"Table MultiSelect",
	"HTML",
	"Button",
	"Password",
	"Image",
	"Heading",
	"Fold",
}


def readable_fields(meta: Any) -> list[Any]:
	"""The stored fields whose permission level the user may read."""
	levels = field_levels(meta)
	if may(meta.name):
		levels.add(0)  # also where documents were only shared
	return [
		df
		for df in meta.fields
		if int(df.get("permlevel") or 0) in levels
		and df.get("fieldtype") not in NO_FILTER
		and not df.get("is_virtual")
	]


def standard_field(name: str) -> Any:
	label, fieldtype = STANDARD[name]
	return frappe._dict(
		fieldname=name, label=label, fieldtype=fieldtype, options="User" if fieldtype == "Link" else None
	)


@dataclass(frozen=True)
class ListState:
	"""One list as its address describes it; `filters` are [field, operator, value]."""

	url: str
	filters: tuple[tuple[str, str, Any], ...] = ()
	q: str = ""
	sort: str = ""
	start: int = 0
	limit: int = SIZES[0]
	default_sort: str = field(default="-modified", compare=False)
	default_limit: int = field(default=SIZES[0], compare=False)
	view: dict[str, str] = field(default_factory=dict, compare=False)

	@classmethod
	def of_request(
		cls, meta: Any, args: MultiDict, url: str, mine: dict[str, Any] | None = None
	) -> ListState:
		"""Read the query of an address; fields the user may not read and operators we do not know are refused.

		Args:
			mine: the user's own order and rows on a page, where the address says nothing of them.
		"""
		mine = mine or {}
		known = {df.get("fieldname") for df in readable_fields(meta)} | set(STANDARD)
		asked = known | set(table_fields(meta)) if any("." in key for key in args) else known
		filters = tuple(
			parse_filter(key, value, asked)
			for key, value in args.items(multi=True)
			if (not key.startswith("_") or key in GATHERED) and value != ""
		)
		default = ("-" if (meta.sort_order or "DESC").lower() != "asc" else "") + (
			meta.sort_field or "modified"
		).split(",")[0].split()[0]
		chosen = mine.get("sort")
		if isinstance(chosen, str) and chosen.lstrip("-") in known:
			default = chosen
		size = mine.get("page_length") if mine.get("page_length") in SIZES else SIZES[0]
		sort = args.get("_sort", default)
		limit = args.get("_limit", size, type=int)
		return cls(
			url,
			filters,
			args.get("_q", "").strip()[:140],
			sort if sort.lstrip("-") in known else default,
			max(args.get("_start", 0, type=int), 0),
			limit if limit in SIZES else size,
			default,
			size,
			{key: value for key, value in args.items() if key in VIEW_KEYS and value},
		)

	@property
	def order_by(self) -> str:
		column = self.sort.lstrip("-")
		return f"`{column}` {'desc' if self.sort.startswith('-') else 'asc'}" + (
			"" if column == "name" else ", name desc"
		)

	def address(self, **changes: Any) -> str:
		"""The address of this list with changes; every change but of the page itself goes back to the first page."""
		state = replace(self, **({"start": 0} | changes))
		query: list[tuple[str, Any]] = [
			(key, value if op == "=" else json.dumps([op, value], ensure_ascii=False))
			for key, op, value in state.filters
		]
		extra = (
			("_q", state.q, ""),
			("_sort", state.sort, self.default_sort),
			("_limit", state.limit, state.default_limit),
			("_start", state.start, 0),
		)
		query += [(key, value) for key, value, default in extra if value != default]
		query += sorted(state.view.items())
		return state.url + ("?" + urlencode(query) if query else "")

	def sorted_by(self, fieldname: str) -> str | None:
		if self.sort.lstrip("-") != fieldname:
			return None
		return "descending" if self.sort.startswith("-") else "ascending"

	def or_filters(self, meta: Any) -> list[list[Any]]:
		"""The search text as conditions on name, title and search fields; LIKE finds two Chinese characters."""
		if not self.q:
			return []
		text = "%" + self.q.replace("%", r"\%") + "%"
		return [[name, "like", text] for name in search_columns(meta)]

	def asked(self) -> list[list[Any]]:
		"""The filters as a query wants them: spans counted in days become dates, tags and people are looked for in their texts."""
		return [list(asked) for row in self.filters for asked in _asked(*row)]

	@property
	def asks_rows(self) -> bool:
		"""Whether a filter looks at the rows of a table."""
		return any("." in row[0] for row in self.filters)

	def without(self, fieldname: str) -> tuple:
		return tuple(row for row in self.filters if row[0] != fieldname)


def _asked(name: str, operator: str, value: Any) -> list[tuple]:
	if "." in name:
		table, column = name.rsplit(".", 1)
		return [(table, *asked) for asked in _asked(column, operator, value)]
	days = days_of(value) if operator == "timespan" and isinstance(value, str) else None
	if days:
		return [(name, "between", [str(day) for day in days])]
	if operator == "between" and isinstance(value, list) and len(value) == 2 and all(map(is_number, value)):
		return [
			(name, ">=", float(value[0])),
			(name, "<=", float(value[1])),
		]  # v15's `between` takes dates only
	if name == "_assign" and operator == "is":
		# Of a record that nobody has any more an empty list is left
		return [(name, "in" if value == "not set" else "not in", ["", "[]"])]
	if name in GATHERED and operator in ("=", "!="):
		part = json.dumps(value) if name == "_assign" else value
		return [(name, "like" if operator == "=" else "not like", f"%{part}%")]
	return [(name, operator, value)]


def is_number(value: Any) -> bool:
	return bool(re.fullmatch(r"-?\d+(\.\d+)?", str(value)))


def search_columns(meta: Any) -> list[str]:
	"""The columns a text search looks at: name, title field and search fields that the user may read."""
	readable = {df.get("fieldname") for df in readable_fields(meta)}
	wanted = [meta.title_field, *(part.strip() for part in (meta.search_fields or "").split(","))]
	return ["name", *dict.fromkeys(name for name in wanted if name and name in readable)]


def parse_filter(key: str, text: str, known: set[str]) -> tuple[str, str, Any]:
	"""`field=value` or `field=["op", value]`. Raises ValidationError for a field or operator that is not open to the user."""
	operator, value = "=", text
	if text.startswith("["):
		try:
			operator, value = json.loads(text)
		except ValueError:
			operator, value = "=", text
	if key not in known or str(operator).lower() not in OPERATORS:
		frappe.throw(
			_(
				"The list cannot be filtered by {0}. Remove it from the address, or choose a field with “Add filter”."
			).format(key)
		)
	return key, str(operator).lower(), value
