"""A Report about persons leaves no trace that others could read: approvals, comments, refusals, notes to do."""

import pytest

import frappe

from tests.app.test_petition import report
from tests.app.test_report_secrecy import extension
from tests.security.conftest import forget
from township_gov import petition_access
from township_gov.workflows import api


@pytest.fixture
def asked(town):
	"""A Report whose handler has been asked; committed."""
	with town.at("2026-03-02"):
		matter = town.start("ji", report(town, handler=town.cadre("luo")))
	frappe.set_user("Administrator")
	for doctype, values in {
		"Comment": {"comment_type": "Comment", "content": "涉及何某"},
		"ToDo": {"description": "涉及何某", "allocated_to": town.mail("luo")},
	}.items():
		kind, name = petition_access.TRACES[doctype]
		doc = frappe.get_doc({"doctype": doctype, kind: "Petition", name: matter.name, **values})
		doc.insert(ignore_permissions=True)
	frappe.db.commit()
	yield matter
	forget("Petition", matter.name)


@pytest.mark.parametrize("doctype", sorted(petition_access.TRACES))
@pytest.mark.parametrize("who", ["Administrator", "xu", "he", "shi"])
def test_no_list_shows_what_a_report_leaves_behind(town, asked, doctype, who):
	_kind, name = petition_access.TRACES[doctype]
	frappe.set_user(who if who == "Administrator" else town.mail(who))
	if not frappe.has_permission(doctype, "read"):
		return
	assert not frappe.get_list(doctype, filters={name: asked.name}, limit=1)


@pytest.mark.parametrize("doctype", ["Approval Task", "Approval Log", "Approval Instance"])
def test_its_handlers_see_its_approval(town, asked, doctype):
	for who in ("ji", "luo"):
		town.act_as(who)
		assert frappe.get_list(doctype, filters={"reference_name": asked.name}, limit=1), who


def test_who_was_asked_and_is_then_reported_sees_nothing_more_of_it(town, asked):
	frappe.db.set_value("Approval Task", {"reference_name": asked.name}, "assigned_to", town.mail("he"))
	town.act_as("he")
	for call in (api.actions, api.history):
		with pytest.raises(frappe.PermissionError):
			call("Petition", asked.name)
	assert not frappe.get_list("Approval Task", filters={"reference_name": asked.name})


def test_a_refusal_about_a_report_is_told_to_nobody_else(rest, town, asked):
	town.act_as("ji")
	status, _answer = rest.call("PUT", f"/api/resource/Petition/{asked.name}", town.mail("ji"), subject="x")
	assert status == 403
	assert frappe.get_all("Refusal Record", {"reference_name": asked.name})
	assert not frappe.get_list("Refusal Record", {"reference_name": asked.name})


@pytest.mark.parametrize("doctype", ["Petition Accused", "Petition Petitioner"])
def test_a_row_of_a_report_asked_for_by_name_is_closed_too(rest, town, asked, doctype):
	row = frappe.get_all(doctype, {"parent": asked.name}, pluck="name")[0]
	get = {"doctype": doctype, "name": row, "parent": "Petition"}
	for who, status in (("Administrator", 403), (town.mail("xu"), 403), (town.mail("ji"), 200)):
		path = f"/api/resource/{doctype}/{row}"
		assert rest.call("GET", path, who)[0] == status, who
		assert rest.call("GET", "/api/method/frappe.client.get", who, **get)[0] == status, who


@pytest.fixture
def extended(town):
	"""A petition that proved to be a Report after more time was asked for; committed."""
	with town.at("2026-03-02"):
		request = extension(town, start=True)
	frappe.db.commit()
	yield request
	forget("Petition", request.matter)
	forget("Extension Request", request.name)


def test_more_time_for_a_report_is_closed_over_rest(rest, town, extended):
	path = f"/api/resource/Extension Request/{extended.name}"
	get = {"doctype": "Extension Request", "name": extended.name}
	link = {"doctype": "Extension Request", "txt": extended.name}
	find = {
		"doctype": "Approval Task",
		"fields": '["name"]',
		"filters": f'[["reference_name","=","{extended.name}"]]',
	}
	for who, status in (
		("Administrator", 403),
		(town.mail("hu"), 403),
		(town.mail("shi"), 403),
		(town.mail("luo"), 200),
	):
		assert rest.call("GET", path, who)[0] == status, who
		assert rest.call("GET", "/api/method/frappe.client.get", who, **get)[0] == status, who
		_status, found = rest.call("GET", "/api/method/frappe.desk.search.search_link", who, **link)
		assert bool(found["message"]) is (status == 200), who
		_status, found = rest.call("GET", "/api/method/frappe.client.get_list", who, **find)
		assert bool(found.get("message")) is (status == 200), (who, found)
