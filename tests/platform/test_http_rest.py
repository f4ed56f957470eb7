"""`/api/resource`: documents over REST in v15's envelopes and with its status codes."""

from __future__ import annotations

import json

import pytest

from tests.platform.web import messages


@pytest.fixture
def admin(web):
	web.sign_in()
	return web


def make_todos(web, count):
	def make():
		import frappe

		for number in range(count):
			frappe.get_doc(
				{
					"doctype": "ToDo",
					"description": f"task {number:02}",
					"priority": "High" if number % 2 else "Low",
				}
			).insert()

	web.work(make)


def test_a_document_is_made_read_changed_and_deleted(admin):
	status, body, _response = admin.call("POST", "/api/resource/ToDo", json={"description": "sweep"})
	assert status == 200
	name = body["data"]["name"]
	assert body["data"]["doctype"] == "ToDo"
	status, body, _response = admin.call("GET", f"/api/resource/ToDo/{name}")
	assert (status, body["data"]["description"]) == (200, "sweep")
	status, body, _response = admin.call("PUT", f"/api/resource/ToDo/{name}", json={"priority": "High"})
	assert (status, body["data"]["priority"]) == (200, "High")
	status, body, _response = admin.call("DELETE", f"/api/resource/ToDo/{name}")
	assert (status, body) == (202, {"data": "ok"})
	status, body, _response = admin.call("GET", f"/api/resource/ToDo/{name}")
	assert (status, body["exc_type"]) == (404, "DoesNotExistError")


def test_a_list_has_twenty_names_by_default(admin):
	make_todos(admin, 25)
	status, body, _response = admin.call("GET", "/api/resource/ToDo")
	assert status == 200
	assert len(body["data"]) == 20
	assert set(body["data"][0]) == {"name"}


@pytest.mark.parametrize("limit", ["limit", "limit_page_length"])
def test_a_list_takes_fields_filters_order_and_page(admin, limit):
	make_todos(admin, 10)
	query = {
		"fields": json.dumps(["description", "priority"]),
		"filters": json.dumps([["ToDo", "priority", "=", "High"]]),
		"order_by": "description desc",
		"limit_start": "1",
		limit: "2",
	}
	_status, body, _response = admin.call("GET", "/api/resource/ToDo", query_string=query)
	assert body["data"] == [
		{"description": "task 07", "priority": "High"},
		{"description": "task 05", "priority": "High"},
	]


def test_or_filters_widen_a_list(admin):
	make_todos(admin, 4)
	query = {"or_filters": json.dumps({"description": "task 01", "priority": "Low"})}
	assert len(admin.call("GET", "/api/resource/ToDo", query_string=query)[1]["data"]) == 3


def test_limit_zero_means_all(admin):
	make_todos(admin, 25)
	assert len(admin.call("GET", "/api/resource/ToDo?limit_page_length=0")[1]["data"]) == 25


def test_a_refused_value_is_417_with_its_message_and_nothing_is_kept(admin):
	status, body, _response = admin.call(
		"POST", "/api/resource/ToDo", json={"description": "x", "priority": "Urgent"}
	)
	assert (status, body["exc_type"]) == (417, "ValidationError")
	assert "Urgent" in messages(body)[0]
	assert admin.call("GET", "/api/resource/ToDo")[1]["data"] == []


def test_a_missing_value_is_417_mandatory_error(admin):
	status, body, _response = admin.call("POST", "/api/resource/ToDo", json={})
	assert (status, body["exc_type"]) == (417, "MandatoryError")


def test_a_name_twice_is_409(admin):
	assert admin.call("POST", "/api/resource/Role", json={"role_name": "Sweeper"})[0] == 200
	status, body, _response = admin.call("POST", "/api/resource/Role", json={"role_name": "Sweeper"})
	assert (status, body["exc_type"]) == (409, "DuplicateEntryError")


def test_a_document_changed_meanwhile_is_a_timestamp_mismatch(admin):
	_status, body, _response = admin.call("POST", "/api/resource/ToDo", json={"description": "x"})
	doc = body["data"]
	admin.call("PUT", f"/api/resource/ToDo/{doc['name']}", json={"description": "y"})
	status, body, _response = admin.call("POST", "/api/method/frappe.client.save", json={"doc": doc})
	assert (status, body["exc_type"]) == (417, "TimestampMismatchError")


def test_an_unknown_doctype_is_404(admin):
	assert admin.call("GET", "/api/resource/No Such Thing")[0] == 404


def test_an_unknown_api_address_is_404(admin):
	status, body, _response = admin.call("GET", "/api/nothing")
	assert (status, body["exc_type"]) == (404, "DoesNotExistError")


def test_without_permission_a_list_is_403(web):
	password = web.add_user("plain@example.org")
	web.sign_in("plain@example.org", password)
	status, body, _response = web.call("GET", "/api/resource/Error Log")
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_a_guest_may_not_read_documents(web):
	assert web.call("GET", "/api/resource/ToDo")[0] == 403


def test_child_rows_are_read_with_their_parent_only(admin):
	assert admin.call("GET", "/api/resource/Has Role")[0] == 403
	query = {"parent": "User", "fields": json.dumps(["role", "parent"]), "limit": "5"}
	status, body, _response = admin.call("GET", "/api/resource/Has Role", query_string=query)
	assert status == 200
	assert body["data"]


def test_a_body_that_is_no_json_is_400(admin):
	status, _body, _response = admin.call(
		"POST", "/api/resource/ToDo", data="{oops", content_type="application/json"
	)
	assert status == 400


def test_the_versioned_address_is_the_same(admin):
	make_todos(admin, 1)
	assert admin.call("GET", "/api/v1/resource/ToDo")[1] == admin.call("GET", "/api/resource/ToDo")[1]
