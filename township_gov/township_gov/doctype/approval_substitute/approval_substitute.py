from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr

from township_gov import clock, date_order, form_actions, organisation, scope
from township_gov.once import once_for_a_page
from township_gov.policies import standing_in
from township_gov.workflows import doors, substitutes, substitution_terms
from township_gov.workflows.substitution_terms import (
	PROGRAM_FIELDS,
	NotYourSubstitutionError,
	SubstitutionRefusedError,
)

# What two people can agree on is checked while they do. Afterwards it begins and ends, whoever has left or moved meanwhile
_AGREEING = ("Proposed", "Accepted")


class ApprovalSubstitute(Document):
	"""One person acts for another in approvals, for a time, with consent (代理; rule 5).

	Only the substitute's own answer makes it count, and once answered it is ended, never changed: `substitutes.answer`
	and `substitutes.end` write what a form cannot.
	"""

	def onload(self):
		is_mine = self.substitute_user == frappe.session.user
		asked = is_mine and self.status == "Proposed"
		useful = {"accept": asked, "decline": asked, "end_now": substitutes.may_end(self)}
		form_actions.offer(self, substitutes.__name__, useful)

	def before_insert(self):
		if not doors.is_open(self.doctype, None):
			if cstr(self.status) not in ("", "Proposed") or any(
				self.get(name) for name in PROGRAM_FIELDS[1:]
			):
				text = _("A new substitution is only proposed; the substitute's own consent makes it count.")
				frappe.throw(text, SubstitutionRefusedError)
			self.status = "Proposed"
		self.set_people()

	def validate(self):
		self.set_people()
		if not doors.is_open(self.doctype, None if self.is_new() else self.name):
			self.check_author()
			self.check_unchanged()
		self.check_people()
		self.set_term()
		self.check_scope()
		if self.status in _AGREEING:
			substitution_terms.check_free(self)

	def before_change(self):
		"""Runs when code sets a field directly (`db_set`)."""
		if not doors.is_open(self.doctype, self.name):
			frappe.throw(
				_("A substitution is changed through its form or its buttons."), SubstitutionRefusedError
			)

	def on_update(self):
		if self.flags.in_insert and self.status == "Proposed":
			substitutes.tell_proposed(self)
		substitutes.refresh_later(self)

	def on_trash(self):
		if self.status in ("Accepted", "Active", "Ended") or (self.answered_at and self.ended_at):
			text = _("Others have acted on it or may do so, so it is kept. End it instead.")
			frappe.throw(text, SubstitutionRefusedError)

	def set_people(self):
		"""Names, accounts and township, as the two records say."""
		for field in ("principal", "substitute"):
			facts = (
				frappe.db.get_value(
					"Cadre", self.get(field), ["employee_name", "user_id", "township"], as_dict=True
				)
				if self.get(field)
				else None
			)
			self.set(f"{field}_name", facts.employee_name if facts else None)
			self.set(f"{field}_user", facts.user_id if facts else None)
			if facts and field == "principal":
				self.township = facts.township
		self.title = f"{self.principal_name or ''} → {self.substitute_name or ''}"[:140]

	def check_author(self):
		if not substitution_terms.may_propose(self.principal):
			text = _(
				"Only {0}, the head of that office or an administrator proposes this substitution."
			).format(self.principal_name or _("the principal"))
			frappe.throw(text, NotYourSubstitutionError)

	def check_unchanged(self):
		"""What was agreed stays as it was agreed; what the program writes nobody else does."""
		stored = None if self.is_new() else self.get_doc_before_save()
		if stored is None:
			return
		if not substitution_terms.may_propose(stored.principal):
			frappe.throw(_("This substitution is not yours to change."), NotYourSubstitutionError)
		changed = substitution_terms.changed_fields(stored, self)
		if not changed:
			return
		if stored.status != "Proposed" or set(changed) & set(PROGRAM_FIELDS):
			text = _("It was answered or has ended, so it stays as it is. End it and propose another one.")
			if stored.status == "Proposed":
				text = _("Only the substitute's own answer changes this; use the buttons of the form.")
			frappe.throw(text, SubstitutionRefusedError)

	def check_people(self):
		if self.principal == self.substitute:
			frappe.throw(_("Nobody is his own substitute; choose another person."), SubstitutionRefusedError)
		if self.status not in _AGREEING:
			return
		scope.check_same_township(self, "substitute")
		status = frappe.db.get_value("Cadre", self.substitute, "status")
		enabled = self.substitute_user and frappe.db.get_value("User", self.substitute_user, "enabled")
		if status != "Active" or not enabled:
			text = _("{0} cannot act: the record is not active or has no account. Choose another person.")
			frappe.throw(text.format(self.substitute_name), SubstitutionRefusedError)
		if not self.principal_user:
			text = _("{0} has no account, so nobody can act for it in approvals.")
			frappe.throw(text.format(self.principal_name), SubstitutionRefusedError)

	def set_term(self):
		date_order.check(self, "from_date", "to_date", SubstitutionRefusedError)
		term = substitution_terms.term_of(self)
		if term.end <= term.begin:
			text = _("On {0} it would end at noon and begin after that. Correct “{1}” or “{2}”.")
			halves = (_(self.meta.get_label(name), context=self.doctype) for name in ("from_part", "to_part"))
			frappe.throw(text.format(self.from_date, *halves), SubstitutionRefusedError)
		if self.is_new() and term.end <= clock.now():
			text = _("Its term is over already: its last minute is {0}. Choose a later day in “{1}”.")
			last, label = (
				term.end - timedelta(minutes=1),
				_(self.meta.get_label("to_date"), context=self.doctype),
			)
			frappe.throw(text.format(str(last)[:16], label), SubstitutionRefusedError)
		self.begins_at, self.ends_at = term.begin, term.end

	def check_scope(self):
		if self.scope == standing_in.TOWNSHIP:
			if not self.scope_township:
				frappe.throw(_("Choose the township that it covers."), SubstitutionRefusedError)
		else:
			self.scope_township = None
		column = {standing_in.FLOWS: "flow", standing_in.DOCTYPES: "document_type"}.get(self.scope)
		self.set("covers", [row for row in self.covers if column and row.get(column)])
		if column and not self.covers:
			frappe.throw(
				_("Choose at least one flow or document type that it covers."), SubstitutionRefusedError
			)


def on_doctype_update() -> None:
	"""Asked for every person whom an approval asks."""
	frappe.db.add_index("Approval Substitute", ["principal", "status"])


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""The two persons, who proposed it, the head of the principal's office, and who oversees approvals."""
	user = user or frappe.session.user
	if user == "Administrator" or set(frappe.get_roles(user)) & substitution_terms.OVERSEERS:
		return ""
	account = frappe.db.escape(user, percent=False)
	table = "`tabApproval Substitute`"
	parts = [f"{table}.`{field}` = {account}" for field in ("principal_user", "substitute_user", "owner")]
	offices = _offices_headed_by(user)
	if offices:
		listed = ", ".join(frappe.db.escape(office, percent=False) for office in sorted(offices))
		parts.append(
			f"{table}.`principal` in (select `name` from `tabCadre` where `department` in ({listed}))"
		)
	return f"({' or '.join(parts)})"


@once_for_a_page
def _offices_headed_by(user: str) -> set[str]:
	return set(substitution_terms.offices_headed_by(organisation.cadre_of(user)))


def has_permission(doc, ptype: str = "read", user: str | None = None) -> bool | None:
	"""The same for one; None leaves the rest to the roles."""
	user = user or frappe.session.user
	condition = query_conditions(user)
	if not condition or doc.is_new():
		return None
	found = frappe.db.sql(
		f"select `name` from `tabApproval Substitute` where `name` = %s and {condition}", doc.name
	)
	return None if found else False
