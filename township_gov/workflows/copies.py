"""Copies for information (抄送): nothing waits for them, but it is kept when they were read."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov import clock, refusals
from township_gov.workflows import doors, people
from township_gov.workflows.errors import ApprovalNotYours


def read(name: str) -> str:
	"""Note that the session's user has read a copy sent to him; the moment of the first time.

	Raises `ApprovalNotYours` for a copy that was sent to somebody else, or to nobody.
	"""
	columns = ["person", "read_at", "reference_doctype", "reference_name"]
	row = frappe.db.get_value("Approval Copy", name, columns, as_dict=True, for_update=True)
	if not row or row.person != people.person_of(frappe.session.user):
		text = _("This copy was sent to somebody else; open the document from your own list.")
		if row:
			doc = frappe.get_doc(row.reference_doctype, row.reference_name)
			refusals.refuse_right(doc, "read_copy", text, ApprovalNotYours)
		frappe.throw(text, ApprovalNotYours)
	if not row.read_at:
		row.read_at = clock.now()
		with doors.records():
			frappe.db.set_value("Approval Copy", name, "read_at", row.read_at, update_modified=False)
	return cstr(row.read_at)
