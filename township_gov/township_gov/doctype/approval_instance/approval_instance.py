import frappe

from township_gov.workflows.records import EngineRecord


class ApprovalInstance(EngineRecord):
	"""One approval of one document; it keeps the version of the flow it started with."""


def on_doctype_update() -> None:
	"""Indexes for the latest approval of a document, and for the approvals that somebody started."""
	frappe.db.add_index("Approval Instance", ["reference_doctype", "reference_name"])
	frappe.db.add_index("Approval Instance", ["initiator_person", "started_at"])
