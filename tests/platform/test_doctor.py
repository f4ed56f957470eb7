"""`township doctor`: a site is broken in each way, and the doctor finds it, names the mend, and mends what is safe."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

import frappe

from frappe_standalone.core.backup.create import create_backup
from frappe_standalone.core.db.pool import POOL
from frappe_standalone.core.doctor import ERROR, NOTE, WARNING, examine, mend
from frappe_standalone.core.install import files
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.site import update_config
from tests.platform import faulty

posix_only = pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
A_WHILE_AGO = 7200


@pytest.fixture
def site(tiny_dir):
	"""A site that is well, with an order of two lines."""
	tiny_dir.chmod(0o700)
	work(tiny_dir, an_order)
	assert [finding.text for finding in examine(tiny_dir)] == []
	return tiny_dir


def an_order():
	frappe.get_doc(doctype="Tiny Zone", zone_code="N").insert()
	lines = [{"item": "Chair", "qty": 1}, {"item": "Desk", "qty": 2}]
	frappe.get_doc(doctype="Tiny Order", title="Office", zone="N", lines=lines).insert()


def work(site_dir, function, *arguments):
	with site_context(site_dir):
		result = function(*arguments)
		frappe.db.commit()
		return result


def sql(site_dir, *statements):
	"""Change the file as somebody with a database program does."""
	POOL.close()
	with closing(sqlite3.connect(site_dir / "site.db", isolation_level=None)) as connection:
		for statement in statements:
			connection.execute(statement)


def found(site_dir) -> dict:
	return {finding.subject: finding for finding in examine(site_dir)}


def is_mended(site_dir, *subjects) -> bool:
	"""Run the fixes; True if they mended these, and only what was said to be safe."""
	mended = {finding.subject for finding in mend(site_dir, examine(site_dir))}
	return mended >= set(subjects) and not set(subjects) & set(found(site_dir))


# schema -----------------------------------------------------------------------------------------------


def test_a_missing_column_is_found_and_made(site):
	sql(site, "alter table `tabTiny Order` drop column title")
	assert found(site)["Tiny Order: column title"].severity == ERROR
	assert "--fix" in found(site)["Tiny Order: column title"].mend
	assert is_mended(site, "Tiny Order: column title")


def test_a_column_of_another_type_is_found_and_its_values_survive_the_mend(site):
	sql(
		site,
		"alter table `tabTiny Line` rename column qty to old",
		"alter table `tabTiny Line` add column qty TEXT",
		"update `tabTiny Line` set qty = old",
		"alter table `tabTiny Line` drop column old",
	)
	finding = found(site)["Tiny Line: type of qty"]
	assert finding.severity == ERROR and "TEXT" in finding.text
	assert is_mended(site, "Tiny Line: type of qty")
	assert work(site, lambda: frappe.db.sql_list("select qty from `tabTiny Line` order by 1")) == [1, 2]


def test_a_missing_table_is_found_and_made(site):
	sql(site, "drop table `tabTiny Zone`")
	assert found(site)["Tiny Zone: table"].severity == ERROR
	assert is_mended(site, "Tiny Zone: table")


def test_a_missing_table_of_the_platform_is_found_and_made(site):
	sql(site, "drop table `__Auth`")
	assert found(site)["__Auth"].severity == ERROR
	assert is_mended(site, "__Auth")


def test_a_missing_index_is_found_and_made(site):
	sql(site, "drop index `tabTiny Line.parent`")
	assert found(site)["Tiny Line: index parent"].severity == WARNING
	assert is_mended(site, "Tiny Line: index parent")


def test_a_missing_index_over_several_fields_is_found_and_made(site):
	sql(site, "drop index `tabTiny Order.status_due_on_index`")
	assert found(site)["Tiny Order: index status+due_on"].severity == WARNING
	assert is_mended(site, "Tiny Order: index status+due_on")


def test_columns_and_tables_of_nothing_are_noted_and_stay(site):
	sql(
		site,
		"alter table `tabTiny Order` add column colour TEXT",
		"update `tabTiny Order` set colour = 'red'",
		"create table `tabGone` (name TEXT)",
	)
	left = found(site)
	assert left["Tiny Order: left over colour"].severity == NOTE
	assert "1" in left["Tiny Order: left over colour"].text
	assert left["tabGone"].severity == NOTE
	assert list(mend(site, examine(site))) == []


# orphans ----------------------------------------------------------------------------------------------


def test_rows_without_a_document_are_found_and_kept_as_deleted_documents(site):
	sql(site, "delete from `tabTiny Order`")
	finding = found(site)["Tiny Line of Tiny Order"]
	assert finding.severity == WARNING and "2" in finding.text
	assert is_mended(site, "Tiny Line of Tiny Order")
	kept = work(
		site, lambda: frappe.get_all("Deleted Document", {"deleted_doctype": "Tiny Line"}, pluck="data")
	)
	assert sorted(json.loads(data)["item"] for data in kept) == ["Chair", "Desk"]


def test_a_single_value_of_no_field_is_found_and_removed(site):
	sql(site, "insert into tabSingles values ('System Settings', 'flux_capacitor', '1')")
	assert found(site)["System Settings.flux_capacitor"].severity == WARNING
	assert is_mended(site, "System Settings.flux_capacitor")


def test_a_record_without_its_file_is_found(site):
	doc = work(site, a_file)
	frappe_path(site, doc.file_url).unlink()
	assert found(site)[doc.file_url].severity == ERROR
	assert "backup" in found(site)[doc.file_url].mend


def test_a_file_without_a_record_is_found_and_moved_aside(site):
	stray = site / "private" / "files" / "stray.pdf"
	stray.write_bytes(b"x")
	assert found(site) == {}  # it may be an upload whose record is just being written
	os.utime(stray, (time.time() - A_WHILE_AGO,) * 2)
	assert found(site)["/private/files/stray.pdf"].severity == WARNING
	assert is_mended(site, "/private/files/stray.pdf")
	assert (site / "private" / "lost+found" / "stray.pdf").read_bytes() == b"x"


def a_file():
	return frappe.get_doc(doctype="File", file_name="a.txt", content="x", is_private=1).insert()


def frappe_path(site_dir, url) -> Path:
	return site_dir / url.lstrip("/")


def test_a_link_to_nothing_is_found(site):
	sql(site, "delete from `tabTiny Zone`")
	finding = found(site)["Tiny Order.zone"]
	assert finding.severity == WARNING and finding.fix is None


def test_an_open_task_about_nothing_is_found(site):
	task = {"doctype": "ToDo", "description": "x", "reference_type": "Tiny Zone", "reference_name": "N"}
	work(site, lambda: frappe.get_doc(task).insert())
	assert "ToDo: open" not in found(site)
	sql(site, "update tabToDo set reference_name = 'nowhere'")
	assert found(site)["ToDo: open"].severity == WARNING


# what the apps ship -----------------------------------------------------------------------------------


def test_a_doctype_that_was_not_migrated_is_found(site, monkeypatch):
	table = Path(__file__).with_name("tiny_app") / "tiny/doctype/tiny_line/tiny_line.json"
	real = files.content_hash
	for module in ("frappe_standalone.core.doctor.shipped", "frappe_standalone.core.install.files"):
		monkeypatch.setattr(f"{module}.content_hash", lambda path: "new" if path == table else real(path))
	assert list(found(site)) == ["DocType Tiny Line"]
	assert "township upgrade" in found(site)["DocType Tiny Line"].mend


@pytest.mark.parametrize(
	("modified", "subject"),
	[("2099-01-01 00:00:00", "Report Tiny Report"), (None, "not bumped: Report Tiny Report")],
)
def test_a_report_that_is_not_as_shipped_is_found(site, monkeypatch, modified, subject):
	real = files.read_documents

	def changed(path):
		documents = real(path)
		if path.stem == "tiny_report":
			documents[0].update({"timeout": 77, **({"modified": modified} if modified else {})})
		return documents

	monkeypatch.setattr("frappe_standalone.core.doctor.shipped.read_documents", changed)
	assert list(found(site)) == [subject]


def test_a_patch_that_did_not_run_is_found(site):
	sql(site, "delete from `tabPatch Log` where patch = 'tiny_app.patches.first'")
	assert list(found(site)) == ["patch tiny_app.patches.first"]


def test_a_fixture_that_is_not_stored_is_found(site):
	sql(site, "update tabRole set desk_access = 0 where name = 'Tiny Clerk From Fixture'")
	assert list(found(site)) == ["Role Tiny Clerk From Fixture"]


@pytest.mark.parametrize(("version", "severity"), [("0.1", WARNING), ("99.0", ERROR)])
def test_another_version_than_the_programs_is_found(site, version, severity):
	sql(site, f"update `tabInstalled Application` set app_version = '{version}' where app_name = 'tiny_app'")
	assert found(site)["tiny_app"].severity == severity


# the files themselves ---------------------------------------------------------------------------------


def test_a_damaged_page_is_found_and_nothing_is_opened(site):
	POOL.close()
	with faulty.damaged_table(site / "site.db", "tabToDo"):
		findings = examine(site)
	assert {finding.severity for finding in findings if finding.check == "storage"} == {ERROR}
	assert any("township restore" in finding.mend for finding in findings)


def test_a_damaged_index_is_made_anew(site):
	POOL.close()
	with closing(sqlite3.connect(site / "site.db", isolation_level=None)) as connection:
		connection.execute("PRAGMA writable_schema = ON")
		connection.execute(
			"update sqlite_schema set sql = replace(sql, '(`modified`)', '(`owner`)') "
			"where name = 'tabTiny Order.modified'"
		)
	assert found(site)["index tabTiny Order.modified"].severity == WARNING
	assert is_mended(site, "index tabTiny Order.modified")


@pytest.mark.parametrize("name", ["site.db", "site_config.json"])
def test_a_missing_file_is_found_with_the_way_to_restore_it(site, name):
	POOL.close()
	with faulty.taken_away(site / name):
		finding = found(site)[name]
		assert finding.severity == ERROR and "township restore" in finding.mend


def test_a_broken_configuration_is_found(site):
	(site / "site_config.json").write_text("{broken")
	assert found(site)["site_config.json unreadable"].severity == ERROR


def test_a_lost_or_wrong_key_is_found(site):
	from frappe.utils.password import set_encrypted_password

	work(site, set_encrypted_password, "User", "Guest", "s3cret", "api_secret")
	assert found(site) == {}
	update_config(site, encryption_key=None)
	assert found(site)["encryption_key"].severity == ERROR
	update_config(site, encryption_key="x" * 43 + "=")
	assert found(site)["encryption_key"].severity == ERROR


@posix_only
def test_files_that_others_may_read_are_found_and_closed(site):
	site.chmod(0o755)
	(site / "site_config.json").chmod(0o644)
	(site / "site.db").chmod(0o644)
	assert {"open: site_config.json", "open: site.db"} <= set(found(site))
	assert is_mended(site, "open: site_config.json", "open: site.db")
	assert (site / "site_config.json").stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_written_is_found(site):
	with faulty.unwritable(site / "site.db"):
		POOL.close()
		assert "not writable: site.db" in found(site) or os.geteuid() == 0


def test_a_disk_that_is_nearly_full_is_found(site, monkeypatch):
	from frappe_standalone.core.doctor import storage

	monkeypatch.setattr(storage, "LEAST_FREE", 1 << 62)
	assert found(site)["disk space"].severity == WARNING


# jobs and backups -------------------------------------------------------------------------------------


def test_jobs_that_wait_run_or_failed_too_long_are_found(site):
	for _number in range(3):
		work(site, lambda: frappe.enqueue("frappe.ping"))
	assert found(site) == {}
	sql(site, "update `tabRQ Job` set creation = '2020-01-01 00:00:00'")
	assert found(site)["waiting"].severity == WARNING
	sql(site, "update `tabRQ Job` set status = 'started', started_at = '2020-01-01 00:00:00'")
	assert found(site)["stuck"].severity == WARNING
	sql(site, "update `tabRQ Job` set status = 'failed'")
	assert "3" in found(site)["failed: frappe.ping"].text


def test_a_site_without_a_fresh_backup_is_found(site, tmp_path):
	sql(site, "update tabUser set creation = '2020-01-01 00:00:00' where name = 'Administrator'")
	assert found(site)["none"].severity == WARNING
	create_backup(site, tmp_path / "b.zip")
	assert found(site) == {}
	note = site / "runtime" / "last_backup.json"
	note.write_text(json.dumps({**json.loads(note.read_text()), "created": "2020-01-01T00:00:00+00:00"}))
	assert str(tmp_path / "b.zip") in found(site)["old"].text


# the command ------------------------------------------------------------------------------------------


def test_the_command_says_all_in_both_languages_and_its_exit_code_counts(site_dir):
	from tests.platform.test_cli_commands import township

	site_dir.chmod(0o700)
	well = township("doctor", site_dir)
	assert (well.returncode, well.stdout) == (0, "The site is well.\n"), well.stdout + well.stderr
	sql(site_dir, "drop index `tabHas Role.parent`")
	english, chinese = township("doctor", site_dir), township("doctor", site_dir, lang="zh_CN.UTF-8")
	assert (english.returncode, chinese.returncode) == (1, 1)
	assert "The index of Has Role.parent is missing." in english.stdout
	assert "缺少索引" in chinese.stdout and "doctor" in chinese.stdout
	mended = township("doctor", site_dir, "--fix")
	assert mended.returncode == 0 and "Mended: The index of Has Role.parent" in mended.stdout


def test_the_command_looks_at_a_site_that_lost_its_database(site_dir):
	from tests.platform.test_cli_commands import township

	(site_dir / "site.db").unlink()
	done = township("doctor", site_dir, lang="zh_CN.UTF-8")
	assert done.returncode == 1
	assert "township restore" in done.stdout and "Traceback" not in done.stderr
	assert township("doctor", site_dir.parent).returncode == 1
