"""A notification made without code: kept as the platform's own, tried on oneself, and sent when it should be."""

from __future__ import annotations

import pytest

import frappe

from tests.app import registers_world as world
from township_gov.administration import notice_text, rights
from township_gov.administration import notification_rules as rules

FORM = "Service Window"


@pytest.fixture
def manager(registers, monkeypatch):
	"""Administrator, in English."""
	monkeypatch.setattr(frappe.local, "lang", "en")
	frappe.set_user("Administrator")
	yield registers
	frappe.set_user("Administrator")


def label(field: str, doctype: str = FORM) -> str:
	return next(row["label"] for row in notice_text.fields(doctype) if row["value"] == field)


def rule(**values):
	return rules.save(
		**{
			"document_type": FORM,
			"title": "新窗口",
			"event": "New",
			"channel": "System Notification",
			"receiver": ["role:Hall Manager"],
			"subject": "新窗口 {" + label("window_name") + "}",
			"message": "编号 {Number}",
			"enabled": 1,
			**values,
		}
	)


def hall() -> str:
	return (
		frappe.db.get_value("Service Hall", {"township": world.CODE})
		or frappe.get_all("Service Hall", pluck="name")[0]
	)


def window(name: str = "九号窗口"):
	values = {"window_name": name, "hall": hall(), "township": world.CODE, "window_no": name[0]}
	doc = frappe.get_doc({"doctype": FORM, **values})
	doc.flags.ignore_mandatory = True
	return doc.insert(ignore_permissions=True)


def told(user: str, words: str) -> int:
	return frappe.db.count("Notification Log", {"for_user": user, "subject": ("like", f"%{words}%")})


def test_a_rule_is_kept_as_the_platforms_own_and_read_back(manager):
	rule(**{"field": ["window_name"], "comparison": ["="], "value": ["九号窗口"]})
	doc = frappe.get_doc("Notification", "新窗口")
	assert (
		doc.condition == "doc.window_name == '九号窗口'"
		and doc.subject == '新窗口 {{ doc.window_name or "" }}'
	)
	shown = rules.editor("新窗口", None)
	assert shown["subject"] == "新窗口 {" + label("window_name") + "}" and shown["message"] == "编号 {Number}"
	assert shown["conditions"] == [{"field": "window_name", "comparison": "=", "value": "九号窗口"}]
	assert shown["receivers"] == ["role:Hall Manager"]


def test_whoever_has_the_role_is_told_when_it_happens_and_the_condition_holds(manager, monkeypatch):
	monkeypatch.setitem(
		frappe.local.flags, "in_test", True
	)  # v15 tells by a job otherwise, which no worker runs here
	rule(**{"field": ["window_name"], "comparison": ["="], "value": ["九号窗口"]})
	frappe.clear_cache(doctype=FORM)
	window("八号窗口")
	assert told(world.mail("hu"), "新窗口") == 0
	window()
	assert told(world.mail("hu"), "新窗口 九号窗口") == 1


def test_a_try_goes_to_me_alone_and_keeps_nothing(manager):
	made = window()
	html = rules.try_on_me(
		document_type=FORM,
		title="试",
		event="New",
		channel="System Notification",
		receiver=["role:Hall Manager"],
		subject="看 {" + label("window_name") + "}",
		field=["window_name"],
		comparison=["="],
		value=["别的"],
		record=made.name,
	)["html"]
	assert "看 九号窗口" in html and "does not hold" in html
	assert told("Administrator", "看 九号窗口") == 1 and told(world.mail("hu"), "看 九号窗口") == 0
	assert not frappe.db.exists("Notification", "试")


def test_secrets_tables_and_higher_levels_are_not_offered(manager):
	offered = {row["value"] for row in notice_text.fields("Petition")}
	petitioners = {row["value"] for row in notice_text.fields("Cadre")}
	assert "petitioners" not in offered
	for doctype, names in (("Petition", offered), ("Cadre", petitioners)):
		for df in frappe.get_meta(doctype).fields:
			if df.fieldtype == "Password" or df.permlevel:
				assert df.fieldname not in names


@pytest.mark.parametrize(
	("values", "refusal", "words"),
	[
		({"title": ""}, rules.BadRuleError, "name"),
		({"subject": " "}, rules.BadRuleError, "first line"),
		({"receiver": [""]}, rules.BadRuleError, "receiver"),
		({"receiver": ["field:password"]}, rules.BadRuleError, "receiver"),
		({"event": "Days Before"}, rules.BadRuleError, "date"),
		({"event": "Value Change"}, rules.BadRuleError, "field whose change"),
		({"event": "Method"}, rules.BadRuleError, "when and how"),
		({"subject": "{Nothing}"}, notice_text.UnknownPlaceError, "has no field"),
		({"message": "{{ frappe.session }}"}, notice_text.UnknownPlaceError, "single braces"),
		({"field": ["window_name"], "comparison": [">"], "value": ["3"]}, rules.BadRuleError, "only numbers"),
	],
)
def test_what_is_missing_is_said(manager, values, refusal, words):
	with pytest.raises(refusal, match=words):
		rule(**values)


def test_a_rule_written_with_code_is_left_to_its_form(manager):
	rule()
	frappe.db.set_value("Notification", "新窗口", "condition", "doc.window_name.startswith('九')")
	frappe.clear_document_cache("Notification", "新窗口")
	assert not rules.is_plain(frappe.get_doc("Notification", "新窗口"))
	with pytest.raises(rules.BadRuleError, match="written with code"):
		rule(name="新窗口")


def test_rules_are_told_in_a_sentence_and_deleted(manager):
	rule()
	(told_rule,) = [row for row in rules.listed() if row["name"] == "新窗口"]
	assert told_rule["when"] == "Service Window: New" and told_rule["to"] == "Hall Manager"
	rules.remove("新窗口")
	assert not frappe.db.exists("Notification", "新窗口")


def test_clerks_make_no_rules(manager):
	frappe.set_user(world.mail("wang"))
	for act in (rule, lambda: rules.try_on_me(document_type=FORM), lambda: rules.remove("x")):
		with pytest.raises(rights.ManagersOnlyError):
			act()


def test_an_option_is_typed_as_it_is_shown(manager, monkeypatch):
	monkeypatch.setattr(frappe.local, "lang", "zh")
	shown = notice_text.shown_values("Petition", "channel", "Visit,Letter")
	assert (
		shown != "Visit,Letter" and notice_text.stored_values("Petition", "channel", shown) == "Visit,Letter"
	)
