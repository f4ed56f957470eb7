"""Short ways to make the documents the tests talk about."""

from __future__ import annotations

import frappe


def area(name: str = "North", **values):
	return frappe.get_doc({"doctype": "CT Area", "area_name": name, **values}).insert()


def order(title: str = "Chairs", rows: int = 0, **values):
	"""A saved order; `rows` child rows named item 1, item 2 …"""
	return new_order(title, rows, **values).insert()


def new_order(title: str | None = "Chairs", rows: int = 0, **values):
	lines = [{"item": f"item {number}", "qty": number} for number in range(1, rows + 1)]
	return frappe.get_doc(
		{"doctype": "CT Order", "title": title, **({"lines": lines} if rows else {}), **values}
	)


def paper(title: str = "open", **values):
	return frappe.get_doc({"doctype": "CT Paper", "title": title, **values}).insert(ignore_permissions=True)


def as_user(user: str):
	"""Act as `user` in a with block, then as Administrator again."""
	from contextlib import contextmanager

	@contextmanager
	def acting():
		frappe.set_user(user)
		try:
			yield user
		finally:
			frappe.set_user("Administrator")

	return acting()
