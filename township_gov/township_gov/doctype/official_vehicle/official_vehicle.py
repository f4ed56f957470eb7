from frappe.model.document import Document

from township_gov import codes, scope


class OfficialVehicle(Document):
	"""A vehicle of the township for official trips (党政机关公务用车管理办法)."""

	def before_naming(self):
		codes.set_code(self, "vehicle_code")

	def validate(self):
		scope.check_same_township(self, "dispatcher", "driver")
