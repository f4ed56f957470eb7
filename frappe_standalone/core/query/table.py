"""Statements on one table, as `frappe.db.get_value`, `count`, `delete` and `set_value` need them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.query.conditions import condition
from frappe_standalone.core.query.fields import order_terms, plain_field
from frappe_standalone.core.query.filters import parse_plain
from frappe_standalone.core.query.parameters import Parameters


def where(doctype: str, filters: Any, parameters: Parameters) -> str:
	"""` where …`, or nothing without filters."""
	conditions = [condition(f, parameters, empty_matches=False) for f in parse_plain(doctype, filters)]
	return f" where {' and '.join(conditions)}" if conditions else ""


def select(
	doctype: str,
	fields: Iterable[str],
	filters: Any,
	order_by: str | None = None,
	limit: int | None = None,
	offset: int | None = None,
	distinct: bool = False,
	group_by: str | None = None,
) -> tuple[str, Parameters]:
	"""A SELECT on the DocType's table, with its parameters."""
	parameters = Parameters()
	columns = ", ".join(plain_field(doctype, field) for field in fields)
	sql = f"select {'distinct ' if distinct else ''}{columns} from `{table_name(doctype)}`"
	sql += where(doctype, filters, parameters)
	if group_by:
		sql += f" group by {order_terms(group_by, '')}"
	if order_by:
		sql += f" order by {order_terms(order_by, 'desc')}"  # v15: an order without direction descends here
	if limit:
		sql += f" limit {int(limit)}"
	if offset:
		sql += f"{'' if limit else ' limit -1'} offset {int(offset)}"
	return sql, parameters
