from frappe.model.document import Document

from township_gov import codes


class CountyDepartment(Document):
	"""A department of the county: it owns service items and hands powers down (S27, S34)."""

	def before_insert(self):
		codes.set_code(self, "department_code")
