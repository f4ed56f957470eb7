"""Who else on this computer may read the site's files, and whether this program may write them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from frappe_standalone.core.doctor.finding import ERROR, WARNING, Finding
from frappe_standalone.core.site import CONFIG, DATABASE, FOLDERS
from frappe_standalone.core.translate import _

CHECK = "file permissions"
OTHERS = 0o007
ANYBODY_ELSE = 0o077  # of the key nobody may know, not the group either


def find(site_dir: Path) -> Iterator[Finding]:
	"""Files open to other accounts, and places where the program cannot write."""
	if os.name == "nt":  # access lists there; the folder inherits those of its owner
		return
	yield from find_unwritable(site_dir)
	config = site_dir / CONFIG
	if config.is_file() and config.stat().st_mode & ANYBODY_ELSE:
		yield open_to_others(config, ANYBODY_ELSE)
	if not site_dir.stat().st_mode & OTHERS:
		return  # nobody else gets in here
	for path in (site_dir / DATABASE, site_dir / "private"):
		if path.exists() and path.stat().st_mode & OTHERS:
			yield open_to_others(path, OTHERS)


def find_unwritable(site_dir: Path) -> Iterator[Finding]:
	"""Places the program must write to and may not."""
	places = (site_dir, site_dir / DATABASE, *(site_dir / folder for folder in FOLDERS))
	if not os.access(site_dir, os.W_OK):
		places = (site_dir,)  # nothing in it can be written either
	for path in places:
		if path.exists() and not os.access(path, os.W_OK):
			text = _("This account may not write to {0}.").format(path)
			mend = _("Give the folder to the account that runs the server: chown -R ACCOUNT {0}").format(
				site_dir
			)
			yield Finding(CHECK, ERROR, f"not writable: {path.name}", text, mend)


def open_to_others(path: Path, bits: int) -> Finding:
	"""A file that accounts may read who have no business with it."""
	text = _("Other accounts of this computer can open {0}.").format(path)
	mend = _("Close it to them: township doctor DIR --fix")
	return Finding(CHECK, WARNING, f"open: {path.name}", text, mend, lambda: close(path, bits))


def close(path: Path, bits: int) -> None:
	"""Take permissions away."""
	path.chmod(path.stat().st_mode & ~bits & 0o7777)
