"""What all townships of a site share is changed by the county, once there are several."""

import pytest

import frappe
from frappe.permissions import add_user_permission

from tests.app.registers_world import CODE
from township_gov import masters

ADMIN, COUNTY = "county.masters.admin@example.org", "county.masters@example.org"


@pytest.fixture
def people(registers):
	"""A Township Administrator of this township, and a County Administrator."""
	frappe.set_user("Administrator")
	for account, role in ((ADMIN, "Township Administrator"), (COUNTY, "County Administrator")):
		user = frappe.new_doc("User")
		user.update({"email": account, "first_name": role, "send_welcome_email": 0})
		user.insert()
		user.add_roles(role)
	add_user_permission("Township", CODE, ADMIN)
	yield registers
	frappe.set_user("Administrator")


def item(**values):
	return frappe.get_doc(
		{
			"doctype": "Fee Item",
			"fee_code": "SHARED-1",
			"fee_name": "工本费",
			"legal_basis": "价费字〔2020〕1号",
			"standard": 5,
			**values,
		}
	)


def rule(**values):
	return frappe.get_doc({"doctype": "Rule Setting", **values})


@pytest.fixture
def several(people):
	assert frappe.db.count("Township") > 1
	return people


@pytest.fixture
def single(people, monkeypatch):
	monkeypatch.setattr(masters, "_has_several_townships", lambda: False)
	return people


def may(user, ptype, doc):
	return bool(frappe.has_permission(doc.doctype, ptype, doc=doc, user=user))


def test_a_township_administrator_reads_what_is_shared_and_changes_it_not(several):
	shared = item().insert()
	assert may(ADMIN, "read", shared)
	assert not any(may(ADMIN, right, shared) for right in ("write", "delete", "create"))
	frappe.set_user(ADMIN)
	shared = frappe.get_doc("Fee Item", shared.name)
	shared.fee_name = "改名"
	with pytest.raises(frappe.PermissionError):
		shared.save()
	with pytest.raises(frappe.PermissionError):
		frappe.delete_doc("Fee Item", shared.name)
	with pytest.raises(frappe.PermissionError):
		item(fee_code="SHARED-2").insert()


def test_a_county_administrator_changes_it(several):
	shared = item().insert()
	frappe.set_user(COUNTY)
	mine = frappe.get_doc("Fee Item", shared.name)
	mine.fee_name = "工本费(新)"
	mine.save()
	item(fee_code="SHARED-2").insert()
	assert frappe.db.get_value("Fee Item", shared.name, "fee_name") == "工本费(新)"


def test_where_there_is_one_township_its_administrator_changes_it(single):
	shared = item().insert()
	frappe.set_user(ADMIN)
	mine = frappe.get_doc("Fee Item", shared.name)
	mine.fee_name = "工本费(新)"
	mine.save()
	assert may(ADMIN, "delete", shared)


@pytest.mark.parametrize("doctype", ["Rule Setting", "Approval Flow", "Government Calendar"])
def test_what_names_a_township_stays_with_its_people(several, doctype):
	own = frappe.new_doc(doctype)
	assert not may(ADMIN, "write", own)
	own.township = CODE
	assert may(ADMIN, "write", own)


def test_a_shared_one_is_not_taken_over_by_naming_ones_own_township(several):
	shared = frappe.get_doc(
		"Rule Setting", frappe.get_all("Rule Setting", {"township": ("is", "not set")}, pluck="name")[0]
	)
	frappe.set_user(ADMIN)
	shared.township = CODE
	with pytest.raises(frappe.PermissionError):
		shared.save()


def test_every_master_without_a_township_is_meant(registers):
	roles = {
		"Township",
		"Approval Flow Version",
		"Shipped Record",
		"Audit Value",
	}  # scoped by name; written by the program alone; shown to nobody as a record
	own = frappe.get_all("DocType", {"module": "Township Gov", "istable": 0, "custom": 0}, pluck="name")
	assert set(masters.SHARED) <= set(own)
	without = {name for name in own if not frappe.get_meta(name).has_field("township")} - roles
	assert without <= set(masters.SHARED)


def test_the_refusal_says_who_changes_it(several):
	from township_gov import why_not

	frappe.local.lang = "en"
	assert "County Administrator" in why_not.master(item().insert(), "write", ADMIN)
	assert why_not.master(item(fee_code="X"), "read", ADMIN) is None


@pytest.mark.standalone
def test_the_platform_refuses_in_the_apps_words(several):
	from frappe_standalone.core.permissions import decide

	frappe.local.lang = "en"
	decision = decide(ADMIN, "Fee Item", "write", item().insert())
	assert not decision and "County Administrator" in decision.reasons[-1]
