import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import organisation

_ADMINISTRATORS = {"System Manager", "Township Administrator"}


class NotYourSettingError(frappe.PermissionError):
	"""Each person chooses for himself how he is told."""


class ApprovalNotificationSetting(Document):
	"""How one person is told about approvals, besides the desk."""

	def validate(self):
		users = {self.user, *([] if self.is_new() else [self.get_doc_before_save().user])}
		if users != {frappe.session.user} and not _ADMINISTRATORS & set(frappe.get_roles()):
			frappe.throw(_("Everybody chooses for himself how to be told."), NotYourSettingError)
		cadre = organisation.cadre_of(self.user)
		self.township = frappe.db.get_value("Cadre", cadre.name, "township") if cadre else None


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""One's own; administrators see those of their township."""
	user = user or frappe.session.user
	if user == "Administrator" or _ADMINISTRATORS & set(frappe.get_roles(user)):
		return ""
	return f"`tabApproval Notification Setting`.`user` = {frappe.db.escape(user, percent=False)}"


def has_permission(doc, ptype: str = "read", user: str | None = None) -> bool | None:
	"""The same for one; None leaves the rest to the roles."""
	user = user or frappe.session.user
	is_own = doc.get("user") in (None, "", user)
	return None if is_own or _ADMINISTRATORS & set(frappe.get_roles(user)) else False
