"""Frappe's permission manager writes rules past the hooks (an UPDATE, a DELETE): its calls go through here (hook
`override_whitelisted_methods`), so that what they changed is told in their transaction. The standalone's page saves documents,
which the hooks see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import frappe
from frappe.core.page.permission_manager import permission_manager as original

from township_gov.audit import entries, kinds
from township_gov.audit.hashing import Change
from township_gov.audit.place import Place

_NO_RIGHTS = frozenset(
	(
		"name",
		"creation",
		"modified",
		"modified_by",
		"owner",
		"docstatus",
		"idx",
		"parent",
		"parentfield",
		"parenttype",
	)
)


@frappe.whitelist(methods=["POST"])
def add(parent: str, role: str, permlevel: int | str) -> Any:
	"""Add a rule."""
	return _told(parent, lambda: original.add(parent, role, permlevel))


@frappe.whitelist(methods=["POST"])
def update(
	doctype: str,
	role: str,
	permlevel: int | str,
	ptype: str,
	value: Any = None,
	if_owner: int | str = 0,
) -> Any:
	"""Change one right of a rule."""
	return _told(doctype, lambda: original.update(doctype, role, permlevel, ptype, value, if_owner))


@frappe.whitelist(methods=["POST"])
def remove(doctype: str, role: str, permlevel: int | str, if_owner: int | str = 0) -> Any:
	"""Take a rule away."""
	return _told(doctype, lambda: original.remove(doctype, role, permlevel, if_owner))


@frappe.whitelist(methods=["POST"])
def reset(doctype: str) -> Any:
	"""Back to the rules as shipped."""
	return _told(doctype, lambda: original.reset(doctype))


def _told(doctype: str, work: Callable[[], Any]) -> Any:
	before = _rights(doctype)
	result = work()
	after = _rights(doctype)
	changes = [
		Change(path, before.get(path), after.get(path))
		for path in sorted(before.keys() | after.keys())
		if before.get(path) != after.get(path)
	]
	if changes:
		entries.write(kinds.CHANGE, changes=changes, about=Place("Custom DocPerm", doctype))
	return result


def _rights(doctype: str) -> dict[str, str]:
	"""The customised rules of a doctype as texts, by role and level: the rights that each gives."""
	found: dict[str, str] = {}
	for row in frappe.get_all("Custom DocPerm", {"parent": doctype}, ["*"]):
		given = sorted(
			name for name, value in row.items() if value == 1 and name not in {*_NO_RIGHTS, "permlevel"}
		)
		own = "own " if row.if_owner else ""
		found[f"{own}{row.role} {row.permlevel}"] = ", ".join(given)
	return found
