from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import clock, date_order, language
from township_gov.administration import setting_words
from township_gov.policies.parameters import parameter
from township_gov.policies.refusal import RuleError
from township_gov.policies.spans import Span

EVERYWHERE = "ALL"


class InvalidSettingError(frappe.ValidationError):
	"""A key that does not exist, or a value that is none of its kind."""


class OverlappingSettingError(frappe.ValidationError):
	"""Two rows of one key and scope hold on the same day."""


class RuleSetting(Document):
	"""One limit in force from a day on, for all townships or for one; read through `township_gov.settings.get`.

	An open row need not be ended when a later one is entered: of two open rows the later `valid_from` wins.
	"""

	def before_insert(self):
		self.scope = self.township or EVERYWHERE
		self.valid_from = getdate(self.valid_from or "2000-01-01")

	def validate(self):
		self.set_from_catalogue()
		self.validate_value()
		self.validate_choice()
		self.validate_period()
		self.validate_past()

	def set_from_catalogue(self):
		entry = self._entry()
		self.title, self.unit = language.stored(entry.title), language.stored(entry.unit)
		self.source = self.source or entry.source
		self.description = language.stored(entry.description)

	def validate_value(self):
		try:
			self._entry().parse(self.value)
		except RuleError as error:
			frappe.throw(error.refusal.text(_), InvalidSettingError)

	def validate_choice(self):
		possible = setting_words.choices(self.setting_key)
		wrong = [part.strip() for part in self.value.split(",") if part.strip() not in possible]
		if possible and wrong and (self.is_new() or self.has_value_changed("value")):
			frappe.throw(
				_("{0} is not possible here. Choose among: {1}.").format(
					", ".join(wrong), ", ".join(_(one) for one in possible)
				),
				InvalidSettingError,
			)

	def validate_past(self):
		"""What was decided by a value keeps it: only System Managers correct one that is in force."""
		is_changed = self.is_new() or self.has_value_changed("value") or self.has_value_changed("valid_to")
		if not is_changed or "System Manager" in frappe.get_roles():
			return
		ends_later = not self.is_new() and not self.has_value_changed("value") and self._ends_from_now_on()
		if getdate(self.valid_from) < clock.today() and not ends_later:
			frappe.throw(
				_("A value cannot be changed for the past. Enter a new one that holds from today or later."),
				InvalidSettingError,
			)

	def _ends_from_now_on(self) -> bool:
		return not self.valid_to or getdate(self.valid_to) >= clock.today() - timedelta(days=1)

	def validate_period(self):
		date_order.check(self, "valid_from", "valid_to", InvalidSettingError)
		for other in self._others():
			if other.valid_to and _span(other).overlaps(_span(self)):
				frappe.throw(
					_("{0} already holds then. End it first, or choose other dates.").format(other.name),
					OverlappingSettingError,
				)

	def _entry(self):
		try:
			return parameter(self.setting_key)
		except RuleError as error:
			frappe.throw(error.refusal.text(_), InvalidSettingError)

	def _others(self):
		return frappe.get_all(
			"Rule Setting",
			filters={"setting_key": self.setting_key, "scope": self.scope, "name": ["!=", self.name]},
			fields=["name", "valid_from", "valid_to"],
		)


def _span(row) -> Span:
	return Span(getdate(row.valid_from), getdate(row.valid_to) if row.valid_to else None)
