"""The desk that everybody sees is changed by those who keep it."""

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
