from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import date_order
from township_gov.codes import set_code
from township_gov.policies.fees import Fee


class FeeTermError(frappe.ValidationError):
	"""The fee ends before it begins."""


class UnfoundedFeeError(frappe.ValidationError):
	"""A fee without a legal basis cannot be published."""


class FeeItem(Document):
	def before_naming(self):
		set_code(self, "fee_code")

	def validate(self):
		self.validate_term()
		self.validate_published()

	def validate_term(self):
		date_order.check(self, "valid_from", "valid_to", FeeTermError)

	def validate_published(self):
		"""What is on the public list has a basis (S80, S81)."""
		if self.published and not self.legal_basis:
			frappe.throw(
				_("A fee is published with its legal basis. Enter the basis first."), UnfoundedFeeError
			)

	def as_fee(self, belongs_to_item: bool) -> Fee:
		"""This record as the fee rules look at it."""
		return Fee(
			name=self.fee_name,
			standard=Decimal(str(self.standard or 0)),
			legal_basis=self.legal_basis or "",
			published=bool(self.published),
			is_cost_fee=bool(self.is_cost_fee),
			valid_from=_day(self.valid_from),
			valid_to=_day(self.valid_to),
			belongs_to_item=belongs_to_item,
		)


def _day(value) -> date | None:
	return getdate(value) if value else None
