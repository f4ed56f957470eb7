"""What a tick in the permission manager would do, before it holds: who gains a right, who loses it."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.permission_manager import check_target, for_managers
from frappe_standalone.core.desk.wording import enumerated
from frappe_standalone.core.permissions.roles import rights

MOST_NAMES = 12


@frappe.whitelist()
@for_managers
def effect(doctype: str, role: str, right: str, value: int, permlevel: int = 0, if_owner: int = 0) -> str:
	"""One change of a rule in words and names; nothing is written. Only enabled accounts count."""
	check_target(doctype)
	if right not in rights:
		frappe.throw(_("There is no right {0}. Use one of: {1}").format(right, ", ".join(rights)))
	rule = {"role": role, "permlevel": int(permlevel), "if_owner": int(if_owner)}
	people = holders(role)
	before, after = roles_with(doctype, right, rule), roles_with(doctype, right, rule, bool(int(value)))
	held = roles_of(people)
	gain = [name for user, name in people.items() if held[user] & after and not held[user] & before]
	lose = [name for user, name in people.items() if held[user] & before and not held[user] & after]
	return "\n".join(sentences(doctype, role, right, bool(int(value)), gain, lose))


def roles_with(doctype: str, right: str, rule: dict[str, Any], value: bool | None = None) -> set[str]:
	"""The roles whose rules of this level and kind give the right, with one rule as it would be."""
	found = set()
	for row in frappe.get_meta(doctype).permissions:
		place = {key: (row.get(key) or 0) if key != "role" else row.role for key in rule}
		given = value if value is not None and place == rule else bool(row.get(right))
		if given and (place["permlevel"], place["if_owner"]) == (rule["permlevel"], rule["if_owner"]):
			found.add(row.role)
	return found


def holders(role: str) -> dict[str, str]:
	"""The enabled accounts with a role, by name."""
	names = frappe.get_all("Has Role", filters={"parenttype": "User", "role": role}, pluck="parent", limit=0)
	filters = {"name": ("in", names or [""]), "enabled": 1}
	rows = frappe.get_all(
		"User", filters=filters, fields=["name", "full_name"], order_by="full_name", limit=0
	)
	return {row.name: row.full_name or row.name for row in rows}


def roles_of(users: dict[str, str]) -> dict[str, set[str]]:
	"""Account → its roles."""
	held: dict[str, set[str]] = {user: set() for user in users}
	filters = {"parenttype": "User", "parent": ("in", list(users) or [""])}
	for row in frappe.get_all("Has Role", filters=filters, fields=["parent", "role"], limit=0):
		held[row.parent].add(row.role)
	return held


def sentences(
	doctype: str, role: str, right: str, value: bool, gain: list[str], lose: list[str]
) -> list[str]:
	"""What would happen, and to whom."""
	first = _("Give “{0}” the right “{1}” on {2}?") if value else _("Take the right “{1}” on {2} from “{0}”?")
	said = [first.format(_(role), _(right), _(doctype))]
	if gain:
		said.append(_("{0} people gain it: {1}.").format(len(gain), named(gain)))
	if lose:
		said.append(_("{0} people lose it: {1}.").format(len(lose), named(lose)))
	if not gain and not lose:
		said.append(_("Nobody gains or loses it now."))
	return said


def named(people: list[str]) -> str:
	"""The first names, and how many more."""
	shown = enumerated(people[:MOST_NAMES])
	more = len(people) - MOST_NAMES
	return _("{0} and {1} more").format(shown, more) if more > 0 else shown
