"""Jobs: written in the caller's transaction, run after its commit by one worker of the site."""

from frappe_standalone.core.jobs.enqueueing import (
	enqueue,
	enqueue_doc,
	get_job_status,
	is_job_enqueued,
	run_doc_method,
)
from frappe_standalone.core.jobs.schedule import tick
from frappe_standalone.core.jobs.worker import run_pending, work

__all__ = [
	"enqueue",
	"enqueue_doc",
	"get_job_status",
	"is_job_enqueued",
	"run_doc_method",
	"run_pending",
	"tick",
	"work",
]
