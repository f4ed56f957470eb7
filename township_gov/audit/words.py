"""A stored value as people read it: options, yes and no, types of records and roles in their language.

What somebody typed, codes and names of accounts stay as they are.
"""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from township_gov.audit import kinds

CONTEXT = "Audit Entry"
# Records whose names are words of the program, and have translations
_NAMED = frozenset(("DocType", "Role", "Report", "Workspace", "Module Def", "Print Format"))
# Fields that hold the name of a type of record without being links to it
_TYPE_ENDINGS = ("doctype", "document_type")
_TABLES = ("Table", "Table MultiSelect")
# Program text and definitions longer than this are told by their length; the record keeps them whole
_LONGEST_CODE = 2000


def of_side(field: Any, side: list | None) -> str:
	"""One side of a change, [salt, text] or [salt, text cut, length]; `field` is None where its field is gone."""
	if side is None:
		return ""
	whole = len(side) == 2
	text = of(field, side[1]) if whole else side[1]
	return text if whole else text + "…"


def of(field: Any, text: str) -> str:
	"""A value's canonical text in the reader's language, by the type of its field."""
	if field is None or not text:
		return text
	fieldtype = field.fieldtype
	if fieldtype == "Check":
		return _("Yes", context=CONTEXT) if text == "1" else _("No", context=CONTEXT)
	if fieldtype == "Link":
		return _of_link(field.options, text)
	if fieldtype in _TABLES:
		return of_row(field.options, text)
	if fieldtype == "Select" or field.get("translatable") or _holds_word(field):
		return _(text, context=field.parent)
	if fieldtype in ("Code", "JSON") and len(text) > _LONGEST_CODE:
		return _("text of {0} characters", context=CONTEXT).format(len(text))
	return _of_json(text) if fieldtype != "Data" and text[0] in "{[" else text


def is_for_people(field: Any) -> bool:
	"""Whether a value belongs in a sentence: keys that no form shows are the machine's own."""
	return field is None or not (field.hidden and field.fieldname.endswith("_key"))


def _of_link(doctype: str, name: str) -> str:
	if doctype in _NAMED:
		return _(name)
	if doctype == "Language":
		return frappe.db.get_value("Language", name, "language_name", cache=True) or name
	return name


def _holds_word(field: Any) -> bool:
	"""Options fetched from another form, types of records, and what the program itself proposed as a value."""
	if field.fieldtype != "Data":
		return False
	return bool(field.get("fetch_from")) or field.fieldname.endswith(_TYPE_ENDINGS) or _is_of_settings(field)


def _is_of_settings(field: Any) -> bool:
	"""The app's own settings are shipped in English, names of buttons and all."""
	return kinds.area_of("Change", field.parent) == kinds.CONFIGURATION or field.parent.startswith(
		"Approval Flow"
	)


def of_row(doctype: str, text: str) -> str:
	"""The values of a row that stand on the levels the reader may see."""
	meta = frappe.get_meta(doctype)
	parts = []
	for name, value in json.loads(text).items():
		field = meta.get_field(name)
		if field and not field.permlevel and is_for_people(field):
			parts.append(_("{0} {1}").format(_(field.label or name, context=doctype), of(field, value)))
	return "; ".join(parts)


def _of_json(text: str) -> str:
	"""What the program itself keeps as JSON, as names with values; other texts as they are."""
	try:
		return _told(json.loads(text))
	except ValueError:
		return text


def _told(value: Any) -> str:
	if isinstance(value, dict):
		return "; ".join(_("{0}: {1}").format(_key(name), _inner(inner)) for name, inner in value.items())
	if isinstance(value, list):
		return ", ".join(_inner(inner) for inner in value)
	if isinstance(value, bool):
		return _("Yes", context=CONTEXT) if value else _("No", context=CONTEXT)
	return "—" if value in (None, "") else _(str(value))


def _inner(value: Any) -> str:
	told = _told(value)
	return _("({0})").format(told) if value and isinstance(value, dict | list) else told


def _key(name: str) -> str:
	"""The label that a field of this name has, where that is known; else the name itself."""
	label = frappe.unscrub(name)
	return translated if (translated := _(label)) != label else name
