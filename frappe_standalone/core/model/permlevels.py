"""Fields above permission level 0: taken out on reading, set back on writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core.context import flags, session
from frappe_standalone.core.model import display_fieldtypes

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument
	from frappe_standalone.core.model.document import Document


def strip_unreadable_values(doc: Document) -> None:
	"""Remove the values the user may not read, from a document about to be sent out."""
	if session.user == "Administrator":
		return
	levels = doc.get_permlevel_access("read")
	for part in (doc, *doc.get_all_children()):
		for df in part.meta.get_high_permlevel_fields():
			if df.permlevel not in levels:
				part.__dict__.pop(df.fieldname, None)


def reset_protected_values(doc: Document) -> None:
	"""Set values the user may not write back to the stored ones (to the defaults in a new document)."""
	if doc.flags.ignore_permissions or flags.in_install or session.user == "Administrator":
		return
	levels = doc.get_permlevel_access("write")
	reset(doc, levels)
	if not doc.is_new():
		for row in doc.get_all_children():
			reset(row, levels)


def reset(part: BaseDocument, levels: list[int]) -> None:
	"""Set back the protected values of one document or row."""
	exempt = part.flags.get("ignore_permlevel_for_fields") or ()
	protected = [
		df
		for df in part.meta.get_high_permlevel_fields()
		if df.permlevel not in levels
		and df.fieldtype not in display_fieldtypes
		and df.fieldname not in exempt
	]
	reference = reference_of(part) if protected else None
	if reference is None:
		return
	for df in protected:
		part.set(df.fieldname, reference.get(df.fieldname))


def reference_of(part: BaseDocument) -> Any:
	"""Return the document or row whose values are the right ones; None for a row added just now."""
	if part.is_new():
		from frappe_standalone.core.model.create_new import get_new_doc

		return get_new_doc(part.doctype)
	parent = part.parent_doc
	if not parent:
		return part.get_latest()
	stored = parent.get_latest().get(part.parentfield) or ()
	return next((row for row in stored if row.name == part.name), None)
