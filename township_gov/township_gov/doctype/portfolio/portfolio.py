from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import clock, date_order, organisation, scope
from township_gov.policies.kinship import kin_refusals
from township_gov.policies.spans import Span
from township_gov.refusals import refuse
from township_gov.township_gov.doctype.post_assignment.post_assignment import KinError


class PortfolioDatesError(frappe.ValidationError):
	"""The portfolio ends before it begins."""


class OfficeLedTwiceError(frappe.ValidationError):
	"""An office or village is in another portfolio on the same days."""


class Portfolio(Document):
	"""Which leader leads which offices, villages and lines of work, from when to when (S07)."""

	def validate(self):
		self.validate_dates()
		self.validate_townships()
		self.validate_led_once("offices", "office")
		self.validate_led_once("villages", "village")
		self.validate_kin()

	@property
	def span(self) -> Span:
		"""The days of the portfolio."""
		return Span(getdate(self.from_date), getdate(self.to_date) if self.to_date else None)

	def validate_dates(self):
		date_order.check(self, "from_date", "to_date", PortfolioDatesError)

	def validate_townships(self):
		scope.check_same_township(self, "leader")
		for row in self.offices:
			scope.check_same_township(row, "office", of=self.township)
		for row in self.villages:
			scope.check_same_township(row, "village", of=self.township)

	def validate_kin(self):
		"""Nobody leads an office where a relative serves (公务员法 Art. 74); an ended portfolio is history."""
		if self.span.end < clock.today():
			return
		then = organisation.organisation_on(self.township, max(self.span.first, clock.today()))
		led = then.portfolios.get(self.leader, frozenset()) | {row.office for row in self.offices}
		then = replace(then, portfolios={**then.portfolios, self.leader: led})
		refuse(kin_refusals(self.leader, then), KinError)

	def validate_led_once(self, table: str, fieldname: str):
		mine = [row.get(fieldname) for row in self.get(table)]
		for other in self._portfolios_of_these_days():
			shared = {row.get(fieldname) for row in other.get(table)}.intersection(mine)
			if shared:
				frappe.throw(
					_("{0} is led by {1} on these days already. End that portfolio first.").format(
						", ".join(sorted(shared)), other.leader_name or other.leader
					),
					OfficeLedTwiceError,
				)

	def _portfolios_of_these_days(self):
		rows = frappe.get_all(
			"Portfolio",
			filters={"township": self.township, "name": ["!=", self.name]},
			fields=["name", "from_date", "to_date"],
		)
		names = [row.name for row in rows if Span(row.from_date, row.to_date).overlaps(self.span)]
		return [frappe.get_doc("Portfolio", name) for name in names]
