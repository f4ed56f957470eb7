"""The files themselves: there, readable, whole, and with room to grow."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from frappe_standalone.core.context import local
from frappe_standalone.core.db.connection import address
from frappe_standalone.core.doctor.finding import ERROR, WARNING, Finding
from frappe_standalone.core.site import CONFIG, DATABASE, read_json
from frappe_standalone.core.translate import _

CHECK = "storage"
SHOWN = 5  # damages named; more of them say no more
MEGABYTE = 1 << 20
LEAST_FREE = 200 * MEGABYTE
INDEX_DAMAGE = re.compile(r"(?:missing from|wrong # of entries in|non-unique entry in) index (.+)$")


def find(site_dir: Path) -> Iterator[Finding]:
	"""Missing files, a damaged database, a disk that is nearly full."""
	yield from find_missing(site_dir)
	if (site_dir / DATABASE).is_file():
		yield from find_damage(site_dir / DATABASE)
		yield from find_lack_of_room(site_dir)


def find_missing(site_dir: Path) -> Iterator[Finding]:
	"""No database, no configuration, or one that cannot be read."""
	restore = _("Put the file back, or restore the last backup: township restore FILE NEW_FOLDER")
	for name in (DATABASE, CONFIG):
		if not (site_dir / name).is_file():
			yield Finding(CHECK, ERROR, name, _("{0} is missing in {1}.").format(name, site_dir), restore)
	try:
		read_json(site_dir / CONFIG)
	except ValueError as error:
		text = _("{0} cannot be read: {1}").format(CONFIG, error)
		yield Finding(CHECK, ERROR, f"{CONFIG} unreadable", text, restore)


def find_damage(database: Path) -> Iterator[Finding]:
	"""What SQLite's own checks say."""
	try:
		with closing(sqlite3.connect(address(database), uri=True, timeout=10)) as connection:
			lines = [row[0] for row in connection.execute(f"PRAGMA integrity_check({SHOWN})")]
			keys = [f"{row[0]}: {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
	except sqlite3.Error as error:
		lines, keys = [str(error)], []
	for line in lines:
		if line != "ok":
			yield damage(line)
	for key in keys[:SHOWN]:
		text = _("A row points to one that is not there: {0}").format(key)
		yield Finding(CHECK, ERROR, key, text, _("Restore the last backup into a new folder and compare."))


def damage(line: str) -> Finding:
	"""A damaged index is made anew from its table; anything else needs a backup."""
	index = INDEX_DAMAGE.search(line)
	text = _("The database is damaged: {0}").format(line)
	if index:
		name = index.group(1)
		mend = _("The index can be made anew from its table: township doctor DIR --fix")
		return Finding(CHECK, WARNING, f"index {name}", text, mend, lambda: local.db.sql(f"reindex `{name}`"))
	mend = _(
		"Stop the server, keep a copy of the folder, and restore the last backup: "
		"township restore FILE NEW_FOLDER"
	)
	return Finding(CHECK, ERROR, "integrity", text, mend)


def find_lack_of_room(site_dir: Path) -> Iterator[Finding]:
	"""Less room than a copy of the database needs."""
	free = shutil.disk_usage(site_dir).free
	needed = max(LEAST_FREE, 2 * (site_dir / DATABASE).stat().st_size)
	if free < needed:
		text = _("The disk has {0} MB left; {1} MB should be free.").format(
			free // MEGABYTE, needed // MEGABYTE
		)
		yield Finding(
			"disk space",
			WARNING,
			"disk space",
			text,
			_("Free space, or move the site's folder to a larger disk."),
		)
