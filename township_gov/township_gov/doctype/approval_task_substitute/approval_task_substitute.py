import frappe
from frappe.model.document import Document


class ApprovalTaskSubstitute(Document):
	pass


def on_doctype_update() -> None:
	"""The index for the tasks that somebody stands in for."""
	frappe.db.add_index("Approval Task Substitute", ["person"])
