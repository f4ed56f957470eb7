"""Nobody becomes somebody else, and nothing comes along that its taker may not read."""

import re

import frappe

from tests.app.registers_world import CODE
from tests.app.test_petition import report
from tests.security.conftest import forget


def test_nobody_links_his_account_with_a_leaders_record(rest, town):
	leader = frappe.get_all(
		"Cadre", {"township": CODE, "user_id": town.mail("shi")}, pluck="name"
	) or frappe.get_all("Cadre", {"township": CODE, "user_id": ("is", "set")}, pluck="name", limit=1)
	before = frappe.db.get_value("Cadre", leader[0], "user_id")
	name = "admin.security@example.org"
	if not frappe.db.exists("User", name):
		user = frappe.new_doc("User")
		user.update({"email": name, "first_name": "管理", "send_welcome_email": 0})
		user.insert()
		user.add_roles("Township Administrator", "Organisation Officer")
	for body in ({"user_id": name}, {"user_id": None}):
		status, answer = rest.call("PUT", f"/api/resource/Cadre/{leader[0]}", name, **body)
		assert status == 403 and answer["exc_type"] == "AccountLinkError", answer
	status, answer = rest.call(
		"PUT", f"/api/resource/Cadre/{leader[0]}", name, staffing_type="Administrative"
	)
	assert status == 200, answer
	assert frappe.db.get_value("Cadre", leader[0], "user_id") == before


def test_an_amendment_brings_along_nothing_of_a_report(rest, town):
	with town.at("2026-03-02"):
		matter = report(town)
		town.act_as("ji")
		secret = {
			"doctype": "File",
			"file_name": "amend.txt",
			"content": frappe.generate_hash(),
			"is_private": 1,
		}
		frappe.get_doc(secret | {"attached_to_doctype": "Petition", "attached_to_name": matter.name}).insert()
	frappe.set_user("Administrator")
	frappe.db.commit()
	status, answer = rest.call(
		"POST",
		"/api/resource/Petition",
		town.mail("xu"),
		subject="x",
		content="x",
		township=CODE,
		channel="Visit",
		category="Suggestion",
		amended_from=matter.name,
		petitioners=[
			{"petitioner_name": "x", "phone": "***********", "amended_from": matter.petitioners[0].name}
		],
	)
	assert status >= 400 and not re.search(r"1[3-9]\d{9}", str(answer)), answer
	status, answer = rest.call(
		"POST",
		"/api/resource/Petition",
		town.mail("xu"),
		subject="x",
		content="x",
		township=CODE,
		channel="Visit",
		category="Suggestion",
		amended_from=matter.name,
		petitioners=[{"petitioner_name": "x"}],
	)
	if status == 200:
		assert not frappe.get_all("File", {"attached_to_name": answer["data"]["name"]})
		forget("Petition", answer["data"]["name"])
	forget("Petition", matter.name)
