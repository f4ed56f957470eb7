"""What a substitution may say: who proposes it, that it overlaps no other, that nobody in the chain is away (rule 5)."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, getdate

from township_gov import organisation
from township_gov.policies import standing_in
from township_gov.policies.standing_in import Scope, Term

# Proposed, agreed or running: these must not overlap for the same scope
OPEN_STATUSES = ("Proposed", "Accepted", "Active")
AGREED = ("Accepted", "Active")
# Written by the program alone, from the answer on
PROGRAM_FIELDS = (
	"status",
	"answered_at",
	"answered_by",
	"answer_note",
	"ended_at",
	"ended_by",
	"end_reason",
	"source_doctype",
	"source_name",
)
ADMINISTRATORS = {"System Manager", "Township Administrator"}
# See every substitution of their township
OVERSEERS = ADMINISTRATORS | {
	"Organisation Officer",
	"Township Leader",
	"Discipline Inspector",
	"County Supervisor",
	"Auditor",
}
_CONTENT = ("principal", "substitute", "from_date", "from_part", "to_date", "to_part", "scope", "scope_township", "reason")  # fmt: skip


class SubstitutionRefusedError(frappe.ValidationError):
	"""A substitution that cannot be, or cannot be changed any more."""


class NotYourSubstitutionError(frappe.PermissionError):
	"""Somebody else proposes, answers or ends it."""


def term_of(doc) -> Term:
	"""From when up to when it holds, by its dates and halves of a day."""
	return Term.of(
		getdate(doc.from_date), doc.from_part == "Afternoon", getdate(doc.to_date), doc.to_part == "Noon"
	)


def scope_of(row, covers: Iterable) -> Scope:
	"""What it covers; `covers`: its rows of flows and document types."""
	if row.scope == standing_in.TOWNSHIP:
		return Scope(row.scope, frozenset([row.scope_township]))
	column = {standing_in.FLOWS: "flow", standing_in.DOCTYPES: "document_type"}.get(row.scope)
	names = frozenset(one.get(column) for one in covers if one.get(column)) if column else frozenset()
	return Scope(row.scope, names)


def stored_scope(row) -> Scope:
	"""The same for a row of a list, which has no child rows."""
	covers = ()
	if row.scope in (standing_in.FLOWS, standing_in.DOCTYPES):
		filters = {"parent": row.name, "parenttype": "Approval Substitute"}
		covers = frappe.get_all(
			"Approval Substitute Scope", filters=filters, fields=["flow", "document_type"]
		)
	return scope_of(row, covers)


def may_propose(principal: str | None, user: str | None = None) -> bool:
	"""Whether a user may propose (or end) a substitution for this Cadre: himself, his head, an administrator of his."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	cadre = organisation.cadre_of(user)
	if cadre and cadre.name == principal:
		return True
	if ADMINISTRATORS & set(frappe.get_roles(user)):
		return bool(principal and frappe.has_permission("Cadre", "read", principal, user=user))
	return bool(cadre and principal and _is_head_of(cadre, principal))


def offices_headed_by(cadre) -> set[str]:
	"""The offices whose head is this Cadre."""
	if not cadre:
		return set()
	return set(frappe.get_all("Township Office", filters={"head": cadre.name}, pluck="name"))


def _is_head_of(cadre, principal: str) -> bool:
	"""Head of the principal's office; where he heads it himself, of the office above."""
	office = frappe.db.get_value("Cadre", principal, "department")
	if office and frappe.db.get_value("Township Office", office, "head") == principal:
		office = frappe.db.get_value("Township Office", office, "parent_township_office")
	return bool(office and frappe.db.get_value("Township Office", office, "head") == cadre.name)


def check_free(doc) -> None:
	"""Refuse a second substitution for the same time and scope, and a substitute who is away himself.

	Raises `SubstitutionRefusedError`.
	"""
	term = Term(get_datetime(doc.begins_at), get_datetime(doc.ends_at))
	mine = scope_of(doc, doc.covers)
	for other in _of_principal(doc.principal, term, but=doc.name):
		if mine.meets(stored_scope(other), _applies_to()):
			text = _(
				"{0} stands in for {1} in that time already. End that substitution first, or change the dates."
			)
			frappe.throw(text.format(other.substitute_name, doc.principal_name), SubstitutionRefusedError)
	for other in _of_principal(doc.substitute, term, but=doc.name):
		text = _("{0} is away himself in that time ({1} stands in), and what one holds for another is not passed on. Choose somebody else.")  # fmt: skip
		frappe.throw(text.format(doc.substitute_name, other.substitute_name), SubstitutionRefusedError)
	_warn_of_chain(doc, term)


def _warn_of_chain(doc, term: Term) -> None:
	"""Who stands in for others may go on leave too; those others need somebody new."""
	filters = {"substitute": doc.principal, "status": ("in", AGREED), "name": ("!=", cstr(doc.name))}
	for row in frappe.get_all(
		"Approval Substitute", filters=filters, fields=["principal_name", "begins_at", "ends_at"]
	):
		if Term(row.begins_at, row.ends_at).meets(term):
			text = _(
				"{0} stands in for {1} in that time. That is not passed on: arrange another substitute for {1}."
			)
			frappe.msgprint(text.format(doc.principal_name, row.principal_name), indicator="orange")


def _of_principal(cadre: str, term: Term, but: str | None) -> list:
	rows = frappe.get_all(
		"Approval Substitute",
		filters={
			"principal": cadre,
			"status": ("in", OPEN_STATUSES),
			"begins_at": ("<", term.end),
			"ends_at": (">", term.begin),
			"name": ("!=", cstr(but)),
		},
		fields=["name", "substitute_name", "scope", "scope_township"],
		order_by="creation asc",
	)
	return rows


def _applies_to() -> dict[str, str]:
	return dict(frappe.get_all("Approval Flow", fields=["name", "applies_to"], as_list=True))


def changed_fields(stored, doc) -> list[str]:
	"""The fields of a substitution that differ, the chosen flows and types among them."""
	names = [
		name
		for name in (*PROGRAM_FIELDS, *_CONTENT)
		if _plain(stored.get(name), doc.meta.get_field(name))
		!= _plain(doc.get(name), doc.meta.get_field(name))
	]
	rows = [[(row.flow or "", row.document_type or "") for row in one.covers] for one in (stored, doc)]
	return names + (["covers"] if rows[0] != rows[1] else [])


def _plain(value, field) -> str:
	if value and field.fieldtype == "Date":
		return str(getdate(value))
	if value and field.fieldtype == "Datetime":
		return str(get_datetime(value))
	return cstr(value)
