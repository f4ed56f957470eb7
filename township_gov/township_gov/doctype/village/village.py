from frappe.model.document import Document

from township_gov import codes


class Village(Document):
	"""A village or community of a township (S97)."""

	def before_insert(self):
		codes.set_code(self, "village_code")
