import frappe

from township_gov.workflows.records import EngineRecord


class ApprovalTask(EngineRecord):
	"""One person asked at one node in one round."""


def on_doctype_update() -> None:
	"""Indexes for the inbox and the task of an approval."""
	frappe.db.add_index("Approval Task", ["person", "status"])
	frappe.db.add_index("Approval Task", ["reference_doctype", "reference_name"])
