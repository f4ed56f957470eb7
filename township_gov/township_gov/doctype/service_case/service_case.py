from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from township_gov import clock, official_text, program_fields, secret_fields
from township_gov.policies import fees, service_cases, service_items
from township_gov.policies.service_items import ANYONE, LICENCE
from township_gov.refusals import refuse
from township_gov.scope import check_same_township
from township_gov.township_gov.doctype.service_case import actions, case_clock, joint, obstacles
from township_gov.township_gov.doctype.service_case.stages import STAGES, accept
from township_gov.tracking import new_tracking_code
from township_gov.workflows import doors, timers


class ItemNotOfferedError(frappe.ValidationError):
	"""The service item is not active, so nothing can be accepted under it."""


class NotEligibleError(frappe.ValidationError):
	"""The item is not open to this applicant."""


class ChannelError(frappe.ValidationError):
	"""What the channel of the application needs is missing (window, agent)."""


class VisitReasonError(frappe.ValidationError):
	"""The applicant had to come more often than the item promises, and no reason is given."""


class ChargeRefusedError(frappe.ValidationError):
	"""A charge that the published fees do not cover."""


class DateError(frappe.ValidationError):
	"""A date that cannot be."""


class ServiceCase(Document):
	def onload(self):
		actions.offer(self)

	def approval_obstacles(self) -> dict[str, str]:
		"""What the approval panel greys: act → why it is not possible now."""
		return obstacles.of(self)

	def legal_pauses(self):
		"""What stops the clocks of its approval too."""
		return case_clock.pauses_of(self)

	def on_update(self):
		before = self.get_doc_before_save()
		if before and before.legal_pauses() != self.legal_pauses():
			timers.pauses_changed(self)

	def validate(self):
		program_fields.restore(self)
		self.set_facts_of_item()
		self.set_applicant()
		self.validate_received_on()
		self.validate_channel()
		self.validate_eligibility()
		self.validate_visits()
		self.keep_waived()
		self.validate_charges()
		check_same_township(
			self, "village", "window", "agent", "handling_office", "verifier", "second_verifier"
		)
		joint.prepare(self)
		self.set_decision_letter()
		self.move_on()
		case_clock.validate_pauses(self)
		case_clock.validate_extension(self)
		case_clock.set_correction_due(self)
		case_clock.set_clock(self)

	def get_item(self):
		"""The service item of the case."""
		return frappe.get_cached_doc("Service Item", self.service_item)

	# -- a new case

	def set_facts_of_item(self):
		"""The tracking code, the item's type, and its list of materials to be checked."""
		item = self.get_item()
		self.item_name, self.item_type = item.item_name, item.item_type
		if self.is_new():
			self.validate_item_offered()
			self.tracking_code = new_tracking_code()
		if not self.accepted_on:
			self.list_materials()

	def list_materials(self):
		"""Every material of the item stands in the list until acceptance, required where the item requires it."""
		listed = {row.material_name: row for row in self.materials}
		for wanted in self.get_item().materials:
			row = listed.get(wanted.material_name) or self.append(
				"materials", {"material_name": wanted.material_name, "status": service_cases.NOT_CHECKED}
			)
			row.is_required = wanted.is_required

	def validate_item_offered(self):
		"""Only active items are accepted; one under a delegated power needs an open window (S19, S22)."""
		item = self.get_item()
		if item.status != "Active":
			frappe.throw(
				_("{0} cannot be accepted: it is {1}. Complete and activate the item first.").format(
					item.item_name, _(item.status)
				),
				ItemNotOfferedError,
			)
		refuse(service_items.activation_refusals(item.as_item()), ItemNotOfferedError)

	def set_applicant(self):
		"""Check, mask and hash the numbers; find the same applicant's last case."""
		secret_fields.protect(self)
		if self.is_new() or self.has_value_changed("id_number_hash"):
			self.earlier_case = self.find_earlier_case()

	def find_earlier_case(self) -> str | None:
		"""The newest other case in this township with the same identity number, else with the same phone."""
		for fieldname in ("id_number_hash", "phone_hash"):
			if not self.get(fieldname):
				continue
			same = {
				"township": self.township,
				fieldname: self.get(fieldname),
				"name": ("!=", self.name or ""),
			}
			found = frappe.get_all(
				"Service Case", filters=same, pluck="name", order_by="creation desc", limit=1
			)
			if found:
				return found[0]
		return None

	# -- what holds at any time

	def validate_received_on(self):
		if getdate(self.received_on) > clock.today():
			frappe.throw(_("The day of receipt lies in the future. Enter the day it came in."), DateError)

	def validate_channel(self):
		if self.channel == "Window" and not self.window:
			frappe.throw(_("Choose the window where it was handed in."), ChannelError)
		if self.channel == fees.AGENCY and not self.agent:
			frappe.throw(_("An agency case names the agent who runs the errand. Choose him."), ChannelError)
		if self.channel != fees.AGENCY:
			self.agent = None

	def validate_eligibility(self):
		if self.applicant_type != "Individual":
			self.resident_type = None
			return
		condition = self.get_item().residence_condition or ANYONE
		refuse(service_cases.eligibility_refusals(condition, self.resident_type or ""), NotEligibleError)

	def validate_visits(self):
		most = cint(self.get_item().max_visits)
		refuse(
			service_cases.visit_refusals(cint(self.visits), most, self.visit_reason or ""), VisitReasonError
		)

	def validate_charges(self):
		"""Each line against its published fee; the item's own list is the guide (S80-S82)."""
		offered = {row.fee_item for row in self.get_item().fees}
		self.validate_charged_once()
		for row in self.charges:
			fee = frappe.get_cached_doc("Fee Item", row.fee_item)
			amount = Decimal(str(row.amount or 0))
			refuse(
				fees.charge_refusals(
					fee.as_fee(row.fee_item in offered),
					amount,
					cint(row.quantity),
					self.channel,
					clock.today(),
				),
				ChargeRefusedError,
			)
		self.total_charged = sum(Decimal(str(row.amount or 0)) for row in self.charges)

	def keep_waived(self):
		"""What was waived is written by an approved waiver only."""
		if doors.is_open(self.doctype, self.name):
			return
		before = self.get_doc_before_save()
		stored = {row.name: row.waived_amount for row in before.charges} if before else {}
		for row in self.charges:
			row.waived_amount = stored.get(row.name) or 0

	def validate_charged_once(self):
		"""The standard is per unit: a second line of the same fee would charge it again."""
		listed = [row.fee_item for row in self.charges]
		for row in self.charges:
			if listed.count(row.fee_item) > 1:
				frappe.throw(
					_(
						"Row {0}: {1} is charged on another line too. Keep one line, and enter the quantity."
					).format(row.idx, row.fee_item),
					ChargeRefusedError,
				)

	def set_decision_letter(self):
		"""A licence and a refusal go out as a numbered document, where the township decides in its own name."""
		own = self.deciding_organ() == official_text.township_title(self.township)
		self.has_decision_letter = int(own and (self.item_type == LICENCE or self.decision == "Refused"))

	# -- moving on

	def move_on(self):
		"""The engine has set a new status: check what it needs, set its dates."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if stage := STAGES.get(self.status):
			stage(self)

	def material_facts(self) -> list[service_cases.Material]:
		"""The list of materials as the rules look at it."""
		return [
			service_cases.Material(
				row.material_name, row.status, bool(cint(row.is_required)), row.remark or ""
			)
			for row in self.materials
		]

	def correction_facts(self) -> service_cases.Correction:
		"""Where the one correction stands, as the rules look at it."""
		return service_cases.Correction(
			is_licence=self.item_type == LICENCE,
			due_on=getdate(self.correction_due_on) if self.correction_due_on else None,
			notified_on=getdate(self.correction_notified_on) if self.correction_notified_on else None,
			is_deemed_accepted=bool(cint(self.deemed_accepted)),
		)

	def accept_by_law(self):
		"""No correction was asked in time: accepted from receipt, whatever is missing (Art. 32(4))."""
		self.deemed_accepted = 1
		accept(self, self.received_on)

	# -- for the printed documents

	def official_date(self, fieldname: str) -> str:
		"""A date as official documents write it."""
		return official_text.official_date(self.get(fieldname))

	def deciding_organ(self) -> str:
		"""Whose name stands under the document."""
		return official_text.organ_for_power(self.township, self.get_item().delegated_power)

	def handling_office_title(self) -> str:
		"""The name of the office that handles the case."""
		return frappe.db.get_value("Township Office", self.handling_office, "office_name")

	def remedy_text(self) -> str:
		"""Where and how long the applicant may contest the decision."""
		return official_text.remedy_for_power(self.township, self.get_item().delegated_power)


def refresh_lights() -> None:
	"""Daily: due dates, lights and deemed acceptance of every open case, one short transaction each."""
	from township_gov.township_gov.doctype.service_case.daily import refresh_open_cases

	refresh_open_cases()
