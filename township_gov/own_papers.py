"""Who sees a personal request (leave, expenses …): its people and who answers for the whole, nobody else of the township.

Every member of staff may make such a request, so the role Desk User reads and writes the doctype; this narrows it. One SQL
expression serves lists and the single record. Its people are: who made it, whom it is for, who has or had a task on it,
and the head of the office it comes from. Changing it is for its maker, and for whoever has an open task.
"""

import frappe

from township_gov import organisation

# Doctype -> roles that see all of their township
OVERSEERS = {
	"Leave Request": ("Organisation Officer", "Township Leader", "Township Administrator"),
	"Expense Request": ("Finance Officer", "Township Leader", "Township Administrator"),
	"Seal Use": ("Township Leader", "Township Administrator", "Disclosure Officer"),
	"Vehicle Request": ("Township Leader", "Township Administrator"),
}
INSPECTORS = ("Auditor", "County Supervisor", "Discipline Inspector", "System Manager")
CHANGES = ("write", "delete", "share", "submit", "cancel", "amend")


def query_conditions(user: str | None = None, doctype: str = "Leave Request") -> str:
	"""The condition on a list (hook `permission_query_conditions`); empty where the user sees all."""
	user = user or frappe.session.user
	return "" if sees_all(doctype, user) else _of(doctype, user, _people(doctype, user))


def has_permission(doc, ptype: str = "read", user: str | None = None) -> bool | None:
	"""The same for one record (hook); None where the roles decide."""
	user = user or frappe.session.user
	if doc.is_new() or user == "Administrator":
		return None
	if ptype in CHANGES:
		return None if _holds(doc, _of(doc.doctype, user, _changers(doc.doctype, user))) else False
	if sees_all(doc.doctype, user):
		return None
	return None if _holds(doc, _of(doc.doctype, user, _people(doc.doctype, user))) else False


def sees_all(doctype: str, user: str) -> bool:
	"""Whether the user's roles open every request of his township to him."""
	roles = {*OVERSEERS[doctype], *INSPECTORS}
	return user == "Administrator" or not roles.isdisjoint(frappe.get_roles(user))


def _of(doctype: str, user: str, parts: list[str]) -> str:
	table, account = f"`tab{doctype}`", _text(user)
	own = f"{table}.`owner` = {account}"
	return "(" + " or ".join([own, *parts]) + ")"


def _people(doctype: str, user: str) -> list[str]:
	"""Beside the maker: the applicant, who was ever asked, and the head of the office."""
	parts = [_asked(doctype, user, "")]
	cadre = organisation.cadre_of(user)
	if cadre:
		parts.append(f"`tab{doctype}`.`employee` = {_text(cadre.name)}")
		headed = frappe.get_all("Township Office", filters={"head": cadre.name}, pluck="name")
		if headed:
			listed = ", ".join(_text(office) for office in sorted(headed))
			parts.append(f"`tab{doctype}`.`department` in ({listed})")
	return parts


def _changers(doctype: str, user: str) -> list[str]:
	"""Beside the maker: the applicant, and who is asked now."""
	parts = [_asked(doctype, user, " and `tabApproval Task`.`status` = 'Open'")]
	cadre = organisation.cadre_of(user)
	if cadre:
		parts.append(f"`tab{doctype}`.`employee` = {_text(cadre.name)}")
	return parts


def _asked(doctype: str, user: str, more: str) -> str:
	return (
		"exists (select 1 from `tabApproval Task` where"
		f" `tabApproval Task`.`reference_doctype` = {_text(doctype)}"
		f" and `tabApproval Task`.`reference_name` = `tab{doctype}`.`name`"
		f" and `tabApproval Task`.`assigned_to` = {_text(user)}{more})"
	)


def _text(value: str) -> str:
	return frappe.db.escape(value, percent=False)


def _holds(doc, condition: str) -> bool:
	table = f"`tab{doc.doctype}`"
	return bool(frappe.db.sql(f"select `name` from {table} where `name` = %s and {condition}", doc.name))
