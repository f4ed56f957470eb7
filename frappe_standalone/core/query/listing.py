"""`frappe.get_all` and `frappe.get_list`: fields, filters, order and permissions become one SELECT."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from frappe_standalone.core import permissions
from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.db.parameters import Statement
from frappe_standalone.core.db.reading import DEFAULT_ORDER
from frappe_standalone.core.db.statements import shape
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import log, throw
from frappe_standalone.core.query.conditions import condition
from frappe_standalone.core.query.filters import Filter, parse
from frappe_standalone.core.query.hidden import refuse_hidden
from frappe_standalone.core.query.joins import Joins
from frappe_standalone.core.query.parameters import Parameters
from frappe_standalone.core.query.permitted import permitted
from frappe_standalone.core.query.selection import DISTINCT, Selection, read_fields
from frappe_standalone.core.query.sorting import ORDER_BY, default_order, group_clause, order_clause
from frappe_standalone.core.query.unknown import unknown_fields_refused
from frappe_standalone.core.translate import _
from frappe_standalone.core.unsupported import NotSupported
from frappe_standalone.core.utils.numbers import cint

BIGGEST = 2**63 - 1  # what SQLite takes as a number of rows


def get_all(doctype: str, *args: Any, **kwargs: Any) -> list:
	"""A list of rows, whoever asks. Arguments as of `get_list`."""
	kwargs["ignore_permissions"] = True
	kwargs.setdefault("limit_page_length", 0)
	return get_list(doctype, *args, **kwargs)


def get_list(
	doctype: str,
	fields: Any = None,
	filters: Any = None,
	or_filters: Any = None,
	docstatus: Any = None,
	group_by: str | None = None,
	order_by: str | None = DEFAULT_ORDER,
	limit_start: Any = False,
	limit_page_length: Any = None,
	as_list: bool = False,
	with_childnames: bool = False,
	debug: bool = False,
	ignore_permissions: bool = False,
	user: str | None = None,
	with_comment_count: Any = False,
	join: str = "left join",
	distinct: bool = False,
	start: Any = None,
	page_length: Any = None,
	limit: Any = None,
	ignore_ifnull: bool = False,
	save_user_settings: bool = False,
	save_user_settings_fields: bool = False,
	update: dict | None = None,
	add_total_row: Any = None,
	user_settings: Any = None,
	reference_doctype: str | None = None,
	run: bool = True,
	strict: bool = True,
	pluck: str | None = None,
	ignore_ddl: bool = False,
	*,
	parent_doctype: str | None = None,
) -> list:
	"""The rows that match and that the user may read.

	Args:
		fields: `*`, or fields: `name`, `name as id`, `count(*) as n`, `link.field`, `table.field`, `` `tabX`.`y` ``.
		filters: a dictionary or a list; every one must match. `or_filters`: one of these must match as well.
		order_by: as written; left out the DocType's own order; None or empty for no order.
		limit_page_length: rows at most, 0 or None for all; `limit` and `page_length` are other names for it.
		pluck: return this field instead of rows.
		parent_doctype: needed to list a child table with permissions.
		run: False returns the query.

	Raises:
		PermissionError: if the user may not read the DocType.
		DataError: for fields that hold SQL of another kind.
	"""
	if with_childnames or save_user_settings:
		raise NotSupported("frappe.get_list(with_childnames=True or save_user_settings=True)")
	fields, filters = swapped(fields, filters)
	if ignore_ddl and not local.db.table_exists(doctype):
		return []
	query = ListQuery(doctype, user or local.session.user, ignore_permissions, parent_doctype, ignore_ifnull)
	query.reference_doctype = reference_doctype or doctype
	query.select(fields or [pluck or "name"], keep_places=as_list)
	if not query.selection.columns:
		return []
	query.filter(filters, or_filters)
	query.sort(order_by, group_by, distinct)
	sql = query.sql(cint(limit or page_length or limit_page_length), cint(start or limit_start), join)
	if not run:
		return query.parameters.inline(sql)
	if debug:
		log(query.parameters.inline(sql))
	cursor = query.run(sql)
	rows = shape(cursor.fetchall(), cursor, not as_list, False, False, update)
	if cint(with_comment_count) and not as_list:
		add_comment_count(rows)
	return [row[pluck] for row in rows] if pluck else rows


def swapped(fields: Any, filters: Any) -> tuple[Any, Any]:
	"""v15 lets fields and filters change places, since nobody remembers which comes first."""
	looks_like_filters = isinstance(fields, dict) or (
		isinstance(fields, list) and fields and isinstance(fields[0], list)
	)
	looks_like_fields = (
		fields and isinstance(filters, list) and len(filters) > 1 and isinstance(filters[0], str)
	)
	return (filters, fields) if looks_like_filters or looks_like_fields else (fields, filters)


class ListQuery:
	"""The parts of one SELECT while they come together."""

	def __init__(
		self,
		doctype: str,
		user: str,
		ignore_permissions: bool,
		parent_doctype: str | None,
		ignore_ifnull: bool,
	):
		self.doctype = doctype
		self.user = user
		self.ignore_permissions = ignore_permissions
		self.parent_doctype = parent_doctype
		self.reference_doctype = doctype
		self.empty_matches = not ignore_ifnull
		self.parameters = Parameters()
		self.joins = Joins(doctype)
		self.selection = Selection(doctype)
		self.conditions: list[str] = []
		self.group = self.order = ""
		self.distinct = False
		self.ptype = self.check_doctype(doctype, parent_doctype)

	def run(self, sql: str) -> sqlite3.Cursor:
		"""Run the statement; what a request asks for in vain is named to it.

		Raises:
			DataError: for a field that does not exist, where permissions count; others get the database's error.
		"""
		with unknown_fields_refused(not self.ignore_permissions):
			return local.db.execute(Statement(sql, self.parameters.values, "select", False))

	def check_doctype(self, doctype: str, parent_doctype: str | None = None) -> str:
		"""Refuse a DocType the user may neither select nor read; return which of the two he may."""
		if self.ignore_permissions:
			return "read"
		ptype = "select" if permissions.only_has_select_perm(doctype, self.user) else "read"
		permissions.check(
			doctype, ptype, user=self.user, throw=True, parent_doctype=parent_doctype or self.doctype
		)
		return ptype

	def select(self, fields: Any, keep_places: bool) -> None:
		"""Read the fields, join what they need, drop what the user may not read."""
		self.selection = read_fields(self.doctype, fields, self.joins)
		if not self.ignore_permissions:
			for doctype in self.joins.doctypes():
				self.check_doctype(doctype)
			self.limit_joins()
			self.selection = permitted(
				self.selection, self.joins, self.parent_doctype, self.ptype, self.user, keep_places
			)

	def filter(self, filters: Any, or_filters: Any) -> None:
		"""Turn filters and permissions into conditions."""
		self.conditions += [self.condition(f) for f in parse(self.doctype, filters)]
		if either := [self.condition(f) for f in parse(self.doctype, or_filters)]:
			self.conditions.append(f"({' or '.join(either)})")
		if not self.ignore_permissions:
			self.limit_joins()
			match = self.match_conditions()
			if match:
				self.conditions.append(f"({match})")

	def match_conditions(self) -> str:
		"""What limits the list to documents the user may see, or to rows of such documents."""
		match = permissions.build_match_conditions(
			self.doctype, self.user, reference_doctype=self.reference_doctype
		)
		is_table = "parenttype" in local.db.columns(table_name(self.doctype))
		if not self.parent_doctype or not is_table:
			return match
		rows = permissions.rows_condition(self.doctype, self.parent_doctype, self.user)
		return f"{match} and {rows}" if match else rows

	def limit_joins(self) -> None:
		"""Of other tables too, only what the user may see is joined: the rest reads as empty."""
		for doctype in self.joins.children:
			self.joins.limits[table_name(doctype)] = permissions.tables_condition(
				doctype, self.doctype, self.user
			)
		for link in self.joins.links:
			match = permissions.build_match_conditions(link.doctype, self.user)
			if match:
				visible = f"select `name` from `{table_name(link.doctype)}` where {match}"
				self.joins.limits[link.alias] = f"`{link.alias}`.`name` in ({visible})"

	def condition(self, filter: Filter) -> str:
		"""One filter; a filter on a child table joins it."""
		if not self.ignore_permissions:
			self.refuse_hidden(filter.doctype, filter.field)
		if filter.doctype != self.doctype:
			if not self.ignore_permissions and not self.joins.has_child(filter.doctype):
				self.check_doctype(filter.doctype)
			self.joins.child(filter.doctype)
			self.refuse_closed_table(filter)
		return condition(filter, self.parameters, self.empty_matches)

	def refuse_hidden(self, doctype: str, *texts: str | None) -> None:
		"""Refuse to look at fields of a doctype of this query that the user may not read."""
		parenttype = self.parent_doctype if doctype == self.doctype else self.doctype
		refuse_hidden(doctype, parenttype, self.user, texts)

	def refuse_closed_table(self, filter: Filter) -> None:
		"""Refuse to look for documents by rows that the user may not see."""
		if self.ignore_permissions:
			return
		if permissions.tables_condition(filter.doctype, self.doctype, self.user) == permissions.NOTHING:
			throw(_("Field not permitted in query: {0}").format(filter.field), PermissionError)

	def sort(self, order_by: str | None, group_by: str | None, distinct: bool) -> None:
		"""Set order and groups. A distinct list has no order, as in v15."""
		if not self.ignore_permissions:
			for doctype in {self.doctype, *self.joins.doctypes()}:
				self.refuse_hidden(doctype, order_by, group_by)
		self.distinct = bool(distinct)
		self.group = group_clause(group_by, self.doctype, self.joins)
		if distinct or not order_by:
			return
		if order_by == DEFAULT_ORDER:
			order_by = default_order(self.doctype, self.selection, group_by)
		self.order = order_clause(order_by, self.doctype, self.selection, self.joins)

	def sql(self, limit: int, start: int, join: str) -> str:
		"""The statement."""
		columns = ", ".join(column.sql for column in self.selection.columns)
		table = f"`{table_name(self.doctype)}`"
		where = f" where {' and '.join(self.conditions)}" if self.conditions else ""
		limit, start = min(limit, BIGGEST), min(start, BIGGEST)
		page = f" limit {limit} offset {start}" if limit else ""
		if page and self.is_sorted_page():
			rows = f"select rowid from {table}{where}{self.order}{page}"
			return f"select {columns} from {table} where rowid in ({rows}){self.order}"
		return (
			f"select {'distinct ' if self.distinct else ''}{columns} from {table}"
			f"{self.joins.sql(join, self.parameters)}{where}{self.group}{self.order}{page}"
		)

	def is_sorted_page(self) -> bool:
		"""True for some rows of this one table, in an order of its own columns.

		SQLite sorts whole rows. Found first, the page is sorted by what an index over filters and order holds, and
		only its own rows are read: 20 of 8,000 matches take 2 ms instead of 20.
		"""
		table = table_name(self.doctype)
		if not (self.conditions and self.order) or self.joins or self.distinct or self.group:
			return False
		if any(column.is_aggregate or DISTINCT.match(column.sql) for column in self.selection.columns):
			return False
		terms = self.order.removeprefix(ORDER_BY).split(", ")
		return all(term.startswith(f"`{table}`.") for term in terms) and "rowid" not in local.db.columns(
			table
		)


def add_comment_count(rows: list) -> None:
	"""Set `_comment_count` from the comments kept in each row."""
	for row in rows:
		if row.name:
			row._comment_count = len(json.loads(row.get("_comments") or "[]"))
