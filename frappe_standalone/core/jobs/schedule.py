"""The schedule: what apps name under `scheduler_events` becomes jobs when its time has come.

After downtime each event runs once, however often its time passed. An event seen for the first time waits
for its next time, as in v15.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator

from frappe_standalone.core.context import local
from frappe_standalone.core.hooks import get_hooks
from frappe_standalone.core.jobs.cron import parse
from frappe_standalone.core.jobs.enqueueing import enqueue
from frappe_standalone.core.settings import raw_system_setting
from frappe_standalone.core.utils.dates import now_datetime

FREQUENCIES = {
	"all": "*/4 * * * *",
	"hourly": "0 * * * *",
	"daily": "0 0 * * *",
	"weekly": "0 0 * * 0",
	"monthly": "0 0 1 * *",
	"yearly": "0 0 1 1 *",
	"annual": "0 0 1 1 *",
}
KEEP_JOBS = 7 * 86400  # seconds a finished job stays visible; failed ones stay until they are dealt with


class UnknownFrequency(ValueError):
	"""`scheduler_events` names a frequency that does not exist."""


def tick(now: datetime.datetime | None = None) -> list[str]:
	"""Queue every event whose time has come and return their methods. Commits."""
	if local.conf.pause_scheduler or raw_system_setting("enable_scheduler") == "0":
		return []
	moment = now or now_datetime()
	queued = [method for method, cron, queue in events() if run_if_due(method, cron, queue, moment)]
	if local.db.transaction_writes:
		local.db.commit()
	forget_old_jobs()
	return queued


def events() -> Iterator[tuple[str, str, str]]:
	"""Every scheduled method with its time (cron) and queue.

	Raises:
		UnknownFrequency
	"""
	for frequency, found in get_hooks("scheduler_events", {}).items():
		if frequency == "cron":
			for cron, methods in found.items():
				yield from ((method, cron, "default") for method in methods)
			continue
		base = frequency.removesuffix("_long")
		if base not in FREQUENCIES:
			raise UnknownFrequency(
				f"scheduler_events has {frequency!r}. Use cron, or one of: {', '.join(FREQUENCIES)} (also with _long)."
			)
		queue = "long" if frequency.endswith("_long") else "default"
		yield from ((method, FREQUENCIES[base], queue) for method in found)


def run_if_due(method: str, cron: str, queue: str, now: datetime.datetime) -> bool:
	"""Queue one event if its time has passed since it last ran."""
	name = f"{method}::{cron}"
	last = local.db.sql("select last_run from `__Schedule` where name = %s", (name,), pluck=True)
	if not last:
		local.db.insert_row("__Schedule", {"name": name, "last_run": now})
		return False
	if parse(cron).after(last[0]) > now:
		return False
	local.db.update_row("__Schedule", name, {"last_run": now})
	return bool(enqueue(method, queue=queue, job_id=f"scheduled_job::{name}", deduplicate=True))


def forget_old_jobs() -> None:
	"""Remove the rows of jobs that finished long ago."""
	before = time.time() - KEEP_JOBS
	if local.db.sql("select 1 from `__Job` where status = 'finished' and ended < %s limit 1", (before,)):
		local.db.sql("delete from `__Job` where status = 'finished' and ended < %s", (before,))
		local.db.commit()
