"""Put the backup of an upgrade back, in the place of a site that may be in use.

The database is copied back by SQLite, page by page in one transaction: readers see the old state until they see
the restored one, and a power cut in between leaves the one or the other. Files the upgrade removed or changed return.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from frappe_standalone.core.backup.manifest import Manifest, checksum
from frappe_standalone.core.backup.restore import open_archive, read_manifest, unpack_entry
from frappe_standalone.core.db import cache_journal
from frappe_standalone.core.db.connection import open_connection
from frappe_standalone.core.db.pool import POOL
from frappe_standalone.core.site import DATABASE
from frappe_standalone.core.upgrade import mark

BESIDE = ("-wal", "-shm")


def put_back(site_dir: Path, backup: Path) -> Manifest:
	"""Make the site what it was when the backup was made; the backup stays.

	Raises:
		DamagedBackup, NotABackup: before anything is changed.
	"""
	POOL.close()
	with open_archive(backup) as archive, tempfile.TemporaryDirectory(dir=site_dir) as folder:
		manifest = read_manifest(archive)
		database = next(entry for entry in manifest.files if entry.path == DATABASE)
		copy = Path(folder) / DATABASE
		unpack_entry(archive, database, copy)
		put_database_back(copy, site_dir / DATABASE)
		for entry in manifest.files:
			target = site_dir / entry.path
			if entry.path != DATABASE and not is_same(target, entry):
				unpack_entry(archive, entry, Path(folder) / "file")
				target.parent.mkdir(parents=True, exist_ok=True)
				os.replace(Path(folder) / "file", target)
	return manifest


def put_database_back(copy: Path, live: Path) -> None:
	"""Copy a database over one in use; one too damaged to be written is replaced as a file."""
	try:
		with closing(sqlite3.connect(copy)) as source, closing(open_connection(live)) as target:
			last = last_drop(target)
			source.backup(target)
			cache_journal.drop_everything(target, last + 1)
	except sqlite3.DatabaseError:
		for end in BESIDE:
			live.with_name(live.name + end).unlink(missing_ok=True)
		shutil.copyfile(copy, draft := live.with_suffix(".restored"))
		os.replace(draft, live)


def last_drop(connection: sqlite3.Connection) -> int:
	"""The number up to which other processes have read the journal of dropped cache keys."""
	try:
		return cache_journal.last_number(connection)
	except sqlite3.OperationalError:  # the upgrade lost the table
		return 0


def is_same(path: Path, entry) -> bool:
	"""True if a file is as the backup has it."""
	if not path.is_file() or path.stat().st_size != entry.size:
		return False
	return checksum(path).sha256 == entry.sha256


def recover(site_dir: Path) -> bool:
	"""Undo an upgrade that was cut off (power cut, kill); True if there was one. Leaves a running one alone."""
	if not mark.path_of(site_dir).exists():
		return False
	lock = mark.lock_of(site_dir)
	if not lock.acquire():
		return False
	try:
		state = mark.read(site_dir)
		if state is None:
			return False
		mark.adopt(site_dir)
		if state.get("backup"):  # without one, nothing was changed yet
			put_back(site_dir, Path(state["backup"]))
		mark.remove(site_dir)
	finally:
		lock.release()
	return True
