import frappe

from township_gov import form_actions
from township_gov.workflows import delivery
from township_gov.workflows.records import EngineRecord


class ApprovalNotification(EngineRecord):
	"""One thing told to one person through one channel: what, when, whether it arrived."""

	def onload(self):
		useful = {"try_again": self.status == "Failed" and delivery.may_try_again()}
		form_actions.offer(self, delivery.__name__, useful)


def on_doctype_update() -> None:
	"""What waits, by time; how much one person was told lately."""
	frappe.db.add_index("Approval Notification", ["status", "due_at"])
	frappe.db.add_index("Approval Notification", ["recipient", "due_at"])
