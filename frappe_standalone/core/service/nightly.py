"""The nightly backup: made, restored into a temporary folder to prove that it can be, then old ones are removed."""

from __future__ import annotations

import datetime
import re
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from frappe import _

from frappe_standalone.core.backup.create import create_backup
from frappe_standalone.core.backup.errors import BackupError, DamagedBackup
from frappe_standalone.core.backup.restore import restore_backup

MONTHS = 12  # the first backup of a month is kept for a year
_NAME = re.compile(r"^(?P<site>.+)-(?P<day>\d{8})-\d{6}\.zip$")


def nightly(site: Path, folder: Path, keep: int, now: datetime.datetime) -> tuple[Path, list[Path]]:
	"""Make one backup, try it, remove what is old; returns the new file and those removed.

	Raises BackupError; then nothing is removed.
	"""
	folder.mkdir(parents=True, exist_ok=True)
	target = folder / f"{site.name}-{now:%Y%m%d-%H%M%S}.zip"
	create_backup(site, target)
	try:
		try_out(site, target)
	except BackupError:
		target.rename(target.with_suffix(".zip.bad"))
		raise
	removed = [folder / name for name in too_old((path.name for path in folder.iterdir()), site.name, keep)]
	for path in removed:
		path.unlink()
	return target, removed


def try_out(site: Path, file: Path) -> int:
	"""Restore a backup beside it, compare what it holds with the site, remove it again; returns the number of tables.

	Raises DamagedBackup.
	"""
	with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-test-") as folder:
		copy = Path(folder) / "site"
		restore_backup(file, copy)
		restored, live = tables(copy / "site.db"), tables(site / "site.db")
		lost = sorted(live - restored)
		if lost:
			raise DamagedBackup(
				_("The backup {0} lacks tables when restored: {1}.").format(file, ", ".join(lost[:5]))
			)
		return len(restored)


def tables(database: Path) -> set[str]:
	"""The tables of a database file."""
	with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
		return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def too_old(names: Iterable[str], site: str, keep: int) -> list[str]:
	"""The backups of a site to remove: all but the newest `keep` and the first of each of the last twelve months."""
	own = sorted(name for name in names if (found := _NAME.match(name)) and found["site"] == site)
	newest = set(own[-keep:]) if keep else set()
	first_of_month: dict[str, str] = {}
	for name in own:
		first_of_month.setdefault(_NAME.match(name)["day"][:6], name)
	monthly = {first_of_month[month] for month in sorted(first_of_month)[-MONTHS:]}
	return [name for name in own if name not in newest | monthly]
