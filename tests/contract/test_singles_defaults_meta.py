"""Singles, defaults, metadata, custom fields, property setters, trees."""

from __future__ import annotations

import datetime

import pytest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field, create_custom_fields
from frappe.custom.doctype.property_setter.property_setter import make_property_setter
from frappe.utils.nestedset import get_ancestors_of, get_descendants_of

from tests.contract.forms import CLERK, field
from tests.contract.make import area, as_user

pytestmark = pytest.mark.usefixtures("site")


# Singles


@pytest.fixture(autouse=True)
def forget_settings(site):
	yield
	frappe.db.rollback()
	frappe.clear_document_cache("CT Settings", "CT Settings")


def test_a_single_has_its_defaults_before_it_was_ever_saved():
	doc = frappe.get_single("CT Settings")
	assert (doc.name, doc.limit, doc.title) == ("CT Settings", 7, None)
	assert frappe.get_doc("CT Settings").name == "CT Settings"


def test_a_single_is_saved_and_read_with_types():
	doc = frappe.get_single("CT Settings")
	doc.update({"title": "T", "limit": 9, "start": "2026-03-01", "ratio": 1.5, "active": 1})
	doc.save()
	fresh = frappe.get_doc("CT Settings")
	assert (fresh.title, fresh.limit, fresh.start, fresh.ratio, fresh.active) == (
		"T",
		9,
		"2026-03-01",
		1.5,
		1,
	)
	assert frappe.db.get_single_value("CT Settings", "limit") == 9
	assert frappe.db.get_single_value("CT Settings", "start") == datetime.date(2026, 3, 1)
	assert frappe.db.get_single_value("CT Settings", "active") == 1
	assert frappe.db.get_value("CT Settings", None, "title") == "T"
	assert frappe.db.get_value("CT Settings", "CT Settings", "title") == "T"
	assert frappe.get_cached_doc("CT Settings").title == "T"


def test_set_single_value():
	frappe.db.set_single_value("CT Settings", "limit", 11)
	assert frappe.db.get_single_value("CT Settings", "limit") == 11
	frappe.db.set_single_value("CT Settings", {"title": "a", "limit": 12})
	assert frappe.db.get_single_value("CT Settings", "limit") == 12
	frappe.db.set_value("CT Settings", "CT Settings", "title", "b")
	assert frappe.db.get_single_value("CT Settings", "title") == "b"


def test_an_unset_single_value():
	assert frappe.db.get_single_value("CT Settings", "title") == ""
	assert frappe.db.get_single_value("CT Settings", "limit") == 0
	assert frappe.db.get_single_value("CT Settings", "active") == 0
	assert frappe.db.get_single_value("CT Settings", "start") == datetime.date(1, 1, 1)


def test_a_field_a_single_does_not_have():
	with pytest.raises(frappe.ValidationError):
		frappe.db.get_single_value("CT Settings", "no_such_field")


def test_a_secret_in_a_single():
	doc = frappe.get_single("CT Settings")
	doc.key = "secret"
	doc.save()
	assert doc.get_password("key") == "secret"
	assert frappe.db.get_single_value("CT Settings", "key") == "******"


def test_get_singles_dict():
	frappe.db.set_single_value("CT Settings", "title", "T")
	assert frappe.db.get_singles_dict("CT Settings")["title"] == "T"
	assert frappe.db.get_singles_dict("CT Settings", cast=True).title == "T"


# Defaults


def test_global_defaults():
	assert frappe.db.get_default("ct_key") is None
	frappe.db.set_default("ct_key", "value")
	assert frappe.db.get_default("ct_key") == "value"
	frappe.db.set_default("ct_key", "other")
	assert frappe.db.get_default("ct_key") == "other"
	frappe.defaults.clear_default("ct_key")


def test_user_defaults():
	frappe.defaults.set_user_default("ct_key", "mine", CLERK)
	assert frappe.defaults.get_user_default("ct_key", CLERK) == "mine"
	assert frappe.defaults.get_user_default("ct_key") is None
	frappe.defaults.add_user_default("ct_key", "second", CLERK)
	assert sorted(frappe.defaults.get_user_default_as_list("ct_key", CLERK)) == ["mine", "second"]
	frappe.defaults.clear_user_default("ct_key", CLERK)
	assert frappe.defaults.get_user_default("ct_key", CLERK) is None


def test_a_users_default_falls_back_to_the_global_one():
	frappe.defaults.set_global_default("ct_key", "all")
	try:
		assert frappe.defaults.get_user_default("ct_key", CLERK) == "all"
		assert frappe.defaults.get_global_default("ct_key") == "all"
		assert frappe.defaults.get_defaults(CLERK).get("ct_key") == "all"
	finally:
		frappe.defaults.clear_default("ct_key")


def test_a_default_named_like_a_field_fills_new_documents():
	area("North")
	frappe.defaults.set_user_default("area", "North", CLERK)
	with as_user(CLERK):
		assert frappe.new_doc("CT Paper").area == "North"
	frappe.defaults.clear_user_default("area", CLERK)


def test_globals():
	frappe.db.set_global("ct_key", "x")
	assert frappe.db.get_global("ct_key") == "x"
	frappe.defaults.clear_default("ct_key", parent="__global")


# Meta


def test_meta_answers_questions_about_fields():
	meta = frappe.get_meta("CT Order")
	assert meta.get_field("status").fieldtype == "Select"
	assert meta.get_label("pieces") == "Count"
	assert meta.get_options("status") == "Open\nWorking\nClosed"
	assert meta.has_field("note") and not meta.has_field("nothing")
	assert [df.fieldname for df in meta.get_table_fields()] == ["lines"]
	assert "area" in [df.fieldname for df in meta.get_link_fields()]
	assert "status" in [df.fieldname for df in meta.get_select_fields()]
	assert meta.get_title_field() == "title"
	assert meta.get_search_fields() == ["status", "area", "name"]
	assert meta.get_field("no such") is None
	assert (meta.is_submittable, meta.istable, meta.issingle, meta.autoname) == (1, 0, 0, "CTO-.#####")
	assert "title" in meta.get_valid_columns() and "lines" not in meta.get_valid_columns()
	assert [df.fieldname for df in meta.get("fields", {"reqd": 1})] == ["title"]
	assert [df.fieldname for df in meta.get_set_only_once_fields()] == ["once", "creation", "owner"]
	assert meta.get_label("owner") == "Created By"
	assert meta.get_label("nothing") == "No Label"


def test_meta_of_an_unknown_form():
	with pytest.raises(frappe.DoesNotExistError):
		frappe.get_meta("No Such Form")


def test_custom_fields_add_a_column(changed_meta, committed):
	create_custom_field("CT Area", field("Colour", insert_after="head"))
	try:
		assert frappe.get_meta("CT Area").get_field("colour").is_custom_field
		area("North", colour="red")
		assert frappe.db.get_value("CT Area", "North", "colour") == "red"
		names = [df.fieldname for df in frappe.get_meta("CT Area").fields]
		assert names.index("colour") == names.index("head") + 1
		create_custom_fields(
			{"CT Area": [field("Colour", label="Paint", insert_after="head")]}
			if False
			else {
				"CT Area": [
					{"fieldname": "colour", "label": "Paint", "fieldtype": "Data", "insert_after": "head"}
				]
			}
		)
		assert frappe.get_meta("CT Area").get_label("colour") == "Paint"
	finally:
		frappe.delete_doc("Custom Field", "CT Area-colour")
		frappe.db.commit()
	assert not frappe.get_meta("CT Area").has_field("colour")


def test_property_setters_change_meta(changed_meta):
	make_property_setter("CT Area", "head", "label", "Leader", "Data")
	make_property_setter("CT Area", None, "search_fields", "head", "Data", for_doctype=True)
	assert frappe.get_meta("CT Area").get_label("head") == "Leader"
	assert frappe.get_meta("CT Area").search_fields == "head"


def test_a_property_setter_can_make_a_field_mandatory(changed_meta):
	make_property_setter("CT Area", "head", "reqd", 1, "Check")
	with pytest.raises(frappe.MandatoryError):
		area("North")


# Trees


@pytest.fixture
def tree(site):
	for name, above, group in (
		("Root", None, 1),
		("A", "Root", 1),
		("B", "Root", 0),
		("A1", "A", 0),
		("A2", "A", 0),
	):
		frappe.get_doc(
			{"doctype": "CT Tree", "tree_name": name, "is_group": group, "parent_ct_tree": above}
		).insert()


def below(name: str) -> list[str]:
	return sorted(get_descendants_of("CT Tree", name))


def test_a_tree_form_gets_its_fields():
	names = {df.fieldname for df in frappe.get_meta("CT Tree").fields}
	assert {"lft", "rgt", "is_group", "old_parent", "parent_ct_tree"} <= names


def test_descendants_and_ancestors(tree):
	assert below("Root") == ["A", "A1", "A2", "B"]
	assert below("A") == ["A1", "A2"] and below("B") == []
	assert get_ancestors_of("CT Tree", "A1") == ["A", "Root"]


def test_moving_a_branch(tree):
	doc = frappe.get_doc("CT Tree", "A1")
	doc.parent_ct_tree = "Root"
	doc.save()
	assert below("A") == ["A2"] and below("Root") == ["A", "A1", "A2", "B"]


def test_a_branch_cannot_go_under_itself(tree):
	from frappe.utils.nestedset import NestedSetRecursionError

	doc = frappe.get_doc("CT Tree", "A")
	doc.parent_ct_tree = "A1"
	with pytest.raises((NestedSetRecursionError, frappe.ValidationError)):
		doc.save()


def test_a_node_with_children_cannot_be_deleted(tree):
	from frappe.utils.nestedset import NestedSetChildExistsError

	with pytest.raises((NestedSetChildExistsError, frappe.LinkExistsError)):
		frappe.delete_doc("CT Tree", "A")
	frappe.delete_doc("CT Tree", "A1")
	assert below("A") == ["A2"]


def test_filters_by_descent(tree):
	def found(how, value):
		return sorted(frappe.get_all("CT Tree", {"name": (how, value)}, pluck="name"))

	assert found("descendants of", "A") == ["A1", "A2"]
	assert found("descendants of (inclusive)", "A") == ["A", "A1", "A2"]
	assert found("ancestors of", "A1") == ["A", "Root"]
	assert found("not descendants of", "A") == ["A", "B", "Root"]


def test_renaming_a_node_keeps_the_tree(tree):
	frappe.rename_doc("CT Tree", "A", "Z")
	assert below("Z") == ["A1", "A2"]
	assert frappe.db.get_value("CT Tree", "A1", "parent_ct_tree") == "Z"
