import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import (
	applicants,
	calendars,
	date_order,
	language,
	leave_book,
	program_fields,
	request_sheets,
	scope,
	secret_fields,
)
from township_gov.policies import leave
from township_gov.policies.refusal import RuleError
from township_gov.policies.spans import Span
from township_gov.refusals import refuse
from township_gov.township_gov.doctype.leave_request import cover
from township_gov.township_gov.doctype.leave_request.stages import STAGES


class LeaveDatesError(frappe.ValidationError):
	"""The days of the leave contradict each other, or the calendar does not know them."""


class LeaveOverlapError(frappe.ValidationError):
	"""The applicant is on leave on some of these days already."""


class LeaveLimitError(frappe.ValidationError):
	"""More days than the kind of leave, or the balance of annual leave, has."""


class SubstituteError(frappe.ValidationError):
	"""The substitute named cannot stand in: himself, or away on the same days."""


class LeaveRequest(Document):
	"""Leave of one member of staff, from the request to the return to work (S64, 职工带薪年休假条例)."""

	def before_insert(self):
		applicants.fill(self)

	def validate(self):
		program_fields.restore(self)
		secret_fields.protect(self)
		applicants.check(self)
		scope.check_same_township(self, "employee", "department", "substitute")
		self.validate_dates()
		self.set_days()
		self.validate_overlap()
		self.validate_amount()
		self.validate_substitute()
		self.set_title()
		self.move_on()

	def on_update(self):
		if self.has_value_changed("status"):
			cover.follow(self)

	@property
	def span(self) -> Span:
		"""The days of the leave, both ends included."""
		return Span(getdate(self.from_date), getdate(self.to_date))

	def validate_dates(self):
		date_order.check(self, "from_date", "to_date", LeaveDatesError)
		half_day = getdate(self.half_day_date) if self.half_day_date else None
		refuse(leave.date_refusals(self.span, half_day), LeaveDatesError)
		refuse(leave.year_refusals(self.leave_type, self.span), LeaveDatesError)

	def set_days(self):
		self.day_unit = leave_book.unit_of(self.leave_type, self.from_date, self.township)
		self.total_leave_days = float(self.days_of(self.span))

	def days_of(self, span: Span):
		"""Days of leave in a span, as this kind is counted. Raises `LeaveDatesError` for a year without calendar."""
		half_day = getdate(self.half_day_date) if self.half_day_date else None
		try:
			return leave.count_days(
				span,
				calendars.calendar_for(self.township),
				working=self.day_unit == leave_book.WORKING,
				half_day=half_day,
			)
		except RuleError as error:
			frappe.throw(error.refusal.text(_), LeaveDatesError)

	def validate_overlap(self):
		"""Requests of one person are checked one after another, so that two at once cannot both pass."""
		if self.is_over():
			return
		leave_book.lock(self.employee)
		self.flags.others = leave_book.taken(self.employee, besides=self.name)
		refuse(leave.overlap_refusals(self.span, self.flags.others), LeaveOverlapError)

	def validate_amount(self):
		"""Judged until it is granted; what was granted stays."""
		if self.is_over() or self.status in ("On Leave", "Returned"):
			return
		left = None
		if self.leave_type == leave.ANNUAL:
			left = leave_book.balance(self.employee, self.township, self.span.first, self.flags.others)
			self.leave_balance = float(left)
		limit = leave_book.limit_of(self.leave_type, self.from_date, self.township)
		days = self.days_of(self.span)
		refuse(leave.amount_refusals(self.leave_type, days, limit, left), LeaveLimitError)

	def validate_substitute(self):
		if not self.substitute or self.is_over():
			return
		if self.substitute == self.employee:
			frappe.throw(_("Nobody stands in for himself. Choose a colleague."), SubstituteError)
		away = [one for one in leave_book.taken(self.substitute) if one.span.overlaps(self.span)]
		if away and self.status != "Returned":
			frappe.throw(
				_("{0} is on leave from {1} to {2} too. Choose another colleague.").format(
					self.substitute_name or self.substitute, away[0].span.first, away[0].span.end
				),
				SubstituteError,
			)

	def is_over(self) -> bool:
		"""Whether the request takes no days (refused or cancelled)."""
		return self.status in leave_book.WITHOUT_EFFECT

	def set_title(self):
		kind = _(self.leave_type, language.of_site(), "Leave Request")
		self.title = f"{self.employee_name} {kind} {self.from_date}"

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
