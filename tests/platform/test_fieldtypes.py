"""The registry of field types: every type of v15 has one entry, and each layer knows it by the same name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.grid_layout import BREAKS, TABLES
from frappe_standalone.core.desk.widgets import WIDGETS, Control, draw, is_wide, widget_of
from frappe_standalone.core.doctype.doctype.rules import InvalidOptionsError, check_field_type
from frappe_standalone.core.schema import columns_of

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


class Grade(fieldtypes.FieldType):
	"""A type of these tests: one capital letter."""

	sql = "VARCHAR(1)"

	def to_db(self, value, df=None):
		return str(value or "")[:1].upper()


@pytest.fixture
def grade(monkeypatch):
	"""The type, added as any other: by one entry in the registry."""
	monkeypatch.setitem(fieldtypes.FIELD_TYPES, "Grade", fieldtypes.named("Grade", Grade))


def test_one_entry_adds_a_type_to_rules_and_tables(grade):
	class Meta(dict):
		istable, fields = 0, [Field("Grade")]

	check_field_type(Form, Field("Grade"))
	assert columns_of(Meta())["a"].startswith("VARCHAR(1)")
	entry = fieldtypes.get("Grade")
	assert (entry.to_db("best"), entry.changes_values, entry.has_value) == ("B", True, True)


def test_a_type_without_a_widget_is_a_line_of_text_on_the_desk(grade):
	line = draw(Control(Field("Grade"), "B", "Some Form", "f-a"))
	assert "type=" not in line and 'value="B"' in line
	assert text_of("B", Field("Grade")) == "B"
	assert widget_of("Grade").kind == "text"
	assert not is_wide("Grade")


@pytest.mark.parametrize("doctype", ["docfield", "custom_field"])
def test_forms_offer_every_type(doctype):
	"""The one other place: the choices that people and apps have, kept in the definitions."""
	path = Path(fieldtypes.__file__).parents[1] / "doctype" / doctype / f"{doctype}.json"
	fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
	(options,) = (df["options"] for df in fields if df["fieldname"] == "fieldtype")
	assert set(filter(None, options.split("\n"))) == set(fieldtypes.FIELD_TYPES) - ADDED
