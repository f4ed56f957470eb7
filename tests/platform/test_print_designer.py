"""Print formats made by ticking: ordinary Jinja that prints what was chosen, and nothing that was typed runs."""

from __future__ import annotations

import json
import re

import pytest

import frappe

from frappe_standalone.core.desk.print_formats import render_print
from frappe_standalone.core.form_builder import api as builder
from frappe_standalone.core.print_designer import api
from frappe_standalone.core.print_designer.design import BadDesignError
from tests.platform.test_form_builder import room


@pytest.fixture
def form(tiny):
	name = builder.save(room())["name"]
	values = {"hui_yi_ming_cheng": "<b>党委会</b>", "hui_yi_shi": "一楼", "ren_shu": 12}
	frappe.get_doc(
		{"doctype": name, **values, "she_bei": [{"ming_cheng": "投影仪", "shu_liang": 2}]}
	).insert()
	yield name
	frappe.set_user("Administrator")


def sent(form, name="会议室审批单", **design):
	given = api.load(form)["format"]
	return {**given, "name": name, "design": {**given["design"], **design}}


def printed(form, **design):
	record = frappe.get_all(form, pluck="name")[0]
	return api.preview(form, sent(form, **design), record)["page"]


def test_every_field_is_printed_at_first_and_values_are_escaped(form):
	page = printed(form)
	assert "会议名称" in page and "一楼" in page and "投影仪" in page and ">12<" in page
	assert "&lt;b&gt;党委会&lt;/b&gt;" in page and "<b>党委会" not in page


def test_only_what_is_ticked_is_printed_in_its_order(form):
	page = printed(form, fields=[{"fieldname": "ren_shu"}, {"fieldname": "hui_yi_shi", "wide": 1}])
	assert "投影仪" not in page
	assert page.index("人数") < page.index("会议室<")


def test_what_is_typed_never_runs(form):
	page = printed(form, title="{{ 7 * 7 }}", footer="{% raise %}", signatures=["<script>x</script>"])
	assert "49" not in page.split("<body>")[1].split("编号")[0]
	assert "<script>" not in page


def test_paper_direction_and_margins_are_in_the_css(form):
	css = api.preview(form, sent(form, paper="A5", landscape=1, margins={"top": 10, "left": 99}))["css"]
	assert "@page { size: 210mm 148mm; margin: 10mm 20mm 20mm 60mm; }" in css


def test_nothing_ticked_is_refused(form):
	with pytest.raises(BadDesignError):
		printed(form, fields=[])


def test_a_field_of_a_higher_level_is_printed_only_for_who_may_read_it(form):
	model = builder.load(form)
	next(df for df in model["fields"] if df["fieldname"] == "ren_shu")["permlevel"] = 1
	builder.save(model)
	assert ">12<" not in printed(form)


def test_a_saved_format_is_an_ordinary_one_and_opens_again(form):
	answer = api.save(form, sent(form, signatures=["经办人"]), default=1)
	doc = frappe.get_doc("Print Format", "会议室审批单")
	assert (doc.standard, doc.custom_format, doc.print_format_type, doc.doc_type) == ("No", 1, "Jinja", form)
	assert answer["format"]["design"]["signatures"] == ["经办人"]
	assert frappe.get_meta(form).default_print_format == "会议室审批单"
	assert "经办人：" in render_print(frappe.get_last_doc(form), {"name": doc.name, "html": doc.html})


def test_jinja_written_by_an_expert_is_kept_as_written(form):
	written = {"name": "手写", "design": None, "html": "<p>{{ doc.ren_shu }}</p>", "css": "p {}"}
	api.save(form, written)
	again = api.load(form, "手写")["format"]
	assert (again["design"], again["html"]) == (None, "<p>{{ doc.ren_shu }}</p>")


def test_a_format_of_the_program_is_saved_under_another_name(form):
	values = {
		"doctype": "Print Format",
		"name": "Shipped",
		"doc_type": form,
		"standard": "Yes",
		"module": "Custom",
	}
	frappe.get_doc({**values, "html": "x", "custom_format": 1}).insert()
	with pytest.raises(api.NotYoursError, match="Shipped"):
		api.save(form, sent(form, name="Shipped"))


def test_a_letter_head_stands_on_top(form):
	head = {
		"doctype": "Letter Head",
		"letter_head_name": "红头",
		"content": "<h2>试验乡人民政府</h2>",
		"source": "HTML",
	}
	frappe.get_doc(head).insert()
	assert "<h2>试验乡人民政府</h2>" in printed(form, letter_head="红头")


def test_only_who_may_write_print_formats_comes_here(form):
	frappe.set_user("Guest")
	for call in (lambda: api.load(form), lambda: api.save(form, {}), lambda: api.preview(form, {})):
		with pytest.raises(frappe.PermissionError):
			call()


def test_the_design_is_kept_beside_the_jinja(form):
	api.save(form, sent(form))
	kept = json.loads(frappe.db.get_value("Print Format", "会议室审批单", "format_data"))
	assert kept["township_print_design"]["paper"] == "A4"


@pytest.mark.parametrize("path", ["/etc/hostname", "../../setup.py", "../pyproject.toml"])
def test_a_template_reads_no_file_outside_of_the_apps(form, path):
	with pytest.raises(frappe.ValidationError, match=re.escape(path)):
		api.preview(form, {"html": "{% include '" + path + "' %}"})


@pytest.mark.parametrize(
	"sent", ["", "[]", "[" * 3000, "null", {"design": []}, {"html": 1}, {"design": {"fields": ["a"]}}]
)
def test_a_format_of_another_shape_is_refused_in_words(form, sent):
	with pytest.raises(frappe.ValidationError):
		api.preview(form, sent)
