"""Jobs that wait, run or failed for too long."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from frappe_standalone.core.context import local
from frappe_standalone.core.doctor.finding import WARNING, Finding
from frappe_standalone.core.jobs.ledger import TABLE
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import now_datetime

CHECK = "jobs"
WAITS_TOO_LONG = 15  # minutes a due job may wait before somebody should look
GRACE = datetime.timedelta(minutes=10)  # beyond its own limit before a running job counts as stuck


def find() -> Iterator[Finding]:
	"""Waiting without a worker, running without an end, failed and forgotten."""
	yield from find_waiting()
	yield from find_stuck()
	for method, times in local.db.sql(
		f"select method, count(*) from `{TABLE}` where status = 'failed' group by method"
	):
		text = _("The job {0} failed {1} times.").format(method, times)
		mend = _("Read why in RQ Job or the Error Log, correct it, and start the work again.")
		yield Finding(CHECK, WARNING, f"failed: {method}", text, mend)


def find_waiting() -> Iterator[Finding]:
	"""Jobs nobody takes up."""
	before = now_datetime() - datetime.timedelta(minutes=WAITS_TOO_LONG)
	query = f"select count(*) from `{TABLE}` where status = 'queued' and coalesce(due_at, creation) < %s"
	waiting = local.db.sql(query, (before,))[0][0]
	if waiting:
		text = _("{0} jobs have been waiting for more than {1} minutes.").format(waiting, WAITS_TOO_LONG)
		yield Finding(
			CHECK, WARNING, "waiting", text, _("Start the server; it runs them: township serve DIR")
		)


def find_stuck() -> Iterator[Finding]:
	"""Jobs that run for longer than they may."""
	rows = local.db.sql(f"select started_at, timeout from `{TABLE}` where status = 'started'")
	limits = [begun + datetime.timedelta(seconds=seconds or 0) + GRACE for begun, seconds in rows if begun]
	stuck = sum(limit < now_datetime() for limit in limits)
	if stuck:
		text = _("{0} jobs have been running for longer than they may.").format(stuck)
		yield Finding(CHECK, WARNING, "stuck", text, _("Restart the server; it runs them again."))
