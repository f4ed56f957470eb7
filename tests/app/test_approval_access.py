"""Who sees tasks, log rows and approvals: lists and single records agree."""

import pytest

import frappe

from township_gov.workflows import api

KINDS = ("Approval Task", "Approval Log", "Approval Instance")


def listed(doctype: str, doc) -> set[str]:
	return set(frappe.get_list(doctype, filters={"reference_name": doc.name}, pluck="name", limit=0))


def readable(doctype: str, doc) -> set[str]:
	every = frappe.get_all(doctype, filters={"reference_name": doc.name}, pluck="name")
	return {name for name in every if frappe.has_permission(doctype, "read", name)}


@pytest.mark.parametrize("doctype", KINDS)
@pytest.mark.parametrize("who", ["ann", "bob", "dan", "eve"])
def test_lists_and_records_agree(world, doctype, who):
	doc = world.started()
	world.act("bob", doc)
	frappe.set_user(world.mail(who))
	assert listed(doctype, doc) == readable(doctype, doc) != set()


@pytest.mark.parametrize("doctype", KINDS)
def test_who_may_not_read_the_document_sees_nothing_of_its_approval(world, doctype):
	doc = world.started()
	frappe.set_user("Administrator")
	outsider = frappe.get_doc({"doctype": "User", "email": "outsider.trial@example.org", "first_name": "Out"})
	outsider.flags.no_welcome_mail = True
	outsider.insert()
	outsider.add_roles("Village Cadre")
	frappe.set_user(outsider.name)
	assert listed(doctype, doc) == readable(doctype, doc) == set()
	for call in (api.actions, api.history):
		with pytest.raises(frappe.PermissionError):
			call(world.TRIAL, doc.name)


@pytest.mark.parametrize("doctype", KINDS)
def test_the_scope_of_a_township_holds_for_its_approvals(world, doctype):
	doc = world.started()
	frappe.set_user("Administrator")
	frappe.get_doc(
		{
			"doctype": "User Permission",
			"user": world.mail("eve"),
			"allow": "Township",
			"for_value": "999126002",
		}
	).insert()
	frappe.set_user(world.mail("eve"))
	assert listed(doctype, doc) == readable(doctype, doc) == set()


@pytest.mark.parametrize("doctype", KINDS)
def test_nobody_may_write_them(world, doctype):
	doc = world.started()
	for who in ("ann", "bob"):
		frappe.set_user(world.mail(who))
		for name in readable(doctype, doc):
			assert not frappe.has_permission(doctype, "write", name)
