"""What a form is told of the rights of whoever opens it; the guard decides by the same rights."""

import pytest

import frappe

from tests.app.test_approval_acts import node, publish
from tests.app.test_approval_guard import become, finished
from township_gov.township_gov.doctype.service_case import actions
from township_gov.workflows import panel


def opened(document, account):
	"""What the form of a document is told when an account opens it."""
	frappe.set_user(account)
	doc = frappe.get_doc(document.doctype, document.name)
	doc.run_method("onload")
	return doc.get_onload()


def test_the_holder_of_a_task_may_change_the_fields_of_his_step_and_nobody_else_anything(world):
	doc = world.started()
	assert "remark" in opened(doc, world.mail("bob")).editing["only"]
	assert opened(doc, world.mail("ann")).editing["only"] == []
	assert opened(doc, "Administrator").editing["only"] == []


def test_before_its_approval_everything_but_the_status_is_open(world):
	told = opened(world.trial(), world.mail("ann")).editing
	assert told["only"] == ["*"] and told["never"] == ["status"]


def test_a_closed_document_opens_only_what_the_flow_leaves_open(world):
	doc = finished(world)
	assert "*" not in opened(doc, "Administrator").editing["only"]


def test_a_step_may_leave_fields_out_of_the_form_of_its_holder(world):
	step = node("office", "Office Head", hidden=["amount", "rows.amount"])
	publish(world, step)
	doc = world.started()
	assert opened(doc, world.mail("bob")).editing["hidden"] == ["amount", "rows.amount"]
	assert "hidden" not in opened(doc, world.mail("ann")).editing


def test_the_panel_tells_the_same(world):
	doc = world.started()
	become(world, "bob")
	assert panel.actions(world.fresh(doc))["editing"] == opened(doc, world.mail("bob")).editing


def test_a_document_without_a_flow_is_told_nothing(world):
	become(world, "Administrator")
	assert "editing" not in opened(frappe.get_doc("User", world.mail("bob")), "Administrator")


@pytest.fixture
def case(registers):
	from tests.app.test_service_case import receive

	with registers.at("2026-03-02"):
		yield receive(registers)


def buttons(case, account):
	"""The buttons of a case that an account sees."""
	away = opened(case, account).hidden_actions
	names = {row.action.rsplit(".", 1)[1] for row in case.meta.actions if row.action not in away}
	return sorted(names)


def test_a_case_shows_the_buttons_of_its_stage_to_those_who_may_press_them(case, registers):
	wang, he = registers.mail("wang"), registers.mail("he")
	assert buttons(case, wang) == []
	case = registers.start("wang", case)
	assert buttons(case, wang) == ["ask_for_corrections"]
	assert buttons(case, he) == []


def test_after_corrections_were_asked_the_window_takes_them_in(case, registers):
	case = registers.start("wang", case)
	for row in case.materials:
		row.status = "Missing"
	rows = [row.as_dict() for row in case.materials]
	case = registers.press("wang", actions.ask_for_corrections, registers.edit("wang", case, materials=rows))
	assert buttons(case, registers.mail("wang")) == ["receive_corrections"]
