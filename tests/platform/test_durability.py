"""What is acknowledged is on the disk: every connection to `site.db` commits with `synchronous=FULL` in WAL."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import frappe

from frappe_standalone.core import jobs
from frappe_standalone.core.db import LAZY, READ, WRITE
from frappe_standalone.core.runtime import site_context

PACKAGE = Path(jobs.__file__).parents[2]
FULL = 2  # SQLite's number for synchronous=FULL
# Each of these opens a file on its own, and why that is right.
OWN_CONNECTIONS = {
	"core/db/connection.py": "site.db: the one place with the pragmas",
	"core/http/session_store.py": "sessions.db: who loses the last sign-in in a power cut signs in again",
	"core/http/counters.py": "counters.db: refused sign-ins; may be lost",
	"core/backup/create.py": "copies of site.db, compared with checksums before they get their name",
	"core/backup/manifest.py": "reads backups",
	"core/upgrade/rollback.py": "reads the backup; the site itself is opened with the pragmas",
	"core/service/nightly.py": "reads a backup restored on trial, and which tables the site has",
	"core/doctor/storage.py": "reads site.db, which may be too damaged for the pragmas",
	"core/app_check/sql.py": "an empty one in memory, which judges the SQL of apps",
}


def pragmas() -> tuple[int, str]:
	return (
		frappe.db.connection.execute("PRAGMA synchronous").fetchone()[0],
		frappe.db.connection.execute("PRAGMA journal_mode").fetchone()[0],
	)


@pytest.mark.parametrize("mode", [READ, WRITE, LAZY])
def test_every_mode_of_a_site_commits_to_the_disk(site_dir, mode):
	with site_context(site_dir, mode=mode):
		assert pragmas() == (FULL, "wal")


def test_a_request_that_writes_commits_to_the_disk(web, monkeypatch):
	from frappe_standalone.core.db import transactions

	seen = []
	commit = transactions.Transactions.commit

	def note(db):
		if db.transaction_writes:
			seen.append(pragmas())
		commit(db)

	web.sign_in()
	monkeypatch.setattr(transactions.Transactions, "commit", note)
	assert web.call("POST", "/api/resource/ToDo", json={"description": "x"})[0] == 200
	assert seen and set(seen) == {(FULL, "wal")}


def test_a_job_commits_to_the_disk(web, monkeypatch):
	from frappe_standalone.core.jobs import execution

	seen = []
	finish = execution.finish
	monkeypatch.setattr(execution, "finish", lambda job: (seen.append(pragmas()), finish(job)))
	web.work(lambda: frappe.enqueue("frappe.client.insert", doc={"doctype": "ToDo", "description": "x"}))
	assert jobs.run_pending(web.site_dir) == 1
	assert seen == [(FULL, "wal")]


def test_nobody_opens_the_database_past_the_pragmas():
	opening = re.compile(r"sqlite3\.connect\(")
	found = {
		path.relative_to(PACKAGE).as_posix()
		for path in PACKAGE.rglob("*.py")
		if opening.search(path.read_text(encoding="utf-8"))
	}
	assert found == set(OWN_CONNECTIONS)


def test_an_uploaded_file_is_on_the_disk_before_its_record(site_dir, monkeypatch):
	from frappe_standalone.core import files

	steps = []
	fsync = files.os.fsync
	monkeypatch.setattr(files.os, "fsync", lambda handle: (steps.append("fsync"), fsync(handle)))
	with site_context(site_dir):
		frappe.get_doc({"doctype": "File", "file_name": "a.txt", "content": "x", "is_private": 1}).insert()
		assert steps == ["fsync", "fsync"]  # the content, then the name in its folder
