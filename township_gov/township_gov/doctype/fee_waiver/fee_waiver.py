from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import language, program_fields, settings
from township_gov.policies.amounts import is_whole_fen, to_fen
from township_gov.workflows import guard

OPEN = ("Draft", "Awaiting Approval")
# A fee can be waived as long as the result is not handed over
CHARGED_IN = ("Received", "Under Review", "In Verification", "Awaiting Decision", "Decided")


class WaiverRefusedError(frappe.ValidationError):
	"""Nothing is charged, more is to be waived than charged, or no basis is given."""


class FeeWaiver(Document):
	"""A published fee that an applicant need not pay, on a legal basis and by approval (S80, 行政许可法 Art. 58, 59)."""

	def before_insert(self):
		if not self.flags.ignore_permissions:
			self.get_case().check_permission("write")

	def validate(self):
		program_fields.restore(self)
		self.title = language.stored("Waiver for {0}").format(self.applicant_name or self.service_case)
		if self.status in OPEN:
			self.validate_basis()
			self.validate_amount()

	def on_update(self):
		if self.has_value_changed("status") and self.status == "Approved":
			self.write_into_case()

	def get_case(self):
		"""The case that the fee belongs to."""
		return frappe.get_doc("Service Case", self.service_case)

	def validate_basis(self):
		needed = settings.get("fee_waiver_needs_basis", township=self.township)
		if needed and not (self.legal_basis or "").strip():
			frappe.throw(_("A fee is waived on a legal basis only. Name it."), WaiverRefusedError)

	def validate_amount(self):
		case = self.get_case()
		if case.status not in CHARGED_IN:
			frappe.throw(
				_("The case is {0}; a fee is waived before the result is handed over.").format(
					_(case.status)
				),
				WaiverRefusedError,
			)
		charged = self._charge(case).amount
		self.charged_amount = charged
		if not is_whole_fen(self.amount) or not 0 < to_fen(self.amount) <= to_fen(charged):
			frappe.throw(
				_("{0} yuan are charged: waive a part of it or all, to the fen.").format(
					f"{Decimal(str(charged or 0)):.2f}"
				),
				WaiverRefusedError,
			)

	def _charge(self, case):
		found = [row for row in case.charges if row.fee_item == self.fee_item]
		if not found:
			frappe.throw(
				_("{0} is not charged in this case. Choose a fee that stands in it.").format(self.fee_item),
				WaiverRefusedError,
			)
		return found[0]

	def write_into_case(self):
		"""The approved waiver lowers the charge; the case's log says why."""
		self.validate_amount()
		case = self.get_case()
		with guard.opened("Service Case", case.name, _("Fee waived: {0}").format(self.name)):
			row = self._charge(case)
			row.amount = float(to_fen(row.amount) - to_fen(self.amount))
			row.waived_amount = float(to_fen(row.waived_amount) + to_fen(self.amount))
			case.save(ignore_permissions=True)
