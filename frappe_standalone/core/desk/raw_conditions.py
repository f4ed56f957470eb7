"""Conditions for SQL that an app writes itself: what the user may see, and filters."""

from __future__ import annotations

import json
from typing import Any

from frappe_standalone.core import permissions
from frappe_standalone.core.context import session
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.permissions.match import build_match_conditions as match
from frappe_standalone.core.query.conditions import condition
from frappe_standalone.core.query.filters import checked, sequence
from frappe_standalone.core.query.parameters import Parameters
from frappe_standalone.core.translate import _
from frappe_standalone.core.unsupported import NotSupported

# A list in a dictionary of filters is an operator with its value only for these; v15's rule.
OPERATORS = ("=", ">", "<", ">=", "<=", "!=", "like", "not like", "in", "not in", "between", "is")


def build_match_conditions(doctype: str, user: str | None = None, as_condition: bool = True) -> str:
	"""What limits a list to what the user may see, for SQL with values (`%` is doubled); "" if nothing does.

	Raises:
		NotSupported: for `as_condition=False`, v15's list of user permissions.
	"""
	if not as_condition:
		raise NotSupported("frappe.desk.reportview.build_match_conditions(as_condition=False)")
	return match(doctype, user or session.user).replace("%", "%%")


def get_match_cond(doctype: str, as_condition: bool = True) -> str:
	"""The same, to be put behind another condition: ` and (…)`."""
	found = build_match_conditions(doctype, as_condition=as_condition)
	return f" and {found}" if found else ""


def get_filters_cond(
	doctype: str,
	filters: Any,
	conditions: list[str],
	ignore_permissions: bool | None = None,
	with_match_conditions: bool = False,
) -> str:
	"""Filters as SQL, to be put behind another condition; "" without filters.

	Args:
		filters: a dictionary (a text beginning with `!` means not equal), a list, or either as JSON.
		conditions: more conditions; those of the filters are added to it, as in v15.
		ignore_permissions: True leaves hidden fields open.
		with_match_conditions: limit to what the user may see as well.
	"""
	if isinstance(filters, str):
		filters = json.loads(filters)
	if not filters:
		return ""
	if with_match_conditions and (found := match(doctype, session.user)):
		conditions.append(f"({found})")
	parsed = (
		[entry_of(doctype, *pair) for pair in filters.items()]
		if isinstance(filters, dict)
		else [sequence(doctype, entry) for entry in filters]
	)
	for each in parsed:
		parameters = Parameters()
		conditions.append(parameters.inline(condition(each, parameters)))
	return " and " + " and ".join(conditions)


def entry_of(doctype: str, key: str, value: Any) -> Any:
	"""One entry of a dictionary of filters."""
	if isinstance(value, str) and value.startswith("!"):
		return checked(doctype, key, "!=", value[1:])
	if isinstance(value, list | tuple) and str(value[0]).lower() in OPERATORS:
		return checked(doctype, key, value[0], value[1])
	return checked(doctype, key, "=", value)


def get_event_conditions(doctype: str, filters: Any = None) -> str:
	"""Filters and permissions as SQL, for a calendar's own query.

	Raises:
		PermissionError: if the user may not read the DocType.
	"""
	if not permissions.check(doctype):
		throw(_("Not Permitted"), PermissionError)
	return get_filters_cond(doctype, filters, [], with_match_conditions=True)
