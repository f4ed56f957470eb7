"""Ancestors and descendants in a tree DocType (nested set)."""

from __future__ import annotations

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name


def related_nodes(doctype: str, operator: str, name: str | None) -> list[str]:
	"""The names that a tree operator means.

	Args:
		operator: "descendants of", "ancestors of", with "not " in front or " (inclusive)" behind.
	"""
	table = f"`{table_name(doctype)}`"
	bounds = local.db.sql(f"select lft, rgt from {table} where name = %s", (name,)) if name else ()
	lft, rgt = bounds[0] if bounds else (0, 0)
	if "descendants" in operator:
		where, order = "lft > %s and rgt < %s", "lft asc"
	else:
		where, order = "lft < %s and rgt > %s", "lft desc"
	nodes = local.db.sql(f"select name from {table} where {where} order by {order}", (lft, rgt), pluck=True)
	return [*nodes, name] if operator.endswith("(inclusive)") else nodes
