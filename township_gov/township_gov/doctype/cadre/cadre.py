from itertools import combinations

import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import clock, codes, date_order, organisation, scope, secret_fields
from township_gov.policies import identity
from township_gov.policies.refusal import RuleError


class KinRowError(frappe.ValidationError):
	"""A kin row that names the cadre himself, or somebody twice."""


class DuplicateCadreError(frappe.ValidationError):
	"""The identity number belongs to a cadre on record already."""


class CadreDatesError(frappe.ValidationError):
	"""Dates of birth, joining and leaving that contradict each other."""


class AccountLinkError(frappe.PermissionError):
	"""An account is given to a person, or taken from him, by somebody who does not keep the accounts."""


class Cadre(Document):
	"""A member of the township's staff; the facts shared with ERPNext's Employee carry its field names."""

	def before_insert(self):
		codes.set_code(self, "cadre_code")

	def validate(self):
		self.validate_account()
		self.set_birth_and_sex()
		secret_fields.protect(self)
		self.validate_dates()
		self.validate_unique_person()
		self.validate_one_account()
		self.validate_kin()
		scope.check_same_township(self, "current_post")

	def on_update(self):
		organisation.forget_cadres()

	def on_trash(self):
		organisation.forget_cadres()

	def validate_account(self):
		"""Approvals are a person's: whoever linked his own account with a leader's record would decide for him."""
		changed = self.user_id if self.is_new() else self.has_value_changed("user_id")
		if changed and not self.flags.ignore_permissions and "System Manager" not in frappe.get_roles():
			frappe.throw(
				_(
					"Which account is whose is set by a System Manager, because it signs approvals. Ask one of them, "
					"and save the rest without it."
				),
				AccountLinkError,
			)

	def set_birth_and_sex(self):
		"""Read from the identity number; whether it is right, `secret_fields.protect` says."""
		number = self.id_number or ""
		if not number or set(number) == {"*"}:
			return
		try:
			found = identity.read_id_number(number, clock.today())
		except RuleError:
			return
		self.date_of_birth, self.gender = found.birth_date, found.sex

	def validate_dates(self):
		for earlier, later in combinations(("date_of_birth", "date_of_joining", "relieving_date"), 2):
			date_order.check(self, earlier, later, CadreDatesError)

	def validate_unique_person(self):
		if not self.id_number_hash:
			return
		same = frappe.db.get_value(
			"Cadre",
			{"id_number_hash": self.id_number_hash, "township": self.township, "name": ["!=", self.name]},
			["name", "employee_name"],
		)
		if same:
			frappe.throw(
				_("This identity number belongs to {0} ({1}). Open that record instead.").format(
					same[1], same[0]
				),
				DuplicateCadreError,
			)

	def validate_one_account(self):
		"""Approvals count natural persons by their records: a second account, on the record of another township, would
		be a second vote, and a way around every rule that keeps him apart."""
		if not (self.user_id and self.id_number_hash):
			return
		if not (
			self.is_new() or self.has_value_changed("user_id") or self.has_value_changed("id_number_hash")
		):
			return
		with_account = {"user_id": ["is", "set"], "name": ["!=", self.name]}
		same = frappe.db.get_value("Cadre", {"id_number_hash": self.id_number_hash, **with_account})
		if same:
			frappe.throw(
				_(
					"This person has an account already, on the record {0}. A person decides with one account only: take it "
					"off that record first, then set it here."
				).format(same),
				DuplicateCadreError,
			)

	def validate_kin(self):
		seen = set()
		for row in self.kin:
			if row.cadre == self.name:
				frappe.throw(
					_("Row {0}: nobody is kin to himself. Remove the row.").format(row.idx), KinRowError
				)
			if row.cadre in seen:
				frappe.throw(
					_("Row {0}: {1} is listed twice. Keep one row.").format(row.idx, row.cadre), KinRowError
				)
			seen.add(row.cadre)
