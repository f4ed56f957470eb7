"""List Filter: filters of a list under a name, for one user or for everybody who reads the list."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.context import db, session
from frappe_standalone.core.model.document import Document


class NotSharedError(frappe.PermissionError):
	"""Only who may share records of a list shares filters of it."""


class ListFilter(Document):
	"""Without `for_user` it is everybody's, as on v15; who may share the list's records decides that, and who made it."""

	def validate(self) -> None:
		self.validate_filters()
		self.validate_owner()

	def validate_filters(self) -> None:
		"""Refuse what is no list of comparisons."""
		try:
			rows = json.loads(self.filters or "[]")
		except ValueError:
			rows = None
		if not isinstance(rows, list) or not all(
			isinstance(row, list) and len(row) in (3, 4) for row in rows
		):
			frappe.throw(_("Filters must be a list of [DocType, field, operator, value]."))

	def validate_owner(self) -> None:
		"""A filter is the writer's own, or everybody's where he may share."""
		if self.for_user and self.for_user != session.user and session.user != "Administrator":
			frappe.throw(_("A filter is saved for yourself, or for everybody."), NotSharedError)
		stored = self.get_doc_before_save()
		is_shared = not self.for_user or (stored and not stored.for_user)
		if is_shared and not may_share(self.reference_doctype):
			frappe.throw(
				_(
					"You may not share filters of {0}. Save it for yourself, or ask your administrator for the right “Share”."
				).format(_(self.reference_doctype)),
				NotSharedError,
			)


def may_share(doctype: str | None, user: str | None = None) -> bool:
	"""Who may share records of a doctype may share filters of its list."""
	user = user or session.user
	if "System Manager" in frappe.get_roles(user):
		return True
	return bool(doctype) and bool(frappe.permissions.get_role_permissions(doctype, user).get("share"))


def get_permission_query_conditions(user: str | None = None) -> str | None:
	"""His own and everybody's."""
	user = user or session.user
	if user == "Administrator":
		return None
	return f"coalesce(`tabList Filter`.`for_user`, '') in ('', {db.escape(user, percent=False)})"


def has_permission(doc: Any, ptype: str = "read", user: str | None = None) -> bool | None:
	"""The same for one of them; a shared one is changed and deleted by who may share."""
	user = user or session.user
	if user == "Administrator" or ptype == "create" or doc.is_new():
		return None
	if doc.for_user:
		return None if doc.for_user == user else False
	return None if ptype in ("read", "select") or may_share(doc.reference_doctype, user) else False
