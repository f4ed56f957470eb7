"""The desk that everybody sees is changed by those who keep it."""

import json

import pytest

import frappe

pytestmark = pytest.mark.standalone


def test_nobody_deletes_hides_or_takes_a_public_workspace(rest, town):
	name = frappe.get_all("Workspace", {"public": 1}, pluck="name", limit=1)[0]
	user, path = town.mail("xu"), f"/api/resource/Workspace/{name}"
	for verb, body in (("DELETE", {}), ("PUT", {"public": 0, "for_user": user}), ("PUT", {"content": "[]"})):
		status, answer = rest.call(verb, path, user, **body)
		assert status == 403, (verb, answer)
	assert frappe.db.get_value("Workspace", name, "public") == 1


def test_a_private_workspace_is_its_owners(rest, town):
	frappe.set_user("Administrator")
	label = f"Own {frappe.generate_hash(length=5)}"
	doc = frappe.get_doc(
		{
			"doctype": "Workspace",
			"label": label,
			"title": label,
			"public": 0,
			"for_user": town.mail("ji"),
			"content": "[]",
		}
	).insert()
	frappe.db.commit()
	for verb in ("DELETE", "PUT"):
		status, _answer = rest.call(
			verb, f"/api/resource/Workspace/{doc.name}", town.mail("xu"), content="[]"
		)
		assert status == 403, verb
	frappe.delete_doc("Workspace", doc.name)
	frappe.db.commit()


@pytest.fixture
def private_report(rest, town):
	"""A report that somebody built for himself; its filter names a person."""
	name = f"私有 {frappe.generate_hash(length=6)}"
	settings = {
		"fields": [["name", "Service Case"]],
		"filters": [["Service Case", "applicant_name", "like", "%某某%"]],
	}
	status, answer = rest.call(
		"POST",
		"/api/method/frappe.desk.reportview.save_report",
		town.mail("wang"),
		name=name,
		doctype="Service Case",
		report_settings=json.dumps(settings),
	)
	assert status == 200, answer
	yield name
	frappe.set_user("Administrator")
	frappe.delete_doc("Report", name, force=True)
	frappe.db.commit()


def test_what_a_private_report_asks_for_is_its_owners(rest, town, private_report):
	other = town.mail("hu")
	assert rest.call("GET", f"/api/resource/Report/{private_report}", other)[0] == 403
	value = {"doctype": "Report", "filters": private_report, "fieldname": "json"}
	_status, answer = rest.call("GET", "/api/method/frappe.client.get_value", other, **value)
	assert "某某" not in json.dumps(answer, ensure_ascii=False)
	listed = {"filters": json.dumps({"name": private_report}), "fields": '["name","json"]'}
	assert rest.call("GET", "/api/resource/Report", other, **listed)[1]["data"] == []
	assert rest.call("GET", f"/api/resource/Report/{private_report}", town.mail("wang"))[0] == 200


@pytest.mark.parametrize(
	"url",
	["//x.example", "/\\x.example", "/\t/x.example", "/\n/x", "javascript:alert(1)", "https://x.example"],
)
def test_a_shortcut_leads_to_this_server_only(town, url):
	from frappe_standalone.core.desk.home_editing import check_row
	from frappe_standalone.core.desk.workspaces import address_of

	frappe.set_user("Administrator")
	assert address_of("URL", None, {"url": url}) == "#"
	with pytest.raises(frappe.ValidationError):
		check_row("shortcut", {"type": "URL", "url": url, "label": "x"}, 1)
	assert address_of("URL", None, {"url": "/app/service-case?status=Draft"}).startswith("/app/")
