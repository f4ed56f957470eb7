"""What fails around the program: a full disk, a read-only folder, a damaged, locked or missing file.

Libraries say so in their own ways (`sqlite3.OperationalError: database or disk is full`, `OSError: [Errno 28]`).
At the edges, web and command line, `fault_of` turns that into one of the classes below, whose text says in the
user's language what happened to the work and what to do next. Nothing here asks the database.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from frappe_standalone.core.context import local
from frappe_standalone.core.db.faults import is_fault
from frappe_standalone.core.errors import IncorrectSitePath, QueryDeadlockError
from frappe_standalone.core.site import CONFIG, DATABASE
from frappe_standalone.core.translate import SOURCE_LANG, platform_translations

NEARLY_FULL = 1024 * 1024  # bytes left; SQLite then reports the shared memory it cannot grow as an I/O error
FORBIDDEN = (errno.EACCES, errno.EPERM)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class SiteFault(Exception):
	"""The site's surroundings failed; nothing of the request was kept."""

	http_status_code = 503
	title = "The site cannot be used"
	text = ""

	def __init__(self, path: str | os.PathLike | None = None):
		self.path = str(path or getattr(local, "site_path", None) or "")
		super().__init__(say(self.text).format(self.path))


class DiskFull(SiteFault):
	"""There is no room for what should be written."""

	http_status_code = 507
	title = "The disk is full"
	text = (
		"The server's disk is full. Nothing was changed; what is stored is safe and can be read. "
		"Ask your administrator to free space, then save again."
	)


class SiteNotWritable(SiteFault):
	"""The disk, the folder or the file may only be read."""

	title = "The site is read-only"
	text = (
		"The server may not write to {0}. Nothing was changed; what is stored can be read. "
		"Ask your administrator to make the disk and the folder writable for the program, then save again."
	)


class SiteLocked(SiteFault):
	"""Another program holds the database."""

	title = "The database is in use elsewhere"
	text = (
		"Another program holds the database {0}. Nothing was changed. Wait a moment and try again; if this stays, "
		"ask your administrator to close programs that have the file open (database viewers, virus scanners, copying)."
	)


class SiteDamaged(SiteFault):
	"""The content of the database file is not what SQLite wrote."""

	title = "The database is damaged"
	text = (
		"A part of the database in {0} cannot be read. Nothing was changed. Ask your administrator to stop the "
		"server, to run `township doctor`, and to restore the last backup."
	)


class DiskError(SiteFault):
	"""The disk reports errors."""

	title = "The disk reports an error"
	text = (
		"The disk of the server reports an error ({0}). Nothing was changed. Try again; if it stays, ask your "
		"administrator to check the disk and to make a backup to another one at once."
	)


class SiteMissing(SiteFault):
	"""The database or the configuration is not where it should be."""

	title = "The site is not there"
	text = (
		"The site in {0} has lost its database or its configuration (site.db, site_config.json). Ask your "
		"administrator to put the folder back, or to restore the last backup with `township restore`."
	)


class SiteUpgrading(SiteFault):
	"""Another process upgrades the site, or was cut off while it did."""

	title = "The site is being upgraded"
	text = (
		"The site is being upgraded. Nothing was changed; what is stored can be read. Save again in a few minutes. If "
		"this stays, ask your administrator to run `township upgrade` again or to restart the server."
	)


BY_KIND = {
	"full": DiskFull,
	"read only": SiteNotWritable,
	"locked": SiteLocked,
	"damaged": SiteDamaged,
}


def say(text: str) -> str:
	"""A text of this module in the user's language, without the database."""
	lang = (getattr(local, "lang", None) or SOURCE_LANG).split("-")[0]
	return platform_translations(lang).get(text, text)


def fault_of(error: BaseException) -> SiteFault | None:
	"""The fault behind an exception or its cause; None for others, and for refusals that have words of their own."""
	if isinstance(error, SiteFault):
		return error
	if hasattr(error, "http_status_code"):
		return None
	found = _of_one(error)
	before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
	return found or (fault_of(before) if before else None)


def _of_one(error: BaseException) -> SiteFault | None:
	if isinstance(error, sqlite3.Error):
		return _of_database(error)
	if isinstance(error, QueryDeadlockError):
		return SiteLocked()
	if isinstance(error, IncorrectSitePath):
		return _of_unopened()
	return _of_system(error) if isinstance(error, OSError) else None


def _of_database(error: sqlite3.Error) -> SiteFault | None:
	if is_fault(error, "not openable"):
		return _of_unopened()
	if is_fault(error, "disk error"):
		return DiskFull() if _is_nearly_full() else DiskError()
	return next((fault() for kind, fault in BY_KIND.items() if is_fault(error, kind)), None)


def _of_unopened() -> SiteFault:
	"""Why the database could not be opened: it is not there, or its folder takes no files beside it."""
	site = Path(getattr(local, "site_path", None) or ".")
	if not ((site / DATABASE).is_file() and (site / CONFIG).is_file()):
		return SiteMissing(site)
	return DiskFull() if _is_nearly_full() else SiteNotWritable(site)


def _of_system(error: OSError) -> SiteFault | None:
	if error.errno in NO_ROOM:
		return DiskFull()
	if error.errno == errno.EIO:
		return DiskError()
	if error.errno == errno.EROFS or (error.errno in FORBIDDEN and _is_of_site(error.filename)):
		return SiteNotWritable(error.filename)
	return None


def _is_of_site(path: object) -> bool:
	site = getattr(local, "site_path", None)
	return bool(site and isinstance(path, str | os.PathLike)) and Path(path).is_relative_to(site)


def _is_nearly_full() -> bool:
	try:
		return shutil.disk_usage(getattr(local, "site_path", None) or ".").free < NEARLY_FULL
	except OSError:
		return False
