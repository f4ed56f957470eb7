"""Signing in and out, sessions, CSRF, API keys and locks."""

from __future__ import annotations

import pytest

from tests.platform.web import messages

BROWSER = {"Origin": "http://localhost"}


def csrf_token(web) -> str:
	from frappe_standalone.core.http.session_store import store_of

	cookie = web.client.get_cookie("sid")
	return store_of(web.site_dir).find(cookie.value, 3600).data["csrf_token"]


def test_signing_in_sets_a_cookie_scripts_cannot_read(web):
	status, body, response = web.sign_in()
	assert status == 200
	assert body["message"] == "Logged In"
	assert body["home_page"] == "/app"
	cookie = next(value for value in response.headers.getlist("Set-Cookie") if value.startswith("sid="))
	assert "HttpOnly" in cookie
	assert "SameSite=Lax" in cookie
	assert web.call("GET", "/api/method/frappe.auth.get_logged_user")[1] == {"message": "Administrator"}


def test_an_unknown_user_and_a_wrong_password_get_the_same_answer(web):
	unknown = web.sign_in("nobody@example.org", "wrong")
	wrong = web.sign_in("Administrator", "wrong")
	assert unknown[0] == wrong[0] == 401
	assert unknown[1]["message"] == wrong[1]["message"] == "用户名或密码不正确"
	assert unknown[1]["exc_type"] == wrong[1]["exc_type"] == "AuthenticationError"


def test_a_refused_sign_in_is_worded_in_the_language_asked_for(web):
	web.client.set_cookie("preferred_language", "en")
	_status, body, _response = web.sign_in("nobody@example.org", "wrong")
	assert body["message"] == "Invalid login credentials"  # v15's own words


def test_a_refused_sign_in_is_recorded_although_the_request_was_undone(web):
	web.sign_in("Administrator", "wrong")

	def failures():
		import frappe

		return frappe.get_all("Activity Log", {"operation": "Login", "status": "Failed"}, pluck="user")

	assert web.work(failures) == ["Administrator"]


def test_too_many_failures_lock_the_name_even_for_the_right_password(web):
	for _attempt in range(10):
		assert web.sign_in("Administrator", "wrong")[0] == 401
	status, body, _response = web.sign_in()
	assert status == 429
	assert body["exc_type"] == "SecurityException"


def test_signing_in_by_get_is_refused_because_a_get_only_reads(web):
	assert web.call("GET", "/api/method/login?usr=Administrator&pwd=x")[0] == 403


def test_signing_out_ends_the_session(web):
	web.sign_in()
	sid = web.client.get_cookie("sid").value
	assert web.call("POST", "/api/method/logout")[0] == 200
	web.client.set_cookie("sid", sid)
	status, body, response = web.call("GET", "/api/method/frappe.auth.get_logged_user")
	assert status == 403
	assert body["session_expired"] == 1
	assert any(value.startswith("sid=;") for value in response.headers.getlist("Set-Cookie"))


def test_a_disabled_user_loses_his_session_at_once(web):
	password = web.add_user("clerk@example.org")
	assert web.sign_in("clerk@example.org", password)[0] == 200

	def disable():
		import frappe

		frappe.db.set_value("User", "clerk@example.org", "enabled", 0)

	web.work(disable)
	assert web.call("GET", "/api/method/frappe.auth.get_logged_user")[0] == 403


def test_a_browser_needs_the_csrf_token_from_the_start(web):
	web.sign_in(headers=BROWSER)
	status, body, _response = web.call("POST", "/api/resource/ToDo", json={"description": "x"})
	assert (status, body["exc_type"]) == (400, "CSRFTokenError")
	headers = {"X-Frappe-CSRF-Token": csrf_token(web)}
	assert web.call("POST", "/api/resource/ToDo", headers, json={"description": "x"})[0] == 200


def test_the_csrf_token_is_also_taken_from_a_form(web):
	web.sign_in(headers=BROWSER)
	form = {"doc": '{"doctype": "ToDo", "description": "x"}', "csrf_token": csrf_token(web)}
	assert web.call("POST", "/api/method/frappe.client.insert", data=form)[0] == 200


def test_a_program_that_signed_in_needs_no_token_but_no_browser_may_use_its_session(web):
	web.sign_in()
	assert web.call("POST", "/api/resource/ToDo", json={"description": "x"})[0] == 200
	status, body, _response = web.call("POST", "/api/resource/ToDo", BROWSER, json={"description": "x"})
	assert (status, body["exc_type"]) == (400, "CSRFTokenError")


def test_once_the_token_was_handed_out_it_is_required(web):
	web.sign_in()
	web.call("GET", "/app")
	assert web.call("POST", "/api/resource/ToDo", json={"description": "x"})[0] == 400


@pytest.fixture
def key_pair(web):
	def make():
		import frappe

		doc = frappe.get_doc("User", "Administrator")
		doc.api_key, doc.api_secret = "key-of-tests", "secret-of-tests"
		doc.save()

	web.work(make)
	return "key-of-tests:secret-of-tests"


def test_an_api_key_signs_a_request_in(web, key_pair):
	status, body, _response = web.call(
		"GET", "/api/method/frappe.auth.get_logged_user", {"Authorization": f"token {key_pair}"}
	)
	assert (status, body) == (200, {"message": "Administrator"})


def test_basic_authentication_takes_the_same_pair(web, key_pair):
	status, body, _response = web.call(
		"GET", "/api/method/frappe.auth.get_logged_user", auth=tuple(key_pair.split(":"))
	)
	assert (status, body) == (200, {"message": "Administrator"})


@pytest.mark.parametrize(
	"header", ["token key-of-tests:wrong", "token nobody:x", "Bearer abc", "token nonsense"]
)
def test_a_wrong_key_is_401(web, key_pair, header):
	status, body, _response = web.call("GET", "/api/method/ping", {"Authorization": header})
	assert (status, body["exc_type"]) == (401, "AuthenticationError")


def test_a_new_secret_counts_at_once_and_a_disabled_user_has_none(web, key_pair):
	def ask(pair: str) -> int:
		return web.call("GET", "/api/method/ping", {"Authorization": f"token {pair}"})[0]

	def change(**values):
		import frappe

		frappe.get_doc("User", "Administrator").update(values).save()

	assert ask(key_pair) == 200
	web.work(lambda: change(api_secret="another-secret"))
	assert (ask(key_pair), ask("key-of-tests:another-secret")) == (401, 200)

	def disable():
		import frappe

		frappe.db.set_value("User", "Administrator", "enabled", 0)

	web.work(disable)
	assert ask("key-of-tests:another-secret") == 401


def test_a_guest_may_call_only_what_guests_may(web):
	assert web.call("GET", "/api/method/ping")[1] == {"message": "pong"}
	status, body, _response = web.call("GET", "/api/method/frappe.auth.get_logged_user")
	assert (status, body["exc_type"]) == (403, "PermissionError")
	assert messages(body)


def test_every_answer_carries_the_security_headers(web):
	for path in ("/api/method/ping", "/login", "/no-such-page"):
		headers = web.call("GET", path)[2].headers
		assert "default-src 'self'" in headers["Content-Security-Policy"]
		assert headers["X-Frame-Options"] == "SAMEORIGIN"
		assert headers["X-Content-Type-Options"] == "nosniff"
		assert headers["Referrer-Policy"] == "same-origin"
		assert headers["Cache-Control"] == "no-store"


def test_a_sign_in_under_a_name_that_nobody_has_is_recorded_as_a_guests(web):
	web.sign_in("nobody@example.org", "wrong")

	def logged():
		import frappe

		return frappe.get_all("Activity Log", {"status": "Failed"}, ["user", "full_name"])

	assert web.work(logged) == [{"user": "Guest", "full_name": "nobody@example.org"}]
