"""Sessions, locks and keys: what a signed-in browser is worth, for how long, and what guessing costs."""

from __future__ import annotations

import json
import re

import pytest

from tests.platform.conftest import bare_site, site_dir, web  # noqa: F401  fixtures by their names
from tests.platform.web import messages

pytestmark = pytest.mark.standalone
CLERK = "clerk@example.org"
WHO = "/api/method/frappe.auth.get_logged_user"
BROWSER = {"Origin": "http://localhost"}


def set_system(web, **values):  # noqa: F811
	def change():
		import frappe

		for field, value in values.items():
			frappe.db.set_single_value("System Settings", field, value)
		frappe.clear_cache()

	web.work(change)


def sid_of(visitor) -> str:
	return visitor.client.get_cookie("sid").value


def test_signing_in_makes_a_new_session_and_ends_the_one_before(web):  # noqa: F811
	web.sign_in()
	first = sid_of(web)
	web.sign_in()
	assert sid_of(web) != first
	thief = web.another()
	thief.client.set_cookie("sid", first)
	assert thief.call("GET", WHO)[0] == 403


def test_a_session_chosen_by_somebody_else_is_never_taken_up(web):  # noqa: F811
	chosen = "f" * 56
	web.client.set_cookie("sid", chosen)
	web.sign_in()
	assert sid_of(web) != chosen
	thief = web.another()
	thief.client.set_cookie("sid", chosen)
	assert thief.call("GET", WHO)[0] == 403


def test_an_unused_session_expires_and_a_used_one_lives(web, monkeypatch):  # noqa: F811
	import time as clock

	set_system(web, session_expiry="01:00")
	web.sign_in()
	now = clock.time()
	for minutes in (50, 100, 150):
		monkeypatch.setattr("time.time", lambda at=now + minutes * 60: at)
		assert web.call("GET", WHO)[0] == 200, minutes
	monkeypatch.setattr("time.time", lambda: now + 215 * 60)
	assert web.call("GET", WHO)[0] == 403


def test_a_changed_password_signs_out_everywhere_when_asked(web):  # noqa: F811
	password = web.add_user(CLERK)
	here, there = web.another(), web.another()
	for visitor in (here, there):
		assert visitor.sign_in(CLERK, password)[0] == 200
	status, _body, _response = here.call(
		"POST",
		"/api/method/frappe.core.doctype.user.user.update_password",
		json={"old_password": password, "new_password": "another-Pass-2026", "logout_all_sessions": 1},
	)
	assert status == 200
	assert there.call("GET", WHO)[0] == 403


@pytest.mark.parametrize(
	("options", "secure"),
	[
		({}, False),
		({"base_url": "https://town.example"}, True),
		({"headers": {"X-Forwarded-Proto": "https"}}, True),
	],
)
def test_the_session_cookie_is_closed_to_scripts_other_sites_and_plain_http(web, options, secure):  # noqa: F811
	from tests.platform.conftest import ADMIN_PASSWORD

	options = dict(options)
	headers = options.pop("headers", {})
	_status, _body, response = web.call(
		"POST", "/api/method/login", headers, json={"usr": "Administrator", "pwd": ADMIN_PASSWORD}, **options
	)
	cookie = next(value for value in response.headers.getlist("Set-Cookie") if value.startswith("sid="))
	assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
	assert ("Secure" in cookie) is secure


@pytest.mark.parametrize(
	("verb", "path"),
	[
		("POST", "/api/resource/ToDo"),
		("PUT", "/api/resource/User/Administrator"),
		("DELETE", "/api/resource/ToDo/x"),
		("POST", "/api/method/logout"),
		("POST", "/api/method/web_logout"),
		("POST", "/api/method/upload_file"),
		("POST", "/api/method/frappe.client.insert"),
		("POST", "/api/method/run_doc_method"),
		("DELETE", "/api/method/frappe.client.delete"),
		("POST", "/api/v1/method/logout"),
		("POST", "/app"),
		("POST", "/login"),
	],
)
def test_a_page_of_another_site_cannot_act_for_a_person(web, verb, path):  # noqa: F811
	web.sign_in(headers=BROWSER)
	status, body, _response = web.call(
		verb, path, {"Origin": "http://evil.example"}, json={"doctype": "ToDo"}
	)
	assert (status, body["exc_type"] if isinstance(body, dict) else "page") in (
		(400, "CSRFTokenError"),
		(400, "page"),
	)
	assert web.call("GET", WHO)[0] == 200  # still signed in


def test_failures_lock_the_address_whatever_names_are_tried(web):  # noqa: F811
	for number in range(10):
		assert web.sign_in(f"nobody{number}@example.org", "wrong")[0] == 401
	status, body, _response = web.sign_in()
	assert (status, body["exc_type"]) == (429, "SecurityException")


def test_a_forwarded_address_does_not_get_around_the_lock(web):  # noqa: F811
	for number in range(10):
		web.call(
			"POST",
			"/api/method/login",
			{"X-Forwarded-For": f"10.0.0.{number}"},
			json={"usr": f"n{number}@example.org", "pwd": "wrong"},
		)
	assert web.sign_in()[0] == 429


def test_names_are_not_told_by_words_headers_or_work(web, monkeypatch):  # noqa: F811
	from frappe_standalone.core import password

	checked = []
	real = password.hasher.verify.__func__ if hasattr(password.hasher.verify, "__func__") else None
	assert real

	def counting(hasher, stored, given):
		checked.append(given)
		return real(hasher, stored, given)

	web.add_user(CLERK)
	monkeypatch.setattr(type(password.hasher), "verify", counting)
	answers = []
	for name in (CLERK, "nobody@example.org", "Guest"):
		status, body, response = web.sign_in(name, "wrong")
		answers.append((status, body, sorted(response.headers.keys())))
	assert answers[0] == answers[1] == answers[2]
	assert len(checked) == 3  # each took one hash


def test_the_old_password_cannot_be_guessed_for_ever(web):  # noqa: F811
	password = web.add_user(CLERK)
	web.sign_in(CLERK, password)
	address = "/api/method/frappe.core.doctype.user.user.update_password"
	for _attempt in range(10):
		status, _body, _response = web.call(
			"POST", address, json={"old_password": "x", "new_password": "New-Pass-2026x"}
		)
		assert status == 401
	status, _body, _response = web.call(
		"POST", address, json={"old_password": password, "new_password": "New-Pass-2026x"}
	)
	assert status == 429


def test_a_reset_key_cannot_be_guessed_for_ever(web):  # noqa: F811
	address = "/api/method/frappe.core.doctype.user.user.update_password"
	statuses = [
		web.call("POST", address, json={"key": f"guess{number}", "new_password": "New-Pass-2026x"})[0]
		for number in range(12)
	]
	assert statuses == [417] * 10 + [429] * 2


def test_a_weak_password_is_refused_over_rest(web):  # noqa: F811
	password = web.add_user(CLERK)
	web.sign_in(CLERK, password)
	status, body, _response = web.call(
		"POST",
		"/api/method/frappe.core.doctype.user.user.update_password",
		json={"old_password": password, "new_password": "12345678"},
	)
	assert status == 417
	assert messages(body)


def test_secrets_are_in_the_database_only_encrypted_and_the_key_is_outside(web):  # noqa: F811
	secret = "secret-of-the-api-9137"

	def store():
		import frappe

		doc = frappe.get_doc("User", "Administrator")
		doc.api_key, doc.api_secret = "a-key", secret
		doc.save()

	web.work(store)
	key = json.loads((web.site_dir / "site_config.json").read_text(encoding="utf-8"))["encryption_key"]
	stored = b"".join(path.read_bytes() for path in web.site_dir.glob("site.db*"))
	assert b"a-key" in stored
	assert secret.encode() not in stored
	assert key.encode() not in stored


def test_the_session_file_opens_no_session(web):  # noqa: F811
	web.sign_in()
	sid = sid_of(web)
	stored = b"".join(path.read_bytes() for path in (web.site_dir / "runtime").glob("sessions.db*"))
	assert sid.encode() not in stored
	assert not re.search(rb"\$argon2", stored)


@pytest.mark.parametrize(
	"path", ["/login", "/app", "/api/method/ping", "/nothing", "/files/nothing", "/desk-static/x/y"]
)
def test_every_answer_has_the_headers_that_keep_a_page_to_itself(web, path):  # noqa: F811
	web.sign_in()
	headers = web.call("GET", path)[2].headers
	policy = headers["Content-Security-Policy"]
	assert "frame-ancestors 'self'" in policy and "object-src 'none'" in policy
	assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
	assert headers["X-Frame-Options"] == "SAMEORIGIN"
	assert headers["X-Content-Type-Options"] == "nosniff"
	assert headers["Referrer-Policy"] == "same-origin"
