import frappe
from frappe import _
from frappe.utils.nestedset import NestedSet

from township_gov import codes, scope


class OfficeParentError(frappe.ValidationError):
	"""An office placed below one that cannot hold it."""


class TownshipOffice(NestedSet):
	"""An internal office, centre, station or dispatched agency, in the tree of its township (S01 to S04)."""

	nsm_parent_field = "parent_township_office"

	def before_insert(self):
		codes.set_code(self, "office_code")

	def validate(self):
		scope.check_same_township(self, "parent_township_office", "head")
		self.validate_parent()

	def validate_parent(self):
		if not self.parent_township_office:
			return
		if not frappe.db.get_value("Township Office", self.parent_township_office, "is_group"):
			frappe.throw(
				_("{0} holds no offices. Tick {1} there first.").format(
					self.parent_township_office, _("Has Offices Below")
				),
				OfficeParentError,
			)
