import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import clock, program_fields

INSPECTED = ("In Force", "Suspended")


class InspectionError(frappe.ValidationError):
	"""The inspection contradicts the power, its days, or says nothing."""


class PowerInspection(Document):
	"""A county department looks at the use of a power; what is wrong is put right and looked at again (S31)."""

	def validate(self):
		program_fields.restore(self)
		power = frappe.db.get_value(
			"Delegated Power", self.delegated_power, ["power_name", "status", "office"], as_dict=True
		)
		self.title = f"{power.power_name} {self.inspected_on}"
		if self.status == "Draft":
			self.validate_power(power)
			self.validate_days()
		self.move_on()

	def validate_power(self, power):
		if power.status not in INSPECTED:
			frappe.throw(
				_("{0} is {1}: only a power that can be used is inspected.").format(
					power.power_name, _(power.status)
				),
				InspectionError,
			)
		if self.findings and not power.office:
			frappe.throw(
				_("The power has no responsible office. Enter it in the power first."), InspectionError
			)

	def validate_days(self):
		if getdate(self.inspected_on) > clock.today():
			frappe.throw(
				_("The inspection lies in the future. Enter the day it took place."), InspectionError
			)
		if not self.findings:
			self.rectify_by = self.severity = None
		elif not self.rectify_by or getdate(self.rectify_by) <= getdate(self.inspected_on):
			frappe.throw(
				_("Say by when the findings are put right: a day after the inspection."), InspectionError
			)
		elif not self.severity:
			frappe.throw(_("Say how serious the findings are."), InspectionError)

	def move_on(self):
		"""The engine has set a new status."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if self.status == "To Be Checked":
			self.rectified_on = clock.today()
