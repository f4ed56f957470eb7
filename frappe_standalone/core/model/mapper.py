"""Making a document out of another: fields of the same name, or as a map says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frappe_standalone.core.errors import MappingMismatchError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model import child_table_fields, default_fields
from frappe_standalone.core.model.cached import get_cached_doc
from frappe_standalone.core.model.create_new import new_doc
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.comparing import compare

NEVER_MAPPED = frozenset((*default_fields, *child_table_fields, "amended_from", "amendment_date"))


def get_mapped_doc(
	from_doctype: str,
	from_docname: str,
	table_maps: dict,
	target_doc: Any = None,
	postprocess: Callable | None = None,
	ignore_permissions: bool = False,
	ignore_child_tables: bool = False,
	cached: bool = False,
) -> Document:
	"""Return a new (unsaved) document filled from another.

	Args:
		table_maps: DocType → {doctype, field_map, field_no_map, condition, postprocess, validation, add_if_empty, filter}.
		postprocess: called with (source, target) at the end.
	"""
	source = get_cached_doc(from_doctype, from_docname) if cached else get_doc(from_doctype, from_docname)
	table_map = table_maps.get(source.doctype, {"doctype": source.doctype})
	target = get_doc(target_doc) if target_doc else new_doc(table_map["doctype"])
	if not ignore_permissions:
		source.check_permission("read")
		target.check_permission("create")
	map_doc(source, target, table_map)
	if not ignore_child_tables:
		for df in source.meta.get_table_fields():
			map_rows(source, target, df, table_maps)
	target.set("__unsaved", 1)
	if postprocess:
		postprocess(source, target)
	return target


def map_doc(
	source_doc: Document, target_doc: Any, table_map: dict, source_parent: Document | None = None
) -> None:
	"""Fill one document or row."""
	for fieldname, condition in (table_map.get("validation") or {}).items():
		if not compare(source_doc.get(fieldname), condition[0], condition[1]):
			throw(
				_("{0} of {1} does not fit: {2}").format(
					source_doc.meta.get_label(fieldname), source_doc.name, condition
				),
				MappingMismatchError,
			)
	left_out = NEVER_MAPPED | set(table_map.get("field_no_map") or ())
	for df in target_doc.meta.fields:
		source_df = source_doc.meta.get_field(df.fieldname)
		if not source_df or df.fieldname in left_out or df.no_copy or source_df.no_copy:
			continue
		value = source_doc.get(df.fieldname)
		if value is not None and not isinstance(value, list):
			target_doc.set(df.fieldname, value)
	mapping = table_map.get("field_map") or {}
	for source_field, target_field in mapping.items() if isinstance(mapping, dict) else mapping:
		target_doc.set(target_field, source_doc.get(source_field))
	if table_map.get("postprocess"):
		table_map["postprocess"](source_doc, target_doc, source_parent)


def map_rows(source: Document, target: Document, df: Any, table_maps: dict) -> None:
	"""Fill a child table of the target from one of the source."""
	table_map = table_maps.get(df.options)
	if table_map is None:
		same = target.meta.get_field(df.fieldname)
		if not same or same.options != df.options or same.no_copy or df.no_copy:
			return
		table_map = {"doctype": df.options}
	parentfield = target.get_parentfield_of_doctype(table_map["doctype"])
	if not parentfield or (table_map.get("add_if_empty") and target.get(parentfield)):
		return
	for row in source.get(df.fieldname) or ():
		if table_map.get("condition") and not table_map["condition"](row):
			continue
		if table_map.get("filter") and table_map["filter"](row):
			continue
		map_doc(row, target.append(parentfield, {}), table_map, source)
