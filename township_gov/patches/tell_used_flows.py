"""Flows that were published before the list of flows said which of them newly made documents start by."""

import frappe

from township_gov.workflows import choosing


def execute() -> None:
	for doctype in frappe.get_all("Approval Flow", pluck="applies_to", distinct=True):
		if doctype and frappe.db.exists("DocType", doctype):
			choosing.refresh(doctype)
