"""REST: envelopes, status codes and error types of /api/resource and /api/method."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

import frappe

from tests.contract.forms import AUDITOR, CLERK, HEAD, STRANGER
from tests.contract.make import area, order

pytestmark = pytest.mark.usefixtures("committed")
ORDERS = "/api/resource/CT%20Order"


def path(*parts: str) -> str:
	return "/api/resource/" + "/".join(quote(part, safe="") for part in parts)


def messages(body) -> list[str]:
	return [json.loads(text)["message"] for text in json.loads(body.get("_server_messages", "[]"))]


# Reading


def test_a_document_is_wrapped_in_data(rest):
	doc = order(rows=1, day="2026-03-01", amount=2)
	status, body = rest.call("GET", f"{ORDERS}/{doc.name}", CLERK)
	assert status == 200 and set(body) == {"data"}
	data = body["data"]
	assert (data["name"], data["doctype"], data["day"], data["amount"]) == (
		doc.name,
		"CT Order",
		"2026-03-01",
		2.0,
	)
	assert data["lines"][0]["item"] == "item 1"
	assert data["creation"] == str(frappe.db.get_value("CT Order", doc.name, "creation"))


def test_fields_of_a_higher_level_are_left_out(rest):
	doc = order(inner="hidden")
	assert "inner" not in rest.call("GET", f"{ORDERS}/{doc.name}", CLERK)[1]["data"]
	assert rest.call("GET", f"{ORDERS}/{doc.name}", AUDITOR)[1]["data"]["inner"] == "hidden"


def test_secrets_are_stars(rest):
	doc = order(pin="1234")
	assert rest.call("GET", f"{ORDERS}/{doc.name}", HEAD)[1]["data"]["pin"] == "****"


def test_a_missing_document_is_404(rest):
	status, body = rest.call("GET", f"{ORDERS}/nowhere", CLERK)
	assert (status, body["exc_type"]) == (404, "DoesNotExistError")
	assert messages(body) == ["CT Order nowhere not found"]


def test_a_missing_form_is_404(rest):
	status, body = rest.call("GET", path("No Such Form"), CLERK)
	assert (status, body["exc_type"]) == (404, "DoesNotExistError")


def test_a_forbidden_document_is_403(rest):
	doc = order()
	status, body = rest.call("GET", f"{ORDERS}/{doc.name}", STRANGER)
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_a_guest_is_refused(rest):
	doc = order()
	for target in (f"{ORDERS}/{doc.name}", ORDERS):
		status, body = rest.call("GET", target)
		assert (status, body["exc_type"]) == (403, "PermissionError")


def test_a_name_with_a_slash(rest):
	area("A/B")
	status, body = rest.call("GET", path("CT Area", "A/B"), CLERK)
	assert (status, body["data"]["name"]) == (200, "A/B")


# Lists


@pytest.fixture
def areas(site):
	for number in range(1, 26):
		area(f"Area {number:02}", rank=number, head="even" if number % 2 == 0 else "odd")


def listed(rest, user=CLERK, **parameters):
	given = {
		key: value if isinstance(value, str | int) else json.dumps(value) for key, value in parameters.items()
	}
	status, body = rest.call("GET", path("CT Area"), user, **given)
	assert status == 200, body
	return body["data"]


def test_a_list_has_names_twenty_at_a_time(rest, areas):
	rows = listed(rest)
	assert len(rows) == 20 and all(list(row) == ["name"] for row in rows)


def test_list_parameters(rest, areas):
	assert listed(rest, fields=["name", "rank"], order_by="rank asc", limit_page_length=2) == [
		{"name": "Area 01", "rank": 1},
		{"name": "Area 02", "rank": 2},
	]
	assert len(listed(rest, limit_page_length=0)) == 25
	assert len(listed(rest, limit=3)) == 3
	assert listed(rest, order_by="rank asc", limit_start=23) == [{"name": "Area 24"}, {"name": "Area 25"}]
	assert listed(rest, filters={"rank": [">", 24]}) == [{"name": "Area 25"}]
	assert listed(rest, filters=[["rank", ">", 24]]) == [{"name": "Area 25"}]
	assert listed(rest, filters=[["CT Area", "rank", "in", [1, 2]]], order_by="rank asc") == [
		{"name": "Area 01"},
		{"name": "Area 02"},
	]
	assert listed(rest, or_filters=[["rank", "=", 1], ["rank", "=", 9]], order_by="rank asc") == [
		{"name": "Area 01"},
		{"name": "Area 09"},
	]
	assert listed(rest, fields=["head", "count(name) as number"], group_by="head", order_by="head") == [
		{"head": "even", "number": 12},
		{"head": "odd", "number": 13},
	]


def test_a_list_as_rows(rest, areas):
	rows = listed(rest, fields=["name", "rank"], order_by="rank asc", limit_page_length=1, as_dict="false")
	assert rows == [["Area 01", 1]]


def test_a_list_of_an_unknown_field_is_an_error(rest, areas):
	status, body = rest.call("GET", path("CT Area"), CLERK, filters=json.dumps({"no_such": 1}))
	assert status in (417, 500) and "exc_type" in body


def test_a_forbidden_list_is_403(rest, areas):
	status, body = rest.call("GET", path("CT Area"), STRANGER)
	assert (status, body["exc_type"]) == (403, "PermissionError")


# Writing


def test_creating(rest):
	status, body = rest.call("POST", ORDERS, CLERK, title="By REST", lines=[{"item": "a"}, {"item": "b"}])
	assert status == 200
	data = body["data"]
	assert (data["title"], data["owner"], data["docstatus"], len(data["lines"])) == ("By REST", CLERK, 0, 2)
	assert frappe.db.get_value("CT Order", data["name"], "title") == "By REST"


def test_creating_without_a_mandatory_field_is_417(rest):
	status, body = rest.call("POST", ORDERS, CLERK, note="x")
	assert (status, body["exc_type"]) == (417, "MandatoryError")
	assert "exception" in body and body["exception"].startswith(
		"frappe.exceptions.MandatoryError: [CT Order,"
	)
	assert frappe.db.count("CT Order") == 0


def test_creating_without_the_right_is_403(rest):
	status, body = rest.call("POST", ORDERS, AUDITOR, title="x")
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_creating_a_duplicate_is_409(rest):
	area("Twice")
	status, body = rest.call("POST", path("CT Area"), CLERK, area_name="Twice")
	assert (status, body["exc_type"]) == (409, "DuplicateEntryError")


def test_changing(rest):
	doc = order(note="a")
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", CLERK, note="b")
	assert (status, body["data"]["note"], body["data"]["modified_by"]) == (200, "b", CLERK)
	assert frappe.db.get_value("CT Order", doc.name, "note") == "b"


def test_changing_what_is_not_there_is_404(rest):
	assert rest.call("PUT", f"{ORDERS}/nowhere", CLERK, note="b")[0] == 404


def test_changing_without_the_right_is_403(rest):
	doc = order()
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", AUDITOR, note="b")
	assert (status, body["exc_type"]) == (403, "PermissionError")
	assert frappe.db.get_value("CT Order", doc.name, "note") is None


def test_a_refused_change_says_why(rest):
	doc = order()
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", CLERK, status="Wrong")
	assert (status, body["exc_type"]) == (417, "ValidationError")
	assert "Status cannot be" in messages(body)[0]


def test_an_old_timestamp_is_refused(rest):
	doc = order()
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", CLERK, note="b", modified="2020-01-01 00:00:00")
	assert (status, body["exc_type"]) == (417, "TimestampMismatchError")


def test_a_protected_level_is_ignored_silently(rest):
	doc = order(inner="kept")
	assert rest.call("PUT", f"{ORDERS}/{doc.name}", CLERK, inner="changed")[0] == 200
	assert frappe.db.get_value("CT Order", doc.name, "inner") == "kept"


def test_rows_are_replaced_by_those_given(rest):
	doc = order(rows=3)
	kept = {"name": doc.lines[1].name, "item": "changed"}
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", CLERK, lines=[kept, {"item": "new"}])
	assert status == 200
	rows = frappe.get_doc("CT Order", doc.name).lines
	assert [(row.item, row.idx) for row in rows] == [("changed", 1), ("new", 2)]
	assert rows[0].name == doc.lines[1].name
	assert rows[0].qty == 0.0, "what a row given does not hold is emptied"


def test_a_row_can_be_changed_by_its_own_address(rest):
	doc = order(rows=2)
	row = doc.lines[0].name
	status, body = rest.call("PUT", path("CT Line", row), CLERK, item="direct")
	assert (status, body.get("exc_type")) == (200, None)
	assert frappe.db.get_value("CT Line", row, "item") == "direct"


def test_a_row_of_what_one_may_not_write_cannot_be_changed(rest):
	doc = order(rows=1)
	status, body = rest.call("PUT", path("CT Line", doc.lines[0].name), AUDITOR, item="direct")
	assert (status, body["exc_type"]) == (403, "PermissionError")
	assert frappe.db.get_value("CT Line", doc.lines[0].name, "item") == "item 1"


def test_submitting_and_cancelling_by_docstatus(rest):
	doc = order()
	assert rest.call("PUT", f"{ORDERS}/{doc.name}", CLERK, docstatus=1)[0] == 403
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", HEAD, docstatus=1)
	assert (status, body["data"]["docstatus"]) == (200, 1)
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", HEAD, note="late")
	assert (status, body["exc_type"]) == (417, "UpdateAfterSubmitError")
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", HEAD, docstatus=2)
	assert (status, body["data"]["docstatus"]) == (200, 2)
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", HEAD, note="later")
	assert (status, body["exc_type"]) == (417, "ValidationError")


def test_a_draft_cannot_be_cancelled_by_docstatus(rest):
	doc = order()
	status, body = rest.call("PUT", f"{ORDERS}/{doc.name}", HEAD, docstatus=2)
	assert (status, body["exc_type"]) == (417, "DocstatusTransitionError")


def test_creating_a_submitted_document_asks_for_the_right(rest):
	assert rest.call("POST", ORDERS, CLERK, title="x", docstatus=1)[0] == 403
	status, body = rest.call("POST", ORDERS, HEAD, title="x", docstatus=1)
	assert (status, body["data"]["docstatus"]) == (200, 1)


def test_deleting(rest):
	doc = order()
	assert rest.call("DELETE", f"{ORDERS}/{doc.name}", CLERK)[0] == 403
	assert rest.call("DELETE", f"{ORDERS}/{doc.name}", HEAD) == (202, {"data": "ok"})
	assert not frappe.db.exists("CT Order", doc.name)
	assert rest.call("DELETE", f"{ORDERS}/{doc.name}", HEAD)[0] == 404


def test_deleting_what_is_linked(rest):
	area("North")
	order(area="North")
	status, body = rest.call("DELETE", path("CT Area", "North"), HEAD)
	assert (status, body["exc_type"]) == (417, "LinkExistsError")


def test_reading_does_not_write(rest):
	doc = order()
	before = frappe.db.get_value("CT Order", doc.name, "modified")
	rest.call("GET", f"{ORDERS}/{doc.name}", CLERK)
	assert frappe.db.get_value("CT Order", doc.name, "modified") == before


# Methods


def test_a_method_answers_with_message(rest):
	assert rest.call("GET", "/api/method/ping") == (200, {"message": "pong"})
	assert rest.call("GET", "/api/method/frappe.auth.get_logged_user", CLERK) == (200, {"message": CLERK})


def test_a_method_for_users_refuses_guests(rest):
	status, body = rest.call("GET", "/api/method/frappe.auth.get_logged_user")
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_a_method_that_is_not_whitelisted_is_refused(rest):
	status, body = rest.method("frappe.utils.cint", CLERK, s="1")
	assert (status, body["exc_type"]) == (403, "PermissionError")


def test_a_method_that_does_not_exist(rest):
	status, body = rest.method("frappe.client.no_such_method", CLERK)
	assert (status, body["exc_type"]) == (417, "ValidationError")
	assert "Failed to get method" in messages(body)[0]


def test_a_wrong_key_is_401(rest):
	from werkzeug.test import Client

	client = rest.client
	frappe.db.commit()
	frappe.destroy()
	try:
		answer = client.get(
			"/api/method/frappe.auth.get_logged_user", headers={"Authorization": "token wrong:secret"}
		)
	finally:
		rest.platform.connect()
		frappe.set_user("Administrator")
	assert answer.status_code == 401
	assert isinstance(client, Client)


def test_client_get_list_get_value_and_count(rest):
	area("North", rank=4)
	assert rest.method("frappe.client.get_list", CLERK, doctype="CT Area", fields=["name", "rank"])[1] == {
		"message": [{"name": "North", "rank": 4}]
	}
	assert rest.method(
		"frappe.client.get_value", CLERK, doctype="CT Area", fieldname="rank", filters={"name": "North"}
	)[1] == {"message": {"rank": 4}}
	assert rest.method("frappe.client.get_count", CLERK, doctype="CT Area")[1] == {"message": 1}
	assert rest.method("frappe.client.get", CLERK, doctype="CT Area", name="North")[1]["message"]["rank"] == 4


def test_client_insert_set_value_submit_cancel_delete(rest):
	status, body = rest.method("frappe.client.insert", HEAD, doc={"doctype": "CT Order", "title": "c"})
	name = body["message"]["name"]
	assert status == 200
	status, body = rest.method(
		"frappe.client.set_value", HEAD, doctype="CT Order", name=name, fieldname="note", value="n"
	)
	assert body["message"]["note"] == "n"
	status, body = rest.method("frappe.client.submit", HEAD, doc=body["message"])
	assert (status, body["message"]["docstatus"]) == (200, 1)
	status, body = rest.method("frappe.client.cancel", HEAD, doctype="CT Order", name=name)
	assert (status, body["message"]["docstatus"]) == (200, 2)
	assert rest.method("frappe.client.delete", HEAD, doctype="CT Order", name=name)[0] == 200
	assert not frappe.db.exists("CT Order", name)


def test_client_save_with_a_stale_copy(rest):
	doc = order()
	stale = doc.as_dict(convert_dates_to_str=True)
	doc.reload()
	doc.note = "newer"
	doc.save()
	status, body = rest.method("frappe.client.save", CLERK, doc={**stale, "note": "older"})
	assert (status, body["exc_type"]) == (417, "TimestampMismatchError")


def test_bad_json_is_not_a_server_error_with_secrets(rest):
	status, body = rest.call("GET", path("CT Area"), CLERK, filters="{bad")
	assert status in (417, 500)
	assert "Traceback" not in json.dumps(body) or "exc" in body


def test_a_document_can_be_renamed_by_method(rest):
	area("Old")
	status, body = rest.method(
		"frappe.client.rename_doc", CLERK, doctype="CT Area", old_name="Old", new_name="New"
	)
	assert (status, body["message"]) == (200, "New")


def test_a_get_is_rolled_back(rest):
	area("North", head="a")
	rest.call(
		"GET",
		"/api/method/frappe.client.set_value",
		CLERK,
		doctype="CT Area",
		name="North",
		fieldname="head",
		value="b",
	)
	assert frappe.db.get_value("CT Area", "North", "head") == "a"
