"""Backup and restore: consistent while somebody writes, verified, and refusing what it should."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import zipfile
from contextlib import closing

import pytest

from frappe_standalone.core.backup.create import create_backup
from frappe_standalone.core.backup.errors import (
	DamagedBackup,
	NewerThanProgram,
	NotABackup,
	NotASite,
	TargetExists,
)
from frappe_standalone.core.backup.manifest import MANIFEST, version_key
from frappe_standalone.core.backup.restore import restore_backup


@pytest.fixture
def folder(tmp_path):
	"""What a backup sees of a site: a database in WAL mode, files, a configuration."""
	site = tmp_path / "plain"
	for name in ("public/files", "private/files"):
		(site / name).mkdir(parents=True)
	(site / "private/files/身份证.txt").write_text("secret", encoding="utf-8")
	(site / "site_config.json").write_text(json.dumps({"encryption_key": "k"}))
	with closing(sqlite3.connect(site / "site.db", isolation_level=None)) as database:
		database.execute("PRAGMA journal_mode = WAL")
		database.execute("CREATE TABLE pair (number INTEGER)")
		database.execute("CREATE TABLE `tabDefaultValue` (parent TEXT, defkey TEXT, defvalue TEXT)")
		database.execute(
			"INSERT INTO `tabDefaultValue` VALUES ('__global', 'installed_apps', '[\"frappe\"]')"
		)
	return site


def rewrite(archive, change):
	"""Copy a backup with one entry changed."""
	target = archive.with_name("changed.zip")
	with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w") as out:
		for name in source.namelist():
			content = change(name, source.read(name))
			if content is not None:
				out.writestr(name, content)
	return target


def test_what_was_backed_up_comes_back(folder, tmp_path):
	manifest = create_backup(folder, tmp_path / "b.zip")
	assert {entry.path for entry in manifest.files} == {
		"site.db",
		"site_config.json",
		"private/files/身份证.txt",
	}
	restore_backup(tmp_path / "b.zip", tmp_path / "back")
	assert (tmp_path / "back/private/files/身份证.txt").read_text(encoding="utf-8") == "secret"
	assert json.loads((tmp_path / "back/site_config.json").read_text()) == {"encryption_key": "k"}
	assert (tmp_path / "back/site_config.json").stat().st_mode & 0o077 == 0


def test_a_backup_during_writing_is_the_state_of_one_moment(folder, tmp_path):
	stop = threading.Event()

	def write_pairs():
		with closing(sqlite3.connect(folder / "site.db", isolation_level=None, timeout=30)) as database:
			number = 0
			while not stop.is_set():
				number += 1
				database.execute("BEGIN IMMEDIATE")
				database.execute("INSERT INTO pair VALUES (?)", (number,))
				database.execute("INSERT INTO pair VALUES (?)", (number,))
				database.execute("COMMIT")

	writer = threading.Thread(target=write_pairs)
	writer.start()
	try:
		time.sleep(0.2)
		create_backup(folder, tmp_path / "b.zip")
	finally:
		stop.set()
		writer.join()
	restore_backup(tmp_path / "b.zip", tmp_path / "back")
	with closing(sqlite3.connect(tmp_path / "back/site.db")) as database:
		rows, pairs = database.execute("SELECT count(*), count(DISTINCT number) FROM pair").fetchone()
	assert pairs > 0
	assert rows == 2 * pairs


def test_a_backup_is_readable_by_its_owner_only(folder, tmp_path):
	create_backup(folder, tmp_path / "b.zip")
	assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_a_backup_overwrites_nothing(folder, tmp_path):
	(tmp_path / "b.zip").write_text("precious")
	with pytest.raises(TargetExists):
		create_backup(folder, tmp_path / "b.zip")
	assert (tmp_path / "b.zip").read_text() == "precious"


def test_a_folder_without_a_site_is_not_backed_up(tmp_path):
	with pytest.raises(NotASite):
		create_backup(tmp_path, tmp_path / "b.zip")


def test_a_restore_overwrites_nothing(folder, tmp_path):
	create_backup(folder, tmp_path / "b.zip")
	with pytest.raises(TargetExists):
		restore_backup(tmp_path / "b.zip", folder)


def test_a_changed_byte_is_found_and_leaves_nothing_behind(folder, tmp_path):
	create_backup(folder, tmp_path / "b.zip")
	changed = rewrite(tmp_path / "b.zip", lambda name, data: b"forged" if name.endswith(".txt") else data)
	with pytest.raises(DamagedBackup):
		restore_backup(changed, tmp_path / "back")
	assert not (tmp_path / "back").exists()
	assert not list(tmp_path.glob(".back*"))


def test_a_missing_file_is_found(folder, tmp_path):
	create_backup(folder, tmp_path / "b.zip")
	changed = rewrite(tmp_path / "b.zip", lambda name, data: None if name.endswith(".txt") else data)
	with pytest.raises(DamagedBackup):
		restore_backup(changed, tmp_path / "back")


def test_uploads_being_written_and_files_being_deleted_do_not_stop_a_backup(folder, tmp_path, monkeypatch):
	from frappe_standalone.core.backup import create

	(folder / "private/files/.half.pdf.0a1b2c3d").write_text("half")
	gone = folder / "private/files/gone.txt"
	gone.write_text("x")
	checksum = create.checksum

	def delete_first(path):
		gone.unlink(missing_ok=True)
		return checksum(path)

	monkeypatch.setattr(create, "checksum", delete_first)
	manifest = create_backup(folder, tmp_path / "b.zip")
	assert {entry.path for entry in manifest.files} == {
		"site.db",
		"site_config.json",
		"private/files/身份证.txt",
	}


def test_a_damaged_database_is_found_when_it_is_backed_up(folder, tmp_path):
	with closing(sqlite3.connect(folder / "site.db", isolation_level=None)) as database:
		database.executemany("INSERT INTO pair VALUES (?)", [(number,) for number in range(5000)])
		database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
		database.execute("PRAGMA journal_mode = DELETE")
	content = bytearray((folder / "site.db").read_bytes())
	content[8192:8200] = b"\xff" * 8
	(folder / "site.db").write_bytes(content)
	with pytest.raises(DamagedBackup):
		create_backup(folder, tmp_path / "b.zip")
	assert not (tmp_path / "b.zip").exists()


@pytest.mark.parametrize(
	"change",
	[{"format": 99}, {"versions": {"frappe_standalone": "99.0"}}, {"versions": {"unknown_app": "1"}}],
)
def test_a_backup_of_something_newer_is_refused(folder, tmp_path, change):
	create_backup(folder, tmp_path / "b.zip")

	def newer(name, data):
		return json.dumps({**json.loads(data), **change}) if name == MANIFEST else data

	with pytest.raises(NewerThanProgram):
		restore_backup(rewrite(tmp_path / "b.zip", newer), tmp_path / "back")


def test_any_other_file_is_no_backup(tmp_path):
	(tmp_path / "x.zip").write_text("text")
	with pytest.raises(NotABackup):
		restore_backup(tmp_path / "x.zip", tmp_path / "back")
	with pytest.raises(NotABackup):
		restore_backup(tmp_path / "none.zip", tmp_path / "back")


def test_a_backup_cannot_write_outside_the_site(folder, tmp_path):
	create_backup(folder, tmp_path / "b.zip")

	def escape(name, data):
		if name != MANIFEST:
			return data
		manifest = json.loads(data)
		manifest["files"].append({"path": "../evil", "size": 1, "sha256": "x"})
		return json.dumps(manifest)

	changed = rewrite(tmp_path / "b.zip", escape)
	with zipfile.ZipFile(changed, "a") as archive:
		archive.writestr("../evil", "x")
	with pytest.raises(NotABackup):
		restore_backup(changed, tmp_path / "back")
	assert not (tmp_path / "evil").exists()


def test_versions_are_compared_as_numbers():
	assert version_key("0.10.0") > version_key("0.9.3")
	assert version_key("1.0.0-dev") == version_key("1.0.0")
