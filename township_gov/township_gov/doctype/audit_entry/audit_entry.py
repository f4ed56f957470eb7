import frappe

from township_gov.petition_access import can_see_trace
from township_gov.workflows.records import EngineRecord

_READING = ("read", "select", "report", "export", "print")


class AuditEntry(EngineRecord):
	"""Read by those whose duty it is; of what is closed nothing is told, to the Administrator's desk neither: v15 asks
	no hook for that account."""

	def has_permission(self, permtype="read", **kwargs) -> bool:
		user = kwargs.get("user") or frappe.session.user
		return (
			permtype in _READING and can_see_trace(self, user) and super().has_permission(permtype, **kwargs)
		)


def on_doctype_update():
	"""The entries of a document, of a person, and the latest ones."""
	frappe.db.add_index("Audit Entry", ["about_doctype", "about_name"], index_name="about")
	frappe.db.add_index("Audit Entry", ["user", "at"], index_name="user_at")
