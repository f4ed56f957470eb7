"""Jobs: written in the caller's transaction, run after its commit, by this platform's workers or by RQ's.

enqueueing   `frappe.enqueue`: a row of RQ Job in the caller's transaction
dispatch     after the commit: wake a worker of this process, or push the row's name to Redis
ledger       the rows: which is next, claim it, stop it, queue it again
holding      a lock on each running job, by which a dead worker is told from a slow one
execution    one job from its start to its end
workers      threads, or a process, that run one job after the other
schedule     Scheduled Job Type: what becomes due becomes a job
keeper       what one process of a site does for all: the schedule, dead workers' jobs, pushing to Redis
redis_queue  RQ on Redis, where site_config.json names one in `redis_queue`
"""

from frappe_standalone.core.jobs.enqueueing import (
	enqueue,
	enqueue_doc,
	get_job_status,
	is_job_enqueued,
	run_doc_method,
)
from frappe_standalone.core.jobs.keeper import keep
from frappe_standalone.core.jobs.schedule import tick
from frappe_standalone.core.jobs.workers import run_pending, work

__all__ = [
	"enqueue",
	"enqueue_doc",
	"get_job_status",
	"is_job_enqueued",
	"keep",
	"run_doc_method",
	"run_pending",
	"tick",
	"work",
]
