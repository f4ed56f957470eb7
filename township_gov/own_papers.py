"""Who sees a paper of the everyday office (leave, expenses, a document …): its people and who answers for the whole.

Every member of staff may make such a paper, so the role Desk User reads and writes the doctype; this narrows it. One SQL
expression serves lists and the single record. Its people are: who made it, the persons it names, who has or had a task on
it, stands in on one or was sent a copy, and the head of the office it comes from. Changing it is for its maker, and for whoever has an open task.
What asks for more time for a Report is for those of `petition_access` only, whatever their roles.
"""

import frappe

from township_gov import organisation, petition_access, scope

# Doctype -> roles that see all of their township
OVERSEERS = {
	"Leave Request": ("Organisation Officer", "Township Leader", "Township Administrator"),
	"Expense Request": ("Finance Officer", "Township Leader", "Township Administrator"),
	"Seal Use": ("Document Clerk", "Township Leader", "Township Administrator"),
	"Vehicle Request": ("Township Leader", "Township Administrator"),
	"Incoming Document": ("Document Clerk", "Township Leader", "Township Administrator"),
	"Extension Request": ("Hall Manager", "Township Leader", "Township Administrator"),
	"Outgoing Document": ("Document Clerk", "Legal Reviewer", "Township Leader", "Township Administrator"),
}
# Fields that name a person of the paper (a Link to Cadre, of the document or of a table), and the office it comes from
PERSONS = {
	"Leave Request": ("employee", "substitute"),
	"Expense Request": ("employee",),
	"Seal Use": ("employee", "keeper", "deputy_keeper", "escort"),
	"Vehicle Request": ("employee", "driver", "dispatcher"),
	"Incoming Document": ("Incoming Document Office.responsible", "Incoming Document Reader.cadre"),
	"Extension Request": (),
	"Outgoing Document": ("drafter", "keeper", "Outgoing Document Office.responsible"),
}
OFFICE = {
	"Extension Request": "handling_office",
	"Incoming Document": "registry_office",
	"Outgoing Document": "office",
}
# Who may change a paper beside its maker and whoever is asked: the person it is for
APPLICANT = {"Extension Request": None, "Incoming Document": None, "Outgoing Document": "drafter"}
PAPER_OF = {
	"Expense Request Line": "Expense Request",
	"Incoming Document Office": "Incoming Document",
	"Incoming Document Reader": "Incoming Document",
	"Outgoing Document Office": "Outgoing Document",
}
INSPECTORS = ("Auditor", "County Supervisor", "Discipline Inspector", "System Manager")
CHANGES = ("write", "delete", "share", "submit", "cancel", "amend")


def query_conditions(user: str | None = None, doctype: str = "Leave Request") -> str:
	"""The condition on a list (hook `permission_query_conditions`); empty where the user sees all."""
	user = user or frappe.session.user
	parts = [] if sees_all(doctype, user) else [_of(doctype, user, _people(doctype, user))]
	if doctype in petition_access.CLOSED:
		parts.append(petition_access.CLOSED[doctype](user))
	return " and ".join(parts)


def row_query_conditions(user: str | None = None, doctype: str = "Expense Request Line") -> str:
	"""The condition on a list of rows (hook): they are as closed as their paper. v15 asks no parent for it."""
	return scope.rows_of(PAPER_OF[doctype], doctype, query_conditions(user, PAPER_OF[doctype]), user)


def has_permission(doc, ptype: str = "read", user: str | None = None) -> bool | None:
	"""The same for one record (hook); None where the roles decide."""
	user = user or frappe.session.user
	if doc.doctype in petition_access.CLOSED and not petition_access.can_see(doc, user):
		return False
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
	"""Beside the maker: the persons named, who was ever asked, and the head of the office."""
	parts = [_asked(doctype, user, ""), _stands_in(doctype, user), _copied(doctype, user)]
	cadre = organisation.cadre_of(user)
	if cadre:
		parts += [_named(doctype, field, cadre.name) for field in PERSONS[doctype]]
		headed = petition_access.offices_headed(cadre.name)
		if headed:
			listed = ", ".join(_text(office) for office in sorted(headed))
			parts.append(f"`tab{doctype}`.`{OFFICE.get(doctype, 'department')}` in ({listed})")
	return parts


def _changers(doctype: str, user: str) -> list[str]:
	"""Beside the maker: the applicant, and who is asked now."""
	parts = [_asked(doctype, user, " and `tabApproval Task`.`status` = 'Open'"), _stands_in(doctype, user)]
	cadre, field = organisation.cadre_of(user), APPLICANT.get(doctype, "employee")
	if cadre and field:
		parts.append(_named(doctype, field, cadre.name))
	return parts


def _named(doctype: str, field: str, cadre: str) -> str:
	"""A field of the document, or a column of one of its tables, names the cadre."""
	table, _dot, column = field.rpartition(".")
	if not table:
		return f"`tab{doctype}`.`{field}` = {_text(cadre)}"
	return (
		f"exists (select 1 from `tab{table}` where `tab{table}`.`parent` = `tab{doctype}`.`name`"
		f" and `tab{table}`.`parenttype` = {_text(doctype)} and `tab{table}`.`{column}` = {_text(cadre)})"
	)


def _asked(doctype: str, user: str, more: str) -> str:
	return (
		"exists (select 1 from `tabApproval Task` where"
		f" `tabApproval Task`.`reference_doctype` = {_text(doctype)}"
		f" and `tabApproval Task`.`reference_name` = `tab{doctype}`.`name`"
		f" and (`tabApproval Task`.`assigned_to` = {_text(user)} or `tabApproval Task`.`acted_by` = {_text(user)}){more})"
	)


def _stands_in(doctype: str, user: str) -> str:
	"""A substitute sees what the person sees for whom he acts, as long as their task is open and shared."""
	return (
		"exists (select 1 from `tabApproval Task Substitute` join `tabApproval Task`"
		" on `tabApproval Task`.`name` = `tabApproval Task Substitute`.`parent`"
		f" where `tabApproval Task Substitute`.`user` = {_text(user)} and `tabApproval Task`.`status` = 'Open'"
		f" and `tabApproval Task`.`reference_doctype` = {_text(doctype)}"
		f" and `tabApproval Task`.`reference_name` = `tab{doctype}`.`name`)"
	)


def _copied(doctype: str, user: str) -> str:
	return (
		"exists (select 1 from `tabApproval Copy` where"
		f" `tabApproval Copy`.`reference_doctype` = {_text(doctype)}"
		f" and `tabApproval Copy`.`reference_name` = `tab{doctype}`.`name`"
		f" and `tabApproval Copy`.`user` = {_text(user)})"
	)


def _text(value: str) -> str:
	return frappe.db.escape(value, percent=False)


def _holds(doc, condition: str) -> bool:
	table = f"`tab{doc.doctype}`"
	return bool(frappe.db.sql(f"select `name` from {table} where `name` = %s and {condition}", doc.name))
