"""Run one job and write down how it ended.

A job ends in the transaction of its own work: if that is undone, so is "finished". A job that is asked to be
tried again (v15's RetryBackgroundJobError), that lost a fight for the database, or that met a full or failing
disk, runs again after a pause; any other error is final and stays visible with its traceback.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from frappe_standalone.core.callbacks import CallbackManager
from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.db import LAZY
from frappe_standalone.core.error_log import log_error
from frappe_standalone.core.errors import QueryDeadlockError, RetryBackgroundJobError, WriteQueueTimeout
from frappe_standalone.core.faults import fault_of
from frappe_standalone.core.hooks import call, get_attr, get_hooks
from frappe_standalone.core.jobs import ledger
from frappe_standalone.core.jobs.arguments import load
from frappe_standalone.core.jobs.deadline import Deadline, JobStopped, JobTimeout
from frappe_standalone.core.jobs.holding import forget_stop, held, is_to_be_stopped
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.utils.dates import now_datetime
from frappe_standalone.core.utils.tracebacks import get_traceback

RETRIES = 5  # v15's
FIRST_PAUSE = 2.0  # seconds before the second attempt; doubled each time
TRY_AGAIN = (RetryBackgroundJobError, QueryDeadlockError, WriteQueueTimeout)


def run(site_dir: str | Path, name: str) -> bool:
	"""Run a job if it still waits; False if another worker has it, or had."""
	with held(site_dir, name) as is_ours:
		if not is_ours:
			return False
		forget_stop(site_dir, name)
		with site_context(site_dir, mode=LAZY):
			job = ledger.claim(name)
		if job:
			execute(site_dir, job)
		return bool(job)


def execute(site_dir: str | Path, job: _dict) -> None:
	"""Run a claimed job as the user who asked for it."""
	with site_context(site_dir, user=job.owner, mode=LAZY):
		local.job = _dict(job, user=job.owner, site=local.site, after_job=CallbackManager())
		connection, result = local.db.connection, None
		try:
			arguments = load(job.arguments)
			run_hooks("before_job", job, kwargs=arguments, transaction_type="job")
			with Deadline(job.timeout, lambda: is_to_be_stopped(site_dir, job.name), connection.interrupt):
				result = get_attr(job.method)(**arguments)
			finish(job)
		except JobStopped:
			local.db.rollback()
			cancel(job)
		except Exception as error:
			local.db.rollback()
			(try_again if passes(error) else fail)(job, error)
		finally:
			run_hooks("after_job", job, kwargs=job.arguments, result=result)
			local.job.after_job.run()


def passes(error: Exception) -> bool:
	"""True for an error that may not come again: the job is worth another attempt."""
	return isinstance(error, TRY_AGAIN) or bool(fault_of(error))


def run_hooks(hook: str, job: _dict, **details: Any) -> None:
	"""Call what apps hooked around jobs."""
	for method in get_hooks(hook):
		call(method, method=job.method, **details)


def finish(job: _dict) -> None:
	"""Commit the work and the word "finished" together."""
	if job.on_success:
		call(job.on_success, job=job)
	ledger.end(job, "finished")
	local.db.commit()


def try_again(job: _dict, error: Exception) -> None:
	"""Queue the job again after a pause, or give it up after the last attempt."""
	if job.attempts > RETRIES:
		fail(job, error)
		return
	pause = datetime.timedelta(seconds=FIRST_PAUSE * 2 ** (job.attempts - 1))
	ledger.requeue(job.name, job.attempts, now_datetime() + pause, exc_info=get_traceback())
	local.db.commit()


def cancel(job: _dict) -> None:
	"""Say that the job was stopped; its work since its last commit is undone."""
	ledger.end(job, "canceled", "Stopped by an administrator.")
	local.db.commit()


def fail(job: _dict, error: Exception) -> None:
	"""Keep the error with the job and in Error Log."""
	trace = get_traceback()
	if isinstance(error, JobTimeout):
		trace = f"The job took more than its {job.timeout:g} seconds and was stopped.\n{trace}"
	log_error(title=job.job_name, message=trace)
	if job.on_failure:
		call(job.on_failure, job=job, error=error)
	ledger.end(job, "failed", trace)
	local.db.commit()
