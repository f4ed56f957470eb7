"""May this user do that, and why, on both desks; what a change of a role's rights would do; the table of all rights."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

import frappe

from tests.app import registers_world as world
from township_gov.administration import rights, why


@pytest.fixture
def asked(registers, monkeypatch):
	"""A manager who asks, in English."""
	monkeypatch.setattr(frappe.local, "lang", "en")
	frappe.set_user("Administrator")
	yield registers
	frappe.set_user("Administrator")


def told(who: str, doctype: str, right: str, name: str | None = None) -> tuple[bool, str]:
	found = why.answer(world.mail(who), doctype, name, right)
	return found["allowed"], " ".join(reason["text"] for reason in found["reasons"])


def test_a_role_gives_a_right_and_is_named(asked):
	assert told("xu", "Petition", "create") == (True, "The role Petition Officer has the right “Create”.")


def test_without_a_rule_it_is_refused_and_the_remedy_names_the_roles(asked):
	allowed, text = told("wang", "Petition", "create")
	assert not allowed and "None of the roles (Window Clerk)" in text
	remedies = why.answer(world.mail("wang"), "Petition", None, "create")["remedies"]
	assert "Petition Officer" in remedies[0]


@pytest.mark.parametrize("right", ["read", "write", "create", "delete", "submit", "export"])
@pytest.mark.parametrize("who", ["wang", "xu", "shi", "zhang"])
@pytest.mark.parametrize("doctype", ["Petition", "Service Case", "Rule Setting", "Audit Entry"])
def test_the_answer_is_that_of_the_platform(asked, who, doctype, right):
	assert told(who, doctype, right)[0] == bool(frappe.has_permission(doctype, right, user=world.mail(who)))


def test_a_disabled_account_does_nothing(asked):
	frappe.db.set_value("User", world.mail("xu"), "enabled", 0)
	allowed, text = told("xu", "Petition", "read")
	assert not allowed and "disabled" in text


def test_a_clerk_asks_about_nobody_else(asked):
	frappe.set_user(world.mail("wang"))
	with pytest.raises(why.MayNotAskError):
		why.answer(world.mail("xu"), "Petition", None, "read")
	assert why.may_ask() == [world.mail("wang")]


def test_who_would_gain_a_right_is_named(asked):
	found = rights.effect("Petition", "Window Clerk", "read", True)
	assert "王窗口" in found["gain"] and not found["lose"]


def test_who_would_lose_a_right_is_named_and_who_keeps_it_by_another_role_is_not(asked):
	found = rights.effect("Service Case", "Window Clerk", "create", False)
	assert "王窗口" in found["lose"]
	assert not set(found["lose"]) & set(found["keep"])


def test_a_try_writes_nothing(asked):
	before = frappe.db.count("Custom DocPerm")
	words = rights.what_if("Petition", "Window Clerk", "read", 1)["words"]
	assert frappe.db.count("Custom DocPerm") == before and "would get the right" in words[0]


def test_the_table_of_rights_has_every_form_with_rules_and_every_role(asked):
	sheet = load_workbook(io.BytesIO(rights.matrix_file())).worksheets[0]
	heads = [cell.value for cell in sheet[2]]
	rows = {
		row[0]: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=3, values_only=True)
	}
	assert "Create" in rows["Petition"]["Petition Officer"] and not rows["Petition"]["Window Clerk"]
	assert {role["label"] for role in rights.roles()} <= set(heads)


@pytest.mark.parametrize("method", [rights.matrix, lambda: rights.what_if("Petition", "Auditor", "read")])
def test_only_system_managers_try_and_export(asked, method):
	frappe.set_user(world.mail("wang"))
	with pytest.raises(rights.ManagersOnlyError):
		method()


def test_what_a_role_may_do_is_told_in_words(asked):
	sentences = {row["rights"]: row["forms"] for row in rights.summary(["Auditor"])}
	assert any("View" in rights_ or "Read" in rights_ for rights_ in sentences)
	assert any("Service Case" in forms for forms in sentences.values())


def test_a_role_named_like_a_formula_or_with_signs_of_control_stays_text(site):
	import io

	from openpyxl import load_workbook

	import frappe

	from township_gov.administration import rights

	role = frappe.get_doc({"doctype": "Role", "role_name": "=1+1\x01 甲", "desk_access": 1}).insert()
	frappe.get_doc(
		{"doctype": "Custom DocPerm", "parent": "Village", "role": role.name, "permlevel": 0, "read": 1}
	).insert()
	heads = [cell.value for cell in load_workbook(io.BytesIO(rights.matrix_file())).active[2]]
	assert "=1+1 甲" in heads
