"""Row scopes beyond roles and the User Permission on Township, named in `hooks.py`."""

import frappe
from frappe import _

from township_gov import petition_access, scope
from township_gov.workflows import access


class AmendmentError(frappe.ValidationError):
	"""An amendment of a document that was not cancelled."""


def petition_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Reports about persons for their named handlers only, never for the persons reported."""
	return petition_access.visible_to(user or frappe.session.user)


def petition_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one petition."""
	return petition_access.can_see(doc, user or frappe.session.user)


def petition_row_query_conditions(user: str | None = None, doctype: str = "Petition Petitioner") -> str:
	"""Rows of petitioners and of persons reported, as the petition itself."""
	return petition_access.rows_visible_to(user or frappe.session.user, doctype)


def trace_query_conditions(user: str | None = None, doctype: str = "Version") -> str:
	"""Versions, comments, files and what else a Report leaves behind are as closed as the Report."""
	return petition_access.traces_visible_to(user or frappe.session.user, doctype)


def trace_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool | None:
	"""The same for one of them. Without an objection it says nothing: a True would keep the platform's own rule of
	files, notes and the like from being asked."""
	return None if petition_access.can_see_trace(doc, user or frappe.session.user) else False


def approval_query_conditions(user: str | None = None, doctype: str = "Approval Task") -> str:
	"""Tasks, log rows and approvals of documents the user may read, and his own."""
	conditions = (access.condition(doctype, user), trace_query_conditions(user, doctype))
	return " and ".join(condition for condition in conditions if condition)


def share_query_conditions(user: str | None = None, doctype: str = "Approval Task Substitute") -> str:
	"""Who stands in on a task is as closed as the task; v15 asks no parent when rows are listed."""
	return scope.rows_of("Approval Task", doctype, approval_query_conditions(user, "Approval Task"), user)


def approval_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one of them."""
	return access.may_read(doc, ptype, user) and petition_access.can_see_trace(
		doc, user or frappe.session.user
	)


def keep_author(doc, method: str | None = None) -> None:
	"""A comment is signed by who writes it: a request cannot name somebody else."""
	user = frappe.session.user
	if user not in ("Administrator", "Guest") and doc.comment_email not in (None, "", user):
		doc.comment_email = user
		doc.comment_by = frappe.utils.get_fullname(user)


def check_stored_township(doc, method: str | None = None) -> None:
	"""Who saves a record of a township needs the right to change it as it is stored.

	The platforms look at the values sent, so a stranger could take a record over by naming his own township in it.
	"""
	if frappe.session.user == "Administrator" or doc.is_new() or doc.flags.ignore_permissions:
		return
	stored = doc.get_doc_before_save()
	if stored and stored.meta.has_field("township"):
		stored.check_permission("write")


def check_amendment(doc, method: str | None = None) -> None:
	"""An amendment continues a cancelled document that its writer may read: files and secrets come along with it."""
	if not doc.get("amended_from"):
		return
	if not doc.meta.has_field("amended_from"):
		doc.amended_from = None
		return
	original = frappe.get_doc(doc.doctype, doc.amended_from)
	if not doc.flags.ignore_permissions:
		original.check_permission("read")
	if not original.docstatus.is_cancelled():
		frappe.throw(
			_("{0} is not cancelled, so nothing amends it. Make a new document.").format(original.name),
			AmendmentError,
		)
