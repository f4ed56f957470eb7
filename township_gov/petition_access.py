"""Who may see a petition: one SQL expression for lists and for the single record, so that they cannot disagree.

A Report about persons is seen by its named handlers only: who registered it, its handler, and whoever has a task of its
approval. The persons reported and the people of their offices see it in no case, nor do the general roles (信访工作条例 Art. 30; S36).
Every other petition follows roles and township.
"""

import frappe
from frappe.model.document import Document

from township_gov import clock, organisation


def visible_to(user: str) -> str:
	"""The condition on `tabPetition` that holds for the petitions a user may see."""
	account = frappe.db.escape(user, percent=False)
	named = (
		f"`tabPetition`.`owner` = {account} or `tabPetition`.`handler_user` = {account}"
		" or exists (select 1 from `tabApproval Task` where `tabApproval Task`.`reference_doctype` = 'Petition'"
		" and `tabApproval Task`.`reference_name` = `tabPetition`.`name`"
		f" and `tabApproval Task`.`assigned_to` = {account})"
	)
	return f"(`tabPetition`.`category` != 'Report' or (({named}) and {_not_reported(user)}))"


def _not_reported(user: str) -> str:
	"""No row of the persons reported names the user, a colleague of his office, or that office."""
	row = organisation.cadre_of(user)
	if not row:
		return "1 = 1"
	cadre = row.name
	offices = offices_of(cadre)
	places = _any_of("`tabPetition Accused`.`cadre`", {cadre} | cadres_in(offices))
	if offices:
		places += " or " + _any_of("`tabPetition Accused`.`office`", offices)
	return (
		"not exists (select 1 from `tabPetition Accused` where `tabPetition Accused`.`parent` = `tabPetition`.`name`"
		f" and ({places}))"
	)


def _any_of(column: str, values: set[str]) -> str:
	listed = ", ".join(frappe.db.escape(value, percent=False) for value in sorted(values))
	return f"{column} in ({listed})"


def offices_of(cadre: str) -> set[str]:
	"""The offices a cadre works in or heads today."""
	serving = {row.office for row in organisation.assignments_on(clock.today(), _ALL_KINDS, cadre=cadre)}
	return serving | set(frappe.get_all("Township Office", filters={"head": cadre}, pluck="name"))


def cadres_in(offices: set[str]) -> set[str]:
	"""Everybody who works in one of the offices today."""
	if not offices:
		return set()
	rows = organisation.assignments_on(clock.today(), _ALL_KINDS, office=["in", sorted(offices)])
	return {row.cadre for row in rows}


_ALL_KINDS = ("Regular", "Acting", "Secondment")


def can_see(petition, user: str) -> bool:
	"""The same expression asked of one stored petition; one that is not stored yet is its writer's own."""
	if petition.is_new():
		return True
	condition = visible_to(user)
	return bool(
		frappe.db.sql(f"select `name` from `tabPetition` where `name` = %s and {condition}", petition.name)
	)


class PetitionRow(Document):
	"""A row of a petition is as closed as the petition, asked for by its own name too; v15 asks no hook for the
	Administrator."""

	def has_permission(self, permtype="read", **kwargs) -> bool:
		if self.flags.ignore_permissions or not frappe.db.exists("Petition", self.parent):
			return super().has_permission(permtype, **kwargs)
		user = kwargs.get("user") or frappe.session.user
		return can_see(frappe.get_doc("Petition", self.parent), user) and super().has_permission(
			permtype, **kwargs
		)


def rows_visible_to(user: str, doctype: str) -> str:
	"""The same for the rows of a child table: a list of rows asks no parent."""
	return f"`tab{doctype}`.`parent` in (select `tabPetition`.`name` from `tabPetition` where {visible_to(user)})"


# What a document leaves elsewhere, and the columns that name it there.
TRACES = {
	"Activity Log": ("reference_doctype", "reference_name"),
	"Approval Copy": ("reference_doctype", "reference_name"),
	"Approval Instance": ("reference_doctype", "reference_name"),
	"Approval Log": ("reference_doctype", "reference_name"),
	"Approval Notification": ("reference_doctype", "reference_name"),
	"Approval Task": ("reference_doctype", "reference_name"),
	"Audit Entry": ("about_doctype", "about_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"DocShare": ("share_doctype", "share_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Notification Log": ("document_type", "document_name"),
	"Official Document": ("reference_doctype", "reference_name"),
	"Refusal Record": ("reference_doctype", "reference_name"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Version": ("ref_doctype", "docname"),
	"View Log": ("reference_doctype", "reference_name"),
}


# They hold the values of a petition that is gone.
_CLOSED_FOR_EVER = ("Audit Entry", "Deleted Document")


def traces_visible_to(user: str, doctype: str) -> str:
	"""The condition on a list of traces: those of a petition are as closed as the petition."""
	kind, name = TRACES[doctype]
	table = f"`tab{doctype}`"
	return (
		f"(coalesce({table}.`{kind}`, '') != 'Petition' or {table}.`{name}` in"
		f" (select `tabPetition`.`name` from `tabPetition` where {visible_to(user)}))"
	)


def can_see_trace(trace, user: str) -> bool:
	"""The same for one trace; of a petition that is gone only its deletion stays closed."""
	kind, name = TRACES[trace.doctype]
	if trace.get(kind) != "Petition":
		return True
	if not frappe.db.exists("Petition", trace.get(name)):
		return trace.doctype not in _CLOSED_FOR_EVER
	return can_see(frappe.get_doc("Petition", trace.get(name)), user)
