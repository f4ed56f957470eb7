"""Several small lists in one query: each is scoped by `get_list` or `get_all` as ever, then they are joined by UNION ALL."""

from __future__ import annotations

from typing import Any

import frappe

# The column that tells the lists apart; no field begins with an underscore and has this name
LIST, AT_ONCE = "_list_number", 200


def rows_together(lists: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
	"""Run several lists as one query.

	Args:
		lists: arguments of `frappe.get_all` (or, with `scoped=True`, of `frappe.get_list`); their `fields` must have
			the same aliases in the same order.

	Returns:
		The rows of each list, in the order given.
	"""
	selects = [
		f"select {number} as {LIST}, t{number}.* from ({sql_of(**args)}) as t{number}"
		for number, args in enumerate(lists)
	]
	found: list[list[dict[str, Any]]] = [[] for _list in lists]
	for query in joined(selects):
		for row in frappe.db.sql(query, as_dict=True):
			found[row.pop(LIST)].append(row)
	return found


def joined(selects: list[str]) -> list[str]:
	"""The selects in as few queries as the database takes: SQLite joins 500 at most."""
	return [" union all ".join(selects[at : at + AT_ONCE]) for at in range(0, len(selects), AT_ONCE)]


def counts_together(wanted: list[tuple[str, Any]], cap: int) -> list[int]:
	"""Count several lists as the user sees them, each up to `cap` + 1, in one query."""
	selects = []
	for number, (doctype, filters) in enumerate(wanted):
		rows = sql_of(
			doctype=doctype, fields=["name"], filters=filters, limit_page_length=cap + 1, scoped=True
		)
		selects.append(f"select {number} as {LIST}, count(*) as n from ({rows}) as t{number}")
	found = dict(row for query in joined(selects) for row in frappe.db.sql(query))
	return [int(found.get(number, 0)) for number in range(len(wanted))]


def sql_of(doctype: str, scoped: bool = False, order_by: str | None = None, **args: Any) -> str:
	"""The SELECT of one list, its values written in."""
	ask = frappe.get_list if scoped else frappe.get_all
	return ask(doctype, order_by=order_by, run=False, **args)
