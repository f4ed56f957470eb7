"""The checks in their order. What cannot be opened is not looked into."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from frappe_standalone.core.context import local
from frappe_standalone.core.db import LAZY, READ
from frappe_standalone.core.doctor import (
	backups,
	hook_indexes,
	jobs,
	orphans,
	rights,
	schema,
	secrets,
	shipped,
	storage,
	upgrades,
	versions,
)
from frappe_standalone.core.doctor.finding import ERROR, WARNING, Finding
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.translate import _

OUTSIDE = (upgrades.find, storage.find, rights.find)  # need no open site
INSIDE = (
	versions.find,
	schema.find,
	hook_indexes.find,
	shipped.find,
	orphans.find_rows,
	orphans.find_singles,
	orphans.find_files,
	orphans.find_links,
	secrets.find,
	jobs.find,
	backups.find,
)


def examine(site_dir: str | Path, language: str | None = None) -> list[Finding]:
	"""Everything that is not as it should be. Changes nothing."""
	site_dir = Path(site_dir).resolve()
	found = [finding for check in OUTSIDE for finding in check(site_dir)]
	if any(finding.check == storage.CHECK and finding.severity == ERROR for finding in found):
		return found
	with site_context(site_dir, mode=READ):
		local.lang = language or local.lang
		for check in INSIDE:
			found += look(check)
	return found


def look(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
	"""What one check finds; where the schema lacks what it reads, that it must be repeated."""
	try:
		return list(check())
	except sqlite3.OperationalError as error:
		if not local.db.is_missing_table_or_column(error):
			raise
		name = f"{check.__module__.rpartition('.')[2]}.{check.__name__}"
		text = _("The check {0} could not be made: {1}").format(name, error)
		mend = _("Mend the tables first, then look again: township doctor DIR --fix")
		return [Finding("schema", WARNING, f"not checked: {name}", text, mend)]


def mend(site_dir: str | Path, findings: list[Finding]) -> Iterator[Finding]:
	"""Run the fixes of findings, each committed on its own; yields what was mended."""
	for finding in findings:
		if finding.fix and finding.check == upgrades.CHECK:
			finding.fix()  # puts the whole database back
			yield finding
		elif finding.fix:
			with site_context(site_dir, mode=LAZY):
				finding.fix()
				local.db.commit()
			yield finding
