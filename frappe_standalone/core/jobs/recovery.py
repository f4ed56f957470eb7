"""Jobs whose worker died: queued again, so that each runs at least once."""

from __future__ import annotations

from pathlib import Path

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.db import LAZY, READ
from frappe_standalone.core.jobs import ledger
from frappe_standalone.core.jobs.execution import RETRIES
from frappe_standalone.core.jobs.holding import is_abandoned, is_to_be_stopped
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.runtime import site_context

DIED = "The worker stopped while this job ran."
DIED_TOO_OFTEN = "The worker stopped {0} times while this job ran; it is not tried again by itself."


def recover(site_dir: str | Path) -> int:
	"""Queue again what dead workers were doing; returns how many jobs that were."""
	with site_context(site_dir, mode=READ):
		rows = ledger.started()
	abandoned = [row for row in rows if is_abandoned(site_dir, row.name)]
	if not abandoned:
		return 0
	with site_context(site_dir, mode=LAZY):
		local.db.begin()
		taken_up = sum(take_up(row) for row in abandoned)
		local.db.commit()
	return taken_up


def take_up(seen: _dict) -> bool:
	"""Queue one job again, unless it went on since it was seen."""
	row = ledger.get(seen.name)
	if not row or (row.status, row.attempts) != ("started", seen.attempts):
		return False
	if is_to_be_stopped(local.site_path, row.name):
		ledger.end(row, "canceled", "Stopped by an administrator.")
	elif row.attempts > RETRIES:
		ledger.end(row, "failed", DIED_TOO_OFTEN.format(row.attempts))
	else:
		ledger.requeue(row.name, row.attempts, exc_info=DIED)
	get_logger("jobs").warning("%s: %s", row.job_name, DIED)
	return True
