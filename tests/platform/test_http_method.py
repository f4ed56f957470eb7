"""`/api/method`: whitelisted functions only, `frappe.client`, and the line between reading and writing."""

from __future__ import annotations

import json

import pytest

from tests.platform.web import messages


@pytest.fixture
def admin(web):
	web.sign_in()
	return web


def client(web, function, verb="POST", /, **arguments):
	"""Call frappe.client.<function>; returns status and body."""
	options = {"json": arguments} if verb != "GET" else {"query_string": arguments}
	return web.call(verb, f"/api/method/frappe.client.{function}", **options)[:2]


def test_a_function_that_is_not_whitelisted_is_refused(admin):
	status, body, _response = admin.call("POST", "/api/method/frappe.utils.nowdate")
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_a_function_that_does_not_exist_is_a_refusal_naming_it(admin):
	status, body, _response = admin.call("GET", "/api/method/frappe.client.no_such")
	assert (status, body["exc_type"]) == (417, "ValidationError")
	assert "frappe.client.no_such" in messages(body)[0]


def test_a_writing_function_refuses_get(admin):
	status, body = client(admin, "insert", "GET", doc=json.dumps({"doctype": "ToDo", "description": "x"}))
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_a_get_can_write_nothing_whatever_the_function_does(admin):
	query = {"run_method": "add_comment", "text": "from a GET"}
	_status, body, _response = admin.call("POST", "/api/resource/ToDo", json={"description": "x"})
	name = body["data"]["name"]
	assert admin.call("GET", f"/api/resource/ToDo/{name}", query_string=query)[0] >= 400
	assert client(admin, "get_count", doctype="Comment")[1]["message"] == 0


def test_the_client_functions_carry_a_document_through_its_life(admin):
	status, body = client(admin, "insert", doc={"doctype": "ToDo", "description": "one"})
	assert status == 200
	name = body["message"]["name"]
	assert client(admin, "get", doctype="ToDo", name=name)[1]["message"]["description"] == "one"
	body = client(admin, "set_value", doctype="ToDo", name=name, fieldname="priority", value="High")[1]
	assert body["message"]["priority"] == "High"
	fields = {"fieldname": json.dumps(["description", "priority"]), "filters": json.dumps({"name": name})}
	body = client(admin, "get_value", "GET", doctype="ToDo", **fields)[1]
	assert body["message"] == {"description": "one", "priority": "High"}
	assert client(admin, "get_count", "GET", doctype="ToDo")[1]["message"] == 1
	assert client(admin, "get_list", "GET", doctype="ToDo")[1]["message"] == [{"name": name}]
	assert client(admin, "validate_link", "GET", doctype="ToDo", docname=name)[1]["message"] == {"name": name}
	assert client(admin, "has_permission", "GET", doctype="ToDo", docname=name)[1]["message"] == {
		"has_permission": True
	}
	assert client(admin, "delete", doctype="ToDo", name=name)[0] == 200
	assert client(admin, "get_count", "GET", doctype="ToDo")[1]["message"] == 0


def test_insert_many_keeps_all_or_nothing(admin):
	docs = [
		{"doctype": "ToDo", "description": "good"},
		{"doctype": "ToDo", "description": "", "priority": "Bad"},
	]
	assert client(admin, "insert_many", docs=docs)[0] == 417
	assert client(admin, "get_count", doctype="ToDo")[1]["message"] == 0


def test_bulk_update_undoes_the_failed_one_alone(admin):
	names = [
		client(admin, "insert", doc={"doctype": "ToDo", "description": text})[1]["message"]["name"]
		for text in "ab"
	]
	docs = [
		{"doctype": "ToDo", "docname": names[0], "priority": "High"},
		{"doctype": "ToDo", "docname": names[1], "priority": "Wrong"},
	]
	_status, body = client(admin, "bulk_update", docs=json.dumps(docs))
	assert [entry["doc"]["docname"] for entry in body["message"]["failed_docs"]] == [names[1]]
	assert client(admin, "get", doctype="ToDo", name=names[0])[1]["message"]["priority"] == "High"


def test_no_one_reads_secret_fields_through_get_password(admin):
	status, body = client(admin, "get_password", doctype="User", name="Administrator", fieldname="api_secret")
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_standard_fields_are_not_set_by_set_value(admin):
	name = client(admin, "insert", doc={"doctype": "ToDo", "description": "x"})[1]["message"]["name"]
	status, _body = client(admin, "set_value", doctype="ToDo", name=name, fieldname="owner", value="Guest")
	assert status == 417


def test_a_count_counts_what_the_user_may_see(web):
	password = web.add_user("plain@example.org")
	web.work(lambda: __import__("frappe").get_doc({"doctype": "ToDo", "description": "another's"}).insert())
	web.sign_in("plain@example.org", password)
	assert client(web, "get_count", "GET", doctype="Error Log")[0] == 403
	listed = client(web, "get_list", "GET", doctype="ToDo")[1]["message"]
	assert client(web, "get_count", "GET", doctype="ToDo")[1]["message"] == len(listed)


def test_a_rate_limited_function_stops_after_its_limit(web, monkeypatch):
	import frappe
	from frappe.rate_limiter import rate_limit

	import frappe_standalone.core.http.handler as handler

	limited = frappe.whitelist(allow_guest=True)(rate_limit(limit=2, seconds=60)(lambda: "served"))
	monkeypatch.setattr(handler, "served_to_few", limited, raising=False)
	address = "/api/method/frappe_standalone.core.http.handler.served_to_few"
	assert [web.call("GET", address)[0] for _call in range(4)] == [200, 200, 429, 429]


def test_a_wrong_argument_is_told_with_the_type_that_is_wanted():
	from frappe_standalone.core.typing_validations import words_of

	assert words_of(int) == "int"
	assert words_of(int | None) == "int | None"
	assert words_of(dict[str, int]) == "dict[str, int]"
	assert not any("<" in words_of(hint) for hint in (str, list[int], int | str))
