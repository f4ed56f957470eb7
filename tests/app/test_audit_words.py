"""Values in the trail, in the reader's language: what the program knows is translated, what people typed is not."""

import json

import pytest

import frappe

from township_gov.audit import reading, words


@pytest.fixture
def chinese(registers):
	frappe.local.lang = "zh"
	yield registers
	frappe.local.lang = "en"


def field(doctype: str, name: str):
	return frappe.get_meta(doctype).get_field(name)


@pytest.mark.parametrize(
	("doctype", "fieldname", "stored", "read"),
	[
		("User", "enabled", "1", "是"),
		("User", "enabled", "0", "否"),
		("User", "desk_theme", "Light", "浅色"),
		("Comment", "comment_type", "Info", "信息"),
		("Comment", "reference_doctype", "Outgoing Document", "发文"),
		("User Permission", "allow", "Township", "乡镇（街道）"),
		("Has Role", "role", "County Supervisor", "县级督查员"),
		("Audit Entry", "about_doctype", "Service Case", "办件"),
		("User", "first_name", "Info", "Info"),
		("User", "email", "xu@longgong.example", "xu@longgong.example"),
	],
)
def test_a_value_is_read_by_the_type_of_its_field(chinese, doctype, fieldname, stored, read):
	known = field(doctype, fieldname)
	assert words.of(known, stored) == read


def test_the_values_of_a_row_are_read_as_those_of_a_form(chinese):
	row = json.dumps({"material_name": "Plan B", "is_required": "1", "status": "Not Checked"})
	told = words.of(field("Service Case", "materials"), row)
	assert "Plan B" in told and "是" in told and "Not Checked" not in told


def test_what_the_program_keeps_as_json_is_told_as_names_and_values(chinese):
	known = frappe._dict(fieldtype="Long Text", fieldname="facts", parent="Service Case")
	told = words.of(known, json.dumps({"materials": [{"is_required": True}], "unknown_name": "Plan B"}))
	assert told.startswith("申请材料：") and "是" in told and "unknown_name：Plan B" in told
	assert words.of(known, "{not json") == "{not json"


def test_a_long_definition_is_told_by_its_length(chinese):
	known = frappe._dict(fieldtype="Code", fieldname="definition", parent="Approval Flow Version")
	assert words.of(known, json.dumps({"nodes": "x" * 3000})) == "文本，共 3013 字"


def test_a_cut_value_and_a_missing_one(chinese):
	known = field("Comment", "comment_type")
	assert words.of_side(known, None) == ""
	assert words.of_side(None, ["salt", "beginn", 900]) == "beginn…"


def test_nodes_of_an_approval_are_named_one_by_one(chinese):
	assert "Countersigned" not in reading.nodes("Countersigned by the offices, Wording and form")


def test_a_key_that_no_form_shows_is_in_no_sentence(chinese):
	assert not words.is_for_people(frappe._dict(fieldname="request_key", hidden=1))
	assert words.is_for_people(frappe._dict(fieldname="request_key", hidden=0))
	assert words.is_for_people(None)
