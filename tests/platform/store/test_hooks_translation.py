"""Hooks merge as in v15; texts are looked up in files and in what administrators wrote."""

from __future__ import annotations

import types

import pytest

import frappe

from frappe_standalone.core import hooks, translate
from frappe_standalone.core.translate import BadTranslationFile, read_csv


def test_hooks_of_apps_merge_in_their_order():
	merged: dict = {}
	for values in (
		{
			"on_login": "a.login",
			"doc_events": {"*": {"on_update": "a.all"}, "ToDo": {"validate": ["a.todo"]}},
		},
		{"on_login": ["b.login"], "doc_events": {"ToDo": {"validate": "b.todo"}}, "colour": {"x": 1}},
	):
		for key, value in values.items():
			hooks.append_hook(merged, key, value)
	assert merged == {
		"on_login": ["a.login", "b.login"],
		"doc_events": {"*": {"on_update": ["a.all"]}, "ToDo": {"validate": ["a.todo", "b.todo"]}},
		"colour": {"x": [1]},
	}


def test_what_one_caller_does_to_his_hooks_nobody_else_sees(bare):
	with frappe.tests.utils.patch_hooks({"colour": {"x": ["a"]}, "shape": ["round"]}):
		frappe.get_hooks("colour")["x"].append("b")
		frappe.get_hooks("shape").append("flat")
		frappe.get_hooks()["shape"].append("flat")

		assert (frappe.get_hooks("colour"), frappe.get_hooks("shape")) == ({"x": ["a"]}, ["round"])
	assert frappe.get_hooks("shape") == []


def test_functions_and_modules_are_no_hooks():
	assert not hooks.is_hook(len.__class__) and not hooks.is_hook(types) and hooks.is_hook("a")


def test_call_passes_what_the_function_takes():
	def takes(a, b=2):
		return a, b

	assert frappe.call(takes, a=1, c=3, flags={}, ignore_permissions=True) == (1, 2)


def test_a_dotted_name_of_an_app_that_is_not_installed_is_refused(bare):
	with pytest.raises(frappe.AppNotInstalledError, match="pirate_app"):
		frappe.get_attr("pirate_app.api.plunder")


@pytest.fixture
def file(tmp_path):
	path = tmp_path / "zh.csv"
	path.write_text('Open,打开\nOpen,未结,Case\n"a, b","甲, 乙"\n\nPadded, 空格 \n', encoding="utf-8")
	return path


def test_a_translation_file(file):
	assert read_csv(file) == {"Open": "打开", "Open:Case": "未结", "a, b": "甲, 乙", "Padded": "空格"}


def test_a_bad_line_is_named(file):
	file.write_text("Open,打开\none\n", encoding="utf-8")
	with pytest.raises(BadTranslationFile, match="line 2"):
		read_csv(file)


@pytest.fixture
def words(bare, monkeypatch):
	kept = {"Open": "打开", "Open:Case": "未结", "bold": "粗体"}
	monkeypatch.setattr(
		translate, "get_translations_from_apps", lambda lang: dict(kept) if lang == "zh" else {}
	)
	frappe.local.lang = "zh"
	translate.clear_cache()
	yield
	translate.clear_cache()


def test_texts_are_looked_up_with_their_context_first(words):
	assert frappe._("Open") == "打开"
	assert frappe._("Open", context="Case") == "未结"
	assert frappe._("Open", context="Door") == "打开"
	assert frappe._("Open", lang="en") == "Open"
	assert frappe._(" Open ") == "打开"
	assert frappe._("<b>bold</b>") == "粗体"
	assert frappe._("unknown") == "unknown"


def test_lazy_texts_translate_when_shown(words):
	lazy = frappe._lt("Open")
	frappe.local.lang = "en"
	assert str(lazy) == "Open"
	frappe.local.lang = "zh"
	assert f"{lazy}" == "打开" and lazy + "!" == "打开!" and "<" + lazy == "<打开"
	with pytest.raises(NotImplementedError):
		_ = lazy == "打开"


def test_a_site_without_settings_speaks_chinese(bare):
	assert frappe.local.lang == "zh"
	frappe.db.set_single_value("System Settings", "language", "en")
	assert translate.site_language() == "en"
