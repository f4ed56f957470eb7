from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import applicants, clock, program_fields, request_sheets, scope, secret_fields
from township_gov.policies import amounts, rmb
from township_gov.refusals import refuse

WITHOUT_EFFECT = ("Rejected", "Withdrawn")
# Nobody has checked the amounts yet
UNCHECKED = ("Draft", "Awaiting Head")


class ExpenseAmountError(frappe.ValidationError):
	"""An amount is nought, goes below the fen, or more is approved than was asked for."""


class InvoiceUsedError(frappe.ValidationError):
	"""An invoice is claimed twice."""


class ExpenseDateError(frappe.ValidationError):
	"""Money spent, or paid, on a day that has not come."""


class PaymentError(frappe.ValidationError):
	"""The payment lacks its day, way or voucher."""


class ExpenseRequest(Document):
	"""Expenses of staff, from the request to the payment; who approves, checks and pays are three people (会计法 Art. 35)."""

	def before_insert(self):
		applicants.fill(self)

	def validate(self):
		program_fields.restore(self)
		secret_fields.protect(self)
		applicants.check(self)
		scope.check_same_township(self, "employee", "department", "service_case")
		self.validate_dates()
		self.set_approved_amounts()
		refuse(amounts.amount_refusals(self.as_lines()), ExpenseAmountError)
		self.validate_invoices()
		self.set_totals()
		self.move_on()

	def as_lines(self) -> list[amounts.Line]:
		"""The lines as the rules look at them."""
		return [
			amounts.Line(
				row.idx,
				Decimal(str(row.amount or 0)),
				Decimal(str(row.approved_amount or 0)),
				(row.invoice_no or "").strip(),
			)
			for row in self.lines
		]

	def set_approved_amounts(self):
		"""Everything, until the Finance Officer has looked at it."""
		if self.status in UNCHECKED:
			for row in self.lines:
				row.approved_amount = row.amount

	def validate_dates(self):
		for row in self.lines:
			if getdate(row.expense_date) > clock.today():
				frappe.throw(
					_("Row {0}: {1} has not come yet. Enter the day the money was spent.").format(
						row.idx, row.expense_date
					),
					ExpenseDateError,
				)

	def validate_invoices(self):
		"""An invoice is paid once, in whatever request of the site it stands."""
		refuse(amounts.repeated_invoice_refusals(self.as_lines()), InvoiceUsedError)
		numbers = [line.invoice_no for line in self.as_lines() if line.invoice_no]
		if not numbers or self.status in WITHOUT_EFFECT:
			return
		# One request after another, so that the same invoice cannot pass in two at once
		frappe.db.get_value("Township", self.township, "name", for_update=True)
		rows = frappe.db.get_values(
			"Expense Request Line",
			{"invoice_no": ("in", numbers), "parent": ("!=", self.name or "")},
			["invoice_no", "parent"],
			as_dict=True,
			for_update=True,
		)
		used = {row.invoice_no: row.parent for row in rows if self._counts(row.parent)}
		refuse(amounts.used_invoice_refusals(self.as_lines(), used), InvoiceUsedError)

	def _counts(self, request: str) -> bool:
		# A locking read too: another one would show what was there when this transaction began
		status = frappe.db.get_value("Expense Request", request, "status", for_update=True)
		return bool(status) and status not in WITHOUT_EFFECT

	def set_totals(self):
		lines = self.as_lines()
		self.total_amount = float(amounts.total(lines))
		self.total_approved = float(amounts.total(lines, approved=True))
		self.total_in_words = rmb.in_words(amounts.total(lines, approved=True))

	def move_on(self):
		"""The engine has set a new status."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if self.status == "Paid":
			self.validate_payment()

	def validate_payment(self):
		self.paid_on = self.paid_on or clock.today()
		if getdate(self.paid_on) > clock.today():
			frappe.throw(_("The day of payment lies in the future. Enter the day it was paid."), PaymentError)
		if self.payment_method == "Bank Transfer" and not self.payee_account_masked:
			frappe.throw(_("Enter the payee's account: a bank transfer needs it."), PaymentError)

	# -- for the printed sheet

	def request_sheet(self) -> dict:
		"""The sheet that is printed and filed, with the opinions of the approval."""
		return request_sheets.of(self)
