import frappe

from township_gov.workflows.records import EngineRecord


class ApprovalTask(EngineRecord):
	"""One person asked at one node in one round."""


def on_doctype_update() -> None:
	"""Indexes for the inbox and the task of an approval."""
	frappe.db.add_index("Approval Task", ["person", "status"])
	# The inbox reads its lists in the order of these (`workflows/inbox_query.py`): to do, done, done for others
	frappe.db.add_index("Approval Task", ["person", "status", "opened_at"])
	frappe.db.add_index("Approval Task", ["person", "status", "closed_at"])
	frappe.db.add_index("Approval Task", ["acted_by", "closed_at"])
	frappe.db.add_index("Approval Task", ["reference_doctype", "reference_name"])
