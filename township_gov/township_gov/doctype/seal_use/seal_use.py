import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from township_gov import applicants, clock, date_order, program_fields, request_sheets, scope


class SealNotInUseError(frappe.ValidationError):
	"""The seal is locked away or destroyed."""


class SealPeriodError(frappe.ValidationError):
	"""The times of a seal taken out, used or given back contradict each other."""


class SealCopiesError(frappe.ValidationError):
	"""More copies are sealed than were asked for, or none."""


class EscortError(frappe.ValidationError):
	"""A seal outside the house is with two people."""


class SealUse(Document):
	"""One use of a seal, asked for, approved and registered by its keeper (国发〔1999〕25号)."""

	def before_insert(self):
		applicants.fill(self)

	def validate(self):
		program_fields.restore(self)
		applicants.check(self)
		scope.check_same_township(self, "seal", "employee", "department", "escort")
		self.set_from_seal()
		self.validate_copies()
		self.validate_taken_out()
		self.move_on()

	def set_from_seal(self):
		"""Keeper and rule of the seal, as they are while nobody has sealed anything."""
		if self.status in ("Taken Out", "Done"):
			return
		seal = frappe.db.get_value(
			"Seal",
			self.seal,
			["seal_name", "status", "keeper", "deputy_keeper", "needs_leader"],
			as_dict=True,
		)
		if seal.status != "In Use":
			frappe.throw(
				_("{0} is not in use. Choose another seal.").format(seal.seal_name), SealNotInUseError
			)
		self.keeper, self.deputy_keeper = seal.keeper, seal.deputy_keeper
		self.needs_leader = cint(seal.needs_leader or self.taken_out)

	def validate_copies(self):
		if cint(self.copies) < 1:
			frappe.throw(_("Enter how many copies are sealed."), SealCopiesError)
		if cint(self.copies_used) > cint(self.copies):
			frappe.throw(
				_("{0} copies were approved and {1} are entered. Have a further use approved.").format(
					self.copies, self.copies_used
				),
				SealCopiesError,
			)

	def validate_taken_out(self):
		if not self.taken_out:
			self.update({"taken_from": None, "taken_until": None, "place": None, "escort": None})
			return
		if not (self.taken_from and self.taken_until and self.place):
			frappe.throw(
				_("A seal leaves the house from when to when, and where to? Fill it in."), SealPeriodError
			)
		date_order.check(self, "taken_from", "taken_until", SealPeriodError)
		if get_datetime(self.taken_until) <= get_datetime(self.taken_from):
			frappe.throw(_("The seal comes back after it was taken. Correct the times."), SealPeriodError)
		if not self.escort or self.escort == self.employee:
			frappe.throw(_("A seal outside the house is with two people. Name the second one."), EscortError)

	def move_on(self):
		"""The engine has set a new status."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		before = self.get_doc_before_save().status
		if before == "Awaiting Seal" and self.status in ("Taken Out", "Done"):
			self.used_on = self.used_on or clock.now()
			self.copies_used = self.copies_used or self.copies
		if before == "Taken Out" and self.status == "Done":
			self.set_returned()

	def set_returned(self):
		self.returned_on = self.returned_on or clock.now()
		if get_datetime(self.returned_on) < get_datetime(self.taken_from):
			frappe.throw(_("The seal comes back after it was taken. Correct the times."), SealPeriodError)

	# -- for the printed sheet

	def request_sheet(self) -> dict:
		"""The sheet that is printed and filed, with the opinions of the approval."""
		return request_sheets.of(self)
