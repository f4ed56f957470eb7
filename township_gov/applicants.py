"""The person whom an everyday request is for: himself, unless somebody files it for a colleague.

A doctype with the fields `employee` `employee_name` `department` `township` calls `fill` from `before_insert` (the name
needs the township) and `check` from `validate`.
"""

import frappe
from frappe import _

from township_gov import clock, organisation

# Who files requests for others: the officer for personnel, and who runs the office
FOR_OTHERS = ("Organisation Officer", "Township Administrator", "System Manager")


class ApplicantError(frappe.ValidationError):
	"""The request names nobody, somebody without a record, or a colleague one may not file for."""


def fill(doc) -> None:
	"""Set the applicant (the signed-in person where none is named), his office and township."""
	if not doc.employee:
		mine = organisation.cadre_of(frappe.session.user)
		if not mine:
			frappe.throw(
				_("Your account belongs to no cadre of a township. Name the person the request is for."),
				ApplicantError,
			)
		doc.employee = mine.name
	facts = frappe.db.get_value(
		"Cadre", doc.employee, ["employee_name", "department", "township"], as_dict=True
	)
	if not facts:
		frappe.throw(
			_("There is no cadre {0}. Choose one from the list.").format(doc.employee), ApplicantError
		)
	doc.employee_name, doc.township = facts.employee_name, facts.township
	if doc.department not in _offices_of(doc.employee):
		doc.department = facts.department


def _offices_of(cadre: str) -> set[str]:
	"""Where a cadre serves today: who serves in several offices says for which one the request is."""
	return {row.office for row in organisation.assignments_on(clock.today(), cadre=cadre)}


def check(doc) -> None:
	"""Refuse a request for somebody else by a person without that duty, and one for another township's staff."""
	if not (doc.is_new() or doc.has_value_changed("employee") or doc.has_value_changed("department")):
		return
	fill(doc)
	user = frappe.session.user
	mine = organisation.cadre_of(user)
	if user == "Administrator" or (mine and mine.name == doc.employee):
		return
	if set(FOR_OTHERS).isdisjoint(frappe.get_roles(user)):
		frappe.throw(
			_("You file requests for yourself. Ask one of these for another person: {0}.").format(
				", ".join(_(role) for role in FOR_OTHERS[:2])
			),
			ApplicantError,
		)
	if mine and frappe.db.get_value("Cadre", mine.name, "township") != doc.township:
		frappe.throw(_("{0} belongs to another township.").format(doc.employee_name), ApplicantError)
