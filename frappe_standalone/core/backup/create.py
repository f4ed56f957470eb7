"""`township backup`: a consistent copy while the site is in use, verified by opening it again.

The database is copied first, in one step of SQLite's backup API, so it is the state of one moment. Every file a
record of that moment names was already on the disk then; files added later do no harm.
"""

import contextlib
import datetime
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from frappe import _

from frappe_standalone.core.backup.errors import NoRoom, NotASite, TargetExists
from frappe_standalone.core.backup.log import note_backup
from frappe_standalone.core.backup.manifest import (
	FORMAT,
	MANIFEST,
	FileEntry,
	Manifest,
	app_version,
	check_database,
	checksum,
	installed_apps,
)
from frappe_standalone.core.backup.restore import verify
from frappe_standalone.core.db.connection import address

DATABASE = "site.db"
CONFIG = "site_config.json"
FOLDERS = ("public/files", "private/files")
MEGABYTE = 1 << 20

Progress = Callable[[int, int], None]


def create_backup(
	site_dir: Path, target: Path, progress: Progress | None = None, *, counts: bool = True
) -> Manifest:
	"""Write the backup of `site_dir` to `target` and verify it; one that `counts` is the last one for the doctor.

	Raises NotASite, TargetExists, NoRoom, or DamagedBackup when the written file does not read back.
	`progress(done, total)` counts files.
	"""
	if not (site_dir / DATABASE).is_file():
		raise NotASite(_("{0} is not a site: it has no {1}.").format(site_dir, DATABASE))
	if target.exists():
		raise TargetExists(_("{0} exists already. Choose another name or move it away.").format(target))
	target.parent.mkdir(parents=True, exist_ok=True)
	check_room(site_dir, target.parent)
	draft = target.with_name(f".{target.name}.part")
	try:
		with tempfile.TemporaryDirectory(dir=target.parent) as folder:
			copy = Path(folder) / DATABASE
			copy_database(site_dir / DATABASE, copy)
			check_database(copy)
			manifest = _write_archive(site_dir, copy, draft, progress)
		verify(draft)
		os.replace(draft, target)
	finally:
		draft.unlink(missing_ok=True)
	if counts:
		note_backup(site_dir, target, manifest.created)
	return manifest


def check_room(site_dir: Path, folder: Path) -> None:
	"""Refuse a disk that cannot take the copy of the database and the archive.

	Files may be pictures and PDFs already packed, so nothing is counted on being made smaller.
	"""
	database = (site_dir / DATABASE).stat().st_size
	files = sum(_size(path) for name, path in _sources(site_dir, site_dir / DATABASE) if name != DATABASE)
	needed, free = 3 * database + files, shutil.disk_usage(folder).free
	if free < needed:
		text = _(
			"{0} has {1} MB left; the backup may need {2} MB. Free space there, or name a file on another disk. "
			"Nothing was written."
		)
		raise NoRoom(text.format(folder, free // MEGABYTE, needed // MEGABYTE + 1))


def _size(path: Path) -> int:
	try:
		return path.stat().st_size
	except FileNotFoundError:  # deleted meanwhile
		return 0


def copy_database(source: Path, target: Path) -> None:
	"""Copy a database in use to `target` as one consistent state, in one file."""
	place = address(source)
	with (
		closing(sqlite3.connect(place, uri=True, timeout=30)) as live,
		closing(sqlite3.connect(target)) as copy,
	):
		live.backup(copy)
		copy.execute("PRAGMA journal_mode = DELETE")


def _write_archive(site_dir: Path, database: Path, draft: Path, progress: Progress | None) -> Manifest:
	sources = list(_sources(site_dir, database))
	entries = []
	# Owner only: the archive holds the key of every secret field.
	handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
	with os.fdopen(handle, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
		for done, (name, path) in enumerate(sources, start=1):
			with contextlib.suppress(FileNotFoundError):  # deleted meanwhile, with its record
				entry = checksum(path)
				archive.write(path, name)
				entries.append(FileEntry(name, entry.size, entry.sha256))
			if progress:
				progress(done, len(sources))
		manifest = Manifest(
			FORMAT,
			datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
			_versions(database),
			tuple(entries),
		)
		archive.writestr(MANIFEST, manifest.to_json())
	return manifest


def _sources(site_dir: Path, database: Path) -> Iterator[tuple[str, Path]]:
	yield DATABASE, database
	if (site_dir / CONFIG).is_file():
		yield CONFIG, site_dir / CONFIG
	for folder in FOLDERS:
		for path in sorted((site_dir / folder).rglob("*")):
			if path.is_file() and not path.name.startswith("."):  # such a name is an upload being written
				yield path.relative_to(site_dir).as_posix(), path


def _versions(database: Path) -> dict[str, str]:
	apps = ["frappe_standalone", *installed_apps(database)]
	return {app: app_version(app) or "0" for app in apps}
