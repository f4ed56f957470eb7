"""Forgetting what is kept in `frappe.cache`, whatever becomes of the transaction that changed what it was made of."""

import frappe


def forget(key: str) -> None:
	"""Drop a key now; once more after the commit, since others may have kept what was before; and after a rollback,
	since this request may have kept what never came to be.
	"""

	def drop() -> None:
		frappe.cache.delete_value(key)

	drop()
	frappe.db.after_commit.add(drop)
	frappe.db.after_rollback.add(drop)
