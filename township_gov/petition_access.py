"""Who may see a petition: one SQL expression for lists and for the single record, so that they cannot disagree.

A Report about persons is seen by its named handlers only: who registered it, its handler, and whoever has a task of its
approval, or stands in on one. What asks for more time for it is as closed. The persons reported and the people of their offices see it in no case, nor do the general roles (信访工作条例 Art. 30; S36).
Every other petition follows roles and township.
"""

import frappe
from frappe.model.document import Document

from township_gov import clock, organisation
from township_gov.once import once_for_a_page
from township_gov.workflows.substitution_terms import AGREED


def visible_to(user: str) -> str:
	"""The condition on `tabPetition` that holds for the petitions a user may see."""
	return _petitions(user, _not_reported(user))


def extensions_visible_to(user: str) -> str:
	"""The condition on `tabExtension Request`: that of a Report is for who sees the Report, and for who is asked in the
	approval of the extension and is not reported."""
	return _extensions(user, _not_reported(user))


def _petitions(user: str, apart: str) -> str:
	account = frappe.db.escape(user, percent=False)
	named = (
		f"`tabPetition`.`owner` = {account} or `tabPetition`.`handler_user` = {account}"
		f" or {_asked('Petition', account)}"
	)
	return f"(`tabPetition`.`category` != 'Report' or (({named}) and {apart}))"


def _extensions(user: str, apart: str) -> str:
	asked = _asked("Extension Request", frappe.db.escape(user, percent=False))
	return (
		"(coalesce(`tabExtension Request`.`matter_type`, '') != 'Petition' or exists (select 1 from `tabPetition`"
		" where `tabPetition`.`name` = `tabExtension Request`.`matter`"
		f" and ({_petitions(user, apart)} or ({asked} and {apart}))))"
	)


def _asked(doctype: str, account: str) -> str:
	"""A task of its approval is the user's, or is open, shared with him, and he stands in at this moment."""
	now = frappe.db.escape(clock.now().strftime("%Y-%m-%d %H:%M:%S.%f"), percent=False)
	agreed = ", ".join(frappe.db.escape(status, percent=False) for status in AGREED)
	shared = (
		"select `tabApproval Task Substitute`.`parent` from `tabApproval Task Substitute`"
		" join `tabApproval Substitute`"
		" on `tabApproval Substitute`.`name` = `tabApproval Task Substitute`.`substitution`"
		f" where `tabApproval Task Substitute`.`user` = {account} and `tabApproval Substitute`.`status` in ({agreed})"
		f" and `tabApproval Substitute`.`begins_at` <= {now} and `tabApproval Substitute`.`ends_at` > {now}"
	)
	return (
		f"exists (select 1 from `tabApproval Task` where `tabApproval Task`.`reference_doctype` = '{doctype}'"
		f" and `tabApproval Task`.`reference_name` = `tab{doctype}`.`name`"
		f" and (`tabApproval Task`.`assigned_to` = {account}"
		f" or (`tabApproval Task`.`status` = 'Open' and `tabApproval Task`.`name` in ({shared}))))"
	)


@once_for_a_page
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
	return serving | set(offices_headed(cadre))


@once_for_a_page
def offices_headed(cadre: str) -> list[str]:
	"""The offices a cadre heads."""
	return frappe.get_all("Township Office", filters={"head": cadre}, pluck="name")


def cadres_in(offices: set[str]) -> set[str]:
	"""Everybody who works in one of the offices today."""
	if not offices:
		return set()
	rows = organisation.assignments_on(clock.today(), _ALL_KINDS, office=["in", sorted(offices)])
	return {row.cadre for row in rows}


_ALL_KINDS = ("Regular", "Acting", "Secondment")


# Doctypes of which some records are closed, each with its condition.
CLOSED = {"Petition": visible_to, "Extension Request": extensions_visible_to}


def can_see(doc, user: str) -> bool:
	"""The same expression asked of one stored record of `CLOSED`; one that is not stored yet is its writer's own."""
	if doc.is_new():
		return True
	condition = CLOSED[doc.doctype](user)
	return bool(
		frappe.db.sql(f"select `name` from `tab{doc.doctype}` where `name` = %s and {condition}", doc.name)
	)


def concerns_report(doc) -> bool:
	"""Whether a document is a Report, or asks for more time for one."""
	if doc.doctype == "Extension Request" and doc.get("matter_type") == "Petition":
		return frappe.db.get_value("Petition", doc.get("matter"), "category") == "Report"
	return doc.doctype == "Petition" and doc.get("category") == "Report"


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


# They hold the values of a record that is gone; entries about the extension of a petition are about the petition.
_CLOSED_FOR_EVER = {
	"Petition": ("Audit Entry", "Deleted Document"),
	"Extension Request": ("Deleted Document",),
}


def traces_visible_to(user: str, doctype: str) -> str:
	"""The condition on a list of traces: those of a petition or its extension are as closed as that is."""
	kind, name = (f"`tab{doctype}`.`{column}`" for column in TRACES[doctype])
	apart = _not_reported(user)
	petitions = f"select `tabPetition`.`name` from `tabPetition` where {_petitions(user, apart)}"
	mine, of_it = _extensions(user, apart), f"`tabExtension Request`.`name` = {name}"
	extensions = f"not exists (select 1 from `tabExtension Request` where {of_it} and not {mine})"
	if doctype in _CLOSED_FOR_EVER["Extension Request"]:
		extensions = f"exists (select 1 from `tabExtension Request` where {of_it} and {mine})"
	return (
		f"((coalesce({kind}, '') != 'Petition' or {name} in ({petitions}))"
		f" and (coalesce({kind}, '') != 'Extension Request' or {extensions}))"
	)


def can_see_trace(trace, user: str) -> bool:
	"""The same for one trace; of what is gone only its deletion stays closed."""
	kind, name = (trace.get(column) for column in TRACES[trace.doctype])
	if kind not in CLOSED:
		return True
	if not frappe.db.exists(kind, name):
		return trace.doctype not in _CLOSED_FOR_EVER[kind]
	return can_see(frappe.get_doc(kind, name), user)
