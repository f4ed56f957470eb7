"""Copies of documents: values that must not be copied are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document

NEVER_COPIED = (
	"name",
	"owner",
	"creation",
	"modified",
	"modified_by",
	"docstatus",
	"amended_from",
	"amendment_date",
	"cancel_reason",
)
ROW_NEVER_COPIED = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "parent")


def copy_doc(doc: Document, ignore_no_copy: bool = True) -> Document:
	"""Return a new document with the values of another, unsaved.

	Args:
		ignore_no_copy: copy fields marked `no_copy` too (v15's default).
	"""
	from frappe_standalone.core.model.document import get_doc

	values = doc.as_dict()
	dropped = set(NEVER_COPIED)
	if not ignore_no_copy:
		dropped.update(df.fieldname for df in doc.meta.fields if df.no_copy)
	for key in dropped:
		values.pop(key, None)
	for df in doc.meta.get_table_fields():
		for row in values.get(df.fieldname) or ():
			for key in ROW_NEVER_COPIED:
				row.pop(key, None)
			row["__islocal"] = 1
	values["__islocal"] = 1
	return get_doc(values)
