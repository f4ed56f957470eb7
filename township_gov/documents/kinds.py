"""Which kind of official document a step means, and what its numbers count under."""

from __future__ import annotations

import frappe
from frappe import _

from township_gov.documents.errors import NothingToIssue, UnknownKind
from township_gov.policies.document_numbers import organ_code_of


def find(code: str, township: str | None):
	"""The kind in use with this code: the township's own before the shared one.

	Raises `UnknownKind`, `NothingToIssue` for a document of no township.
	"""
	if not township:
		frappe.throw(
			_("The document belongs to no township, so nobody can issue it. Fill in its township first."),
			NothingToIssue,
		)
	for scope in (township, None):
		filters = {"kind_code": code, "enabled": 1, "township": scope or ("is", "not set")}
		if name := frappe.db.get_value("Official Document Kind", filters, "name"):
			return frappe.get_doc("Official Document Kind", name)
	frappe.throw(
		_("No kind of official document has the code {0}; ask the administrator to add it.").format(code),
		UnknownKind,
	)


def organ_code(kind, township: str) -> str:
	"""机关代字 of the kind in a township. Raises `NothingToIssue` while the township has none."""
	own = frappe.db.get_value("Township", township, "document_code") or ""
	code = organ_code_of(kind.organ_code or "", own)
	if not code or (not own and "{township}" in kind.organ_code):
		text = _(
			"The township has no organ code (机关代字) yet. Enter it in the record of the township first."
		)
		frappe.throw(text, NothingToIssue)
	return code
