"""The app's rules in words, as the page that says why asks for them."""

import pytest

import frappe

from township_gov import why_not

pytestmark = pytest.mark.usefixtures("world")


def test_a_document_in_approval_names_who_can_change_it(world):
	doc = world.started()
	words = why_not.approval(world.fresh(doc), "write", world.mail("ann"))
	assert "in approval" in words and "Bob" in words
	assert why_not.approval(world.fresh(doc), "write", world.mail("bob")) is None


def test_what_has_been_in_an_approval_is_not_deleted_or_submitted_by_hand(world):
	doc = world.fresh(world.started())
	for right in ("delete", "submit", "cancel"):
		assert why_not.approval(doc, right, "Administrator")


def test_before_an_approval_nothing_is_said(world):
	assert why_not.approval(world.trial(), "write", world.mail("ann")) is None


def test_the_records_of_the_engine_are_its_own(world):
	world.started()
	task = frappe.get_doc("Approval Task", frappe.get_all("Approval Task", pluck="name", limit=1)[0])
	assert "program alone" in why_not.approval_record(task, "write", world.mail("ann"))


@pytest.mark.standalone
def test_the_explanation_says_no_where_the_guard_does(world):
	from frappe_standalone.core.permissions.explain import explain

	doc = world.fresh(world.started())
	asked, other = world.mail("bob"), world.mail("ann")
	assert explain(asked, doc.doctype, "write", doc).allowed
	refused = explain(other, doc.doctype, "write", doc)
	assert not refused.allowed
	assert any("in approval" in reason.text for reason in refused.reasons)
	assert any(reason.verdict == "gives" for reason in refused.reasons)


def test_a_township_administrator_asks_about_the_cadres_he_may_read(world):
	assert why_not.users_of_my_townships() == [] or frappe.session.user == "Administrator"
	user = frappe.get_doc("User", world.mail("cid"))
	user.add_roles("Township Administrator")
	frappe.permissions.add_user_permission("Township", world.CODE, user.name)
	frappe.set_user(user.name)
	found = why_not.users_of_my_townships()
	assert world.mail("bob") in found and world.mail("eve") not in found
