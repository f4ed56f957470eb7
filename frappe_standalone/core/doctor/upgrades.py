"""An upgrade that was cut off: until it is undone nobody can save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from frappe_standalone.core.doctor.finding import ERROR, Finding
from frappe_standalone.core.translate import _
from frappe_standalone.core.upgrade import mark

CHECK = "upgrade"


def find(site_dir: Path) -> Iterator[Finding]:
	"""A mark whose upgrade no longer runs."""
	if mark.path_of(site_dir).exists() and is_abandoned(site_dir):
		text = _("An upgrade was cut off; until it is undone nobody can save.")
		mend = _("Return to the state before it: township doctor DIR --fix")
		yield Finding(CHECK, ERROR, "cut off", text, mend, lambda: undo(site_dir))


def is_abandoned(site_dir: Path) -> bool:
	"""True if no process holds the upgrade's lock."""
	lock = mark.lock_of(site_dir)
	try:
		return lock.acquire()
	finally:
		lock.release()


def undo(site_dir: Path) -> None:
	from frappe_standalone.core.upgrade.rollback import recover

	recover(site_dir)
