"""Run the jobs of a site, one after the other.

A job ends in the transaction of its own work: if that is undone, so is "finished". A job that is asked to be
tried again (v15's RetryBackgroundJobError), that lost a fight for the database, or that met a full or failing
disk, runs again after a pause; any other error is final and stays visible with its traceback.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from frappe_standalone.core.callbacks import CallbackManager
from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.db import LAZY, READ
from frappe_standalone.core.error_log import log_error
from frappe_standalone.core.errors import QueryDeadlockError, RetryBackgroundJobError, WriteQueueTimeout
from frappe_standalone.core.faults import fault_of
from frappe_standalone.core.hooks import call, get_attr, get_hooks
from frappe_standalone.core.jobs.arguments import load
from frappe_standalone.core.jobs.schedule import tick
from frappe_standalone.core.jobs.wake import event_of
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.utils.tracebacks import get_traceback

POLL = 1.0  # seconds between looks when nobody wakes the worker
TICK = 30.0  # seconds between looks at the schedule; cron's finest step is a minute
RETRIES = 5  # v15's
FIRST_PAUSE = 2.0  # seconds before the second attempt; doubled each time
TRY_AGAIN = (RetryBackgroundJobError, QueryDeadlockError, WriteQueueTimeout)

DUE = "from `__Job` where status = 'queued' and due <= %s"
NEXT = f"select name {DUE} order by priority desc, created, rowid limit 1"


def work(site_dir: str | Path, stop_event: threading.Event, poll: float = POLL) -> None:
	"""Run jobs and the schedule until `stop_event` is set. Only one worker of a site may run at a time."""
	woken = event_of(str(Path(site_dir).absolute()))
	recover(site_dir)
	next_tick = 0.0
	while not stop_event.is_set():
		if time.monotonic() >= next_tick:
			next_tick = time.monotonic() + TICK
			with site_context(site_dir, mode=LAZY):
				tick()
		if not run_next(site_dir):
			woken.wait(poll)
			woken.clear()


def run_pending(site_dir: str | Path) -> int:
	"""Run every job that is due and return how many ran: for commands and tests."""
	count = 0
	while run_next(site_dir):
		count += 1
	return count


def recover(site_dir: str | Path) -> None:
	"""Queue again what the previous worker was doing when it died."""
	with site_context(site_dir, mode=LAZY):
		if local.db.sql("select 1 from `__Job` where status = 'started' limit 1"):
			local.db.sql(
				"update `__Job` set status = case when attempts > %s then 'failed' else 'queued' end, "
				"error = 'The worker stopped while this job ran.' where status = 'started'",
				(RETRIES,),
			)
			local.db.commit()


def run_next(site_dir: str | Path) -> bool:
	"""Run the job that is next; False if none is due."""
	with site_context(site_dir, mode=READ):
		if not local.db.sql(NEXT, (time.time(),)):
			return False
	with site_context(site_dir, mode=LAZY):
		job = claim()
	if job:
		execute(site_dir, job)
	return bool(job)


def claim() -> _dict | None:
	"""Mark the next job as started and return it."""
	local.db.begin()
	names = local.db.sql(NEXT, (time.time(),), pluck=True)
	if not names:
		return None
	local.db.sql(
		"update `__Job` set status = 'started', attempts = attempts + 1, started = %s where name = %s",
		(time.time(), names[0]),
	)
	local.db.commit()
	return local.db.sql("select * from `__Job` where name = %s", (names[0],), as_dict=True)[0]


def execute(site_dir: str | Path, job: _dict) -> None:
	"""Run a job as the user who asked for it, and write down how it ended."""
	with site_context(site_dir, user=job.user, mode=LAZY):
		local.job = _dict(job, site=local.site, after_job=CallbackManager())
		result = None
		try:
			arguments = load(job.arguments)
			run_hooks("before_job", job, kwargs=arguments, transaction_type="job")
			result = get_attr(job.method)(**arguments)
			finish(job)
		except Exception as error:
			local.db.rollback()
			passes = isinstance(error, TRY_AGAIN) or fault_of(error)
			(try_again if passes else fail)(job, error)
		finally:
			run_hooks("after_job", job, kwargs=job.arguments, result=result)
			local.job.after_job.run()


def run_hooks(hook: str, job: _dict, **details: Any) -> None:
	"""Call what apps hooked around jobs."""
	for method in get_hooks(hook):
		call(method, method=job.method, **details)


def finish(job: _dict) -> None:
	"""Commit the work and the word "finished" together."""
	took = time.time() - job.started
	if took > job.timeout:
		get_logger("jobs").warning("%s took %.0f s, more than its %s s", job.method, took, job.timeout)
	if job.on_success:
		call(job.on_success, job=job)
	mark(job, status="finished", ended=time.time(), error=None)
	local.db.commit()


def try_again(job: _dict, error: Exception) -> None:
	"""Queue the job again after a pause, or give it up after the last attempt."""
	if job.attempts > RETRIES:
		fail(job, error)
		return
	pause = FIRST_PAUSE * 2 ** (job.attempts - 1)
	mark(job, status="queued", due=time.time() + pause, error=get_traceback())
	local.db.commit()


def fail(job: _dict, error: Exception) -> None:
	"""Keep the error with the job and in Error Log."""
	trace = get_traceback()
	log_error(title=job.method, message=trace)
	if job.on_failure:
		call(job.on_failure, job=job, error=error)
	mark(job, status="failed", ended=time.time(), error=trace)
	local.db.commit()


def mark(job: _dict, **changes: Any) -> None:
	"""Change the job's row."""
	local.db.update_row("__Job", job.name, changes)
