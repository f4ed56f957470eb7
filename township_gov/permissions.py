"""Row scopes beyond roles and the User Permission on Township, named in `hooks.py`."""

import frappe

from township_gov import petition_access
from township_gov.workflows import access


def petition_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Reports about persons for their named handlers only, never for the persons reported."""
	return petition_access.visible_to(user or frappe.session.user)


def petition_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one petition."""
	return petition_access.can_see(doc, user or frappe.session.user)


def petition_row_query_conditions(user: str | None = None, doctype: str = "Petition Petitioner") -> str:
	"""Rows of petitioners and of persons reported, as the petition itself."""
	return petition_access.rows_visible_to(user or frappe.session.user, doctype)


def version_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""The versions of a Report are as closed as the Report."""
	return petition_access.versions_visible_to(user or frappe.session.user)


def version_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one version."""
	if doc.ref_doctype != "Petition" or not frappe.db.exists("Petition", doc.docname):
		return True
	return petition_access.can_see(frappe.get_doc("Petition", doc.docname), user or frappe.session.user)


def approval_task_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Tasks of documents the user may read, and his own."""
	return access.condition("Approval Task", user)


def approval_log_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Log rows of documents the user may read, and his own."""
	return access.condition("Approval Log", user)


def approval_instance_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Approvals of documents the user may read, and those he started."""
	return access.condition("Approval Instance", user)


def approval_task_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one task."""
	return access.may_read(doc, ptype, user)


def approval_log_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one log row."""
	return access.may_read(doc, ptype, user)


def approval_instance_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one approval."""
	return access.may_read(doc, ptype, user)
