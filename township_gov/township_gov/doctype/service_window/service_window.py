import frappe
from frappe import _
from frappe.model.document import Document

from township_gov.codes import set_code


class DoubleEntryError(frappe.ValidationError):
	"""The same clerk, item or function stands twice at one window."""


class ServiceWindow(Document):
	def before_naming(self):
		set_code(self, "window_no")

	def validate(self):
		self.set_township()
		self.validate_rows("clerks", "cadre")
		self.validate_rows("items", "service_item")
		self.validate_rows("functions", "function")

	def set_township(self):
		"""A window belongs to one hall, and with it to one township (S14)."""
		self.township = frappe.db.get_value("Service Hall", self.hall, "township")

	def validate_rows(self, table: str, column: str):
		seen = set()
		for row in self.get(table):
			if row.get(column) in seen:
				frappe.throw(
					_("{0}, row {1}: {2} is entered twice. Remove one of the rows.").format(
						_(self.meta.get_label(table)), row.idx, row.get(column)
					),
					DoubleEntryError,
				)
			seen.add(row.get(column))
