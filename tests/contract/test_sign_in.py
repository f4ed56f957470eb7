"""Signing in with a password: cookies, CSRF, refusals and signing out, over the whole stack."""

from __future__ import annotations

import pytest
from werkzeug.test import Client

import frappe
from frappe.utils.password import update_password

from tests.contract.forms import CLERK, STRANGER
from tests.contract.make import order

pytestmark = pytest.mark.usefixtures("committed")
PASSWORD = "Long-enough-2026!"


@pytest.fixture
def browser(site):
	"""A client with cookies; each request runs in a connection of its own."""
	update_password(CLERK, PASSWORD)
	frappe.db.commit()
	client = Client(site.wsgi())

	def request(verb: str, path: str, **options):
		frappe.db.commit()
		frappe.destroy()
		try:
			answer = client.open(path, method=verb, **options)
			answer.get_data()
		finally:
			site.connect()
			frappe.set_user("Administrator")
		return answer

	request.client = client
	return request


def sign_in(browser, password: str = PASSWORD):
	return browser("POST", "/api/method/login", data={"usr": CLERK, "pwd": password})


def test_the_right_password_signs_in(browser):
	answer = sign_in(browser)
	assert answer.status_code == 200
	assert answer.json["message"] in ("Logged In", "No App")
	assert browser("GET", "/api/method/frappe.auth.get_logged_user").json == {"message": CLERK}


def test_the_session_cookie_is_hidden_from_scripts(browser):
	cookies = sign_in(browser).headers.getlist("Set-Cookie")
	sid = next(cookie for cookie in cookies if cookie.startswith("sid="))
	assert "HttpOnly" in sid and "SameSite=Lax" in sid
	assert any(cookie.startswith("user_id=") for cookie in cookies)


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_does_not(browser, password):
	answer = sign_in(browser, password)
	assert answer.status_code == 401
	assert browser("GET", "/api/method/frappe.auth.get_logged_user").status_code == 403


def test_a_disabled_user_cannot_sign_in(browser):
	frappe.db.set_value("User", CLERK, "enabled", 0)
	try:
		assert sign_in(browser).status_code == 401
	finally:
		frappe.db.set_value("User", CLERK, "enabled", 1)
		frappe.db.commit()


def test_a_write_with_a_cookie_needs_the_csrf_token(browser):
	doc = order()
	sign_in(browser)
	path = f"/api/resource/CT%20Order/{doc.name}"
	assert browser("GET", path).status_code == 200
	# v15 gives a session its token when the first page is drawn
	browser("GET", "/app")
	answer = browser("PUT", path, json={"note": "x"})
	assert (answer.status_code, answer.json["exc_type"]) == (400, "CSRFTokenError")
	answer = browser("PUT", path, json={"note": "x"}, headers={"X-Frappe-CSRF-Token": "guessed"})
	assert answer.status_code == 400
	assert frappe.db.get_value("CT Order", doc.name, "note") is None


def test_signing_out_ends_the_session(browser):
	sign_in(browser)
	assert browser("POST", "/api/method/logout").status_code == 200
	assert browser("GET", "/api/method/frappe.auth.get_logged_user").status_code == 403


def test_a_changed_password_ends_other_sessions_when_asked(browser):
	sign_in(browser)
	update_password(CLERK, PASSWORD, logout_all_sessions=True)
	assert browser("GET", "/api/method/frappe.auth.get_logged_user").status_code == 403


def test_a_made_up_session_is_a_guest(browser):
	browser.client.set_cookie("sid", "0" * 56)
	assert browser("GET", "/api/method/frappe.auth.get_logged_user").status_code == 403
	assert browser("GET", f"/api/resource/User/{STRANGER}").status_code == 403
