import frappe

from township_gov.workflows.records import EngineRecord


class ApprovalLog(EngineRecord):
	"""What happened in an approval, row by row; never changed, never deleted."""


def on_doctype_update() -> None:
	"""Indexes for the history of a document."""
	frappe.db.add_index("Approval Log", ["reference_doctype", "reference_name"])
