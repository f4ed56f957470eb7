import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from township_gov import clock, official_text, program_fields, secret_fields, settings
from township_gov.petition_access import can_see
from township_gov.policies import petition_rules
from township_gov.refusals import refuse
from township_gov.scope import check_same_township
from township_gov.township_gov.doctype.petition import people, petition_clock
from township_gov.township_gov.doctype.petition.stages import STAGES
from township_gov.tracking import new_tracking_code


class RegistrationError(frappe.ValidationError):
	"""The record of the petition contradicts the rules (representatives, route, petitioners)."""


class AccusedError(frappe.ValidationError):
	"""Persons are reported in a petition that is no Report, or a row names nobody."""


class RepeatError(frappe.ValidationError):
	"""A petition cannot repeat itself, or one that is a repeat already."""


class ExtensionFixedError(frappe.ValidationError):
	"""An approved extension cannot be changed any more."""


class Petition(Document):
	def has_permission(self, permtype="read", **kwargs) -> bool:
		"""Also the Administrator's desk sees only the Reports it handles: v15 asks no hook for that account."""
		if self.flags.ignore_permissions:
			return True
		user = kwargs.get("user") or frappe.session.user
		return can_see(self, user) and super().has_permission(permtype, **kwargs)

	def validate(self):
		program_fields.restore(self)
		secret_fields.protect(self)
		self.set_new_facts()
		self.validate_registration()
		self.validate_accused()
		self.validate_repeat()
		self.validate_extension()
		check_same_township(self, "village", "handling_office", "handler", "repeat_of")
		self.set_handler_user()
		people.check_handler(self)
		self.move_on()
		petition_clock.set_clocks(self)

	# -- facts

	def set_new_facts(self):
		if self.is_new():
			self.tracking_code = new_tracking_code()
		self.possible_repeats = "\n".join(
			f"{row.name} {row.subject} ({row.received_on})" for row in people.earlier_petitions(self)
		)

	def set_handler_user(self):
		self.handler_user = frappe.db.get_value("Cadre", self.handler, "user_id") if self.handler else None

	def as_matter(self) -> petition_rules.Matter:
		"""This record as the rules look at it."""
		return petition_rules.Matter(
			category=self.category,
			legal_route=self.legal_route or "",
			is_contact_unknown=bool(cint(self.contact_unknown)),
			received_on=_day(self.received_on),
			notified_on=_day(self.notified_on),
			accepted_on=_day(self.accepted_on),
			concluded_on=_day(self.closed_on()),
			people_count=cint(self.people_count),
			petitioners=len(self.petitioners),
			representatives=sum(cint(row.is_representative) for row in self.petitioners),
		)

	def closed_on(self):
		"""The day the matter left the township's hands: concluded, or referred to another organ."""
		return self.concluded_on or (self.transferred_on if self.status == "Transferred" else None)

	# -- rules

	def validate_registration(self):
		most = settings.get("max_representatives", self.received_on, self.township)
		self.people_count = max(cint(self.people_count), len(self.petitioners), 1)
		refuse(petition_rules.registration_refusals(self.as_matter(), clock.today(), most), RegistrationError)

	def validate_accused(self):
		"""Only a Report names persons, and the persons named neither register nor handle it (Art. 30)."""
		if self.accused and self.category != petition_rules.REPORT:
			frappe.throw(
				_("Persons are reported only in a Report. Correct the category, or remove the rows."),
				AccusedError,
			)
		for row in self.accused:
			if not (row.cadre or row.office or row.description):
				frappe.throw(
					_("Row {0} names nobody. Fill it in or remove it.").format(row.idx), AccusedError
				)
		if self.is_new():
			people.check_registrar(self)

	def validate_repeat(self):
		"""A repeat points to the first petition of the matter (legal_rules 3.4)."""
		if not self.repeat_of:
			return
		first = frappe.db.get_value("Petition", self.repeat_of, "repeat_of")
		if self.repeat_of == self.name or first:
			frappe.throw(
				_("{0} is not the first petition of the matter. Choose {1}.").format(
					self.repeat_of, first or ""
				),
				RepeatError,
			)

	def validate_extension(self):
		"""What was approved and told stays as it is; all extensions together are one (Art. 34)."""
		before = self.get_doc_before_save()
		if before and before.extension_approved_by and self.has_value_changed("extension_days"):
			frappe.throw(
				_("The extension was approved and told to the petitioner; it cannot be changed."),
				ExtensionFixedError,
			)

	# -- moving on

	def move_on(self):
		"""The engine has set a new status: check what it needs, set its dates."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if stage := STAGES.get(self.status):
			stage(self)

	# -- for the printed documents

	def official_date(self, fieldname: str) -> str:
		"""A date as official documents write it."""
		return official_text.official_date(self.get(fieldname))

	def deciding_organ(self) -> str:
		"""The township answers petitions in its own name."""
		return official_text.township_title(self.township)

	def remedy_text(self) -> str:
		"""Where the petitioner may ask for a review."""
		return official_text.petition_remedy(self.township)

	def addressees(self) -> str:
		"""Whom the papers are addressed to: the representatives, where they are marked, else all petitioners."""
		marked = [row for row in self.petitioners if cint(row.is_representative)]
		names = [row.petitioner_name for row in marked or self.petitioners]
		return "、".join(names) if names and not self.contact_unknown else "信访人"


def _day(value):
	return getdate(value) if value else None


def refresh_lights() -> None:
	"""Daily: due dates and lights of every open petition."""
	from township_gov.township_gov.doctype.petition.daily import refresh_open_petitions

	refresh_open_petitions()
