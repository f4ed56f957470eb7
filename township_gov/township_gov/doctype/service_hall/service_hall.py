import frappe
from frappe import _
from frappe.model.document import Document

from township_gov.codes import set_code
from township_gov.scope import check_same_township


class VillageMissingError(frappe.ValidationError):
	"""A station of a village names no village."""


class ServiceHall(Document):
	def before_naming(self):
		set_code(self, "hall_code")

	def validate(self):
		self.validate_village()
		check_same_township(self, "village")

	def validate_village(self):
		"""A station stands in a village (S15)."""
		if self.level == "Village" and not self.village:
			frappe.throw(_("A station of village level needs its village. Choose it."), VillageMissingError)
		if self.level != "Village":
			self.village = None
