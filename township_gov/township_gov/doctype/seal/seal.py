import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import codes, scope


class KeeperError(frappe.ValidationError):
	"""One person cannot be keeper and deputy keeper of a seal."""


class Seal(Document):
	"""A seal of the township and who keeps it (国发〔1999〕25号)."""

	def before_naming(self):
		codes.set_code(self, "seal_code")

	def validate(self):
		scope.check_same_township(self, "keeper", "deputy_keeper")
		if self.deputy_keeper and self.deputy_keeper == self.keeper:
			frappe.throw(
				_("Keeper and deputy keeper are two persons. Name another deputy keeper."), KeeperError
			)
