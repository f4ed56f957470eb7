"""Which column of a file becomes which field: by label or fieldname, or as somebody chose it before."""

from __future__ import annotations

import json

import frappe
from frappe import _

from frappe_standalone.core.data_import.columns import NAME, Column, by_head, columns_of, words
from frappe_standalone.core.data_import.errors import BadMapping
from frappe_standalone.core.data_import.keys import key_fields
from frappe_standalone.core.data_import.kinds import BOTH, INSERT
from frappe_standalone.core.data_import.mapping import Mapping, Target
from frappe_standalone.core.data_import.transforms import FieldRule

# v15's own word in `template_options` for a column that is left out.
LEFT_OUT = "Don't Import"
REMEMBERED_IMPORTS = 20


def guess(doctype: str, heads: list[str]) -> dict[str, str]:
	"""Head → key for the heads that are known, the choices of earlier imports first. No key is used twice."""
	known = by_head(columns_of(doctype))
	keys = set(known.values())
	earlier = remembered(doctype)
	found: dict[str, str] = {}
	for head in heads:
		key = earlier.get(words(head)) or known.get(words(head))
		if words(head) == words(_("Reason for refusal")):
			key = LEFT_OUT  # of the file of bad rows
		if key == LEFT_OUT or (key in keys and key not in found.values()):
			found[head] = key
	return found


def mapping_by_headers(doctype: str, columns: list[str]) -> Mapping:
	"""Return a mapping for a table whose heads name the fields; raises BadMapping naming unknown heads."""
	known = by_head(columns_of(doctype))
	unknown = [column for column in columns if words(column) not in known]
	if unknown:
		raise BadMapping(
			_("These columns are no fields of {0}: {1}. Possible are: {2}.").format(
				_(doctype), ", ".join(unknown), ", ".join(column.head for column in columns_of(doctype))
			)
		)
	fields = {column: known[words(column)] for column in columns}
	doubled = sorted({name for name in fields.values() if list(fields.values()).count(name) > 1})
	if doubled:
		raise BadMapping(_("Two columns mean the same field: {0}. Remove one.").format(", ".join(doubled)))
	return mapping_of(doctype, fields, BOTH, None)


def remembered(doctype: str) -> dict[str, str]:
	"""Compared head → key as it was chosen in earlier imports of this DocType, the latest choice first."""
	texts = frappe.get_all(
		"Data Import",
		{"reference_doctype": doctype, "owner": frappe.session.user},
		pluck="template_options",
		order_by="creation desc",
		limit=REMEMBERED_IMPORTS,
	)
	found: dict[str, str] = {}
	for text in texts:
		options = json.loads(text or "{}")
		for head, key in (options.get("chosen") or {}).items():
			found.setdefault(words(head), key)
	return found


def mapping_of(doctype: str, heads: dict[str, str], import_type: str, key: list[str] | None) -> Mapping:
	"""Return the mapping of a table's heads; raises BadMapping when nothing would be filled or a key is missing."""
	columns = {column.key: column for column in columns_of(doctype)}
	used = {head: columns[name] for head, name in heads.items() if name in columns}
	if not used:
		raise BadMapping(_("No column of the file is matched to a field. Choose at least one."))
	rules = tuple(_rule(head, column) for head, column in used.items())
	own = [column.key for column in used.values() if not column.table]
	keys = tuple(key or ()) if import_type != INSERT else ()
	lost = [name for name in keys if name not in own]
	if lost:
		labels = ", ".join(columns[name].label if name in columns else name for name in lost)
		raise BadMapping(
			_("Records are recognised by {0}, but no column of the file is matched to it.").format(labels)
		)
	lacking = [
		column.label
		for column in columns.values()
		if column.required and not column.table and column.key not in own
	]
	if import_type == INSERT and lacking:
		raise BadMapping(
			_(
				"New records need these columns, which the file has not or which are matched to nothing: {0}."
			).format("、".join(lacking))
		)
	keys = keys or default_key(doctype, own, import_type)
	return Mapping(doctype, (Target(doctype, doctype, keys, rules),))


def default_key(doctype: str, own: list[str], import_type: str) -> tuple[str, ...]:
	"""What tells records apart: the name, or the naming or unique field; else all required ones when updating."""
	if NAME in own:
		return (NAME,)
	keys = key_fields(doctype, own)
	if import_type == INSERT and not _tells_apart(doctype, keys):
		return ()
	return keys


def _tells_apart(doctype: str, keys: tuple[str, ...]) -> bool:
	meta = frappe.get_meta(doctype)
	if len(keys) != 1:
		return False
	return meta.autoname == f"field:{keys[0]}" or bool(meta.get_field(keys[0]).unique)


def _rule(head: str, column: Column) -> FieldRule:
	return FieldRule(column.field.fieldname, column=head, table=column.table)
