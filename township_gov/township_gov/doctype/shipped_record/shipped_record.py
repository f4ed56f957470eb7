"""Shipped Record: what the app shipped, and what an administrator made of it."""

from frappe.model.document import Document

from township_gov import form_actions
from township_gov.shipped import sync


class ShippedRecord(Document):
	"""Written by `shipped.sync` alone."""

	def onload(self) -> None:
		form_actions.offer(self, sync.__name__, {"accept_from_form": self.status in sync.ACCEPTABLE})
