"""Changing what people read by searching for what stands on the screen."""

from __future__ import annotations

import pytest

import frappe
from frappe import _

from frappe_standalone.core.wording import api


@pytest.fixture(autouse=True)
def chinese(tiny):
	frappe.local.lang = "zh"
	yield tiny
	frappe.set_user("Administrator")


def row(text, **which):
	return next(
		row for row in api.find(text)["rows"] if all(row[key] == value for key, value in which.items())
	)


def test_a_text_is_found_by_what_is_read_and_changed_at_once():
	found = row("打开列表", source="Open the list")
	assert (found["shown"], found["changed"], found["place"]) == ("打开列表", 0, "提示和按钮")
	api.change("Open the list", "去列表")
	assert _("Open the list") == "去列表"
	assert row("去列表", source="Open the list")["changed"] == 1
	assert not [one for one in api.find("打开列表")["rows"] if one["source"] == "Open the list"]


def test_the_programs_own_words_take_the_change_away():
	api.change("Open the list", "去列表")
	api.change("Open the list", "打开列表")
	assert not frappe.db.exists("Translation", {"source_text": "Open the list"})
	assert _("Open the list") == "打开列表"


def test_equal_texts_of_two_places_are_changed_apart():
	api.change("Text", "一行字", context="kind of field")
	assert _("Text", context="kind of field") == "一行字"
	assert _("Text") != "一行字"


def test_a_place_for_a_value_is_kept():
	with pytest.raises(api.BadWordingError, match=r"\{0\}"):
		api.change("{0} updated", "改好了")
	with pytest.raises(api.BadWordingError):
		api.change("Open the list", "  ")


def test_the_place_names_the_forms():
	assert row(_("DocType"), source="DocType", context="")["place"] == "表单名称"


def test_a_label_made_here_is_found_too():
	values = {"doctype": "Custom Field", "dt": "Tiny Zone", "label": "片区特色", "fieldtype": "Data"}
	frappe.get_doc({**values, "fieldname": "custom_te_se"}).insert()
	found = row("片区特色")
	assert found["place"].endswith("的字段")
	api.change(found["source"], "特色说明")
	assert _("片区特色") == "特色说明"


def test_only_who_may_write_translations_comes_here():
	frappe.set_user("Guest")
	for call in (lambda: api.find("保存"), lambda: api.change("Save", "存")):
		with pytest.raises(frappe.PermissionError):
			call()


@pytest.mark.parametrize("text", ["{0.__class__} 好", "{0} {1}", "{0} {", "{0} {{x}}", "{0!r} {0}"])
def test_braces_hold_only_the_places_of_the_program(text):
	with pytest.raises(api.BadWordingError, match=r"\{0\}"):
		api.change("{0} updated", text)
	assert not frappe.db.exists("Translation", {"translated_text": text})
