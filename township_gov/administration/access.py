"""Who administers rules and people, and which townships he answers for."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

ROLES = ("System Manager", "County Administrator", "Township Administrator")


class AdministratorsOnlyError(frappe.PermissionError):
	"""The page belongs to those who administer the site."""


def is_administrator(user: str | None = None) -> bool:
	"""Whether a user (default: the session's) holds one of the administrators' roles."""
	user = user or frappe.session.user
	return user == "Administrator" or not set(ROLES).isdisjoint(frappe.get_roles(user))


def check() -> None:
	"""Raise `AdministratorsOnlyError` for everybody else."""
	if not is_administrator():
		frappe.throw(
			_("Only administrators open this page. Ask yours, or sign in with another account."),
			AdministratorsOnlyError,
		)


def open_page(context: Any, title: str) -> None:
	"""What every page of administration sets."""
	check()
	context.no_cache = 1
	context.title = title
	context.show_sidebar = False


def townships() -> list[dict[str, str]]:
	"""The townships that the user may read, by name: value and label."""
	rows = frappe.get_list(
		"Township", fields=["name", "township_name"], order_by="township_name asc", limit=500
	)
	return [{"value": row.name, "label": row.township_name or row.name} for row in rows]


def is_limited() -> bool:
	"""Whether a user permission keeps the user to his townships: what holds for all is then not his to change."""
	permission = {"user": frappe.session.user, "allow": "Township"}
	return frappe.session.user != "Administrator" and bool(frappe.db.exists("User Permission", permission))


def own_township(asked: str | None) -> str:
	"""The township of a page on which he changes what his permission lets him: one of his; "" for all, where he may."""
	chosen = chosen_township(asked)
	mine = townships() if not chosen and is_limited() else []
	return mine[0]["value"] if mine else chosen


def chosen_township(asked: str | None) -> str:
	"""The township of a page: what is asked for, if it is one of his; "" stands for all townships."""
	return asked if asked and asked in {row["value"] for row in townships()} else ""
