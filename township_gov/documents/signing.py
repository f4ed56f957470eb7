"""Who signed a document (签发): the person whose approval was the last before it was issued."""

from __future__ import annotations

import frappe
from frappe.utils import cstr

from township_gov.workflows import people


def signatory(instance: str) -> str:
	"""The name of whoever approved last in this approval; "" where nobody did."""
	rows = frappe.get_all(
		"Approval Task",
		filters={"instance": instance, "status": "Done", "action": "approve"},
		fields=["name", "person_name"],
		order_by="closed_at desc, task_no desc",
		limit=20,
	)
	return cstr(rows[0].person_name) if rows else ""


def name_of(user: str) -> str:
	"""A person's name as papers write it."""
	return people.name_of(user)
