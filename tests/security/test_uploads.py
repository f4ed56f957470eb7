"""What people upload: names that are safe everywhere, types by content where it counts, nothing that runs in a browser."""

from __future__ import annotations

import io

import pytest

import frappe

from frappe_standalone.core.files import safe_name

pytestmark = pytest.mark.standalone


@pytest.mark.parametrize(
	("given", "stored"),
	[
		("con.txt", "_con.txt"),
		("NUL", "_NUL"),
		("aux.tar.gz", "_aux.tar.gz"),
		("COM1.docx", "_COM1.docx"),
		("lpt9 .txt", "_lpt9 .txt"),
		("contract.txt", "contract.txt"),
		("report.", "report"),
		("report. . .", "report"),
		("../../etc/passwd", "passwd"),
		("..\\..\\boot.ini", "boot.ini"),
		("C:\\x.txt", "x.txt"),
		("/", "file"),
		("", "file"),
		("...", "file"),
		(".htaccess", "htaccess"),
		("a\x00b\n.txt", "ab.txt"),
		("\u202etxt.exe", "txt.exe"),
		("a\u200bb\ufeff.pdf", "ab.pdf"),
		("证明.pdf", "证明.pdf"),
		("a:b|c?.txt", "a_b_c_.txt"),
		("%2e%2e%2fx", "_2e_2e_2fx"),
	],
)
def test_a_name_is_made_safe_on_every_system(given, stored):
	assert safe_name(given) == stored


@pytest.mark.parametrize("letter", ["x", "中", "😀", "é"])
def test_no_name_is_longer_than_a_file_system_takes(letter):
	for name in (letter * 500 + ".pdf", "a." + letter * 500, letter * 500):
		safe = safe_name(name)
		assert 0 < len(safe.encode()) <= 220
		assert safe.encode().decode() == safe


def send(site, name: str, content: bytes, user: str = "Administrator", **form):
	"""Upload a file as a form does; (status, body)."""
	import json

	from werkzeug.test import Client

	from tests.platforms import api_token

	token = api_token(user)
	frappe.db.commit()
	frappe.destroy()
	try:
		answer = Client(site.wsgi()).post(
			"/api/method/upload_file",
			data={"file": (io.BytesIO(content), name), **form},
			headers={"Authorization": f"token {token}"},
			buffered=True,
		)
		text = answer.get_data(as_text=True)
	finally:
		site.connect()
		frappe.set_user("Administrator")
	return answer.status_code, json.loads(text)


@pytest.mark.parametrize(
	"name", ["x.svg", "x.SVG", "x.html", "x.xhtml", "x.js", "x.mhtml", "x.svg.", "x.html "]
)
def test_what_a_browser_would_run_is_not_public(site, name):
	status, answer = send(
		site, name, b"<svg xmlns='http://www.w3.org/2000/svg'/>" + name.encode(), is_private="0"
	)
	assert (status, answer["exc_type"]) == (417, "FileTypeNotAllowed")


@pytest.mark.parametrize(
	("name", "content"),
	[
		("scan.png", b"<html><script>alert(1)</script>"),
		("scan.JPG", b"\xef\xbb\xbf  <svg onload=alert(1)>"),
		("form.pdf", b"MZ\x90\x00"),
		("form.pdf", b"#!/bin/sh"),
	],
)
@pytest.mark.parametrize("private", ["0", "1"])
def test_a_picture_that_is_a_page_or_a_program_is_refused(site, name, content, private):
	status, answer = send(site, name, content, is_private=private)
	assert (status, answer["exc_type"]) == (417, "FileTypeNotAllowed")


@pytest.mark.parametrize(
	("name", "content"),
	[("scan.png", b"\x89PNG\r\n\x1a\n"), ("export.xls", b"<table></table>"), ("a.txt", b"<b>")],
)
def test_other_content_is_taken_as_it_is_called(site, name, content):
	assert send(site, name, content, is_private="1")[0] == 200


def test_privately_it_is_sent_to_be_saved_and_never_shown(site):
	from werkzeug.test import Client

	from tests.platforms import api_token

	status, answer = send(site, "drawing.svg", b"<svg>1</svg>", is_private="1")
	assert status == 200
	token = api_token("Administrator")
	frappe.db.commit()
	frappe.destroy()
	try:
		shown = Client(site.wsgi()).get(
			answer["message"]["file_url"], headers={"Authorization": f"token {token}"}, buffered=True
		)
	finally:
		site.connect()
	assert shown.headers["Content-Disposition"].startswith("attachment")
	assert "sandbox" in shown.headers["Content-Security-Policy"]
	assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_larger_than_the_site_takes_is_413(rest):
	frappe.db.set_single_value("System Settings", "max_file_size", 1)
	frappe.db.commit()
	try:
		content = "x" * (1024 * 1024 + 1)
		assert (
			rest.call("POST", "/api/resource/File", "Administrator", file_name="big.txt", content=content)[0]
			== 413
		)
	finally:
		frappe.db.set_single_value("System Settings", "max_file_size", 25)
		frappe.db.commit()


def test_an_upload_by_cookie_needs_the_csrf_token(site):
	from werkzeug.test import Client

	frappe.db.commit()
	frappe.destroy()
	browser = Client(site.wsgi())
	try:
		signed = browser.post(
			"/api/method/login",
			json={"usr": "Administrator", "pwd": "test-Admin-2026"},
			headers={"Origin": "http://localhost"},
		)
		answers = {
			path: browser.post(path, data={"file": (io.BytesIO(b"x"), "x.txt")}, buffered=True)
			for path in ("/api/method/upload_file", "/api/method/logout", "/api/method/web_logout")
		}
	finally:
		site.connect()
	assert signed.status_code == 200
	assert {path: (a.status_code, a.json["exc_type"]) for path, a in answers.items()} == dict.fromkeys(
		answers, (400, "CSRFTokenError")
	)
