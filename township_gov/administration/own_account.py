"""What people may not change on their own account, which Frappe shares with each of them to write.

Under an act of the audit, a comment and a change stands the name of the account: whoever gave himself a colleague's name
would act in it. The administrators who make accounts change names; language, picture, telephone and password are one's own.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.permissions import get_role_permissions

KEPT = ("first_name", "middle_name", "last_name", "username")


class OwnNameError(frappe.PermissionError):
	"""Nobody gives himself another name."""


def before_validate(doc: Any, method: str | None = None) -> None:
	"""Refuse another name on an account that is one's own or shared with one, and a password for somebody else's.

	Hook `before_validate` of User. Whose role lets him write users does both. Raises `OwnNameError`.
	"""
	if doc.is_new() or doc.flags.ignore_permissions or frappe.session.user == "Administrator":
		return
	if get_role_permissions(doc.meta, frappe.session.user).get("write"):
		return
	if doc.get("new_password") and doc.name != frappe.session.user:
		frappe.throw(_("Only administrators set the password of somebody else."), OwnNameError)
	before = doc.get_doc_before_save()
	changed = [name for name in KEPT if before and (doc.get(name) or "") != (before.get(name) or "")]
	if changed:
		labels = "、".join(_(doc.meta.get_label(name)) for name in changed)
		text = _(
			"{0}: it stands under everything you do here, so an administrator changes it. Ask yours if it is wrong."
		)
		frappe.throw(text.format(labels), OwnNameError)
