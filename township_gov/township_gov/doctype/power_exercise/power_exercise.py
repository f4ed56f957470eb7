import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import clock
from township_gov.policies import power_gate
from township_gov.refusals import refuse_and_record
from township_gov.scope import check_same_township


class PowerRefusedError(frappe.ValidationError):
	"""The power may not be used: not in force, out of its term, or by officers without the certificates."""


class ExerciseDateError(frappe.ValidationError):
	"""The day of the act lies in the future."""


# Stepping back needs no power: a draft may always be returned, withdrawn or rejected.
_STEPS_BACK = ("Draft", "Returned")


class PowerExercise(Document):
	def validate(self):
		self.set_facts_of_power()
		self.validate_date()
		check_same_township(self, "service_case")
		self.validate_officers()
		if not self.is_stepping_back():
			self.pass_gate("save")

	def before_submit(self):
		self.pass_gate("submit")

	def before_update_after_submit(self):
		self.pass_gate("update after submit")

	def set_facts_of_power(self):
		power = self.get_power()
		self.power_name, self.township, self.office = power.power_name, power.township, power.office
		if self.docstatus == 0:
			self.acting_in_name_of = power.find_name_acted_in()

	def get_power(self):
		"""The delegated power that is used."""
		return frappe.get_doc("Delegated Power", self.delegated_power)

	def validate_date(self):
		if getdate(self.exercised_on) > clock.today():
			frappe.throw(_("The act lies in the future. Enter the day it was done."), ExerciseDateError)

	def validate_officers(self):
		"""The power is this township's and is not passed on: its own cadres use it (S27)."""
		for row in self.officers:
			check_same_township(row, "cadre", of=self.township)

	def is_stepping_back(self) -> bool:
		"""Whether this save only brings the record back from its approval."""
		before = self.get_doc_before_save()
		return bool(before) and before.status != self.status and self.status in _STEPS_BACK

	def pass_gate(self, action: str):
		"""Refuse, and record the refusal, where the power or an officer may not act (S27, S32)."""
		power = self.get_power()
		refusals = power_gate.exercise_refusals(
			power.as_power(), self.officer_facts(), getdate(self.exercised_on), power.legal_minimum()
		)
		refuse_and_record(self, action, refusals, PowerRefusedError)

	def officer_facts(self) -> list[power_gate.Officer]:
		"""The officers with the certificates they show, as the gate looks at them."""
		return [self._officer(row) for row in self.officers]

	def _officer(self, row) -> power_gate.Officer:
		cadre = frappe.db.get_value(
			"Cadre", row.cadre, ["employee_name", "status", "relieving_date"], as_dict=True
		)
		last_day = cadre.relieving_date
		return power_gate.Officer(
			cadre=row.cadre,
			display_name=cadre.employee_name,
			certificate=self.certificate_of(row),
			is_serving=cadre.status == "Active" or bool(last_day and getdate(self.exercised_on) <= last_day),
		)

	def certificate_of(self, row) -> power_gate.Certificate | None:
		if not row.certificate:
			return None
		return frappe.get_doc("Enforcement Certificate", row.certificate).as_certificate()
