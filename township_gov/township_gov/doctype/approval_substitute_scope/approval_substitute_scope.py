import frappe
from frappe import _
from frappe.model.document import Document

from township_gov.workflows.substitution_terms import SubstitutionRefusedError


class ApprovalSubstituteScope(Document):
	"""A flow or a document type that a substitution covers; changed with the substitution, never by itself."""

	def validate(self):
		self.refuse_alone()

	def on_trash(self):
		self.refuse_alone()

	def before_change(self):
		self.refuse_alone()

	def refuse_alone(self):
		"""These run only for a row that is saved or deleted without its substitution."""
		frappe.throw(_("Change the substitution itself, not one row of it."), SubstitutionRefusedError)
