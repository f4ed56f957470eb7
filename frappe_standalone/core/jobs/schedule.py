"""The schedule: a Scheduled Job Type whose time has come becomes a job.

After downtime each of them runs once, however often its time passed. One seen for the first time waits for its next
time, as in v15. Only the process that keeps the site (`keeper`) looks at the schedule, and the row's mark and the job
are written in one transaction: no time is lost, and none runs twice.
"""

from __future__ import annotations

import datetime
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.jobs.cron import BadCron, parse
from frappe_standalone.core.jobs.enqueueing import enqueue, is_job_enqueued
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.settings import raw_system_setting
from frappe_standalone.core.utils.dates import get_datetime, now_datetime

TYPE = "Scheduled Job Type"
RUN = "frappe_standalone.core.jobs.scheduled.run_scheduled_job"
CRON = {
	"All": "*/4 * * * *",
	"Hourly": "0 * * * *",
	"Hourly Long": "0 * * * *",
	"Daily": "0 0 * * *",
	"Daily Long": "0 0 * * *",
	"Weekly": "0 0 * * 0",
	"Weekly Long": "0 0 * * 0",
	"Monthly": "0 0 1 * *",
	"Monthly Long": "0 0 1 * *",
	"Yearly": "0 0 1 1 *",
	"Annual": "0 0 1 1 *",
}


def tick(now: datetime.datetime | None = None) -> list[str]:
	"""Queue everything whose time has come and return the methods. Commits."""
	if is_paused():
		return []
	moment = now or now_datetime()
	rows = local.db.sql(f"select * from `tab{TYPE}` where stopped = 0 order by name", as_dict=True)
	queued = [row.method for row in rows if queue_if_due(row, moment)]
	if local.db.transaction_writes:
		local.db.commit()
	return queued


def is_paused() -> bool:
	"""True where nothing is to run by itself: v15's switches in site_config.json and System Settings."""
	conf = local.conf
	if conf.maintenance_mode or conf.pause_scheduler or conf.disable_scheduler:
		return True
	return raw_system_setting("enable_scheduler") == "0"


def queue_if_due(row: _dict, now: datetime.datetime) -> bool:
	"""Queue one scheduled job if its time has passed since it last ran; a row with a bad time is only logged."""
	try:
		if next_time(row) > now or is_job_enqueued(id_of(row.name)):
			return False
		following = next_time({**row, "last_execution": now})
	except BadCron as error:
		get_logger("scheduler").error("%s does not run: %s", row.method, error)
		return False
	local.db.update_row(f"tab{TYPE}", row.name, {"last_execution": now, "next_execution": following})
	queue(row)
	return True


def queue(row: Any) -> Any:
	"""Queue a scheduled job now, whether it is due or not; None while one of it waits or runs."""
	lane = "long" if "Long" in row.frequency else "default"
	arguments = {"job_type": row.method, "name": row.name}
	return enqueue(RUN, queue=lane, job_id=id_of(row.name), deduplicate=True, **arguments)


def id_of(name: str) -> str:
	"""The `job_id` of a scheduled job: one at a time waits or runs."""
	return f"scheduled_job::{name}"


def next_time(row: Any) -> datetime.datetime:
	"""When a scheduled job is due next.

	Raises:
		BadCron
	"""
	return parse(cron_of(row)).after(get_datetime(row["last_execution"] or row["creation"]))


def cron_of(row: Any) -> str:
	"""A scheduled job's time in cron's five fields; `scheduler_interval` (seconds, site_config.json) is v15's for All."""
	if row["cron_format"]:
		return row["cron_format"]
	if row["frequency"] == "All" and local.conf.scheduler_interval:
		return f"*/{max(1, int(local.conf.scheduler_interval) // 60)} * * * *"
	return CRON[row["frequency"]]
