"""What is answered when something goes wrong, and what stays of it."""

from __future__ import annotations

import json

import pytest

ADDRESS = "/api/method/frappe_standalone.core.http.handler.broken"


@pytest.fixture
def broken(monkeypatch):
	"""A whitelisted function that writes and then fails."""
	import frappe

	from frappe_standalone.core.http import handler

	def broken():
		frappe.get_doc({"doctype": "ToDo", "description": "half done"}).insert(ignore_permissions=True)
		frappe.db.after_rollback.add(keep)
		raise RuntimeError("the wheel came off")

	def keep():
		frappe.get_doc({"doctype": "ToDo", "description": "kept"}).insert(ignore_permissions=True)
		frappe.db.commit()

	monkeypatch.setattr(handler, "broken", frappe.whitelist(allow_guest=True)(broken), raising=False)


def rows(web, doctype, field):
	def read():
		import frappe

		return frappe.get_all(doctype, pluck=field)

	return web.work(read)


def test_an_error_undoes_the_request_and_keeps_what_the_rollback_says(web, broken):
	web.sign_in()
	status, body, _response = web.call("POST", ADDRESS)
	assert (status, body["exc_type"], body["exception"]) == (
		500,
		"RuntimeError",
		"RuntimeError: the wheel came off",
	)
	assert "Traceback" in body["exc"]
	assert rows(web, "ToDo", "description") == ["kept"]


def test_an_unexpected_error_is_in_the_error_log(web, broken):
	web.call("POST", ADDRESS)
	assert rows(web, "Error Log", "method") == [f"POST {ADDRESS}"]


def test_tracebacks_stay_inside_when_the_settings_say_so(web, broken):
	def hide():
		import frappe

		frappe.db.set_single_value("System Settings", "allow_error_traceback", 0)
		frappe.clear_cache()

	web.work(hide)
	status, body, _response = web.call("POST", ADDRESS)
	assert status == 500
	assert not {"exc", "exception"} & set(body)


@pytest.mark.parametrize("roles", [(), ("Desk User",)])
def test_nobody_but_a_system_manager_gets_a_traceback(web, broken, roles):
	if roles:
		password = web.add_user("clerk@example.org")
		web.sign_in("clerk@example.org", password)
	status, body, _response = web.call("POST", ADDRESS)
	assert (status, body["exc_type"]) == (500, "RuntimeError")
	assert not {"exc", "exception"} & set(body)
	assert "wheel" not in str(body)


def test_a_refusal_keeps_its_line_for_everybody_as_on_v15(web):
	status, body, _response = web.call("GET", "/api/resource/User/Administrator")
	assert status == 403
	assert body["exception"].startswith("frappe.exceptions.PermissionError")
	assert "exc" not in body


def test_a_person_sees_a_page_without_a_traceback(web, broken):
	status, html, _response = web.call("POST", ADDRESS, {"Accept": "text/html"})
	assert status == 500
	assert "错误已记录" in html
	assert "wheel" not in html


def test_a_refusal_of_a_get_is_kept_too(web, monkeypatch):
	import frappe

	from frappe_standalone.core.http import handler

	def keep():
		frappe.get_doc({"doctype": "ToDo", "description": "kept"}).insert(ignore_permissions=True)
		frappe.db.commit()

	def refuse():
		frappe.db.after_rollback.add(keep)
		frappe.throw("No", frappe.PermissionError)

	monkeypatch.setattr(handler, "broken", frappe.whitelist(allow_guest=True)(refuse), raising=False)
	assert web.call("GET", ADDRESS)[0] == 403
	assert rows(web, "ToDo", "description") == ["kept"]


def test_a_get_that_writes_is_refused_and_said_so(web, broken):
	status, body, _response = web.call("GET", ADDRESS)
	assert (status, body["exc_type"]) == (405, "WriteInReadRequest")
	assert rows(web, "ToDo", "description") == []


def test_waiting_too_long_for_the_turn_to_write_is_503(web, monkeypatch):
	from frappe_standalone.core.db import ticket
	from frappe_standalone.core.site import database_path

	web.sign_in()
	queue = ticket.queue_for(database_path(web.site_dir))
	monkeypatch.setattr(ticket.WriteQueue.acquire, "__defaults__", (0.2,))
	queue.acquire()
	try:
		status, body, _response = web.call("POST", "/api/resource/ToDo", json={"description": "x"})
	finally:
		queue.release()
	assert (status, body["exc_type"]) == (503, "WriteQueueTimeout")
	assert rows(web, "Error Log", "name") == []
	assert web.call("POST", "/api/resource/ToDo", json={"description": "x"})[0] == 200


def test_reading_goes_on_while_somebody_writes(web):
	from frappe_standalone.core.db import ticket
	from frappe_standalone.core.site import database_path

	web.sign_in()
	queue = ticket.queue_for(database_path(web.site_dir))
	queue.acquire()
	try:
		assert web.call("GET", "/api/resource/ToDo")[0] == 200
	finally:
		queue.release()


def test_a_site_that_cannot_be_opened_still_answers(web):
	config = web.site_dir / "site_config.json"
	config.write_text("{broken", encoding="utf-8")
	status, html, _response = web.call("GET", "/app")
	assert status == 500
	assert "Traceback" not in html


def test_a_refusal_after_a_download_was_begun_is_a_refusal(web, monkeypatch):
	import frappe

	from frappe_standalone.core.http import handler

	def broken():
		frappe.response.update({"type": "binary", "filename": "a.xlsx"})
		frappe.throw("Not for you", frappe.PermissionError)

	monkeypatch.setattr(handler, "broken", frappe.whitelist()(broken), raising=False)
	web.sign_in()
	status, body, _response = web.call("GET", ADDRESS)
	assert status == 403
	assert body["exc_type"] == "PermissionError"
	assert "filename" not in body


@pytest.mark.parametrize(
	("verb", "path", "sent", "status", "words"),
	[
		("DELETE", "/api/resource/ToDo", {}, 405, "该地址不能这样使用"),
		(
			"POST",
			"/api/resource/ToDo",
			{"data": "{bad", "content_type": "application/json"},
			400,
			"不是有效的 JSON",
		),
		(
			"POST",
			"/api/resource/ToDo",
			{"data": "3", "content_type": "application/json"},
			400,
			"JSON 对象或数组",
		),
	],
)
def test_programs_are_refused_in_chinese_too(web, verb, path, sent, status, words):
	web.sign_in()
	answered, body, _response = web.call(verb, path, {"Accept-Language": "zh-CN"}, **sent)
	assert answered == status
	assert words in body.get("exception", "") + "".join(
		json.loads(each)["message"] for each in json.loads(body.get("_server_messages", "[]"))
	)


def test_the_tab_of_a_page_that_is_not_there_says_so(web):
	_status, html, _response = web.call("GET", "/nothing", {"Accept": "text/html"})
	assert "<title>页面不存在" in html


@pytest.mark.parametrize("path", ["/api/method/frappe.client.get_list?doctype=ToDo", "/api/resource/ToDo"])
def test_who_was_signed_out_is_told_that_and_not_what_guests_may_not_do(web, path):
	web.client.set_cookie("sid", "0" * 56)
	status, body, _response = web.call("GET", path)
	assert (status, body["exc_type"], body["session_expired"]) == (403, "PermissionError", 1)
	(message,) = json.loads(body["_server_messages"])
	assert json.loads(message)["message"] == "登录已失效，请重新登录后继续。"
