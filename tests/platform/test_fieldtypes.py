"""The registry of field types: every type of v15 has one entry, and each layer knows it by the same name."""

from __future__ import annotations

import pytest

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.desk.layout import BREAKS, TABLES
from frappe_standalone.core.desk.widgets import WIDGETS
from frappe_standalone.core.doctype.doctype.rules import InvalidOptionsError, check_field_type

# v15's own list, from the options of DocField.fieldtype.
OF_V15 = (
	*(
		"Autocomplete",
		"Attach",
		"Attach Image",
		"Barcode",
		"Button",
		"Check",
		"Code",
		"Color",
		"Column Break",
	),
	*("Currency", "Data", "Date", "Datetime", "Duration", "Dynamic Link", "Float", "Fold", "Geolocation"),
	*("Heading", "HTML", "HTML Editor", "Icon", "Image", "Int", "JSON", "Link", "Long Text"),
	*("Markdown Editor", "Password", "Percent", "Phone", "Read Only", "Rating", "Section Break", "Select"),
	*("Signature", "Small Text", "Tab Break", "Table", "Table MultiSelect", "Text", "Text Editor", "Time"),
)
ADDED = {"Long Int"}  # v15 knows it in the database only


class Field:
	"""A field of a DocType, as the rules see it."""

	def __init__(self, fieldtype: str, **more):
		self.__dict__.update(
			{"fieldname": "a", "options": None, "is_virtual": 0, "fieldtype": fieldtype} | more
		)

	def get(self, key):
		return self.__dict__.get(key)


class Form:
	name, istable, custom = "Some Form", 0, 1


def test_the_registry_has_the_types_of_v15_and_no_others():
	assert set(fieldtypes.FIELD_TYPES) - ADDED == set(OF_V15)


@pytest.mark.parametrize("fieldtype", OF_V15)
def test_a_type_says_how_it_is_stored_and_how_it_is_drawn(fieldtype):
	entry = fieldtypes.get(fieldtype)
	assert entry.name == fieldtype
	assert entry.has_value == (entry.column() is not None)
	drawn = fieldtype in WIDGETS or fieldtype in BREAKS or fieldtype in TABLES
	assert drawn or entry.is_layout, "register a widget of the same name in core/desk/widgets"


@pytest.mark.parametrize("fieldtype", [name for name in OF_V15 if fieldtypes.get(name).has_value])
def test_an_empty_value_is_stored_and_read_again(fieldtype):
	entry = fieldtypes.get(fieldtype)
	for value in (None, ""):
		stored = entry.to_db(value)
		entry.cast(stored)
		assert entry.fits(stored)


@pytest.mark.parametrize("fieldtype", ["Vector", "data", "Signature Pad"])
def test_a_doctype_with_an_unknown_type_is_refused_by_name(tiny, fieldtype):
	import frappe

	rows = [{"fieldtype": fieldtype, "fieldname": "a", "label": "A"}]
	doc = frappe.get_doc(doctype="DocType", name="Odd Form", module="Tiny", fields=rows)
	with pytest.raises(InvalidOptionsError, match=f"field type {fieldtype} does not exist"):
		doc.insert()
	with pytest.raises(fieldtypes.UnknownFieldType, match="does not exist. Use one of"):
		fieldtypes.get(fieldtype)


@pytest.mark.parametrize("fieldtype", OF_V15)
def test_every_type_of_v15_may_be_used_in_a_form(fieldtype):
	options = "ToDo" if fieldtype in ("Link", "Table", "Table MultiSelect") else None
	check_field_type(Form, Field(fieldtype, options=options))


def test_one_line_adds_a_type(monkeypatch):
	"""What a new type needs below the desk is one entry; the model, the schema and the casts read it from there."""
	from frappe_standalone.core.schema import columns_of

	class Grade(fieldtypes.FieldType):
		sql = "VARCHAR(1)"

		def to_db(self, value, df=None):
			return str(value or "")[:1].upper()

	monkeypatch.setitem(fieldtypes.FIELD_TYPES, "Grade", fieldtypes.named("Grade", Grade))
	check_field_type(Form, Field("Grade"))

	class Meta(dict):
		istable, fields = 0, [Field("Grade")]

	assert columns_of(Meta())["a"].startswith("VARCHAR(1)")
	assert fieldtypes.get("Grade").to_db("best") == "B"
