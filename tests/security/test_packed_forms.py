"""A form's file comes from another office: what it brings beyond a form would act with the administrator's rights."""

import copy
import json

import pytest

import frappe

from township_gov.forms import package

NAME = "Ceshi Biaodan"
PACKED = {
	"mark": package.MARK,
	"version": package.VERSION,
	"title": "测试表单",
	"form": {
		"name": NAME,
		"fields": [{"fieldname": "title", "label": "标题", "fieldtype": "Data"}],
		"permissions": [{"role": "System Manager", "read": 1}],
	},
	"tables": [],
	"permissions": [],
	"translations": [{"source_text": NAME, "translated_text": "测试表单", "language": "zh"}],
	"prints": [],
	"reports": [],
	"flows": [],
}


def refused(change) -> str:
	packed = copy.deepcopy(PACKED)
	change(packed)
	with pytest.raises(package.NotAPackageError) as caught:
		package.checked(json.dumps(packed))
	assert not frappe.db.exists("DocType", NAME)
	return str(caught.value)


REPORT = {"name": "R", "report_type": "Report Builder", "json": "{}"}


@pytest.mark.parametrize(
	("change", "said"),
	[
		(
			lambda p: p["reports"].append(
				REPORT | {"report_type": "Query Report", "query": "select * from tabUser"}
			),
			"report with code",
		),
		(
			lambda p: p["reports"].append(
				REPORT | {"report_type": "Script Report", "report_script": "data = []"}
			),
			"report with code",
		),
		(lambda p: p["reports"].append(REPORT | {"query": "select 1"}), "report with code"),
		(lambda p: p["reports"].append(REPORT | {"javascript": "alert(1)"}), "report with code"),
		(lambda p: p["form"].update(actions=[{"action": "frappe.client.delete"}]), "buttons"),
		(lambda p: p["form"].update(is_virtual=1), "computed records"),
		(lambda p: p["form"].update(has_web_view=1, route="/x"), "pages"),
		(lambda p: p["form"]["fields"][0].update(is_virtual=1, options="doc.owner"), "computes"),
		(lambda p: p["form"]["fields"][0].update(ignore_xss_filter=1), "shows what it is not told"),
		(lambda p: p["form"]["permissions"].append({"role": "Guest", "read": 1}), "Guest"),
		(lambda p: p["permissions"].append({"role": "Guest", "create": 1}), "Guest"),
		(
			lambda p: p["translations"].append(
				{"source_text": "Save", "translated_text": "删除", "language": "zh"}
			),
			"wording of other pages",
		),
		(lambda p: p["flows"].append({"flow_name": "x", "applies_to": "Leave Request"}), "another form"),
	],
)
def test_a_file_that_holds_more_than_a_form_is_refused(town, change, said):
	frappe.set_user("Administrator")
	assert said in refused(change)


@pytest.mark.parametrize(
	"broken",
	[
		lambda p: p.pop("form"),
		lambda p: p.update(form=[]),
		lambda p: p["form"].pop("name"),
		lambda p: p["form"].update(fields={"a": 1}),
		lambda p: p.update(tables=["x"]),
		lambda p: p.update(reports=[{"report_type": "Report Builder"}]),
		lambda p: p.update(translations=[{"language": "zh"}]),
		lambda p: p.update(title=None),
		lambda p: p["form"].update(permissions=["x"]),
	],
)
def test_a_file_of_another_shape_is_refused_in_words(town, broken):
	frappe.set_user("Administrator")
	assert "no form that was exported here" in refused(broken)


def test_explaining_words_bring_no_script(town):
	frappe.set_user("Administrator")
	packed = copy.deepcopy(PACKED)
	note = '<b>说明</b><script>x()</script><img src="/files/a.png" onerror="x()">'
	packed["form"]["fields"].append(
		{"fieldname": "note", "fieldtype": "HTML", "label": "说明", "options": note}
	)
	kept = package.checked(json.dumps(packed))["form"]["fields"][1]["options"]
	assert "<b>说明</b>" in kept and "onerror" not in kept and "<script" not in kept
