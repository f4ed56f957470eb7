"""Report: a question to the data, as a script of an app or as settings of a list."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import conf, db, flags, session
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.permissions import get_roles
from frappe_standalone.core.translate import _

WRITER = "System Manager"


class Report(Document):
	"""`Script Report` runs `execute` of its module; a `Report Builder` report is a saved list."""

	def validate(self) -> None:
		if not self.module:
			self.module = db.get_value("DocType", self.ref_doctype, "module")
		if not self.is_standard:
			self.is_standard = "No"
		if self.is_standard == "Yes" and not self.may_be_standard():
			throw(_("Standard reports come with an app. Choose “No” for Is Standard."), PermissionError)
		if (
			self.report_type in ("Query Report", "Script Report")
			and self.is_standard == "No"
			and not self.is_script_allowed()
		):
			throw(_("Reports with code come with an app. Choose Report Builder."), PermissionError)

	@staticmethod
	def may_be_standard() -> bool:
		return bool(conf.developer_mode or flags.in_migrate or flags.in_install or flags.in_import)

	def is_script_allowed(self) -> bool:
		"""Code typed into a form never runs here; SQL only as the administrator of the site."""
		return self.report_type == "Query Report" and session.user == "Administrator"

	def on_trash(self) -> None:
		if self.is_standard == "Yes" and not (self.may_be_standard() or flags.in_uninstall):
			throw(_("You are not allowed to delete Standard Report. Disable it instead."), PermissionError)

	def on_update(self) -> None:
		cache.drop_live("desk_reports")

	def after_delete(self) -> None:
		cache.drop_live("desk_reports")

	def is_permitted(self) -> bool:
		"""True if a role of the user is allowed to see the report; without roles everybody is."""
		allowed = {row.role for row in self.roles}
		return not allowed or session.user == "Administrator" or bool(allowed & set(get_roles()))

	def get_columns(self) -> list[dict[str, Any]]:
		return [row.as_dict(no_default_fields=True, no_child_table_fields=True) for row in self.columns]


def get_permission_query_conditions(user: str | None = None) -> str | None:
	"""Reports for everybody, for one of his roles, and his own: the filters of a built report name people."""
	user = user or session.user
	if user == "Administrator" or WRITER in get_roles(user):
		return None
	roles = ", ".join(db.escape(role, percent=False) for role in get_roles(user))
	given = "select `parent` from `tabHas Role` where `parenttype` = 'Report'"
	return (
		f"(`tabReport`.`owner` = {db.escape(user, percent=False)} or `tabReport`.`name` not in ({given}) "
		f"or `tabReport`.`name` in ({given} and `role` in ({roles})))"
	)


def has_permission(doc: Document, ptype: str = "read", user: str | None = None) -> bool | None:
	"""The same for one of them."""
	user = user or session.user
	if user == "Administrator" or doc.is_new() or doc.owner == user or WRITER in get_roles(user):
		return None
	allowed = {row.role for row in doc.roles}
	return None if not allowed or allowed & set(get_roles(user)) else False
