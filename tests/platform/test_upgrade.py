"""`township upgrade`: backup, migrate, check, and either all of it stays or nothing of it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import frappe

from frappe_standalone.core.db.pool import POOL
from frappe_standalone.core.doctor import examine
from frappe_standalone.core.faults import SiteUpgrading
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.upgrade import mark, rollback, run
from frappe_standalone.core.upgrade.run import UpgradeFailed, UpgradeRefused, upgrade
from tests.platform import faulty
from tests.platform.test_http_server import Server, posix_only
from tests.platform.web import messages

PATCH = "tiny_app.patches.first"


@pytest.fixture
def site(tiny_dir):
	"""A site with an order, a file, and one patch to run."""
	tiny_dir.chmod(0o700)
	work(tiny_dir, some_records)
	return tiny_dir


def some_records():
	frappe.get_doc(doctype="Tiny Zone", zone_code="N").insert()
	frappe.get_doc(doctype="Tiny Order", title="Office", zone="N", lines=[{"item": "Chair"}]).insert()
	frappe.get_doc(doctype="File", file_name="scan.pdf", content="scan", is_private=1).insert()
	frappe.db.delete("Patch Log", {"patch": PATCH})


def work(site_dir, function):
	with site_context(site_dir):
		result = function()
		frappe.db.commit()
		return result


def patch_that(monkeypatch, does):
	from tiny_app.patches import first

	monkeypatch.setattr(first, "execute", does)


def state(site_dir) -> dict:
	"""Every row of every table but the journals of caches, and every file."""
	POOL.close()
	with closing(sqlite3.connect(site_dir / "site.db")) as connection:
		tables = [row[0] for row in connection.execute("select name from sqlite_schema where type = 'table'")]
		rows = {
			name: sorted(map(repr, connection.execute(f"select * from `{name}`")))
			for name in tables
			if name != "__CacheDrop"
		}
	found = {path.name: path.read_bytes() for path in (site_dir / "private" / "files").iterdir()}
	return {"rows": rows, "files": found}


def is_usable(site_dir) -> bool:
	"""Open to writers, and well but for the patch that waits."""
	work(site_dir, lambda: frappe.get_doc(doctype="ToDo", description="x").insert())
	return {finding.subject for finding in examine(site_dir)} <= {f"patch {PATCH}"}


# good upgrades ----------------------------------------------------------------------------------------


def test_a_good_upgrade_stays_with_its_backup_beside(site, monkeypatch):
	patch_that(monkeypatch, lambda: frappe.get_doc(doctype="Role", role_name="By Patch").insert())
	steps = []
	result = upgrade(site, say=steps.append)
	assert result.counts["patches"] == 1 and len(steps) == 3
	assert work(site, lambda: frappe.db.exists("Role", "By Patch"))
	assert result.backup.is_file() and result.backup.stat().st_mode & 0o077 == 0
	assert not mark.path_of(site).exists() and examine(site) == []


def test_only_the_newest_backups_of_upgrades_are_kept(site):
	kept = [upgrade(site).backup for _number in range(run.KEPT + 2)]
	assert [path.exists() for path in kept] == [False, False, True, True, True]


# bad ones ---------------------------------------------------------------------------------------------


def raises():
	frappe.get_doc(doctype="Role", role_name="Half Done").insert()
	frappe.db.commit()
	raise ValueError("no such luck")


def orphans_rows():
	frappe.db.sql("delete from `tabTiny Order`")
	frappe.db.commit()


def drops_a_column():
	frappe.db.sql("alter table `tabTiny Order` drop column remark")


def loses_a_file():
	for path in Path(frappe.get_site_path("private", "files")).iterdir():
		path.unlink()


def damages_the_file():
	frappe.db.commit()
	frappe.db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
	page = frappe.db.sql("select rootpage from sqlite_schema where name = 'tabTiny Order'")[0][0]
	database = Path(frappe.get_site_path("site.db"))
	faulty.overwrite(database, (page - 1) * faulty.PAGE, os.urandom(faulty.PAGE))


def breaks_a_doctype():
	frappe.db.sql("update tabDocType set module = 'Nowhere' where name = 'Tiny Order'")


def is_interrupted():
	raise KeyboardInterrupt


@pytest.mark.parametrize(
	("does", "reason"),
	[
		(raises, "no such luck"),
		(orphans_rows, "belong to no document"),
		(drops_a_column, "remark is missing"),
		(loses_a_file, "scan.pdf"),
		(damages_the_file, "damaged"),
		(breaks_a_doctype, "Nowhere"),
		(is_interrupted, "KeyboardInterrupt"),
	],
	ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_bad_upgrade_is_undone_and_says_why(site, monkeypatch, does, reason):
	monkeypatch.setattr("frappe_standalone.core.runtime.DEFAULT_LANG", "en")
	patch_that(monkeypatch, does)
	before = state(site)
	with pytest.raises(UpgradeFailed, match="the site is as it was before") as failure:
		upgrade(site)
	assert reason in str(failure.value)
	assert state(site) == before
	assert not mark.path_of(site).exists() and is_usable(site)


def test_an_upgrade_whose_documents_do_not_open_is_undone(site, monkeypatch):
	from tiny_app.tiny.doctype.tiny_order.tiny_order import TinyOrder

	def break_the_form(self, *arguments, **more):
		raise AttributeError("no such method")

	patch_that(monkeypatch, lambda: monkeypatch.setattr(TinyOrder, "as_dict", break_the_form))
	before = state(site)
	with pytest.raises(UpgradeFailed, match="Tiny Order.*no such method"):
		upgrade(site)
	monkeypatch.undo()
	assert state(site) == before


def test_readers_elsewhere_see_the_restored_state_at_once(site, monkeypatch):
	"""Another process has an open connection and has cached what the patch changed."""
	patch_that(monkeypatch, raises)
	with closing(sqlite3.connect(site / "site.db")) as reader:
		count = "select count(*) from tabRole"
		before = reader.execute(count).fetchone()
		last = reader.execute("select max(seq) from __CacheDrop").fetchone()[0] or 0
		with pytest.raises(UpgradeFailed):
			upgrade(site)
		assert reader.execute(count).fetchone() == before
		newest = reader.execute(
			"select seq, key, beginning from __CacheDrop order by seq desc limit 1"
		).fetchone()
		assert newest[0] > last and newest[1:] == ("", 1)  # forget everything


def test_a_site_that_is_damaged_already_is_not_upgraded(site):
	POOL.close()
	with faulty.damaged_table(site / "site.db", "tabToDo"), pytest.raises(UpgradeRefused, match="restore"):
		upgrade(site)
	assert not list((site / "private" / "backups").glob("*.zip"))


def test_two_upgrades_do_not_run_at_once(site):
	lock = mark.lock_of(site)
	assert lock.acquire()
	try:
		with pytest.raises(UpgradeRefused):
			upgrade(site)
	finally:
		lock.release()


# a power cut ------------------------------------------------------------------------------------------

CUT_OFF = """
import os, signal, sys
from frappe_standalone.activation import activate
activate()
from pathlib import Path
from tests.platform.conftest import offer_tiny_app
offer_tiny_app()
import frappe
from frappe_standalone.core.upgrade import run
from tiny_app.patches import first
def harm():
	frappe.db.sql("delete from `tabTiny Order`")
	frappe.db.commit()
	os.kill(os.getpid(), signal.SIGKILL)
def cut():
	os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "migrate":
	first.execute = harm
elif sys.argv[2] == "backup":
	run.make_backup = lambda site: cut()
else:
	from frappe_standalone.core.upgrade import rollback
	first.execute = lambda: 1 / 0
	real = rollback.put_database_back
	def half(copy, live):
		real(copy, live)
		cut()
	rollback.put_database_back = half
run.upgrade(Path(sys.argv[1]))
"""


@posix_only
@pytest.mark.parametrize("step", ["backup", "migrate", "put back"])
def test_after_a_power_cut_nobody_writes_until_the_next_start_has_undone_it(site, step):
	before = state(site)
	done = subprocess.run([sys.executable, "-c", CUT_OFF, str(site), step], capture_output=True, text=True)
	assert done.returncode == -signal.SIGKILL, done.stderr
	with pytest.raises(SiteUpgrading):
		work(site, lambda: frappe.get_doc(doctype="ToDo", description="x").insert())
	assert "cut off" in {finding.subject for finding in examine(site)}
	assert rollback.recover(site)
	assert state(site) == before and is_usable(site)
	assert not rollback.recover(site)


@posix_only
def test_a_server_that_starts_after_a_power_cut_undoes_the_upgrade_first(site_dir):
	backup = site_dir / "private" / "backups" / "b.zip"
	run.create_backup(site_dir, backup)
	mark.write(site_dir, step="migrate", backup=str(backup))
	mark._mine.clear()
	with closing(sqlite3.connect(site_dir / "site.db", isolation_level=None)) as connection:
		connection.execute("delete from tabRole where name = 'Workspace Manager'")
	server = Server(site_dir)
	try:
		answer = server.session().get(f"{server.url}/api/resource/Role/Workspace Manager", timeout=20)
		assert answer.status_code == 200
		assert "cut off was undone" in "".join(server.lines)
	finally:
		server.stop()


# a running server -------------------------------------------------------------------------------------


@pytest.fixture
def served(site_dir):
	"""A server of the site with somebody signed in, and a function that saves a ToDo."""
	server = Server(site_dir, "--workers", "2")
	session, todo = server.session(), f"{server.url}/api/resource/ToDo"
	yield todo, session, lambda text: session.post(todo, json={"description": text}, timeout=20)
	server.stop()


@posix_only
def test_a_running_server_refuses_to_save_meanwhile_with_words_and_goes_on_afterwards(site_dir, served):
	todo, session, save = served
	assert save("before").status_code == 200
	lock = mark.lock_of(site_dir)
	assert lock.acquire()
	mark.write(site_dir, step="migrate")
	try:
		refused = save("lost?")
		assert (refused.status_code, refused.json()["exc_type"]) == (503, "SiteUpgrading")
		assert "正在升级" in messages(refused.json())[0]
		assert len(session.get(todo, timeout=20).json()["data"]) == 1
	finally:
		mark.remove(site_dir)
		lock.release()
	assert save("after").status_code == 200


@posix_only
def test_a_running_server_undoes_an_upgrade_whose_process_died(site_dir, served):
	_todo, _session, save = served
	mark.write(site_dir, step="backup")
	mark._mine.clear()
	deadline = time.monotonic() + 30
	while save("x").status_code == 503 and time.monotonic() < deadline:
		time.sleep(0.2)
	assert save("x").status_code == 200
	assert not mark.path_of(site_dir).exists()


@posix_only
def test_the_command_upgrades_under_a_running_server_and_loses_no_acknowledged_work(site_dir):
	import threading

	from tests.platform.test_cli_commands import township

	site_dir.chmod(0o700)
	server = Server(site_dir, "--workers", "2")
	acknowledged, refused, stop = [], [], threading.Event()

	def write():
		session = server.session()
		while not stop.is_set():
			answer = session.post(f"{server.url}/api/resource/ToDo", json={"description": "x"}, timeout=30)
			(acknowledged if answer.status_code == 200 else refused).append(answer)

	writer = threading.Thread(target=write)
	writer.start()
	try:
		done = township("upgrade", site_dir)
	finally:
		stop.set()
		writer.join()
	try:
		assert done.returncode == 0, done.stderr
		assert "up to date and checked" in done.stdout and "restart" in done.stdout
		assert {answer.json()["exc_type"] for answer in refused} <= {"SiteUpgrading"}
		found = server.session().get(f"{server.url}/api/resource/ToDo?limit_page_length=0", timeout=20)
		names = {row["name"] for row in found.json()["data"]}
		assert {answer.json()["data"]["name"] for answer in acknowledged} == names
	finally:
		server.stop()
