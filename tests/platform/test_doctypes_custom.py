"""DocTypes made on a site, their rules, and customisations."""

from __future__ import annotations

import pytest

import frappe

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.data import _dict
from frappe_standalone.core.doctype.doctype.rules import (
	InvalidFieldNameError,
	InvalidOptionsError,
	NonUniqueError,
	VirtualNotSupportedError,
)
from frappe_standalone.core.meta_order import order_fields


@pytest.fixture(autouse=True)
def site(tiny):
	yield tiny


def form(*fields, name="Site Form", **values):
	rows = [{"fieldtype": "Data", "label": "Any", **field} for field in fields]
	permissions = [{"role": "System Manager", "read": 1, "write": 1, "create": 1}]
	return frappe.get_doc(
		{
			"doctype": "DocType",
			"name": name,
			"module": "Tiny",
			"fields": rows,
			"permissions": permissions,
			**values,
		}
	)


def test_a_form_made_on_a_site_works_at_once():
	form({"label": "Subject"}, {"fieldtype": "Int", "label": "Count", "default": "3"}).insert()
	doc = frappe.get_doc(doctype="Site Form", subject="x").insert()
	assert (doc.subject, doc.count) == ("x", 3)
	assert frappe.db.get_value("DocType", "Site Form", "custom") == 1


@pytest.mark.parametrize(
	("fields", "refusal", "text"),
	[
		([{"fieldname": "name"}], InvalidFieldNameError, "cannot be the name"),
		([{"fieldname": "save"}], InvalidFieldNameError, "cannot be the name"),
		([{"fieldname": "a b"}], InvalidFieldNameError, "cannot be the name"),
		([{"fieldname": "a"}, {"fieldname": "a"}], NonUniqueError, "two fields named"),
		([{"fieldtype": "Link", "fieldname": "a"}], InvalidOptionsError, "needs a DocType"),
		(
			[{"fieldtype": "Link", "fieldname": "a", "options": "No Such"}],
			InvalidOptionsError,
			"does not exist",
		),
		(
			[{"fieldtype": "Table", "fieldname": "a", "options": "Tiny Zone"}],
			InvalidOptionsError,
			"no child table",
		),
		(
			[{"fieldtype": "Dynamic Link", "fieldname": "a", "options": "b"}],
			InvalidOptionsError,
			"holds the DocType",
		),
		(
			[{"fieldname": "a", "fieldtype": "Table", "options": "DocField", "is_virtual": 1}],
			VirtualNotSupportedError,
			"virtual",
		),
		([{"fieldtype": "Magic", "fieldname": "a"}], frappe.ValidationError, "Magic"),
	],
)
def test_a_field_that_cannot_work_is_refused(fields, refusal, text):
	with pytest.raises(refusal, match=text):
		form(*fields).insert()


@pytest.mark.parametrize("name", ["1st", "-x", "x" * 62, "a/b", "a`b"])
def test_a_name_no_table_can_have_is_refused(name):
	with pytest.raises((frappe.ValidationError, frappe.NameError)):
		form({"fieldname": "a"}, name=name).insert()


def test_a_chinese_name_is_a_name():
	form({"fieldname": "事项", "label": "事项"}, name="办件").insert()
	assert frappe.get_doc(doctype="办件", 事项="营业执照").insert().get("事项") == "营业执照"


def test_a_tree_and_a_submittable_form_get_their_fields():
	form({"fieldname": "a"}, is_tree=1, is_submittable=1).insert()
	names = {df.fieldname for df in frappe.get_meta("Site Form").fields}
	assert {"lft", "rgt", "is_group", "old_parent", "parent_site_form", "amended_from"} <= names


def test_a_form_of_an_app_is_not_changed_on_a_site():
	doc = frappe.get_doc("DocType", "Tiny Order")
	doc.append("fields", {"fieldname": "more", "fieldtype": "Data", "label": "More"})
	with pytest.raises(frappe.PermissionError, match="Custom Fields"):
		doc.save()


def test_permissions_that_contradict_themselves_are_refused():
	doc = form({"fieldname": "a"})
	doc.append("permissions", {"role": "System Manager", "read": 1})
	with pytest.raises(frappe.ValidationError, match="two permission rows"):
		doc.insert()
	doc = form({"fieldname": "a"})
	doc.permissions[0].submit = 1
	with pytest.raises(frappe.ValidationError, match="not submittable"):
		doc.insert()


def test_a_custom_field_gets_a_column_and_an_index():
	values = {"dt": "Tiny Order", "label": "Paper Number", "unique": 1, "insert_after": "title"}
	frappe.get_doc({"doctype": "Custom Field", "fieldtype": "Data", **values}).insert()
	meta = frappe.get_meta("Tiny Order")
	assert [df.fieldname for df in meta.fields][:2] == ["title", "custom_paper_number"]
	frappe.get_doc(doctype="Tiny Order", title="a", zone_code="x", custom_paper_number="7").insert()
	with pytest.raises(frappe.UniqueValidationError):
		frappe.get_doc(doctype="Tiny Order", title="b", zone_code="x", custom_paper_number="7").insert()
	assert "Paper Number must be unique" in frappe.message_log[-1].message


def test_a_property_setter_changes_a_field_until_it_is_deleted():
	setter = {
		"doctype": "Tiny Order",
		"fieldname": "status",
		"property": "options",
		"value": "Open\nHeld\nClosed",
	}
	frappe.make_property_setter(setter)
	frappe.get_doc(doctype="Tiny Order", title="a", zone_code="x", status="Held").insert()
	frappe.delete_doc("Property Setter", "Tiny Order-status-options")
	with pytest.raises(frappe.ValidationError, match="cannot be"):
		frappe.get_doc(doctype="Tiny Order", title="a", zone_code="x", status="Held").insert()


@pytest.mark.parametrize(
	("custom", "field_order", "expected"),
	[
		([], None, "a b c"),
		([("x", "a")], None, "a x b c"),
		([("x", "a"), ("y", "x")], None, "a x y b c"),
		([("x", None)], None, "x a b c"),
		([("x", "gone")], None, "a b c x"),
		([("x", "a")], '["c", "x", "a", "b"]', "c x a b"),
		([("x", "a")], '["b", "a"]', "b c a x"),
	],
)
def test_fields_stand_where_customisations_put_them(custom, field_order, expected):
	fields = [_dict(fieldname=name) for name in "abc"]
	fields += [_dict(fieldname=name, insert_after=after, is_custom_field=1) for name, after in custom]
	assert " ".join(df.fieldname for df in order_fields(fields, field_order)) == expected


# Field types


def test_every_field_type_of_v15_has_an_entry():
	options = frappe.get_meta("DocField").get_field("fieldtype").options.split("\n")
	assert set(options) | {"Long Int"} == set(fieldtypes.FIELD_TYPES)


@pytest.mark.parametrize(
	("fieldtype", "value", "stored"),
	[
		("Check", "1", 1),
		("Check", None, 0),
		("Int", "12.7", 12),
		("Int", "", 0),
		("Float", "1,234.5", 1234.5),
		("Currency", None, 0.0),
		("Date", "", None),
		("JSON", {"a": [1]}, '{"a":[1]}'),
		("Data", None, None),
	],
)
def test_a_value_is_stored_as_its_type_says(fieldtype, value, stored):
	assert fieldtypes.get(fieldtype).to_db(value) == stored


def test_an_unknown_field_type_is_refused_by_name():
	with pytest.raises(fieldtypes.UnknownFieldType, match="'Magic' does not exist"):
		fieldtypes.get("Magic")
