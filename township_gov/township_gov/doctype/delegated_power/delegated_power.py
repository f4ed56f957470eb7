from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from township_gov import clock, official_text, program_fields, settings
from township_gov.codes import set_code
from township_gov.policies import power_gate
from township_gov.refusals import refuse, refuse_and_record
from township_gov.scope import check_same_township
from township_gov.township_gov.doctype.enforcement_certificate.enforcement_certificate import (
	count_certified_cadres,
)
from township_gov.workflows import guard


class PowerModeError(frappe.ValidationError):
	"""Class, mode and type of the power contradict each other or the law."""


class PowerNotReadyError(frappe.ValidationError):
	"""The power may not come into force yet."""


class PowerChangeError(frappe.ValidationError):
	"""The requested change does not fit the state of the power, or lacks its reason."""


class DelegatedPower(Document):
	def before_naming(self):
		set_code(self, "power_code")

	def validate(self):
		program_fields.restore(self)
		self.set_minimum_of_officers()
		refuse(power_gate.mode_refusals(self.as_power()), PowerModeError)
		check_same_township(self, "office", "post")
		self.set_done_dates()
		self.acting_in_name_of = self.find_name_acted_in()
		self.open_points = "\n".join(refusal.text(_) for refusal in self.force_refusals())
		self.validate_requested_change()
		self.move_on()

	# -- computed

	def set_minimum_of_officers(self):
		if self.power_class != "Administrative":
			self.power_type = None
		self.min_officers = power_gate.officers_needed(self.as_power(), self.legal_minimum())

	def set_done_dates(self):
		for row in self.readiness:
			row.done_on = (row.done_on or clock.today()) if row.is_done else None

	def find_name_acted_in(self) -> str:
		"""The organ whose name stands on the acts: the entrusting department, else the township."""
		department = frappe.db.get_value("County Department", self.county_department, "department_name")
		return power_gate.acting_in_name_of(
			self.mode or "", department, official_text.township_title(self.township)
		)

	def legal_minimum(self) -> int:
		"""Officers for penalties and coercion, as the setting has it."""
		return settings.get("penalty_officers", township=self.township)

	# -- what the gate says

	def as_power(self) -> power_gate.Power:
		"""This record as the gate looks at it."""
		return power_gate.Power(
			name=self.power_name,
			power_class=self.power_class,
			status=self.status or "Proposed",
			mode=self.mode or "",
			power_type=self.power_type or "",
			legal_basis=self.legal_basis or "",
			statute=self.statute or "",
			post=self.post or "",
			management_rule=self.management_rule or "",
			certificate_type=self.required_certificate_type or "",
			min_officers=cint(self.min_officers),
			start_date=_day(self.start_date),
			end_date=_day(self.end_date),
			readiness_steps=len(self.readiness),
			open_steps=tuple(_(row.step) for row in self.readiness if not row.is_done),
			certified_cadres=self.count_certified(),
			in_force_on=_day(self.in_force_on),
		)

	def count_certified(self) -> int:
		if not self.required_certificate_type:
			return 0
		return count_certified_cadres(self.township, self.required_certificate_type, clock.today())

	def force_refusals(self):
		"""What still stands against its entry into force; a power that only begins later is judged on its first day."""
		on = max(clock.today(), _day(self.start_date) or clock.today())
		return power_gate.force_refusals(self.as_power(), on, self.legal_minimum())

	# -- its life

	def validate_requested_change(self):
		"""A change is asked of a power that can have it, with its reason (S31, S34)."""
		wanted = self.requested_change
		if not wanted:
			return
		fitting = {"Suspend": ("In Force",), "Resume": ("Suspended",), "Recall": ("In Force", "Suspended")}
		before = self.get_doc_before_save()
		if before and before.status not in fitting[wanted]:
			frappe.throw(
				_("{0} is not possible while the power is {1}. Clear the requested change.").format(
					_(wanted), _(before.status)
				),
				PowerChangeError,
			)
		if not self.change_reason:
			frappe.throw(_("Enter the reason for the change."), PowerChangeError)
		if wanted == "Recall" and not self.receiving_department:
			frappe.throw(_("Enter the department that takes the power back."), PowerChangeError)

	def move_on(self):
		"""The engine has set a new status."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if self.status == "In Force":
			refuse_and_record(self, "come into force", self.force_refusals(), PowerNotReadyError)
			self.in_force_on = self.in_force_on or clock.today()
		if self.status in ("In Force", "Suspended", "Recalled", "Expired"):
			self.status_changed_on = clock.today()
			self.requested_change = None


def _day(value) -> date | None:
	return getdate(value) if value else None


def expire_powers() -> None:
	"""Daily: powers whose term has ended become Expired; nothing may be done under them."""
	for name in terms_over():
		expire(frappe.get_doc("Delegated Power", name))
		frappe.db.commit()


def terms_over() -> list[str]:
	"""Powers in force or suspended whose last day has passed. One without an end goes on: an empty day counts as the
	earliest of all in a comparison, so it is asked for."""
	filters = [
		["status", "in", ("In Force", "Suspended")],
		["end_date", "is", "set"],
		["end_date", "<", clock.today()],
	]
	return frappe.get_all("Delegated Power", filters=filters, pluck="name")


def expire(power) -> None:
	"""The term of one power has ended."""
	with guard.opened("Delegated Power", power.name, _("The term of the power has ended.")):
		power.status = "Expired"
		power.save(ignore_permissions=True)
