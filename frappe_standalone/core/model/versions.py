"""What a save changed, as a Version row in v15's format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core.context import flags
from frappe_standalone.core.data import _dict
from frappe_standalone.core.model import no_value_fields, table_fields
from frappe_standalone.core.model.validation import differs
from frappe_standalone.core.utils.jsons import as_json

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument
	from frappe_standalone.core.model.document import Document

UNTRACKED = (*no_value_fields, "Password")
LONG_TEXTS = ("Markdown Editor", "Text Editor", "Code", "HTML Editor")


def save_version(doc: Document) -> None:
	"""Write a Version if the DocType tracks changes. As in v15 tests write none unless they ask for it."""
	previous = doc.get_doc_before_save()
	if (
		not doc.meta.track_changes
		or doc.doctype == "Version"
		or doc.flags.ignore_version
		or flags.in_install
		or (not previous and flags.in_patch)
	):
		return
	from frappe_standalone.core.model.create_new import new_doc
	from frappe_standalone.core.model.document import get_doc

	if not previous and doc.get("amended_from"):
		previous = get_doc(doc.doctype, doc.amended_from)
	data = version_data(previous, doc)
	if data:
		version = new_doc("Version")
		version.ref_doctype = doc.doctype
		version.docname = doc.name
		version.data = as_json(data, indent=None, separators=(",", ":"))
		version.insert(ignore_permissions=True)


def version_data(old: Document | None, new: Document) -> dict | None:
	"""Return the difference, or for a new document what made it; None if there is nothing to tell."""
	if old:
		return get_diff(old, new)
	updater = new.flags.updater_reference
	if not updater:
		return None
	return {"creation": new.creation, "updater_reference": updater, "created_by": new.owner}


def get_diff(old: Document, new: Document, for_child: bool = False) -> _dict | None:
	"""Return v15's diff of two states: `changed`, `added`, `removed`, `row_changed`; None if equal.

	`changed` is [[field, old, new]], `added` and `removed` [[table, row]], `row_changed`
	[[table, index, row name, [[field, old, new]]]]. Values stand as the reader sees them.
	"""
	if not new:
		return None
	out = _dict(changed=[], added=[], removed=[], row_changed=[])
	out.data_import = new.flags.via_data_import
	out.updater_reference = new.flags.updater_reference
	for df in new.meta.fields:
		if df.fieldtype in table_fields:
			if not for_child:
				diff_rows(old, new, df.fieldname, out)
		elif df.fieldtype not in UNTRACKED and differs(new, old, df.fieldname):
			before, after = shown(old, df), shown(new, df)
			if before != after and (before or after):
				out.changed.append((df.fieldname, before, after))
	if not for_child:
		for column in ("name", "docstatus"):
			if old.get(column) != new.get(column):
				out.changed.append([column, old.get(column), new.get(column)])
	return out if any((out.changed, out.added, out.removed, out.row_changed)) else None


def diff_rows(old: Document, new: Document, fieldname: str, out: _dict) -> None:
	"""Add the changes of one table to the diff."""
	before = {row.name: row for row in old.get(fieldname) or ()}
	found = set()
	for index, row in enumerate(new.get(fieldname) or ()):
		if row.name not in before:
			out.added.append([fieldname, row.as_dict()])
			continue
		found.add(row.name)
		diff = get_diff(before[row.name], row, for_child=True)
		if diff and diff.changed:
			out.row_changed.append((fieldname, index, row.name, diff.changed))
	out.removed += [[fieldname, row.as_dict()] for name, row in before.items() if name not in found]


def shown(doc: BaseDocument, df: Any) -> Any:
	"""Return a value as the reader of the history sees it: long texts as they are, others formatted."""
	value = doc.get(df.fieldname)
	return value if df.fieldtype in LONG_TEXTS or not value else doc.get_formatted(df.fieldname)
