"""Read values: `frappe.db.get_value`, `exists`, `count`."""

from __future__ import annotations

import sqlite3
from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.db.parameters import Statement
from frappe_standalone.core.db.singles import Singles
from frappe_standalone.core.db.statements import shape

DEFAULT_ORDER = "KEEP_DEFAULT_ORDERING"
COUNT_LIFETIME = 86400  # seconds a cached count may be old, as in v15


class Reading(Singles):
	"""The part of `frappe.db` that reads values without loading documents."""

	def get(self, doctype: str, filters: Any = None, as_dict: bool = True, cache: bool = False) -> Any:
		"""All columns of one row."""
		return self.get_value(doctype, filters, "*", as_dict=as_dict, cache=cache)

	def get_value(
		self,
		doctype: str,
		filters: Any = None,
		fieldname: Any = "name",
		ignore: bool | None = None,
		as_dict: bool = False,
		debug: bool = False,
		order_by: str | None = DEFAULT_ORDER,
		cache: bool = False,
		for_update: bool = False,
		*,
		run: bool = True,
		pluck: bool = False,
		distinct: bool = False,
		skip_locked: bool = False,
		wait: bool = True,
	) -> Any:
		"""A value of one row (or a tuple, or a dictionary, of several fields); None if there is no such row.

		Args:
			filters: a name, or filters; None reads a single DocType.
			for_update: take the turn to write first, so that nobody changes the row before this transaction ends.
		"""
		result = self.get_values(
			doctype,
			filters,
			fieldname,
			ignore,
			as_dict,
			debug,
			order_by,
			cache=cache,
			for_update=for_update,
			run=run,
			pluck=pluck,
			distinct=distinct,
			limit=1,
		)
		if not run:
			return result
		if not result:
			return None
		row = result[0]
		return row if as_dict or pluck or len(row) > 1 else row[0]

	def get_values(
		self,
		doctype: str,
		filters: Any = None,
		fieldname: Any = "name",
		ignore: bool | None = None,
		as_dict: bool = False,
		debug: bool = False,
		order_by: str | None = DEFAULT_ORDER,
		update: dict | None = None,
		cache: bool = False,
		for_update: bool = False,
		*,
		run: bool = True,
		pluck: bool = False,
		distinct: bool = False,
		limit: int | None = None,
		skip_locked: bool = False,
		wait: bool = True,
	) -> Any:
		"""Values of several rows; see `get_value`."""
		key = (filters, str(fieldname))
		if cache and isinstance(filters, str) and key in self.value_cache.get(doctype, {}):
			return self.value_cache[doctype][key]
		if distinct:
			order_by = None
		if filters is None or (filters == doctype and doctype != "DocType"):
			out = self.get_values_from_single(
				fieldname, filters, doctype, as_dict, debug, update, pluck=pluck
			)
		else:
			if isinstance(filters, list):
				filters = [entry for entry in filters if entry]
				if not filters:
					return {}
			options = {"order_by": order_by, "distinct": distinct, "limit": limit}
			out = self._select_values(
				doctype, filters, fieldname, as_dict, update, ignore, run, pluck, for_update, options
			)
		if cache and isinstance(filters, str):
			self.value_cache.setdefault(doctype, {})[key] = out
		return out

	def _select_values(
		self,
		doctype: str,
		filters: Any,
		fieldname: Any,
		as_dict: bool,
		update: dict | None,
		ignore: bool | None,
		run: bool,
		pluck: bool,
		for_update: bool,
		options: dict,
	) -> Any:
		from frappe_standalone.core.query import table

		if not self.table_exists(doctype):
			if ignore:
				return None
			return self.get_values_from_single(
				fieldname, filters, doctype, as_dict, False, update, pluck=pluck
			)
		fields = list(fieldname) if isinstance(fieldname, list | tuple) else split_fields(fieldname)
		if (
			run
			and isinstance(filters, str)
			and (statement := self._by_name(doctype, fields, filters, for_update))
		):
			cursor = self.execute(statement)
			return shape(cursor.fetchall(), cursor, as_dict or fieldname == "*", False, pluck, update)
		if options["order_by"] == DEFAULT_ORDER:
			options["order_by"] = "modified" if self.has_column(doctype, "modified") else None
		sql, parameters = table.select(doctype, fields, filters, **options)
		if not run:
			return parameters.inline(sql)
		try:
			cursor = self.execute(Statement(sql, parameters.values, "select", for_update))
		except sqlite3.OperationalError as error:
			if ignore and self.is_missing_column(error):
				return None
			raise
		return shape(cursor.fetchall(), cursor, as_dict or fieldname == "*", False, pluck, update)

	def _by_name(self, doctype: str, fields: list[str], name: str, for_update: bool) -> Statement | None:
		"""The statement for columns of one row, by far the most frequent; None for anything else."""
		table = table_name(doctype)
		columns = self.columns(table)
		if "name" not in columns or not (fields == ["*"] or all(field in columns for field in fields)):
			return None
		selected = "*" if fields == ["*"] else ", ".join(f"`{field}`" for field in fields)
		sql = f"select {selected} from `{table}` where `name` = ?"
		return Statement(sql, (name,), "select", for_update)

	def exists(self, dt: Any, dn: Any = None, cache: bool = False) -> Any:
		"""The name of a document that matches, or None. `dt` may be a dictionary with `doctype` and filters."""
		if isinstance(dt, dict):
			dn = dict(dt)
			dt = dn.pop("doctype")
		elif dt != "DocType" and dt == dn:
			return dn  # a single DocType always exists
		return self.get_value(dt, dn, ignore=True, cache=cache, order_by=None)

	def count(
		self, dt: str, filters: Any = None, debug: bool = False, cache: bool = False, distinct: bool = True
	) -> int:
		"""The number of rows that match."""
		key = f"doctype:count:{dt}"
		if cache and not filters and (known := _cached_count(key)) is not None:
			return known
		found = self.get_values(dt, filters or {}, "count(*)", order_by=None)[0][0]
		if cache and not filters:
			_keep_count(key, found)
		return found

	def a_row_exists(self, doctype: str) -> bool:
		"""True if the table has a row."""
		return bool(self.get_values(doctype, {}, "name", order_by=None, limit=1))

	def field_exists(self, dt: str, fn: str) -> Any:
		"""True if the DocType has the field."""
		return self.exists("DocField", {"fieldname": fn, "parent": dt})

	def get_last_created(self, doctype: str) -> Any:
		"""The moment the newest row was created; None without rows."""
		return self.get_value(doctype, {}, "creation", order_by="creation desc")

	def get_creation_count(self, doctype: str, minutes: int) -> int:
		"""How many rows were created in the last minutes."""
		from frappe_standalone.core.utils.dates import add_to_date, now_datetime

		since = add_to_date(now_datetime(), minutes=-minutes)
		return self.count(doctype, {"creation": (">=", since)})

	@staticmethod
	def get_all(*args: Any, **kwargs: Any) -> list:
		"""`frappe.get_all`."""
		from frappe_standalone.core.query.listing import get_all

		return get_all(*args, **kwargs)

	@staticmethod
	def get_list(*args: Any, **kwargs: Any) -> list:
		"""`frappe.get_list`."""
		from frappe_standalone.core.query.listing import get_list

		return get_list(*args, **kwargs)

	def get_descendants(self, doctype: str, name: str) -> list[str]:
		"""The nodes below a node of a tree."""
		from frappe_standalone.core.query.tree import related_nodes

		return related_nodes(doctype, "descendants of", name)

	@staticmethod
	def get_system_setting(key: str) -> Any:
		"""One value of System Settings."""
		from frappe_standalone.core.settings import get_system_settings

		return get_system_settings(key)


def split_fields(fieldname: Any) -> list[str]:
	"""A field, or several separated by commas (`a, b`), as v15 takes them."""
	from frappe_standalone.core.query.fields import TOP_LEVEL_COMMA

	return [part.strip() for part in TOP_LEVEL_COMMA.split(str(fieldname)) if part.strip()]


def _cached_count(key: str) -> int | None:
	return cache.get_value(key, expires=True)


def _keep_count(key: str, count: int) -> None:
	cache.set_value(key, count, expires_in_sec=COUNT_LIFETIME)
