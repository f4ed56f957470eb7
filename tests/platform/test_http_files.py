"""Uploads, downloads, assets: who may have which file, and how it is sent."""

from __future__ import annotations

import gc
import io

import pytest


@pytest.fixture
def admin(web):
	web.sign_in()
	return web


def upload(web, content=b"hello", name="note.txt", **form):
	data = {"file": (io.BytesIO(content), name), **form}
	return web.call("POST", "/api/method/upload_file", data=data, content_type="multipart/form-data")


def test_a_private_file_is_for_those_who_may_read_its_document(admin):
	status, body, _response = upload(admin, is_private="1")
	assert status == 200
	url = body["message"]["file_url"]
	assert url.startswith("/private/files/")
	assert admin.call("GET", url)[1] == "hello"
	assert admin.another().call("GET", url)[0] == 403
	other = admin.another()
	other.sign_in("plain@example.org", admin.add_user("plain@example.org"))
	assert other.call("GET", url)[0] == 403


def test_a_public_file_is_for_everybody_and_runs_nothing(admin):
	_status, body, _response = upload(admin, b"not really", "page.odt", is_private="0")
	status, _text, response = admin.another().call("GET", body["message"]["file_url"])
	assert status == 200
	assert response.headers["Content-Disposition"].startswith("attachment")
	assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_file_that_could_run_in_a_browser_is_never_public(admin):
	status, body, _response = upload(admin, b"<script>alert(1)</script>", "page.html", is_private="0")
	assert (status, body["exc_type"]) == (417, "FileTypeNotAllowed")


def test_a_file_name_in_chinese_survives_the_round(admin):
	_status, body, _response = upload(admin, name="申请表.txt", is_private="1")
	assert body["message"]["file_name"] == "申请表.txt"
	response = admin.call("GET", body["message"]["file_url"])[2]
	assert "filename*=UTF-8''%E7%94%B3" in response.headers["Content-Disposition"]


def test_a_path_outside_the_files_is_not_found(admin):
	for path in (
		"/files/../site_config.json",
		"/private/files/../../site.db",
		"/files/%2e%2e/site_config.json",
	):
		assert admin.call("GET", path)[0] in (403, 404)


def test_a_guest_may_not_upload(web):
	assert upload(web)[0] == 403


# werkzeug's parser leaves its temporary file to the collector when it stops at the limit.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_beyond_the_limit_is_413(admin):
	def limit():
		import frappe

		frappe.db.set_single_value("System Settings", "max_file_size", 1)
		frappe.clear_cache()

	admin.work(limit)
	assert upload(admin, b"x" * 1_100_000)[0] == 413
	assert upload(admin, b"x" * 3_000_000)[0] == 413
	gc.collect()


def test_an_attachment_needs_write_permission_on_its_document(admin):
	_status, body, _response = admin.call("POST", "/api/resource/Role", json={"role_name": "Sweeper"})
	other = admin.another()
	other.sign_in("plain@example.org", admin.add_user("plain@example.org"))
	assert upload(other, doctype="Role", docname=body["data"]["name"])[0] == 403


def test_an_asset_with_its_version_is_kept_for_a_year(web):
	from frappe_standalone.core.http.assets import bundled_asset

	address = bundled_asset("/assets/frappe/desk.css", apps=[])
	assert "?v=" in address
	assert "immutable" in web.call("GET", address)[2].headers["Cache-Control"]
	assert web.call("GET", address.split("?")[0])[2].headers["Cache-Control"] == "no-cache"


def test_assets_are_only_what_stands_in_the_public_folder(web):
	for path in ("/assets/frappe/../shell.py", "/assets/township_gov/../hooks.py", "/assets/os/x.js"):
		assert web.call("GET", path)[0] == 404
