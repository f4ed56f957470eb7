import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import clock, document_clock, program_fields, registry, request_sheets, scope
from township_gov.township_gov.doctype.incoming_document.stages import STAGES

OPEN = ("Draft", "Awaiting Proposal", "Awaiting Instruction", "In Handling", "Awaiting Conclusion")


class RegisteredTwiceError(frappe.ValidationError):
	"""The same document of the same organ is in the register already."""


class DocumentDatesError(frappe.ValidationError):
	"""A document is received tomorrow, or before it was written."""


class OfficeTwiceError(frappe.ValidationError):
	"""An office is named twice, or several lead."""


class IncomingDocument(Document):
	"""A document of another organ, from its registration to its end (党政机关公文处理工作条例 Art. 24)."""

	def before_insert(self):
		registry.set_registry(self)

	def validate(self):
		program_fields.restore(self)
		scope.check_same_township(self, "registry_office", "lead_office")
		self.validate_dates()
		self.validate_registered_once()
		registry.set_registry(self)
		self.validate_offices()
		registry.set_responsible(self.offices)
		self.set_answers()
		self.move_on()
		document_clock.set_clock(self)

	def validate_dates(self):
		received = getdate(self.received_on)
		if received > clock.today():
			frappe.throw(
				_("The day of receipt lies in the future. Enter the day it came in."), DocumentDatesError
			)
		if self.document_date and getdate(self.document_date) > received:
			frappe.throw(
				_("It was received on {0} and is dated {1}. Correct one of the days.").format(
					self.received_on, self.document_date
				),
				DocumentDatesError,
			)

	def validate_registered_once(self):
		"""An organ's number stands for one document."""
		number = (self.from_document_no or "").strip()
		if not number:
			return
		same = {
			"township": self.township,
			"from_organ": self.from_organ,
			"from_document_no": number,
			"name": ("!=", self.name or ""),
			"status": ("not in", ("Withdrawn", "Rejected")),
		}
		if found := frappe.db.get_value("Incoming Document", same):
			frappe.throw(
				_("{0} of {1} is registered already as {2}. Open that one.").format(
					number, self.from_organ, found
				),
				RegisteredTwiceError,
			)

	def validate_offices(self):
		for row in self.offices:
			scope.check_same_township(row, "office", "responsible", of=self.township)
		for row in self.readers:
			scope.check_same_township(row, "cadre", of=self.township)
		named = [row.office for row in self.offices]
		if len(named) != len(set(named)):
			frappe.throw(_("An office is named twice. Remove a row."), OfficeTwiceError)
		leads = [row for row in self.offices if row.is_lead]
		if len(leads) > 1:
			frappe.throw(_("One office leads. Clear the mark in the other rows."), OfficeTwiceError)
		if self.lead_office and self.offices and not leads:
			for row in self.offices:
				row.is_lead = int(row.office == self.lead_office)

	def set_answers(self):
		"""Who answers for an office, and when; nobody writes the answer of another."""
		before = self.get_doc_before_save()
		stored = {row.name: row for row in before.offices} if before else {}
		for row in self.offices:
			old = stored.get(row.name)
			row.answered_on, row.answered_by = (old.answered_on, old.answered_by) if old else (None, None)
		for row in registry.changed_rows(self, "offices", ("answer",)):
			if self.status == "In Handling":
				registry.check_own_row(row)
			row.answered_on, row.answered_by = clock.now(), frappe.session.user

	def is_open(self) -> bool:
		"""Whether somebody still has to do something with it."""
		return self.status in OPEN

	def move_on(self):
		"""The engine has set a new status: check what it needs, set its dates."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if stage := STAGES.get(self.status):
			stage(self)

	# -- for the printed sheet

	def request_sheet(self) -> dict:
		"""The sheet that is printed and filed, with the opinions of the approval."""
		return request_sheets.of(self)


def refresh_lights() -> None:
	"""Daily: the lights of every open document."""
	document_clock.refresh_open()
