"""The permission manager's methods: the rules of a DocType, changed one by one, as Custom DocPerm.

The first change copies the shipped rules; `reset` goes back to them. Only System Managers come here (v15: the page
`permission-manager`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.permissions.custom import reset_perms, setup_custom_perms
from frappe_standalone.core.permissions.roles import rights

WRITE = ["POST"]
# What a rule above level 0 can give: it opens fields, not documents.
LEVEL_RIGHTS = ("read", "write")
MOST_LEVELS = 9
# Whoever may change these makes himself a System Manager; v15 leaves them out too.
NOT_HERE = ("DocType", "Patch Log", "Module Def", "Transaction Log")


class RuleExistsError(frappe.ValidationError):
	"""There is a rule for this role, level and kind already."""


class LastRuleError(frappe.ValidationError):
	"""A DocType without any rule would be open to nobody."""


def for_managers(method: Callable) -> Callable:
	"""Refuse everybody but System Managers, also in tests."""

	@functools.wraps(method)
	def guarded(*args: Any, **kwargs: Any) -> Any:
		check_manager()
		return method(*args, **kwargs)

	return guarded


def check_manager() -> None:
	"""Raise PermissionError for whoever is no System Manager."""
	if "System Manager" not in frappe.get_roles():
		frappe.throw(_("Only a System Manager sees and changes permissions."), frappe.PermissionError)


@frappe.whitelist(methods=WRITE)
@for_managers
def add(doctype: str, role: str, permlevel: int = 0, if_owner: int = 0) -> None:
	"""Add a rule; it gives the right to read, everything else is ticked afterwards.

	Raises:
		RuleExistsError
	"""
	check_target(doctype, role)
	level = check_level(permlevel)
	setup_custom_perms(doctype)
	rule = {
		"parent": doctype,
		"role": role,
		"permlevel": level,
		"if_owner": int(bool(int(if_owner)) and not level),
	}
	if frappe.db.exists("Custom DocPerm", rule):
		frappe.throw(_("There is a rule for this role and level already. Change that one."), RuleExistsError)
	none = dict.fromkeys(rights, 0)
	frappe.get_doc(
		{"doctype": "Custom DocPerm", **none, **rule, "read": 1, "idx": next_idx(doctype)}
	).insert()
	check_rules(doctype)


@frappe.whitelist(methods=WRITE)
@for_managers
def update(doctype: str, role: str, permlevel: int, right: str, value: int, if_owner: int = 0) -> None:
	"""Tick or untick one right of a rule."""
	check_target(doctype)
	if right not in rights:
		frappe.throw(_("There is no right {0}. Use one of: {1}").format(right, ", ".join(rights)))
	rule = find_rule(doctype, role, permlevel, if_owner)
	rule.set(right, int(bool(int(value))))
	rule.save()
	check_rules(doctype)


@frappe.whitelist(methods=WRITE)
@for_managers
def remove(doctype: str, role: str, permlevel: int, if_owner: int = 0) -> None:
	"""Take a rule away.

	Raises:
		LastRuleError
	"""
	check_target(doctype)
	rule = find_rule(doctype, role, permlevel, if_owner)
	if frappe.db.count("Custom DocPerm", {"parent": doctype}) == 1:
		frappe.throw(
			_("{0} needs at least one rule. Add another one first, or go back to the shipped ones.").format(
				_(doctype)
			),
			LastRuleError,
		)
	frappe.delete_doc("Custom DocPerm", rule.name)  # `delete` is a right of the record, not its method
	check_rules(doctype)


@frappe.whitelist(methods=WRITE)
@for_managers
def reset(doctype: str) -> None:
	"""Go back to the rules that the DocType brings."""
	check_target(doctype)
	for name in frappe.get_all("Custom DocPerm", filters={"parent": doctype}, pluck="name"):
		frappe.delete_doc("Custom DocPerm", name)
	reset_perms(doctype)
	forget(doctype)


def check_target(doctype: str, role: str | None = None) -> None:
	"""Refuse what has no rules of its own."""
	if doctype in NOT_HERE or not has_rules(doctype):
		frappe.throw(
			_("The rules of {0} cannot be changed here.").format(_(doctype)), frappe.DoesNotExistError
		)
	if role is not None and role not in choosable_roles():
		frappe.throw(_("There is no role {0}.").format(role), frappe.DoesNotExistError)


def has_rules(doctype: str) -> bool:
	"""Whether there is such a DocType, and it is no child table."""
	return bool(frappe.db.exists("DocType", {"name": doctype, "istable": 0}))


def choosable_roles() -> list[str]:
	"""The roles that a rule can be for; Administrator needs none."""
	names = frappe.get_all("Role", filters={"disabled": 0}, pluck="name", order_by="name")
	return [name for name in names if name != "Administrator"]


def check_level(permlevel: Any) -> int:
	level = int(permlevel)
	if not 0 <= level <= MOST_LEVELS:
		frappe.throw(_("The level is a number from 0 to {0}.").format(MOST_LEVELS))
	return level


def find_rule(doctype: str, role: str, permlevel: Any, if_owner: Any) -> Any:
	"""The rule as a record that can be changed; the shipped ones are copied first."""
	setup_custom_perms(doctype)
	rule = {"parent": doctype, "role": role, "permlevel": int(permlevel), "if_owner": int(if_owner)}
	name = frappe.db.get_value("Custom DocPerm", rule)
	if not name:
		frappe.throw(_("This rule is gone. Reload the page."), frappe.DoesNotExistError)
	return frappe.get_doc("Custom DocPerm", name)


def next_idx(doctype: str) -> int:
	return max(frappe.get_all("Custom DocPerm", filters={"parent": doctype}, pluck="idx") or [0]) + 1


def check_rules(doctype: str) -> None:
	"""Refuse rules that contradict each other, and let everybody see the new ones."""
	from frappe_standalone.core.doctype.doctype.doctype import validate_permissions_for_doctype

	validate_permissions_for_doctype(doctype)
	forget(doctype)


def forget(doctype: str) -> None:
	frappe.clear_cache(doctype=doctype)
	frappe.local.role_permissions = {}


def is_changed(doctype: str) -> bool:
	"""Whether the rules are the administrator's own."""
	return bool(frappe.db.exists("Custom DocPerm", {"parent": doctype}))


def rights_of(meta: Any, permlevel: int) -> list[str]:
	"""The rights that make sense for a rule of a level."""
	if permlevel:
		return list(LEVEL_RIGHTS)
	left_out = [] if meta.is_submittable else ["submit", "cancel", "amend"]
	if not meta.allow_import:
		left_out.append("import")
	return [right for right in rights if right not in left_out]
