"""The registry of field types, one entry for each type of v15.

`get("Link")` gives the entry; an unknown type is refused by name. The desk keeps its widgets in a
registry of its own under the same names (`desk/widgets`); a type without one is a line of text there.

A new type is one entry here, and its name among the choices of `docfield.json` and `custom_field.json`;
tests/platform/test_fieldtypes.py says where one was forgotten.
"""

from __future__ import annotations

from frappe_standalone.core.fieldtypes.base import FieldType, named
from frappe_standalone.core.fieldtypes.dates import Date, Datetime, Time
from frappe_standalone.core.fieldtypes.layout import Layout, Rows
from frappe_standalone.core.fieldtypes.numbers import BIGINT_MAX, Decimal, Seconds, Share, WholeNumber, YesNo
from frappe_standalone.core.fieldtypes.text import Json, ShortText, Text

__all__ = ["FIELD_TYPES", "FieldType", "UnknownFieldType", "get", "named", "names"]


class UnknownFieldType(LookupError):
	"""A DocType names a field type that does not exist."""


_ENTRIES = (
	named("Data", ShortText),
	named("Link", ShortText, is_link=True),
	named("Dynamic Link", ShortText, is_link=True),
	named("Select", ShortText),
	named("Password", Text),
	named("Read Only", ShortText),
	named("Color", ShortText),
	named("Icon", ShortText),
	named("Phone", ShortText),
	named("Autocomplete", ShortText),
	named("Small Text", Text),
	named("Text", Text),
	named("Long Text", Text),
	named("Text Editor", Text),
	named("Markdown Editor", Text),
	named("HTML Editor", Text),
	named("Code", Text, keeps_markup=True),
	named("JSON", Json),
	named("Geolocation", Text, keeps_markup=True),
	named("Signature", Text),
	named("Barcode", Text, keeps_markup=True),
	named("Attach", Text, is_attachment=True, keeps_markup=True),
	named("Attach Image", Text, is_attachment=True, keeps_markup=True),
	named("Int", WholeNumber),
	named("Long Int", WholeNumber, max_value=BIGINT_MAX),
	named("Check", YesNo),
	named("Float", Decimal),
	named("Currency", Decimal),
	named("Percent", Decimal),
	named("Rating", Share),
	named("Duration", Seconds),
	named("Date", Date),
	named("Datetime", Datetime),
	named("Time", Time),
	named("Table", Rows),
	named("Table MultiSelect", Rows),
	named("Section Break", Layout),
	named("Column Break", Layout),
	named("Tab Break", Layout),
	named("Heading", Layout),
	named("HTML", Layout),
	named("Button", Layout),
	named("Image", Layout),
	named("Fold", Layout),
)

FIELD_TYPES: dict[str, FieldType] = {entry.name: entry for entry in _ENTRIES}


def get(fieldtype: str) -> FieldType:
	"""Return the entry of a field type.

	Raises:
		UnknownFieldType: if v15 has no such type.
	"""
	try:
		return FIELD_TYPES[fieldtype]
	except KeyError:
		raise UnknownFieldType(
			f"Field type {fieldtype!r} does not exist. Use one of: {', '.join(sorted(FIELD_TYPES))}."
		) from None


def names(**properties: object) -> tuple[str, ...]:
	"""Return the names of the types whose attributes equal `properties`, e.g. `names(is_table=True)`."""
	return tuple(
		entry.name
		for entry in _ENTRIES
		if all(getattr(entry, key) == value for key, value in properties.items())
	)
