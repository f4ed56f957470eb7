"""May this user do that, and why: the question over REST, for the page and for the command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.permission_manager import has_rules
from frappe_standalone.core.permissions.explain import Explanation, explain, may_ask_about
from frappe_standalone.core.permissions.roles import rights


class MayNotAskError(frappe.PermissionError):
	"""A question about somebody whose rights are not the asker's business."""


@frappe.whitelist()
def why(user: str, doctype: str, name: str | None = None, action: str = "read") -> dict[str, Any]:
	"""Answer {allowed, reasons: [{verdict, text}], remedies: [{text, url}]}.

	A System Manager asks about everybody, others about themselves and those whom an app entrusts to them; and only
	about records that the asker himself may read.

	Raises:
		MayNotAskError, DoesNotExistError (user, DocType), ValidationError (right), PermissionError (record)
	"""
	return asdict(answer(user, doctype, name, action))


def answer(user: str, doctype: str, name: str | None, action: str) -> Explanation:
	"""The same as a value."""
	check_question(user, doctype, action)
	doc = None
	if name and not frappe.get_meta(doctype).issingle:
		doc = frappe.get_doc(doctype, name)
		doc.check_permission("read")
	return explain(user, doctype, action, doc)


def check_question(user: str, doctype: str, action: str) -> None:
	"""Refuse what may not be asked, before anything is looked up; then what makes no sense."""
	if not may_ask_about(user):
		frappe.throw(
			_("You may ask about your own rights only. Ask a System Manager about those of others."),
			MayNotAskError,
		)
	if not frappe.db.exists("User", user):
		frappe.throw(_("There is no user {0}.").format(user), frappe.DoesNotExistError)
	if not has_rules(doctype):
		frappe.throw(_("There is no form {0}.").format(doctype), frappe.DoesNotExistError)
	if action not in rights:
		frappe.throw(_("There is no right {0}. Use one of: {1}").format(action, ", ".join(rights)))
