"""When the last backup was made."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from frappe_standalone.core.backup.log import last_backup
from frappe_standalone.core.context import local
from frappe_standalone.core.doctor.finding import WARNING, Finding
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import now_datetime

CHECK = "backup"
OLD = datetime.timedelta(days=7)
NEW_SITE = datetime.timedelta(days=1)  # nothing to lose yet


def find() -> Iterator[Finding]:
	"""No backup, or an old one."""
	mend = _("Make one, to another disk: township backup DIR FILE")
	last = last_backup(Path(local.site_path))
	if not last:
		made = local.db.get_value("User", "Administrator", "creation")
		if now_datetime() - made > NEW_SITE:
			yield Finding(CHECK, WARNING, "none", _("No backup of this site was ever made."), mend)
		return
	age = datetime.datetime.now(datetime.timezone.utc) - last.created
	if age > OLD:
		text = _("The last backup is {0} days old: {1}").format(age.days, last.file)
		yield Finding(CHECK, WARNING, "old", text, mend)
