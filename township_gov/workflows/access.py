"""Who may see tasks, instances and log rows: who may read the document, was asked in it, or started it.

One expression serves list and record: `condition` for lists, `may_read` for one record. The Township of a row is
scoped by the platform's User Permission besides.
"""

from __future__ import annotations

import frappe

from township_gov.once import once_for_a_page
from township_gov.workflows import published

# The account that a record itself names
_OWN = {
	"Approval Copy": "user",
	"Approval Instance": "initiator",
	"Approval Log": "actor",
	"Approval Notification": "recipient",
	"Approval Task": "assigned_to",
	"Official Document": "issued_by",
}


@once_for_a_page
def condition(doctype: str, user: str | None) -> str:
	"""The SQL condition on a list of `Approval …` records for a user; empty: all."""
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	table = f"`tab{doctype}`"
	parts = [f"{table}.`{_OWN[doctype]}` = {frappe.db.escape(user, percent=False)}"]
	if doctype == "Approval Task":
		shared = f"`tabApproval Task Substitute`.`user` = {frappe.db.escape(user, percent=False)}"
		parts.append(f"{table}.`name` in (select `parent` from `tabApproval Task Substitute` where {shared})")
	parts += [_readable_part(table, name, user) for name in _guarded_doctypes() if _may_read_some(name, user)]
	return "(" + " or ".join(parts) + ")"


def may_read(doc, ptype: str, user: str | None) -> bool:
	"""Whether a user may do `ptype` with one record; writing is the engine's alone."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	if ptype in ("write", "create", "submit", "cancel", "delete", "amend"):
		return False
	if doc.get(_OWN[doc.doctype]) == user:
		return True
	if any(row.user == user for row in doc.get("substitutes") or ()):
		return True
	name, doctype = doc.get("reference_name"), doc.get("reference_doctype")
	return bool(
		name and frappe.db.exists(doctype, name) and frappe.has_permission(doctype, "read", name, user=user)
	)


def vetoed(doc, user: str) -> bool:
	"""Whether an app's rule (hook `has_permission`) closes the document to the user, whatever his roles."""
	hooks = frappe.get_hooks("has_permission", {}).get(doc.doctype, [])
	return any(frappe.call(hook, doc=doc, ptype="read", user=user) is False for hook in hooks)


@once_for_a_page
def _guarded_doctypes() -> list[str]:
	return sorted(published.guarded())


def _may_read_some(doctype: str, user: str) -> bool:
	return bool(frappe.has_permission(doctype, "read", user=user))


def _readable_part(table: str, doctype: str, user: str) -> str:
	"""Rows about documents of one doctype, narrowed as the doctype's own lists are narrowed."""
	kind = f"{table}.`reference_doctype` = {frappe.db.escape(doctype, percent=False)}"
	hooks = frappe.get_hooks("permission_query_conditions", {}).get(doctype, [])
	narrower = [text for text in (frappe.call(hook, user, doctype=doctype) for hook in hooks) if text]
	if not narrower:
		return f"({kind})"
	inner = " and ".join(f"({text})" for text in narrower)
	return f"({kind} and {table}.`reference_name` in (select `tab{doctype}`.`name` from `tab{doctype}` where {inner}))"
