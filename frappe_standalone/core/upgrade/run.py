"""The steps of an upgrade in their order."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frappe_standalone.core.backup.create import create_backup
from frappe_standalone.core.context import local
from frappe_standalone.core.db import LAZY, WRITE
from frappe_standalone.core.db.pool import POOL
from frappe_standalone.core.doctor import ERROR, Finding, examine
from frappe_standalone.core.install.migrate import migrate
from frappe_standalone.core.install.progress import Progress, silent
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.translate import _
from frappe_standalone.core.upgrade import mark
from frappe_standalone.core.upgrade.rollback import put_back, recover
from frappe_standalone.core.upgrade.smoke import smoke_test

FOLDER = "private/backups"
PREFIX = "before-upgrade-"
KEPT = 3  # backups of upgrades; older ones are removed after a good upgrade
MENDED_FIRST = ("storage", "secrets", "versions")  # an upgrade on top of these would only hide them


class UpgradeRefused(RuntimeError):
	"""The site is not fit to be upgraded; nothing was changed."""


class UpgradeFailed(RuntimeError):
	"""The upgrade was undone; the site is as it was."""


class CheckFailed(RuntimeError):
	"""The doctor found what was not there before."""


@dataclass(frozen=True)
class Result:
	"""What an upgrade did."""

	backup: Path
	counts: dict[str, int]


def upgrade(
	site_dir: Path, progress: Progress = silent, say: Callable[[str], None] = lambda text: None
) -> Result:
	"""Bring a site up to the installed code, or leave it as it was.

	Args:
		progress: of the migration.
		say: told each step in the user's language.

	Raises:
		UpgradeRefused: before anything was changed.
		UpgradeFailed: with the reason; the backup was put back.
	"""
	recover(site_dir)
	lock = mark.lock_of(site_dir)
	if not lock.acquire():
		raise UpgradeRefused(_("Another upgrade of this site is running. Wait until it has ended."))
	try:
		before = examine(site_dir, getattr(local, "lang", None))
		refuse_unfit(before)
		mark.write(site_dir, step="backup")
		try:
			wait_for_writers(site_dir)
			say(_("Backing up"))
			backup = make_backup(site_dir)
		except BaseException:
			mark.remove(site_dir)
			raise
		return change(site_dir, backup, before, progress, say)
	finally:
		lock.release()


def refuse_unfit(found: list[Finding]) -> None:
	"""Refuse a site whose files, key or versions are wrong."""
	for finding in found:
		if finding.severity == ERROR and finding.check in MENDED_FIRST:
			raise UpgradeRefused(f"{finding.text} {finding.mend}")


def wait_for_writers(site_dir: Path) -> None:
	"""Wait for the one who is writing now; those after him are refused by the mark."""
	with site_context(site_dir, mode=LAZY):
		local.db.begin()
		local.db.rollback()


def make_backup(site_dir: Path) -> Path:
	"""Write the backup that a failure returns to, and note it in the mark."""
	moment = datetime.datetime.now(datetime.timezone.utc)
	target = site_dir / FOLDER / f"{PREFIX}{moment:%Y%m%dT%H%M%S%fZ}.zip"
	create_backup(site_dir, target, counts=False)  # on the same disk: no backup against its loss
	mark.write(site_dir, step="migrate", backup=str(target))
	return target


def change(
	site_dir: Path, backup: Path, before: list[Finding], progress: Progress, say: Callable[[str], None]
) -> Result:
	"""Migrate and check; keep it, or put the backup back."""
	try:
		say(_("Migrating"))
		with site_context(site_dir, mode=WRITE):
			counts = migrate(progress=progress)
			local.db.commit()
		say(_("Checking"))
		check(site_dir, before)
	except BaseException as error:
		put_back(site_dir, backup)
		mark.remove(site_dir)
		reason = str(error) or type(error).__name__
		text = _("The upgrade was undone; the site is as it was before. Reason: {0}").format(reason)
		raise UpgradeFailed(text) from error
	mark.remove(site_dir)
	forget_old_backups(site_dir)
	return Result(backup, counts)


def check(site_dir: Path, before: list[Finding]) -> None:
	"""Refuse a result in which the doctor finds something new, or which does not run.

	Raises:
		CheckFailed, SmokeTestFailed
	"""
	POOL.close()
	known = {finding.key for finding in before}
	found = examine(site_dir, getattr(local, "lang", None))
	new = [finding.text for finding in found if finding.counts and finding.key not in known]
	if new:
		raise CheckFailed(" ".join(new))
	smoke_test(site_dir)


def forget_old_backups(site_dir: Path) -> None:
	"""Keep the newest backups of upgrades."""
	for path in sorted((site_dir / FOLDER).glob(f"{PREFIX}*.zip"))[:-KEPT]:
		path.unlink()
