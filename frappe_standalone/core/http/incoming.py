"""Documents as they come from outside: read, and refused where no document has such a shape.

Controllers trust that a text is a text and a table a list of rows; v15 lets anything through and fails with 500.
"""

from __future__ import annotations

import json
import math
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.fieldtypes.text import Json, Text

BIGGEST = 2**63 - 1  # the widest column there is
STANDARD_NUMBERS = ("docstatus", "idx")
STANDARD_TEXTS = (
	"doctype",
	"owner",
	"creation",
	"modified",
	"modified_by",
	"parent",
	"parentfield",
	"parenttype",
)


def document(sent: object) -> Any:
	"""Return the document (new, or with the values of a stored one) that was sent as JSON or as a dictionary.

	Raises:
		ValidationError: if it is none, or a value has no possible type.
	"""
	return frappe.get_doc(values_of(sent))


def values_of(sent: object, doctype: str | None = None) -> dict[str, Any]:
	"""Return the values of a document that were sent, each of a type its field can have.

	Args:
		doctype: of which DocType; left out, the values name it themselves.
	"""
	values = from_json(sent)
	if not isinstance(values, dict):
		frappe.throw(_("Send the document as an object with its fields."))
	doctype = doctype or values.get("doctype")
	if not isinstance(doctype, str) or not doctype:
		frappe.throw(_("The document does not say its DocType. Send it as doctype."))
	return checked(doctype, values)


def from_json(sent: object) -> object:
	"""Return what a JSON text stands for; other values as they are.

	Raises:
		ValidationError: for a text that is no JSON.
	"""
	if not isinstance(sent, str | bytes):
		return sent
	try:
		return json.loads(sent)
	except (ValueError, RecursionError):
		frappe.throw(_("This is not valid JSON: {0}").format(shortened(sent)))


def checked(doctype: str, values: dict[str, Any]) -> dict[str, Any]:
	"""Return the values with texts for text fields; what would hide a method of the document is left out."""
	from frappe_standalone.core.model.controllers import get_controller

	meta, controller = frappe.get_meta(doctype), get_controller(doctype)
	kept: dict[str, Any] = frappe._dict()
	for key, value in values.items():
		df = meta.get_field(key)
		if df:
			kept[key] = checked_value(df, value)
		elif key in STANDARD_TEXTS or key == "name":
			kept[key] = standard_value(key, value)
		elif key in STANDARD_NUMBERS:
			kept[key] = standard_number(key, value)
		elif not hasattr(controller, key):
			kept[key] = value
	return kept


def checked_value(df: Any, value: Any) -> Any:
	"""Return one value as its field can hold it.

	Raises:
		ValidationError: for a list or an object in a plain field, anything but rows in a table, a number no column holds.
	"""
	kind = fieldtypes.get(df.fieldtype)
	if kind.is_table:
		return rows_of(df, value)
	if isinstance(kind, Json) or value is None:
		return value
	if isinstance(value, list | tuple | dict):
		frappe.throw(_("Value for {0} cannot be a list").format(_(df.label or df.fieldname)))
	if is_beyond_columns(value):
		frappe.throw(_("The number in {0} is too large.").format(_(df.label or df.fieldname)))
	if kind.is_datetime:
		return moment(df, kind, value)
	if isinstance(kind, Text) and not isinstance(value, str):
		return str(int(value) if isinstance(value, bool) else value)
	return value


def moment(df: Any, kind: Any, value: Any) -> Any:
	"""Return the text of a date or time as it came."""
	try:
		kind.cast(value if isinstance(value, str) else str(value or ""))
	except (ValueError, OverflowError):
		throw_unreadable(df, value)
	return value if isinstance(value, str) else str(value or "") or None


def throw_unreadable(df: Any, value: Any) -> None:
	"""Refuse a text that is no date."""
	message = _("{0}: {1} is no date or time. Write it as 2026-03-31 or 2026-03-31 09:30:00.")
	frappe.throw(message.format(_(df.label or df.fieldname), shortened(str(value))), frappe.InvalidDates)


def rows_of(df: Any, value: Any) -> list[dict[str, Any]]:
	"""Return the rows of a table."""
	rows = value or []
	if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
		frappe.throw(
			_("{0} takes a list of rows, each an object with its fields.").format(_(df.label or df.fieldname))
		)
	return [checked(df.options, row) for row in rows]


def standard_value(key: str, value: Any) -> Any:
	"""Return a value of a field that every document has."""
	if isinstance(value, list | dict | float) or is_beyond_columns(value):
		frappe.throw(_("Value for {0} must be a text").format(key))
	return value if value is None or (key == "name" and isinstance(value, int)) else str(value)


def standard_number(key: str, value: Any) -> Any:
	"""Return `docstatus` or `idx`."""
	if isinstance(value, list | dict) or is_beyond_columns(value):
		frappe.throw(_("Value for {0} must be a number").format(key))
	return value if value is None else frappe.utils.cint(value)


def is_beyond_columns(value: Any) -> bool:
	"""True for a number that no column can hold."""
	if isinstance(value, float):
		return not math.isfinite(value)
	return isinstance(value, int) and abs(value) > BIGGEST


def shortened(text: str | bytes) -> str:
	"""Return the beginning of what was sent, for a message."""
	return frappe.utils.escape_html(str(text)[:80])


def name_of(sent: object) -> str:
	"""Return the name of the document that a form's button sends along.

	Raises:
		ValidationError: if there is none in it.
	"""
	doc = from_json(sent)
	name = doc.get("name") if isinstance(doc, dict) else None
	if not isinstance(name, str) or not name:
		frappe.throw(_("Send the document as an object with its fields."))
	return name


def object_of(sent: object) -> dict[str, Any]:
	"""Return an object that came as JSON or as it is.

	Raises:
		ValidationError: for anything else.
	"""
	found = from_json(sent) if sent else {}
	if not isinstance(found, dict):
		frappe.throw(_("Send an object here, not {0}").format(shortened(str(found))))
	return frappe._dict(found)


def list_of(sent: object) -> list:
	"""Return a list that came as JSON or as it is; nothing is an empty one.

	Raises:
		ValidationError: for anything else.
	"""
	found = from_json(sent) if sent else []
	if not isinstance(found or [], list):
		frappe.throw(_("Send a list here, not {0}").format(shortened(str(found))))
	return found or []


def names_of(sent: object) -> list[str | int]:
	"""Return names of documents that came as a list; an object would be read as filters, on fields the caller may not read.

	Raises:
		ValidationError: for anything else.
	"""
	found = list_of(sent)
	if not all(isinstance(name, str | int) for name in found):
		frappe.throw(_("Send the names as a list."))
	return found
