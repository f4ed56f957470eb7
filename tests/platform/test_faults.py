"""The disk is full, read-only or damaged, the file is locked or gone: clear words, nothing lost, and it goes on after."""

from __future__ import annotations

import errno
import io
import json
import sqlite3

import pytest

import frappe

from frappe_standalone.core import faults
from frappe_standalone.core.db.pool import POOL
from tests.platform import faulty
from tests.platform.web import Web, messages

TODO = "/api/resource/ToDo"
LIST = "/api/resource/ToDo?limit_page_length=0"
PAGE = {"Accept": "text/html"}


@pytest.fixture
def impatient(monkeypatch):
	"""SQLite gives a locked file up at once instead of after five seconds."""
	from frappe_standalone.core.db import connection

	quick = tuple((name, 100 if name == "busy_timeout" else value) for name, value in connection.PRAGMAS)
	monkeypatch.setattr(connection, "PRAGMAS", quick)
	POOL.close()


@pytest.fixture
def visitor(web):
	"""Somebody signed in, with one record."""
	return signed_in(web)


@pytest.fixture
def on_small_disk(bare_site, tmp_path):
	"""A visitor of a site on a disk of its own, and that disk's folder."""
	import shutil

	from frappe_standalone.core.http.session_store import close_stores
	from frappe_standalone.core.logger import close_loggers

	with faulty.small_disk(tmp_path / "disk", 24) as disk:
		shutil.copytree(bare_site, disk / "site")
		yield signed_in(Web(disk / "site")), disk
		POOL.close()
		close_stores()
		close_loggers()


def signed_in(web):
	"""A program that writes, and a person who looks at pages."""
	assert web.sign_in()[0] == 200
	web.person = web.another()
	assert web.person.sign_in()[0] == 200
	add(web, "before")
	return web


def add(web, text):
	status, body, _response = web.call("POST", TODO, json={"description": text})
	assert status == 200, body
	return body["data"]["name"]


def texts(web):
	"""What a reader sees."""
	return sorted(frappe.utils.strip_html(row["description"]) for row in rows(web))


def rows(web):
	status, body, _response = web.call("GET", f'{LIST}&fields=["description"]')
	assert status == 200, body
	return body["data"]


def refused(web, status, exc_type, words, verb="POST", path=TODO, **options):
	"""A request that must be answered by this fault, as JSON and in words."""
	options = options or {"json": {"description": "lost?"}}
	found, body, response = web.call(verb, path, **options)
	assert (found, body.get("exc_type")) == (status, exc_type), body
	assert words in messages(body)[0]
	assert "Traceback" not in json.dumps(body) and "sqlite" not in json.dumps(body).lower()
	assert response.headers["Retry-After"]
	return body


# each fault, as programs and people meet it -----------------------------------------------------------


def test_a_full_database_refuses_a_write_with_507_and_words_and_reading_goes_on(visitor, monkeypatch):
	from frappe_standalone.core.db import connection

	POOL.close()
	with sqlite3.connect(visitor.site_dir / "site.db") as probe:
		pages = probe.execute("PRAGMA page_count").fetchone()[0]
	probe.close()
	normal = connection.PRAGMAS
	monkeypatch.setattr(connection, "PRAGMAS", (*normal, ("max_page_count", pages)))
	big = {"json": {"description": "x" * 100_000}}
	refused(visitor, 507, "DiskFull", "服务器磁盘已满", **big)
	assert texts(visitor) == ["before"]
	monkeypatch.setattr(connection, "PRAGMAS", normal)
	add(visitor, "after")
	assert texts(visitor) == ["after", "before"]


def test_on_a_full_disk_nothing_is_lost_reading_goes_on_and_writing_returns_by_itself(on_small_disk):
	visitor, disk = on_small_disk
	with faulty.full_disk(disk):
		for _attempt in range(3):
			refused(visitor, 507, "DiskFull", "服务器磁盘已满", json={"description": "x" * 200_000})
		assert texts(visitor) == ["before"]
		assert visitor.person.call("GET", "/app/todo", PAGE)[0] == 200
	add(visitor, "after")
	assert texts(visitor) == ["after", "before"]
	assert whole(visitor.site_dir)


def test_an_upload_to_a_full_disk_leaves_no_half_file(on_small_disk):
	visitor, disk = on_small_disk
	folder = visitor.site_dir / "private" / "files"
	upload = {"data": {"file": (io.BytesIO(b"x" * 300_000), "scan.pdf"), "is_private": "1"}}
	with faulty.full_disk(disk):
		refused(visitor, 507, "DiskFull", "服务器磁盘已满", path="/api/method/upload_file", **upload)
		assert list(folder.iterdir()) == []
	upload = {"data": {"file": (io.BytesIO(b"x" * 300_000), "scan.pdf"), "is_private": "1"}}
	assert visitor.call("POST", "/api/method/upload_file", **upload)[0] == 200
	assert [path.stat().st_size for path in folder.iterdir()] == [300_000]


def test_signing_in_on_a_full_disk_says_so(on_small_disk):
	visitor, disk = on_small_disk
	with faulty.full_disk(disk):
		status, body, _response = visitor.another().sign_in()
	assert (status, body["exc_type"]) == (507, "DiskFull") or status == 200


def test_a_read_only_disk_is_named_and_reading_goes_on(visitor):
	with faulty.read_only_disk(visitor.site_dir):
		POOL.close()
		refused(visitor, 503, "SiteNotWritable", str(visitor.site_dir))
		assert texts(visitor) == ["before"]
		assert visitor.person.call("GET", "/app/todo", PAGE)[0] == 200
	add(visitor, "after")
	assert texts(visitor) == ["after", "before"]


def test_a_site_that_is_started_on_a_read_only_disk_can_be_read_and_backed_up(visitor, tmp_path):
	from tests.platform.test_cli_commands import township

	token = visitor.work(api_token)
	POOL.close()
	with faulty.read_only_disk(visitor.site_dir):
		again = Web(visitor.site_dir)
		status, body, _response = again.call("GET", LIST, {"Authorization": f"token {token}"})
		assert (status, len(body["data"])) == (200, 1), body
		again.app.start_background()  # it waits for the disk and does not die
		stick = township("backup", visitor.site_dir, visitor.site_dir / "b.zip")
		assert stick.returncode == 1 and f"may not write to {visitor.site_dir}" in stick.stderr
		assert township("backup", visitor.site_dir, tmp_path / "b.zip").returncode == 0
		found = township("doctor", visitor.site_dir)
		assert found.returncode == 1 and f"may not write to {visitor.site_dir}" in found.stdout
		upgraded = township("upgrade", visitor.site_dir)
		assert upgraded.returncode == 1 and "may not write" in upgraded.stderr
		assert again.app.background.thread.is_alive()
		again.app.stop_background()
	add(visitor, "after")
	assert texts(visitor) == ["after", "before"]


def api_token():
	from tests.platforms import api_token

	return api_token("Administrator")


def test_a_database_file_that_may_not_be_written_is_named_and_reading_goes_on(visitor):
	POOL.close()
	with faulty.unwritable(visitor.site_dir / "site.db"):
		refused(visitor, 503, "SiteNotWritable", str(visitor.site_dir))
		assert texts(visitor) == ["before"]
	add(visitor, "after")
	assert texts(visitor) == ["after", "before"]


def test_a_file_held_by_another_program_is_a_503_with_words_and_over_when_it_is_given_back(
	visitor, impatient
):
	with faulty.held_by_another_program(visitor.site_dir / "site.db"):
		refused(visitor, 503, "SiteLocked", "其他程序")
		status, page, _response = visitor.person.call("GET", "/app/todo", PAGE)
		assert status == 503
		assert "其他程序" in page and "重试" in page
	add(visitor, "after")
	assert texts(visitor) == ["after", "before"]


def test_a_damaged_page_is_a_503_that_names_doctor_and_other_tables_go_on(visitor):
	POOL.close()
	database = visitor.site_dir / "site.db"
	with faulty.damaged_table(database, "tabToDo"):
		refused(visitor, 503, "SiteDamaged", "township doctor", "GET", f'{LIST}&fields=["*"]', json=None)
		refused(visitor, 503, "SiteDamaged", "township doctor")
		assert visitor.call("GET", "/api/resource/Role")[0] == 200
		POOL.close()
	assert texts(visitor) == ["before"]


def test_a_site_without_database_is_a_503_until_it_is_back(visitor):
	POOL.close()
	with faulty.taken_away(visitor.site_dir / "site.db"):
		refused(visitor, 503, "SiteMissing", "township restore")
		status, page, _response = visitor.person.call("GET", "/app/todo", PAGE)
		assert status == 503 and "township restore" in page
		assert not (visitor.site_dir / "site.db").exists()
	assert texts(visitor) == ["before"]


def test_a_site_without_configuration_is_a_503_until_it_is_back(visitor):
	with faulty.taken_away(visitor.site_dir / "site_config.json"):
		refused(visitor, 503, "SiteMissing", "township restore")
	assert texts(visitor) == ["before"]


def test_a_site_that_lost_its_key_makes_no_new_one_over_stored_secrets(visitor):
	from frappe_standalone.core.site import read_json, update_config

	config = visitor.site_dir / "site_config.json"
	key = read_json(config)["encryption_key"]

	def give_a_secret():
		from frappe.utils.password import set_encrypted_password

		set_encrypted_password("User", "Guest", "s3cret", "api_secret")

	visitor.work(give_a_secret)
	update_config(visitor.site_dir, encryption_key=None)
	change = {"json": {"api_secret": "another"}}
	status, body, _response = visitor.call("PUT", "/api/resource/User/Guest", **change)
	assert (status, body["exc_type"]) == (503, "EncryptionKeyMissing")
	assert "密钥" in messages(body)[0]
	assert "encryption_key" not in read_json(config)
	assert texts(visitor) == ["before"]
	update_config(visitor.site_dir, encryption_key=key)
	assert visitor.call("PUT", "/api/resource/User/Guest", **change)[0] == 200


def test_a_file_that_may_not_be_stored_is_refused_with_its_folder(visitor, monkeypatch):
	folder = visitor.site_dir / "private" / "files"

	def refuse(path, data):
		raise PermissionError(errno.EACCES, "Permission denied", str(path))

	monkeypatch.setattr("frappe_standalone.core.files.write", refuse)
	upload = {"data": {"file": (io.BytesIO(b"x"), "scan.pdf"), "is_private": "1"}}
	refused(visitor, 503, "SiteNotWritable", str(folder), path="/api/method/upload_file", **upload)
	monkeypatch.undo()
	assert not visitor.call(
		"GET", "/api/resource/File?filters=" + json.dumps([["file_name", "=", "scan.pdf"]])
	)[1]["data"]


# the words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", faults.SiteFault.__subclasses__(), ids=lambda fault: fault.__name__)
def test_each_fault_says_in_both_languages_what_to_do(fault):
	chinese = faults.platform_translations("zh")
	for text in (fault.title, fault.text):
		assert text.isascii() and chinese[text] != text
		assert text.count("{0}") == chinese[text].count("{0}")
	assert "administrator" in fault.text and fault.http_status_code in (503, 507)


@pytest.mark.parametrize(
	("error", "fault"),
	[
		(sqlite3.OperationalError("database or disk is full"), faults.DiskFull),
		(sqlite3.OperationalError("disk I/O error"), faults.DiskError),
		(sqlite3.DatabaseError("file is not a database"), faults.SiteDamaged),
		(sqlite3.OperationalError("database is locked"), faults.SiteLocked),
		(OSError(errno.EDQUOT, "Disk quota exceeded"), faults.DiskFull),
		(OSError(errno.EIO, "Input/output error"), faults.DiskError),
		(sqlite3.OperationalError("no such column: x"), None),
		(FileNotFoundError(errno.ENOENT, "No such file"), None),
		(PermissionError(errno.EACCES, "Permission denied", "/elsewhere/file"), None),
		(ConnectionResetError(errno.ECONNRESET, "reset"), None),
	],
	ids=str,
)
def test_what_libraries_raise_is_told_apart(error, fault):
	found = faults.fault_of(error)
	assert (type(found) if found else None) is fault


def test_a_refusal_with_words_of_its_own_keeps_them():
	refusal = frappe.ValidationError("The archive is full. Empty it.")
	refusal.__cause__ = OSError(errno.ENOSPC, "No space left on device")
	assert faults.fault_of(refusal) is None


def whole(site_dir) -> bool:
	with sqlite3.connect(site_dir / "site.db") as connection:
		found = connection.execute("PRAGMA integrity_check").fetchone()[0]
	connection.close()
	return found == "ok"


# jobs and the command line ----------------------------------------------------------------------------


def test_a_job_that_met_a_full_disk_is_tried_again(visitor, monkeypatch):
	from frappe_standalone.core import jobs

	visitor.work(
		lambda: frappe.enqueue("frappe.client.insert", doc={"doctype": "ToDo", "description": "job"})
	)

	def full(*_arguments, **_more):
		raise sqlite3.OperationalError("database or disk is full")

	monkeypatch.setattr("frappe_standalone.core.jobs.execution.get_attr", lambda method: full)
	jobs.run_pending(visitor.site_dir)
	monkeypatch.undo()
	assert visitor.work(job_states) == [("queued", 1)]
	visitor.work(lambda: frappe.db.sql("update `tabRQ Job` set due_at = null"))
	jobs.run_pending(visitor.site_dir)
	assert visitor.work(job_states) == [("finished", 2)]
	assert texts(visitor) == ["before", "job"]


def job_states():
	return list(frappe.db.sql("select status, attempts from `tabRQ Job`"))


def test_the_command_line_says_it_in_the_terminals_language(visitor, tmp_path):
	from tests.platform.test_cli_commands import township

	POOL.close()
	site = visitor.site_dir
	with faulty.damaged_table(site / "site.db", "tabUser"):
		english = township("user", "list", site)
		chinese = township("user", "list", site, lang="zh_CN.UTF-8")
	assert (english.returncode, chinese.returncode) == (1, 1)
	assert "Nothing was changed" in english.stderr and "township doctor" in english.stderr
	assert "没有改动" in chinese.stderr and "Traceback" not in chinese.stderr


def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing(visitor, tmp_path):
	from tests.platform.test_cli_commands import township

	with faulty.small_disk(tmp_path / "stick", 1) as stick:
		done = township("backup", visitor.site_dir, stick / "b.zip")
		assert done.returncode == 1
		assert str(stick) in done.stderr and "MB" in done.stderr
		assert list(stick.iterdir()) == []
