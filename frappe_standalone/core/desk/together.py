"""Several small lists in one query: each is scoped by `get_list` or `get_all` as ever, then they are joined by UNION ALL."""

from __future__ import annotations

from typing import Any

import frappe


def rows_together(lists: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
	"""Run several lists as one query.

	Args:
		lists: arguments of `frappe.get_all` (or, with `scoped=True`, of `frappe.get_list`); their `fields` must have
			the same aliases in the same order.

	Returns:
		The rows of each list, in the order given.
	"""
	if not lists:
		return []
	selects = [
		f"select {number} as number, t{number}.* from ({sql_of(**args)}) as t{number}"
		for number, args in enumerate(lists)
	]
	found: list[list[dict[str, Any]]] = [[] for _list in lists]
	for row in frappe.db.sql(" union all ".join(selects), as_dict=True):
		found[row.pop("number")].append(row)
	return found


def counts_together(wanted: list[tuple[str, Any]], cap: int) -> list[int]:
	"""Count several lists as the user sees them, each up to `cap` + 1, in one query."""
	selects = []
	for number, (doctype, filters) in enumerate(wanted):
		rows = sql_of(
			doctype=doctype, fields=["name"], filters=filters, limit_page_length=cap + 1, scoped=True
		)
		selects.append(f"select {number} as number, count(*) as n from ({rows}) as t{number}")
	found = dict(frappe.db.sql(" union all ".join(selects))) if selects else {}
	return [int(found.get(number, 0)) for number in range(len(wanted))]


def sql_of(doctype: str, scoped: bool = False, order_by: str | None = None, **args: Any) -> str:
	"""The SELECT of one list, its values written in."""
	ask = frappe.get_list if scoped else frappe.get_all
	return ask(doctype, order_by=order_by, run=False, **args)
