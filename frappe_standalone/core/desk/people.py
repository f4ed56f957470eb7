"""Names of the people on a page, each asked for once in a request."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _

from frappe_standalone.core.user_facts import user_fact


def full_names(users: Iterable[str | None]) -> dict[str, str]:
	"""User → full name (or the user's own name where he has none)."""
	if not hasattr(frappe.local, "desk_people"):
		frappe.local.desk_people = {}
	users, known = list(users), frappe.local.desk_people
	missing = sorted({user for user in users if user} - set(known))
	if missing:
		rows = frappe.get_all(
			"User",
			filters={"name": ["in", missing]},
			fields=["name", "full_name"],
			order_by=None,
			limit_page_length=0,
		)
		known.update(dict.fromkeys(missing, "") | {row["name"]: row["full_name"] for row in rows})
	return {user: known[user] or user for user in users if user}


def my_name() -> str:
	"""The signed-in user's full name."""
	user = frappe.session.user
	name = user_fact(user, "full_name") or user
	# The account that every site has is called so until somebody gives it a name
	return _("System administrator", context="person") if name == "Administrator" else name
