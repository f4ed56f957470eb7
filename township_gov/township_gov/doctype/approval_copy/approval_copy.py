import frappe

from township_gov.workflows.records import EngineRecord


class ApprovalCopy(EngineRecord):
	"""A document sent to somebody for information (抄送); nothing waits for it."""


def on_doctype_update() -> None:
	"""Asked for by the inbox: the newest copies of one account, and of one natural person."""
	frappe.db.add_index("Approval Copy", ["user", "sent_at"])
	frappe.db.add_index("Approval Copy", ["person", "sent_at"])
	# Who may open a document asks for its copies
	frappe.db.add_index("Approval Copy", ["reference_doctype", "reference_name"])
