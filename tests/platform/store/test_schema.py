"""Tables follow their DocTypes and never lose a value."""

from __future__ import annotations

import datetime

import pytest

import frappe

from frappe_standalone.core import schema
from frappe_standalone.core.data import _dict


def meta(*fields: dict, **more) -> _dict:
	base = {"name": "Sample", "issingle": 0, "istable": 0, "fields": [_dict(field) for field in fields]}
	return _dict(base, **more)


def field(fieldname: str, fieldtype: str = "Data", **more) -> dict:
	return {"fieldname": fieldname, "fieldtype": fieldtype, **more}


def declared() -> dict[str, str]:
	return {name: column.declared for name, column in frappe.db.columns("tabSample").items()}


def indexes() -> dict[str, tuple]:
	return {k.split(".")[-1]: v for k, v in frappe.db.indexes("tabSample").items() if "auto" not in k}


def test_a_new_table_has_v15s_columns(bare):
	schema.sync_table(
		meta(field("title"), field("n", "Int"), field("sec", "Section Break"), field("rows", "Table"))
	)
	assert list(declared()) == [
		*("name", "creation", "modified", "modified_by", "owner", "docstatus", "idx"),
		*("_user_tags", "_comments", "_assign", "_liked_by", "title", "n"),
	]
	assert indexes() == {"modified": (("modified",), False)}


def test_a_child_table_knows_its_parent(bare):
	schema.sync_table(meta(field("title"), istable=1))
	assert {"parent", "parentfield", "parenttype"} <= set(declared()) and "_assign" not in declared()
	assert indexes() == {"parent": (("parent",), False)}


@pytest.mark.parametrize("more", [{"issingle": 1}, {"is_virtual": 1}])
def test_singles_and_virtual_ones_have_no_table(bare, more):
	schema.sync_table(meta(field("title"), **more))
	assert not frappe.db.table_exists("Sample")


def test_a_new_field_adds_a_column_and_one_that_left_keeps_its_values(bare):
	schema.sync_table(meta(field("title"), field("old")))
	frappe.db.bulk_insert("Sample", ["name", "title", "old"], [("a", "t", "kept")])
	schema.sync_table(meta(field("title"), field("n", "Int", default="3"), field("day", "Date")))
	assert frappe.db.get_value("Sample", "a", ["title", "old", "n", "day"]) == ("t", "kept", 3, None)


def test_a_changed_type_converts_what_is_there(bare):
	schema.sync_table(meta(field("day"), field("n"), field("left")))
	frappe.db.add_index("Sample", ["day", "n"], "of_our_own")
	frappe.db.bulk_insert(
		"Sample", ["name", "day", "n", "left"], [("a", "2026-03-01", "7", "x"), ("b", "", None, "y")]
	)
	schema.sync_table(meta(field("day", "Date"), field("n", "Int")))
	assert frappe.db.get_value("Sample", "a", ["day", "n", "left"]) == (datetime.date(2026, 3, 1), 7, "x")
	assert frappe.db.get_value("Sample", "b", ["day", "n", "left"]) == (None, 0, "y")
	frappe.db.rollback()
	assert not frappe.db.table_exists("Sample")


def test_syncing_again_changes_nothing(bare):
	definition = meta(field("title", unique=1), field("n", "Int"), field("day", "Date", search_index=1))
	schema.sync_table(definition)
	writes = frappe.db.transaction_writes
	schema.sync_table(definition)
	assert frappe.db.transaction_writes == writes


def test_indexes_follow_the_fields(bare):
	schema.sync_table(meta(field("code", unique=1), field("kind", search_index=1)))
	assert indexes() == {
		"modified": (("modified",), False),
		"field_code": (("code",), True),
		"field_kind": (("kind",), False),
	}
	schema.sync_table(meta(field("code"), field("kind", unique=1)))
	assert indexes() == {"modified": (("modified",), False), "field_kind": (("kind",), True)}


def test_unique_values_may_be_empty_many_times_and_differ_by_more_than_case(bare):
	schema.sync_table(meta(field("code", unique=1)))
	frappe.db.bulk_insert("Sample", ["name", "code"], [("a", None), ("b", None), ("c", "X1")])
	with pytest.raises(frappe.db.IntegrityError) as refusal:
		frappe.db.bulk_insert("Sample", ["name", "code"], [("d", "x1")])
	assert frappe.db.is_unique_key_violation(refusal.value) and frappe.db.is_duplicate_entry(refusal.value)
	with pytest.raises(frappe.db.IntegrityError) as refusal:
		frappe.db.bulk_insert("Sample", ["name"], [("A",)])
	assert frappe.db.is_primary_key_violation(refusal.value)


def test_longer_texts_fit_after_a_change_of_length(bare):
	schema.sync_table(meta(field("title", length=20)))
	schema.sync_table(meta(field("title", length=200)))
	assert declared()["title"] == "VARCHAR(200)"


def test_making_the_platforms_tables_again_changes_nothing(bare):
	writes = frappe.db.transaction_writes
	schema.create_platform_tables()
	assert frappe.db.transaction_writes == writes


def test_indexes_over_several_fields(bare):
	schema.sync_table(meta(field("a"), field("b")))
	frappe.db.add_index("Sample", ["a", "b(10)"])
	frappe.db.add_index("Sample", ["a", "b(10)"])
	frappe.db.add_unique("Sample", ["a", "b"])
	assert indexes()["a_b_index"] == (("a", "b"), False) and indexes()["unique_a_b"] == (("a", "b"), True)
	assert frappe.db.has_index("tabSample", "a_b_index")
